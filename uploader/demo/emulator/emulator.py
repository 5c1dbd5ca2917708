"""The world in motion: videos come and change, looks are counted, faults are spent, every request is noted."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from threading import Event, Lock

from uploader.demo.emulator import messages
from uploader.demo.emulator.faults import Fault, Sort, Trouble
from uploader.demo.emulator.messages import Answer, Asked, Noted
from uploader.demo.emulator.routes import Errand, answer, errand, find_channel, find_video
from uploader.demo.emulator.world import EmulatedVideo, World
from uploader.ids import ChannelId

_INSTEAD: dict[Trouble, Answer] = {
    Trouble.TOO_MANY: messages.page("<html><body>Too Many Requests</body></html>", 429),
    Trouble.SERVER_ERROR: messages.page("<html><body>Internal Server Error</body></html>", 500),
    Trouble.NOT_FOUND: messages.NOT_FOUND,
    Trouble.FORBIDDEN: messages.page("<html><body>Forbidden</body></html>", 403),
    Trouble.CAPTCHA: messages.CAPTCHA,
    Trouble.CONSENT: messages.CONSENT,
    Trouble.EMPTY: messages.EMPTY,
    Trouble.JUNK: messages.JUNK,
    Trouble.HOLLOW: messages.data({}),
}
"""Troubles that are another answer; the rest are the wire's (`proxy`)."""


@dataclass(slots=True)
class Emulator:
    """What the proxy serves and a test steers; safe to use from any thread.

    Attributes:
        leaks: hosts that a client wanted to reach and was refused.
        over: set when it closes, so that hanging answers end.
    """

    world: World = field(default_factory=World)
    leaks: list[str] = field(default_factory=list[str])
    over: Event = field(default_factory=Event)
    _faults: list[Fault] = field(default_factory=list[Fault])
    _noted: list[Noted] = field(default_factory=list[Noted])
    _looks: Counter[str] = field(default_factory=Counter[str])
    _lock: Lock = field(default_factory=Lock)

    @property
    def requests(self) -> tuple[Noted, ...]:
        """Every request so far, in order."""
        with self._lock:
            return tuple(self._noted)

    def counted(self, about: str | None = None) -> dict[str, int]:
        """How many requests of each sort there were, about one video or channel or about all."""
        return dict(Counter(str(n.sort) for n in self.requests if about in {None, n.about}))

    def forget(self) -> None:
        """Empty the book of requests and leaks."""
        with self._lock:
            self._noted.clear()
            self.leaks.clear()

    def inject(self, *faults: Fault) -> None:
        """From now on these go wrong; of several that meet a request the first counts."""
        with self._lock:
            self._faults.extend(faults)

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._faults.clear()

    def publish(self, channel_id: ChannelId, *videos: EmulatedVideo) -> None:
        """Put videos into a channel; one that is there already is replaced."""
        ids = {video.video_id for video in videos}
        with self._lock:
            channels = tuple(
                replace(c, videos=(*(v for v in c.videos if v.video_id not in ids), *videos))
                if c.channel_id == channel_id
                else c
                for c in self.world.channels
            )
            self.world = World(channels)

    def respond(self, asked: Asked) -> tuple[Answer, Fault | None]:
        """The answer, and the fault of the wire that happens to it."""
        wanted = errand(asked)
        with self._lock:
            if wanted.sort is Sort.WATCH and wanted.about:
                self._looks[wanted.about] += 1
            fault = self._spend(wanted)
            trouble = fault.trouble if fault else None
            self._noted.append(Noted(wanted.sort, wanted.about, wanted.client, time.time(), trouble))
            if trouble is not None and trouble in _INSTEAD:
                return _INSTEAD[trouble], None
            captions = self._captions_shown(wanted.about)
            if trouble is Trouble.WRONG:
                wanted = self._another(wanted)
            shown = answer(wanted, asked, self.world, captions_shown=captions)
        return shown, fault

    def _spend(self, wanted: Errand) -> Fault | None:
        for place, fault in enumerate(self._faults):
            if not fault.meets(wanted.sort, wanted.about, wanted.client, wanted.part):
                continue
            if fault.times is not None:
                self._faults[place] = replace(fault, times=fault.times - 1)
                if fault.times <= 1:
                    del self._faults[place]
            return fault
        return None

    def _captions_shown(self, video_id: str | None) -> bool:
        found = find_video(self.world, video_id)
        if found is None:
            return False
        video = found[0]
        begun = video.captions_from is None or video.captions_from.timestamp() <= time.time()
        return begun and self._looks[video.video_id] > video.captions_after_looks

    def _another(self, wanted: Errand) -> Errand:
        if found := find_channel(self.world, wanted.about):
            return replace(wanted, about=_other(found.channel_id, (c.channel_id for c in self.world.channels)))
        every = (v.video_id for c in self.world.channels for v in c.videos)
        return replace(wanted, about=_other(wanted.about or "", every))


def _other(one: str, every: Iterable[str]) -> str:
    return next((each for each in every if each != one), one)
