"""Days of work in seconds: the real scheduling code on a virtual clock.

Real are the table of videos and channels, the polls (`workflow.polling`), what is due and when (`take_due`, `decide`),
and YouTube's pace (`watching.wait_for_our_turn`). What takes time outside is a number: a request to YouTube, a talk's
answers, a push. Every process polls one channel at a time, as its queue has it, and works on so many videos at once.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from bench.world.model import CountingReader
from bench.world.parts import parts
from uploader.decide import Outcome, after
from uploader.errors import Cause, Later
from uploader.ids import ChannelId, VideoId, parse_channel_id, parse_video_id
from uploader.models import Details, Publication, Sighting
from uploader.store import videos
from uploader.store.services import Pace
from uploader.store.tables import Channel
from uploader.workflow.polling import poll
from uploader.workflow.ports import Parts
from uploader.workflow.watching import wait_for_our_turn

BEGIN = datetime(2026, 7, 1, tzinfo=UTC)
SWEEP = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Load:
    """What comes in, and what there is to do it with.

    Attributes:
        uploads: talks a day and channel. late: minutes after the upload at which its captions come, from and to.
        poll_minutes, workers, slots: as the settings. processes: that share the database.
        addresses: from which YouTube is visited, each at the default pace.
        repositories: that posts are pushed to, one push at a time each.
        request, talk, answering, push: seconds of a request to YouTube, of a talk's path of answers, of all its answers
            together, and of a push.
    """

    channels: int
    uploads: float = 0.5
    late: tuple[float, float] = (0, 0)
    poll_minutes: float = 15
    processes: int = 1
    workers: int = 4
    slots: int = 16
    addresses: float = 1
    repositories: int = 1
    request: float = 0.4
    talk: float = 19.0
    answering: float = 80.0
    push: float = 1.5
    dequeue: float = 0.25


@dataclass
class Seen:
    """What came of it. `busy`: the share of its time that each resource worked."""

    hours: float
    uploads: int = 0
    published: int = 0
    polls: int = 0
    requests: int = 0
    visits: int = 0
    lags: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    busy: dict[str, float] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)


class Clockwork:
    """One run."""

    def __init__(self, load: Load, known: Parts, chance: Random) -> None:
        self._load, self._chance = load, chance
        self._now, self._slept = BEGIN, 0.0
        self._parts = replace(
            known, tube=self, clock=lambda: self._now, sleep=self._sleep, poll_every=timedelta(minutes=load.poll_minutes),
            pace=Pace(20 / load.addresses, int(30 * load.addresses), int(200 * load.addresses)),
        )  # fmt: skip
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._number = count()
        self._shown: dict[ChannelId, list[Sighting]] = {}
        self._captions: dict[VideoId, datetime] = {}
        self._polls: deque[tuple[datetime, ChannelId]] = deque()
        self._pollers, self._workers = load.processes, load.processes * load.workers
        self._talking = self._most_talks = max(1, int(load.slots * load.talk / load.answering))
        self._pushers = load.repositories
        self._looks: deque[tuple[VideoId, int]] = deque()
        self._talks: deque[Callable[[], None]] = deque()
        self._pushes: deque[Callable[[], None]] = deque()
        self._worked = {"polling": 0.0, "workers": 0.0, "model": 0.0, "pushing": 0.0}
        self.seen = Seen(0)

    # -- what YouTube shows

    def feed(self, channel: ChannelId) -> tuple[Sighting, ...]:
        """The newest fifteen."""
        self.seen.requests += 1
        return tuple(self._shown.get(channel, [])[:15])

    def listing(self, channel: ChannelId, tab: str, limit: int | None) -> tuple[Sighting, ...]:
        """A page of a tab."""
        self.seen.requests += 1
        return tuple(self._shown.get(channel, [])[:limit]) if tab == "videos" else ()

    # -- time

    def _sleep(self, seconds: float) -> None:
        self._slept += seconds

    def _at(self, moment: datetime, do: Callable[[], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._number), do))

    def _in(self, seconds: float, do: Callable[[], None]) -> None:
        self._at(self._now + timedelta(seconds=seconds), do)

    def run(self, hours: float) -> Seen:
        """So many hours; what came of them."""
        channels = [parse_channel_id(f"UC{number:022}") for number in range(self._load.channels)]
        self._known_for_long(channels)
        end = BEGIN + timedelta(hours=hours)
        for _ in range(self._poisson(self._load.channels * self._load.uploads * hours / 24)):
            self._at(BEGIN + self._chance.random() * (end - BEGIN), lambda: self._upload(self._chance.choice(channels)))
        self._at(BEGIN, lambda: self._tick(channels))
        while self._events and self._events[0][0] < end:
            self._now, _, do = heapq.heappop(self._events)
            do()
        return self._told(hours)

    def _poisson(self, mean: float) -> int:
        return max(0, round(self._chance.gauss(mean, mean**0.5)))

    def _known_for_long(self, channels: list[ChannelId]) -> None:
        """First contact is over, and the listings fall due all over the next six hours."""
        rows = [
            {"id": each, "title": "", "first_polled_at": BEGIN, "polled_at": BEGIN, "feed_misses": 0,
             "listed_at": BEGIN - timedelta(hours=6 * self._chance.random())}
            for each in channels
        ]  # fmt: skip
        with self._parts.database.begin() as session:
            session.execute(insert(Channel), rows)

    # -- what happens

    def _upload(self, channel: ChannelId) -> None:
        video = parse_video_id(f"v{self.seen.uploads:010}")
        self.seen.uploads += 1
        self._captions[video] = self._now + timedelta(minutes=self._chance.uniform(*self._load.late))
        self._shown.setdefault(channel, []).insert(0, Sighting(video, "A talk", self._now))

    def _tick(self, channels: list[ChannelId]) -> None:
        self._polls += [(self._now, channel) for channel in channels]
        self._poll_next()
        jitter = self._chance.uniform(-30, 30) if self._load.poll_minutes >= 5 else 0
        self._in(self._load.poll_minutes * 60 + jitter, lambda: self._tick(channels))

    def _poll_next(self) -> None:
        while self._pollers and self._polls:
            since, channel = self._polls.popleft()
            self._pollers -= 1
            self.seen.waited.append((self._now - since).total_seconds())
            asked = self.seen.requests
            if poll(channel, self._parts).fresh:
                self._sweep_from(self._now)
            self.seen.polls += 1
            took = self._load.dequeue + self._load.request * (self.seen.requests - asked)
            self._worked["polling"] += took
            self._in(took, self._polled)

    def _polled(self) -> None:
        self._pollers += 1
        self._poll_next()

    def _sweep_from(self, moment: datetime) -> None:
        """The sweep after that moment; those in between find nothing, and are left out."""
        self._at(BEGIN + ((max(moment, self._now) - BEGIN) // SWEEP + 1) * SWEEP, self._sweep)

    def _sweep(self) -> None:
        room = 200 - len(self._looks)
        with self._parts.database.begin() as session:
            taken = videos.take_due(session, self._enqueue, now=self._now, most=room) if room > 0 else []
        if len(taken) == room or room <= 0:
            self._sweep_from(self._now)
        self._look_next()

    def _enqueue(self, _connection: object, video: VideoId, look: int) -> None:
        self._looks.append((video, look))

    def _look_next(self) -> None:
        while self._workers and self._looks:
            video, look = self._looks.popleft()
            self._workers -= 1
            self._look(video, look)

    def _look(self, video: VideoId, look: int) -> None:
        with self._parts.database.begin() as session:
            videos.begin_look(session, video, self._now)
        self._slept = 0.0
        try:
            wait_for_our_turn(video, self._parts)
        except Later as paced:
            self._settle(video, look, paced)
            return
        self.seen.visits += 1
        self.seen.requests += 3
        took = self._slept + 3 * self._load.request
        self._worked["workers"] += took
        self._in(took, lambda: self._watched(video, look))

    def _watched(self, video: VideoId, look: int) -> None:
        with self._parts.database.begin() as session:
            row = videos.one(session, video)
            details = Details(video, "A talk", "A channel", duration=1200.0, published=row.uploaded_at)
            videos.keep_details(session, video, details)
        if self._captions[video] > self._now:
            self._settle(video, look, Later(Cause.NO_CAPTIONS))
            return
        self._talks.append(lambda: self._written(video, look))
        self._talk_next()

    def _talk_next(self) -> None:
        while self._talking and self._talks:
            self._talking -= 1
            self._worked["model"] += self._load.talk
            self._worked["workers"] += self._load.talk
            self._in(self._load.talk, self._talks.popleft())

    def _written(self, video: VideoId, look: int) -> None:
        self._talking += 1
        self._pushes.append(lambda: self._pushed(video, look))
        self._talk_next()
        self._push_next()

    def _push_next(self) -> None:
        while self._pushers and self._pushes:
            self._pushers -= 1
            self._worked["pushing"] += self._load.push
            self._in(self._load.push, self._pushes.popleft())

    def _pushed(self, video: VideoId, look: int) -> None:
        self._pushers += 1
        self.seen.published += 1
        self.seen.lags.append((self._now - self._captions[video]).total_seconds())
        self._settle(video, look, Publication(video, f"{video}.md", None, ""))
        self._push_next()

    def _settle(self, video: VideoId, look: int, outcome: Outcome) -> None:
        with self._parts.database.begin() as session:
            decision = after(outcome, videos.one(session, video).standing, self._now)
            videos.settle(session, video, look, decision, self._now)
        if decision.look_at:
            self._sweep_from(decision.look_at)
        self._workers += 1
        self._look_next()

    def _told(self, hours: float) -> Seen:
        load, seconds = self._load, hours * 3600
        self.seen.hours = hours
        self.seen.busy = {
            "polling": self._worked["polling"] / (seconds * load.processes),
            "YouTube's pace": self.seen.visits / (30 * load.addresses * hours),
            "workers": self._worked["workers"] / (seconds * load.processes * load.workers),
            "model": self._worked["model"] / (seconds * self._most_talks),
            "pushing": self._worked["pushing"] / (seconds * load.repositories),
        }
        with self._parts.database.reading() as session:
            states = {str(state): number for state, number in videos.counts(session).items()}
        self.seen.left = {"polls": len(self._polls), "videos": sum(states.values()) - states.get("published", 0)}
        return self.seen


@contextmanager
def _memory() -> Iterator[str]:
    """A folder in memory where there is one: a virtual day commits a hundred thousand times."""
    memory = Path("/dev/shm")  # noqa: S108 - a TemporaryDirectory within it
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield folder


def simulated(load: Load, hours: float, seed: int = 1) -> Seen:
    """So many hours under that load."""
    with _memory() as folder, parts(CountingReader(), folder=Path(folder)) as known:
        return Clockwork(load, known, Random(seed)).run(hours)
