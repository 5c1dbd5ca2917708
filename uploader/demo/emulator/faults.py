"""What can go wrong, where, and how often."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """The sorts of request that clients make of YouTube."""

    FEED = "feed"
    TAB = "tab"
    CONTINUATION = "continuation"
    WATCH = "watch"
    NEXT = "next"
    PLAYER = "player"
    TIMEDTEXT = "timedtext"
    EMBED = "embed"
    MEDIA = "media"
    OTHER = "other"


class Trouble(StrEnum):
    """The ways in which an answer goes wrong."""

    TOO_MANY = "429"
    SERVER_ERROR = "500"
    NOT_FOUND = "404"
    FORBIDDEN = "403"
    CAPTCHA = "captcha"
    CONSENT = "consent"
    EMPTY = "empty"
    JUNK = "junk"
    HOLLOW = "hollow"
    """JSON that is whole and says nothing."""
    WRONG = "wrong"
    """Another video's answer, or another channel's."""
    HANG = "hang"
    DROP = "drop"
    TRUNCATE = "truncate"
    """Half the body, under a length that fits: it looks whole to HTTP."""
    SHORT_READ = "shortread"
    """Half the body, then the connection closes."""
    SLOW = "slow"
    """The right answer, late."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        times: for so many requests; None: for ever.
        video_id: only for requests about this video.
        client: only for requests of this client (`VISIONOS`, `WEB`, `ANDROID`, …).
        part: only for this part of it, such as a channel's tab (`streams`).
        seconds: how late a slow answer comes.
    """

    sort: Sort
    trouble: Trouble
    times: int | None = None
    video_id: str | None = None
    client: str | None = None
    seconds: float = 0.2
    part: str | None = None

    def meets(self, sort: Sort, video_id: str | None, client: str | None, part: str) -> bool:
        """Whether it is about such a request."""
        fits = self.video_id in {None, video_id} and self.client in {None, client}
        # Where a tab's page fails, the API is asked to "resolve" the same tab.
        return self.sort is sort and fits and self.part in {None, part.removeprefix("resolve.")}
