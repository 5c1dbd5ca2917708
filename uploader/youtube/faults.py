"""Which words and errors of YouTube mean what for a video: data first, then the few functions that read it.

YouTube tells why a video cannot be had in words alone, and yt-dlp passes them on among its own warnings. The tables
hold both, as observed by running yt-dlp 2026.10.26 and youtube-transcript-api 1.2.5 against emulated and recorded
answers. Wordings drift: add a row, do not change code.

Two mistakes are easily made here. A rule "terminated" that gives a video up for ever once matched the JSON error
"Unterminated string": so only YouTube's own reason lines may give a video up. And a client's 429 beside another's good
page looked like "no captions": so a video without captions is first asked whether anything failed.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from uploader.errors import Cause, Later, Never, Nobody, Stop

BLOCKED_WORDS: Final = (
    "http error 429",
    "too many requests",
    "not a bot",
    "captcha",
    "try again later",
    "rate-limited",
    "player responses are invalid",
    "unusual traffic",
)
"""On any line: we are refused, whatever the video is."""

REASONS: Final[tuple[tuple[str, Cause], ...]] = (
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
"""On YouTube's own reason lines; the first that fits counts, so the vague ones come last."""

MECHANICAL: Final = (
    "caused by",
    "failed to parse",
    "failed to extract",
    "http error",
    "unable to download",
    "unable to extract",
    "incomplete",
    "unterminated",
    "timed out",
)
"""A line with one of these is the client's own account of what broke, never YouTube's reason."""

BREAKAGES: Final[tuple[tuple[str, Cause], ...]] = (
    ("http error", Cause.SERVER_FAULT),
    ("timed out", Cause.CONNECTION),
    ("timeout", Cause.CONNECTION),
    ("bytes read", Cause.CONNECTION),
    ("incompleteread", Cause.CONNECTION),
    ("connection", Cause.CONNECTION),
    ("remote end closed", Cause.CONNECTION),
    ("transporterror", Cause.CONNECTION),
    ("proxyerror", Cause.CONNECTION),
    ("sslerror", Cause.CONNECTION),
    ("eof occurred", Cause.CONNECTION),
    ("failed to parse", Cause.UNREADABLE_ANSWER),
    ("failed to extract", Cause.UNREADABLE_ANSWER),
    ("unable to extract", Cause.UNREADABLE_ANSWER),
    ("incomplete", Cause.UNREADABLE_ANSWER),
)
"""On mechanical lines: what broke."""

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
_QUERY = re.compile(r"\?\S+")


def stop(cause: Cause, detail: str = "") -> Stop:
    """`cause` as the failure that follows from it; `detail` is cut to a line and loses whatever may be secret."""
    told = shown(detail)
    if cause is Cause.BLOCKED:
        return Nobody("youtube", cause, told)
    return Never(cause, told) if cause in _NEVER else Later(cause, told)


def told(lines: Iterable[str]) -> Stop | None:
    """What a client's lines say about why a video cannot be had; None where they say nothing known."""
    every = [(line, _plain(line)) for line in lines]
    for words in BLOCKED_WORDS:
        if found := next((line for line, plain in every if words in plain), None):
            return stop(Cause.BLOCKED, found)
    broken = [(line, plain) for line, plain in every if any(words in plain for words in MECHANICAL)]
    reasons = [both for both in every if both not in broken]
    for table, among in ((REASONS, reasons), (BREAKAGES, broken)):
        for words, cause in table:
            if found := next((line for line, plain in among if words in plain), None):
                return stop(cause, found)
    return None


def of_status(status: int, what: str) -> Stop:
    """What an HTTP status of YouTube's means. 404 never means that a channel or video is gone: outages say it too."""
    if status == _TOO_MANY_REQUESTS:
        return stop(Cause.BLOCKED, f"{what}: HTTP 429")
    return stop(Cause.SERVER_FAULT, f"{what}: HTTP {status}")


def of_ytdlp(error: BaseException, heard: Sequence[str] = ()) -> Stop:
    """What an error of yt-dlp's means: by its type first, then by its words and those heard before it."""
    from yt_dlp.networking.exceptions import HTTPError, RequestError
    from yt_dlp.utils import GeoRestrictedError

    for each in _chain(error):
        if isinstance(each, GeoRestrictedError):
            return stop(Cause.GEO_BLOCKED, str(each))
        if isinstance(each, HTTPError):
            return of_status(each.status, "yt-dlp")
        if isinstance(each, RequestError):
            return stop(Cause.CONNECTION, str(each))
    lines = [*heard, str(error)]
    return told(lines) or stop(Cause.UNREADABLE_ANSWER, str(error))


def shown(text: str) -> str:
    """`text` as one line for people, without credentials and queries of URLs."""
    first = next(iter(text.strip().splitlines()), "").removeprefix("ERROR: ")
    return _QUERY.sub("", _CREDENTIALS.sub("", first))[:200]


def _plain(line: str) -> str:
    return line.lower().replace("’", "'")


def _chain(error: BaseException) -> list[BaseException]:
    """The error and those that it wraps: yt-dlp keeps them in `exc_info` and `cause`."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop(0)
        if not isinstance(each, BaseException) or each in found:
            continue
        found.append(each)
        info: object = getattr(each, "exc_info", None)
        waiting += [getattr(each, "cause", None), info[1] if isinstance(info, tuple) else None]
    return found
