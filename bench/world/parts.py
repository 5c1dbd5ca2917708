"""The writer's real parts around a model of this process; nobody asks YouTube or a blog."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from bench.gate.corpus import glossary
from bench.world.speech import Speech
from uploader.ids import parse_video_id
from uploader.models import Details, Talk, Transcript
from uploader.post.style import Style
from uploader.store.database import open_database
from uploader.store.ledger import Caps
from uploader.store.services import Pace
from uploader.summary import prompts
from uploader.talk.blocks import read_talk
from uploader.workflow.ports import Model, Parts

VIDEO = parse_video_id("bench-talk1")


@contextmanager
def parts(model: Model, folder: Path | None = None, **more: Any) -> Iterator[Parts]:
    """All that a look goes by; the database is in a folder for the time, or in `folder`."""
    with TemporaryDirectory() as place:
        database = open_database(f"sqlite:///{folder or place}/bench.sqlite", folder or Path(place))
        known: dict[str, Any] = {
            "database": database, "tube": None, "model": model, "blog": None, "clock": lambda: datetime.now(UTC),
            "sleep": lambda _: None, "style": Style(), "prompts": prompts.load(None), "glossary": glossary(),
            "pace": Pace(seconds=0), "caps": Caps(), "model_slots": 16, "kinds": frozenset({"video"}),
            "first_run_videos": 1, **more,
        }  # fmt: skip
        try:
            yield Parts(**cast("dict[str, Any]", known))
        finally:
            database.close()


def read(speech: Speech) -> Talk:
    """The speech as the program reads it."""
    details = Details(
        VIDEO, speech.title, "Bench Talks", description=speech.description, duration=speech.seconds,
        published=datetime(2026, 5, 4, 12, tzinfo=UTC),
    )  # fmt: skip
    return read_talk(details, Transcript(VIDEO, "en", auto_generated=True, source="file", cues=speech.cues()))
