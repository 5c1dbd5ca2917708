"""The one place where real parts are put together; nowhere else is the clock read or a setting turned into a part."""

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, cast

import structlog

from uploader.decide import State
from uploader.errors import BadInput, Cause, Nobody, Stop
from uploader.ids import VideoId
from uploader.models import Post
from uploader.settings import Settings
from uploader.store import channels, services, videos
from uploader.workflow.ports import Parts

if TYPE_CHECKING:
    from uploader.engine import Checkpoints, Engine
    from uploader.llm.priced import PricedModel
    from uploader.site.publish import Blog
    from uploader.store.database import Database
    from uploader.workflow.backfilling import Period
    from uploader.workflow.polling import Poll
    from uploader.youtube.client import YouTube

log = structlog.get_logger()

UNDER_WAY = {State.DISCOVERED, State.QUEUED, State.WORKING}
MOST_QUEUED = 200
"""Looks handed to the engine at once; the rest stay due in the table, where they cost nothing."""
FORGET_AFTER = timedelta(days=7)
"""How long the engine remembers a finished look; the table remembers for good."""


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """The parts, and what commands and the daemon do with them."""

    settings: Settings
    parts: Parts
    engine: "Engine"
    clock: Callable[[], datetime]

    @property
    def database(self) -> "Database":
        """The open database."""
        return self.parts.database

    def poll_all(self) -> list["Poll"]:
        """Poll every channel now."""
        from uploader.workflow.polling import poll

        return [poll(channel, self.parts) for channel in self.settings.channels]

    def tick(self) -> None:
        """Have every channel polled in this slot of time, by whichever process is free."""
        slot = int(self.clock().timestamp() / (self.settings.poll_minutes * 60))
        for channel in self.settings.channels:
            self.engine.enqueue_poll(channel, slot)

    def sweep(self, only: Sequence[VideoId] | None = None) -> list[VideoId]:
        """Hand what is due, or due of `only`, to the engine."""
        room = MOST_QUEUED - len(self.engine.active())
        if room <= 0:
            return []
        with self.database.begin() as session:
            return videos.take_due(session, self.engine.enqueue, now=self.clock(), most=room, only=only)

    def reap(self) -> None:
        """Give the work of dead processes to the living, and look again at what the engine lost."""
        for workflow in self.engine.reap():
            log.info("taken over", workflow=workflow)
        with self.database.reading() as session:
            busy = videos.busy(session)
        # The table first, the engine after it: what is taken up in between is in neither, and so not lost.
        if lost := busy - self.engine.active():
            with self.database.begin() as session:
                for video_id in videos.put_back(session, lost, now=self.clock()):
                    log.warning("put back", video_id=video_id)

    def tidy(self) -> None:
        """Forget the engine's part of what ended long ago, and the leases of processes that ended then."""
        from uploader.engine import LEASES

        before = (self.clock() - FORGET_AFTER).timestamp()
        self.engine.forget(int(before * 1000))
        self.database.leases.forget(LEASES, before)

    def work(self, pause: float = 0.2) -> None:
        """Work until nothing is due and nothing that this process could do is left."""
        while True:
            taken = self.sweep()
            if not taken and self.engine.idle():
                # What another process has in hand is its business; what it lost is put back by `reap`.
                return
            self.reap()
            time.sleep(pause)

    def backfill(self, ids: Sequence[VideoId], *, pause: float = 0.2) -> list[videos.Row]:
        """Take these videos as far as they go now, in this order, whatever the schedule says; how each ended.

        A few at a time, so that a long list that is broken off leaves the rest as it was.
        """
        rest, begun = deque(ids), list[VideoId]()
        while True:
            with self.database.reading() as session:
                under_way = sum(_goes_on(row) for row in videos.some(session, begun))
            room = 2 * self.settings.workers - under_way
            taken = [rest.popleft() for _ in range(min(room, len(rest)))]
            with self.database.begin() as session:
                for video_id in taken:
                    videos.make_due(session, video_id, now=self.clock())
            begun += taken
            if not under_way and not taken:
                break
            self.sweep(only=begun)
            self.reap()
            time.sleep(pause)
        with self.database.reading() as session:
            return [videos.one(session, video_id) for video_id in ids]

    def past(self, channel: str, period: "Period", most: int | None) -> list[VideoId]:
        """The channel's past videos of that period that are still to be done, the oldest first, `most` of them."""
        from uploader.workflow.backfilling import past

        return past(channel, period, self.parts)[:most]

    def stopped_since(self, moment: datetime) -> list[VideoId]:
        """The videos that were held, failed or ran into a cap from that moment on."""
        states = [State.HELD, State.FAILED, State.OVER_BUDGET]
        with self.database.reading() as session:
            return [row.id for row in videos.rows(session, states) if row.changed_at >= moment]

    def refused(self) -> dict[str, str]:
        """Which services refuse us all."""
        with self.database.reading() as session:
            return services.refused(session)

    def healthy(self) -> str | None:
        """None, or why not: the database is silent, or a channel's last good poll is older than three intervals."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            self.database.answers()
            with self.database.reading() as session:
                polls = channels.last_polls(session)
                ids = {name: channels.channel_of(session, name) for name in self.settings.channels}
                last = {name: polls.get(channel) if channel else None for name, channel in ids.items()}
        except BadInput as gone:
            return str(gone)
        except SQLAlchemyError as wrong:
            return f"the database does not answer: {type(wrong).__name__}"
        oldest = self.clock() - timedelta(minutes=3 * self.settings.poll_minutes)
        if never := [name for name, at in last.items() if at is None]:
            return f"no successful poll of {', '.join(never)} yet"
        stale = [name for name, at in last.items() if at is not None and at < oldest]
        return f"no successful poll of {', '.join(stale)} for three intervals" if stale else None


def _goes_on(row: videos.Row) -> bool:
    """Whether the video is still on its way: the polite pace is no end, it goes on when its turn comes."""
    return row.state in UNDER_WAY or (row.state is State.WAITING and row.cause is Cause.PACED)


@contextmanager
def opened_database(settings: Settings) -> Generator["Database", None, None]:
    """The database alone, for commands that only look or mark."""
    from uploader.store.database import open_database

    database = open_database(settings.database, _data_dir(settings))
    try:
        yield database
    finally:
        database.close()


@dataclass(frozen=True, slots=True)
class Previewed:
    """A post that would be published, or the reasons why none would."""

    post: Post | None
    reasons: tuple[str, ...]


def previewed(settings: Settings, wanted: VideoId | Path) -> Previewed:
    """The post of a video, or of a transcript file, without publishing it; answers are kept and paid for once.

    Raises:
        BadInput: the file or a setting cannot be used. Stop, OverBudget: as on the path of any video.
    """
    from uploader.workflow import previewing

    parts = assemble(settings, publishing=False)
    try:
        if isinstance(wanted, Path):
            return Previewed(*previewing.of_file(_text(wanted), wanted.name, parts))
        return Previewed(*previewing.of_video(wanted, parts))
    finally:
        parts.database.close()


@contextmanager
def opened(settings: Settings, *, working: bool = True) -> Generator[App, None, None]:
    """The app on these settings: database migrated, parts made, and the engine launched where work is to be done.

    Raises:
        BadInput: a setting is missing or cannot be used; nothing was changed by it.
    """
    from uploader.engine import Engine
    from uploader.workflow.path import look
    from uploader.workflow.polling import poll

    parts = assemble(settings)

    def _look(video_id: VideoId, number: int, steps: "Checkpoints") -> str:
        return look(video_id, number, steps, parts)

    def _poll(channel: str) -> list[str]:
        try:
            return [str(video_id) for video_id in poll(channel, parts).fresh]
        except BadInput as wrong:
            log.error("poll failed", channel=channel, reason=str(wrong))  # noqa: TRY400 - no bug, no traceback
            return []

    engine = Engine(settings.database, parts.database.leases.take, _look, _poll, workers=settings.workers)
    app = App(settings, parts, engine, now)
    if working:
        ready_site(parts)
        engine.launch()
        app.reap()
    try:
        yield app
    finally:
        if working:
            engine.stop(seconds=5)
        parts.database.close()


def assemble(settings: Settings, *, publishing: bool = True) -> Parts:
    """Every part that a look goes by; a preview needs no blog."""
    from uploader.facts.glossary import read_glossary
    from uploader.files import shipped
    from uploader.post.style import Style
    from uploader.store.database import open_database
    from uploader.store.ledger import Caps
    from uploader.store.services import Pace
    from uploader.summary import prompts

    model, blog = assemble_model(settings), assemble_blog(settings) if publishing else None
    glossary_file = settings.glossary_file or shipped("glossary.tsv")
    return Parts(
        database=open_database(settings.database, _data_dir(settings)),
        tube=assemble_tube(settings),
        model=model,
        examiner=assemble_model(settings, settings.examiner_model) if settings.examine else None,
        blog=cast("Any", blog),
        clock=now,
        sleep=time.sleep,
        style=Style(
            author=settings.post_author,
            tags=settings.post_tags,
            featured=settings.post_featured,
            posts_dir=settings.site_posts_dir,
            thumbnail=None if settings.post_thumbnail == "auto" else settings.post_thumbnail,
            separators=settings.post_section_separators,
            moments=settings.post_section_links,
            bold_leads=settings.post_bold_leads,
            dated=settings.post_date,
        ),
        prompts=prompts.load(settings.prompts_dir),
        glossary=read_glossary(_text(glossary_file)),
        pace=Pace(seconds=settings.youtube_pace_seconds),
        caps=Caps(settings.budget_video_usd, settings.budget_day_usd, settings.budget_month_usd),
        model_slots=settings.llm_concurrency,
        kinds=frozenset(settings.kinds),
        first_run_videos=settings.first_run_videos,
        reuploads=settings.reuploads,
    )


def assemble_tube(settings: Settings) -> "YouTube":
    """YouTube as the settings have it asked."""
    from uploader.youtube.client import YouTube
    from uploader.youtube.options import YouTubeOptions

    return YouTube(
        YouTubeOptions(
            proxy=settings.youtube_proxy,
            cookies_file=settings.youtube_cookies_file,
            pause=1.5 if settings.youtube_pace_seconds else 0.0,
            sources=cast("Any", settings.transcript_sources),
        )
    )


def assemble_model(settings: Settings, name: str | None = None) -> "PricedModel":
    """The model with its price: the one that writes unless another is named.

    Args:
        settings: where it is, and what it costs.
        name: as the endpoint knows it.

    Raises:
        BadInput: no model or no key is set.
    """
    from uploader.llm.client import ChatModel
    from uploader.llm.options import OPENAI, ModelOptions
    from uploader.llm.priced import PricedModel
    from uploader.llm.prices import Price

    name = name or settings.llm_model
    if not name:
        raise BadInput("no model is set: give UPLOADER_LLM_MODEL")
    if settings.openai_api_key is None:
        raise BadInput("no key for the model: give OPENAI_API_KEY or OPENAI_API_KEY_FILE")
    parameters: dict[str, object] = {}
    if settings.llm_temperature is not None:
        parameters["temperature"] = settings.llm_temperature
    options = ModelOptions(
        name,
        settings.openai_api_key.get_secret_value(),
        settings.openai_base_url or OPENAI,
        timeout=settings.llm_timeout_seconds,
        parameters=parameters,
        ca_file=None if os.environ.get("SSL_CERT_FILE") else os.environ.get("REQUESTS_CA_BUNDLE"),
    )
    row = settings.prices.get(name)
    price = None
    if row is not None:
        price = Price(float(row.input), float(row.output), None if row.cached is None else float(row.cached))
    return PricedModel(ChatModel(options, clock=now), price)


def assemble_blog(settings: Settings) -> "Blog":
    """The blog's branch.

    Raises:
        BadInput: no repository is set, or what is set can be none.
    """
    from uploader.site.commit import Author
    from uploader.site.publish import Blog

    if not settings.site_repository:
        raise BadInput("no blog is set: give UPLOADER_SITE_REPOSITORY (a path, https:// or ssh address)")
    token = settings.site_token.get_secret_value() if settings.site_token else None
    return Blog(
        settings.site_repository,
        settings.site_branch,
        settings.site_posts_dir,
        settings.data_dir / "site",
        token=token,
        author=Author(settings.commit_name, settings.commit_email),
    )


def ready_site(parts: Parts) -> None:
    """Refuse to start on a blog that cannot be one; a remote that is only away may come back.

    Raises:
        BadInput: not a repository.
    """
    try:
        cast("Blog", parts.blog).with_clone(lambda clone: clone.refresh())
    except Nobody as refusal:
        with parts.database.begin() as session:
            services.strike(session, refusal, parts.clock())
        log.warning("the blog refuses us", reason=str(refusal))
    except Stop as away:
        log.warning("the blog cannot be reached now", reason=str(away))


def _data_dir(settings: Settings) -> Path:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=settings.data_dir).close()
    except OSError as wrong:
        raise BadInput(f"cannot write the data dir {settings.data_dir}: {wrong.strerror}") from wrong
    return settings.data_dir


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadInput(f"cannot read {path}: {wrong}") from wrong
