"""Which words of YouTube mean what for a video: data first, then the few functions that read it.

YouTube tells why a video cannot be had in words alone, and yt-dlp passes them on among its own warnings. The tables
hold them as observed by running yt-dlp 2026.10.26 and youtube-transcript-api 1.2.5 against emulated and recorded
answers. Wordings drift: add a row, do not change code. Failed requests need no words; they are known by type (`ytdlp`).

Two mistakes are easily made here. A rule "terminated" that gives a video up for ever once matched the JSON error
"Unterminated string": so only YouTube's own reason lines may give a video up. And a client's 429 beside another's good
page looked like "no captions": so a video without captions is first asked whether anything failed.
"""

import re
from collections.abc import Iterable
from typing import Final

from uploader.errors import Cause, Later, Never, Nobody, Stop

REASONS: Final[tuple[tuple[str, Cause], ...]] = (
    ("not a bot", Cause.BLOCKED),
    ("captcha", Cause.BLOCKED),
    ("try again later", Cause.BLOCKED),
    ("rate-limited", Cause.BLOCKED),
    ("player responses are invalid", Cause.BLOCKED),
    ("unusual traffic", Cause.BLOCKED),
    ("private video", Cause.PRIVATE),
    ("video is private", Cause.PRIVATE),
    ("members-only content", Cause.MEMBERS_ONLY),
    ("available to this channel's members", Cause.MEMBERS_ONLY),
    ("requires payment", Cause.MEMBERS_ONLY),
    ("only available to music premium members", Cause.MEMBERS_ONLY),
    ("confirm your age", Cause.AGE_RESTRICTED),
    ("age-restricted", Cause.AGE_RESTRICTED),
    ("inappropriate for some users", Cause.AGE_RESTRICTED),
    ("available in your country", Cause.GEO_BLOCKED),
    ("blocked it in your country", Cause.GEO_BLOCKED),
    ("premieres in", Cause.UPCOMING),
    ("premiere will begin", Cause.UPCOMING),
    ("live event will begin", Cause.UPCOMING),
    ("live event has ended", Cause.POST_LIVE),
    ("removed by the uploader", Cause.REMOVED),
    ("removed for violating", Cause.REMOVED),
    ("account associated with this video has been terminated", Cause.REMOVED),
    ("account has been terminated", Cause.REMOVED),
    ("no longer available", Cause.REMOVED),
    ("video is unavailable", Cause.REMOVED),
    ("video unavailable", Cause.REMOVED),
)
"""On YouTube's own reason lines. The first that fits counts: what refuses us all first, what is vague last."""

MECHANICAL: Final = (
    "caused by",
    "failed to parse",
    "failed to extract",
    "http error",
    "unable to download",
    "unable to extract",
    "incomplete",
)
"""A line with one of these is the client's own account of what broke, never YouTube's reason."""

WITHHELD: Final = "because a po token was not provided"
"""yt-dlp's word that there are captions which it may not fetch."""

ANOTHER_VIDEO: Final = "got player responses for video"
"""yt-dlp's word that YouTube answered about another video than asked; happens to blocked addresses."""

_NEVER: Final = frozenset(
    {
        Cause.PRIVATE,
        Cause.MEMBERS_ONLY,
        Cause.AGE_RESTRICTED,
        Cause.GEO_BLOCKED,
        Cause.REMOVED,
        Cause.NO_LANGUAGE,
    }
)
_TOO_MANY_REQUESTS = 429
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")
_ADVICE = re.compile(r"^ERROR: |\[youtube[^]]*\] |\s*(Use --|See  ?http|It is recommended|; please report).*")
_QUERY = re.compile(r"\?\S+")


def stop(cause: Cause, detail: str = "") -> Stop:
    """`cause` as the failure that follows from it; `detail` is cut to a line and loses whatever may be secret."""
    line = shown(detail)
    if cause is Cause.BLOCKED:
        return Nobody("youtube", cause, line)
    return Never(cause, line) if cause in _NEVER else Later(cause, line)


def reason(lines: Iterable[str]) -> Stop | None:
    """Why YouTube says that a video cannot be had; None where the lines hold none of its reasons."""
    own = [line for line in lines if not any(words in _plain(line) for words in MECHANICAL)]
    for words, cause in REASONS:
        if found := next((line for line in own if words in _plain(line)), None):
            return stop(cause, found)
    return None


def unreadable(lines: Iterable[str]) -> Stop | None:
    """The first line in which a client says that it could not read an answer."""
    found = next((line for line in lines if any(words in _plain(line) for words in MECHANICAL)), None)
    return stop(Cause.UNREADABLE_ANSWER, found) if found else None


def is_captcha(body: bytes) -> bool:
    """Whether this is the page on which YouTube asks whether a person is there."""
    return b'class="g-recaptcha"' in body


def of_status(status: int, what: str) -> Stop:
    """What an HTTP status of YouTube's means. 404 never means that a channel or video is gone: outages say it too."""
    if status == _TOO_MANY_REQUESTS:
        return stop(Cause.BLOCKED, f"{what}: HTTP 429")
    return stop(Cause.SERVER_FAULT, f"{what}: HTTP {status}")


def shown(text: str) -> str:
    """`text` as one line for people, without credentials, queries of URLs and yt-dlp's advice."""
    first = _ADVICE.sub("", next(iter(text.strip().splitlines()), ""))
    return _QUERY.sub("", _CREDENTIALS.sub("", first))[:200]


def _plain(line: str) -> str:
    return line.lower().replace("’", "'")
