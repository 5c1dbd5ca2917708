"""`uploader doctor`: everything that a first deployment can get wrong, one line each, with the cure.

Nothing is written but what an empty database needs, and no token of a model is spent.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import cast

from pydantic import SecretStr

from uploader.assembly import assemble_blogs, assemble_model, assemble_tube, now, opened_database
from uploader.errors import BadInput, Nobody, Stop
from uploader.ids import ChannelId, parse_channel
from uploader.models import Sighting
from uploader.settings import Settings
from uploader.store.trouble import damage, trouble

_RESTORE = (
    "see `data_dir` and `database_url`. If it is damaged: stop uploader, move uploader.sqlite with its -wal and -shm "
    "aside, put the last backup in their place, start. Without a backup start with none: the branch says what is "
    "published"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `cure` says what to do where it is not well."""

    name: str
    ok: bool
    said: str
    cure: str = ""
    refused: bool = False
    """Whether a service refuses us all."""


def examine(settings: Settings) -> list[Check]:
    """Every check, in the order in which a video meets them."""
    return [*_each(settings)]


def _each(settings: Settings) -> Iterator[Check]:
    yield _check("git", _git, "install git: apt-get install git")
    yield _check("database", lambda: _database(settings), _RESTORE)
    yield _check("yt-dlp", lambda: _age(settings, now().date()), "upgrade uploader: a newer yt-dlp comes with it")
    for channel in settings.channels:
        cure = "check the channel's id, the proxy, and whether this address is blocked"
        yield _check(f"YouTube {channel}", partial(_youtube, settings, channel), cure)
    if settings.asr:
        yield _check("audio", lambda: _audio(settings), "see `asr_model`")
    yield from _site(settings)
    cure = "see `llm_model`, OPENAI_API_KEY and OPENAI_BASE_URL"
    yield _check("model", lambda: _model(settings), cure)
    for place, destination in enumerate(settings.destinations, 1):
        yield _check(f"notices to {place}", partial(_destination, destination), "see UPLOADER_NOTIFY_URLS")
    if settings.examine and settings.examiner_model:
        yield _check("examiner", lambda: _model(settings, settings.examiner_model), "see `examiner_model`")


def _check(name: str, look: Callable[[], str], cure: str) -> Check:
    try:
        return Check(name, ok=True, said=look())
    except (Stop, BadInput) as wrong:
        return Check(name, ok=False, said=str(wrong), cure=cure, refused=isinstance(wrong, Nobody))
    except Exception as wrong:
        line = trouble(wrong)
        if line is None:
            raise
        return Check(name, ok=False, said=line, cure=cure)


def _git() -> str:
    found = shutil.which("git")
    if found is None:
        raise BadInput("not found")
    return found


def _database(settings: Settings) -> str:
    with opened_database(settings) as database:
        database.answers()
        if wrong := damage(database.engine):
            raise BadInput(f"damaged: {wrong}")
        return f"{database.engine.dialect.name}, tables up to date"


def _age(settings: Settings, today: date) -> str:
    """How old yt-dlp is; its version is its date.

    Raises:
        BadInput: older than `library_days`.
    """
    from uploader.youtube.age import made

    named, age = version("yt-dlp"), today - made()
    if age > timedelta(days=settings.library_days):
        raise BadInput(f"{named} is {age.days} days old")
    return f"{named}, {age.days} days old"


def _destination(destination: SecretStr) -> str:
    from uploader.notifying import is_known

    if not is_known(destination):
        raise BadInput("apprise knows no such URL")
    return "apprise can read it; nothing was sent"


def _youtube(settings: Settings, name: str) -> str:
    _, newest = seen_channel(settings, name)
    return f"{len(newest)} videos in the feed" + (f", newest {newest[0].video_id}" if newest else "")


def seen_channel(settings: Settings, name: str) -> tuple[ChannelId, tuple[Sighting, ...]]:
    """The channel that is named, and what its feed shows, newest first.

    Raises:
        BadInput: there is none. Later, Nobody: YouTube does not say now.
    """
    channel = parse_channel(name)
    tube = assemble_tube(settings)
    channel_id = cast("ChannelId", channel)
    if channel.startswith("@"):
        channel_id = tube.resolve(channel).channel_id
    return channel_id, tube.feed(channel_id)


def _audio(settings: Settings) -> str:
    """Whether talks without captions can be heard; they need not be.

    Raises:
        BadInput: the model's folder is not there.
    """
    from uploader.asr import INSTALL, installed

    if not installed():
        return f"talks without captions are skipped after 72 hours; to have them heard: {INSTALL}"
    if settings.asr_model.startswith((".", "/", "~")):
        if not Path(settings.asr_model, "model.bin").is_file():
            raise BadInput(f"{settings.asr_model} is no folder with a CTranslate2 model")
        return f"talks without captions are heard by {settings.asr_model}"
    return f"talks without captions are heard by {settings.asr_model}, fetched when it is first needed"


def _site(settings: Settings) -> Iterator[Check]:
    from uploader.site.check import check

    try:
        blogs = assemble_blogs(settings)
    except BadInput as wrong:
        yield Check("blog repository", ok=False, said=str(wrong), cure="see `site_repository`")
        return
    looked: set[tuple[str, str]] = set()
    for name, blog in blogs.items():
        if (blog.place, blog.posts_dir) in looked:
            continue
        looked.add((blog.place, blog.posts_dir))
        whose = f" of {name}" if name else ""
        own = settings.for_channel(name) if name else settings
        for found in check(blog, own.site_format):
            cure = found.cure.replace("UPLOADER_SITE_TOKEN", _token_name(own))
            yield Check(f"{found.what}{whose}", found.ok, found.seen, cure, found.refused)


def _token_name(settings: Settings) -> str:
    return settings.site_token_env or "UPLOADER_SITE_TOKEN"


def _model(settings: Settings, name: str | None = None) -> str:
    model = assemble_model(settings, name)
    if not model.listed():
        raise BadInput(f"the endpoint does not list {model.name}")
    return f"{model.name} is there"
