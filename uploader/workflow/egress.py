"""YouTube by several addresses of ours: each has a breaker of its own, and one that is refused leaves the others.

To the rest of the path this is one YouTube: it refuses us where every address is refused, and only then its own
breaker opens.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog

from uploader.errors import Cause, Later, Nobody
from uploader.ids import ChannelId, Handle, VideoId
from uploader.models import Details, Sighting, Transcript
from uploader.store import services
from uploader.store.database import Database
from uploader.workflow.ports import Channel, Clock, Tube

log = structlog.get_logger()
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Seen:
    """What `watch` gave, and by which address: captions are for the one that asked for the page."""

    way: str
    watched: Any

    @property
    def details(self) -> Details:
        """The page's word about the video."""
        found: Details = self.watched.details
        return found


@dataclass(frozen=True, slots=True)
class Egresses:
    """A `Tube` by several ways; `ways` are named as their breakers are."""

    ways: Mapping[str, Tube]
    database: Database
    clock: Clock

    def feed(self, channel_id: ChannelId) -> tuple[Sighting, ...]:
        """As `Tube`."""
        return self._through(lambda _, tube: tube.feed(channel_id))

    def listing(self, channel_id: ChannelId, tab: Any, limit: int | None) -> tuple[Sighting, ...]:
        """As `Tube`."""
        return self._through(lambda _, tube: tube.listing(channel_id, tab, limit))

    def resolve(self, channel: ChannelId | Handle) -> Channel:
        """As `Tube`."""
        return self._through(lambda _, tube: tube.resolve(channel))

    def watch(self, video_id: VideoId, seen: Sighting | None) -> Seen:
        """As `Tube`."""
        return self._through(lambda way, tube: Seen(way, tube.watch(video_id, seen)))

    def transcript(self, watched: Seen) -> Transcript:
        """As `Tube`; where this address is refused now and another is not, the video comes back for that one."""
        try:
            return self.ways[watched.way].transcript(watched.watched)
        except Nobody as refusal:
            if self._refused(watched.way, refusal):
                raise
            raise Later(Cause.PACED, f"by another address: {refusal.detail}", until=self.clock()) from refusal

    def audio(self, video_id: VideoId, folder: Path, most_bytes: int) -> Path:
        """As `Tube`."""
        return self._through(lambda _, tube: tube.audio(video_id, folder, most_bytes))

    def _through(self, ask: Callable[[str, Tube], Answer]) -> Answer:
        """The answer by the first address that is not refused.

        Raises:
            Nobody: all of them are.
        """
        while True:
            with self.database.begin() as session:
                way = services.open_way(session, list(self.ways), self.clock())
            try:
                answer = ask(way, self.ways[way])
            except Nobody as refusal:
                if self._refused(way, refusal):
                    raise
                continue
            with self.database.begin() as session:
                services.well(session, way)
            return answer

    def _refused(self, way: str, refusal: Nobody) -> bool:
        """Note it; whether no address is left."""
        now = self.clock()
        with self.database.begin() as session:
            services.strike(session, refusal, now, of=way)
            left = services.ways_left(session, list(self.ways), now)
        log.warning("address refused", address=way, left=left, reason=str(refusal))
        return left == 0
