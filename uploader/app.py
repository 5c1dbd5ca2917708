"""What commands and the daemon do with the parts: poll, hand out what is due, take over, work, preview."""

import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from uploader.assembly import assemble, now, ready_site, text_of
from uploader.decide import State
from uploader.errors import BadInput, Cause
from uploader.ids import VideoId
from uploader.models import Post
from uploader.settings import Settings
from uploader.store import channels, ledger, services, spendings, videos
from uploader.workflow.ports import Parts

if TYPE_CHECKING:
    from uploader.engine import Checkpoints, Engine
    from uploader.store.database import Database
    from uploader.workflow.backfilling import Period
    from uploader.workflow.polling import Poll
    from uploader.workflow.regenerating import Proposal

log = structlog.get_logger()

UNDER_WAY = {State.DISCOVERED, State.QUEUED, State.WORKING}
MOST_QUEUED = 200
"""Looks handed to the engine at once; the rest stay due in the table, where they cost nothing."""
FORGET_AFTER = timedelta(days=7)
"""How long the engine remembers a finished look; the table remembers for good."""
TALK_INPUT, TALK_OUTPUT = 48_000, 10_600
"""Tokens that a talk of 20 minutes takes, by what the demo's longest one (873 s, one repair) takes: 34,939 and 7,701,
nothing of it cached; until our own ledger knows better."""


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
            self.engine.enqueue_poll(channel, slot, int(self.clock().timestamp() * 1000))

    def sweep(self, only: Sequence[VideoId] | None = None) -> list[VideoId]:
        """Hand what is due, or due of `only`, to the engine."""
        room = MOST_QUEUED - len(self.engine.active())
        if room <= 0:
            return []
        now = self.clock()
        with self.database.begin() as session:
            visits = None
            if only is None:  # what a person names is tried whatever was said before
                # A look begins at the branch: while the only one refuses us, none comes any further.
                alone = all(own.site == self.parts.site for own in self.parts.channels.values())
                site = services.admitted(session, "site", now) if alone else None
                room = room if site is None else min(room, site)
                visits = services.room(session, self.parts.pace, now)
            return videos.take_due(session, self.engine.enqueue, now=now, most=room, only=only, visits=visits)

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
        """Forget the engine's part of what ended long ago, and leases of processes that ended then; sum days up."""
        from uploader.engine import LEASES

        before = (self.clock() - FORGET_AFTER).timestamp()
        self.engine.forget(int(before * 1000))
        self.database.leases.forget(LEASES, before)
        with self.database.begin() as session:
            spendings.sum_up(session, self.clock())

    def tell(self) -> None:
        """Tell people what is new, where `notify_urls` says whom."""
        from uploader.notifying import send
        from uploader.workflow.telling import tell
        from uploader.youtube.age import made

        tell(
            self.database, self.settings.destinations, send, self.clock,
            caps=self.parts.caps, ytdlp=made(), old_after=timedelta(days=self.settings.library_days),
            digest=self.settings.digest,
        )  # fmt: skip

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

    def regenerate(self, chosen: Sequence["Proposal"]) -> list[videos.Row]:
        """Have these posts made again, now; how each ended."""
        from uploader.workflow.regenerating import schedule

        return self.backfill([each.video_id for each in chosen if schedule(each, self.parts)])

    def past(self, channel: str, period: "Period", most: int | None) -> list[VideoId]:
        """The channel's past videos of that period that are still to be done, the oldest first, `most` of them."""
        from uploader.workflow.backfilling import past

        return past(channel, period, self.parts)[:most]

    def likely_cost(self, count: int) -> Decimal | None:
        """USD that so many videos may cost, by what one cost so far, or by the model's price; None without either."""
        with self.database.reading() as session:
            mean = ledger.mean_per_video(session)
        if mean is None and (price := self.settings.prices.get(self.settings.llm_model or "")):
            mean = (TALK_INPUT * price.input + TALK_OUTPUT * price.output) / 1_000_000
        return None if mean is None else count * mean

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

        from uploader.store.trouble import trouble

        try:
            self.database.answers()
            with self.database.reading() as session:
                ids = {name: channels.channel_of(session, name) for name in self.settings.channels}
                polls = {name: channels.polled(session, found) for name, found in ids.items() if found}
                refused = services.refused(session).get("youtube")
        except BadInput as gone:
            return str(gone)
        except SQLAlchemyError as wrong:
            return trouble(wrong) or f"the database does not answer: {type(wrong).__name__}"
        oldest = self.clock() - timedelta(minutes=3 * self.settings.poll_minutes)
        last = {name: polls.get(name, channels.Polled()) for name in self.settings.channels}
        never = [name for name, poll in last.items() if poll.last is None]
        stale = never or [name for name, poll in last.items() if poll.last and poll.last < oldest]
        if not stale:
            return None
        whys = [f"YouTube refuses us: {refused}"] if refused else [last[name].fault for name in stale]
        said = f"no successful poll of {', '.join(stale)} {'yet' if never else 'for three intervals'}"
        return "; ".join([said, *dict.fromkeys(why for why in whys if why)])


def _goes_on(row: videos.Row) -> bool:
    """Whether the video is still on its way: the polite pace is no end, it goes on when its turn comes."""
    return row.state in UNDER_WAY or (row.state is State.WAITING and row.cause is Cause.PACED)


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

    with parts_of(settings) as parts:
        if isinstance(wanted, Path):
            return Previewed(*previewing.of_file(text_of(wanted), wanted.name, parts))
        return Previewed(*previewing.of_video(wanted, parts))


@contextmanager
def parts_of(settings: Settings) -> Generator[Parts, None, None]:
    """Every part but the blog, for what publishes nothing. Raises as `assemble`."""
    parts = assemble(settings, publishing=False)
    try:
        yield parts
    finally:
        parts.database.close()


@contextmanager
def opened(settings: Settings, *, working: bool = True, leaving: bool = False) -> Generator[App, None, None]:
    """The app on these settings: database migrated, parts made, and the engine launched where work is to be done.

    `leaving`: the process ends when the app is closed, so that nothing is waited for then.

    Raises:
        BadInput: a setting is missing or cannot be used; nothing was changed by it.
    """
    from uploader.engine import Engine
    from uploader.store.database import missed_when_gone
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

    engine = Engine(
        missed_when_gone(settings.database), parts.database.leases.take, _look, _poll, workers=settings.workers
    )
    app = App(settings, parts, engine, now)
    if working:
        ready_site(parts)
        engine.launch()
        app.reap()
    try:
        yield app
    finally:
        if working:
            engine.stop(seconds=5, leaving=leaving)
        parts.database.close()
