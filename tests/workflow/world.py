"""Parts around a path in this process: a real database, real prompts, and whatever model and YouTube a test gives."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from uploader.facts.glossary import Entry, Glossary
from uploader.post.style import Style
from uploader.store.database import open_database
from uploader.store.ledger import Caps
from uploader.store.services import Pace
from uploader.summary import prompts
from uploader.talk.filters import Filters
from uploader.workflow.ports import Model, Parts

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def parts(folder: Path, model: Model, *, tube: Any = None, blog: Any = None, **more: Any) -> Parts:
    """All that a look goes by, in `folder`."""
    return Parts(
        database=open_database(f"sqlite:///{folder / 'uploader.sqlite'}", folder),
        tube=cast("Any", tube),
        model=model,
        blog=cast("Any", blog),
        clock=lambda: NOW,
        sleep=lambda _: None,
        style=Style(),
        prompts=prompts.load(),
        glossary=Glossary((Entry("Bazel", kind="tool"),)),
        pace=Pace(seconds=0),
        caps=Caps(),
        model_slots=4,
        filters=Filters(),
        first_run_videos=1,
        **more,
    )
