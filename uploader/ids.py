"""Ids that YouTube hands out, and the only way to get one: a parser that raises.

Of the script that this program replaces, 54 Shorts were lost because `/shorts/` URLs were not parsed and a
fallback name was used. So there is no fallback here: text either names a video or raises `BadInput`.
"""

import re
from typing import NewType
from urllib.parse import parse_qs, unquote, urlsplit

from uploader.errors import BadInput

VideoId = NewType("VideoId", str)
"""Eleven characters of `[A-Za-z0-9_-]`; made by `parse_video_id` alone."""

ChannelId = NewType("ChannelId", str)
"""`UC` and 22 characters of `[A-Za-z0-9_-]`; made by `parse_channel_id` alone."""

Handle = NewType("Handle", str)
"""A channel's `@name`; made by `parse_channel` alone."""

_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_HANDLE = re.compile(r"@[\w.\-·]{3,30}")
_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com"}
_PATHS = {"shorts", "live", "embed", "v", "e"}


def parse_video_id(text: str) -> VideoId:
    """The video that `text` names: a bare id, or any URL form of YouTube.

    Raises:
        BadInput: `text` is no id, the URL is another site's, or it names no video.
    """
    given = text.strip()
    if _VIDEO.fullmatch(given):
        return VideoId(given)
    if "/" not in given:
        raise BadInput(f"not a video id: {given!r} (an id is 11 letters, digits, '-' or '_')")
    found = _video_of_url(given)
    if not _VIDEO.fullmatch(found):
        raise BadInput(f"no video id in this URL: {given!r}")
    return VideoId(found)


def _video_of_url(given: str) -> str:
    host, path, query = _split(given)
    first, *rest = path.strip("/").split("/")
    if host == "youtu.be":
        return first
    if host not in _HOSTS:
        raise BadInput(f"not a YouTube URL: {given!r}")
    if first == "watch":
        return query.get("v", [""])[0]
    return rest[0] if first in _PATHS and rest else ""


def parse_channel_id(text: str) -> ChannelId:
    """The channel id that `text` is.

    Raises:
        BadInput: anything but `UC` and 22 characters.
    """
    given = text.strip()
    if not _CHANNEL.fullmatch(given):
        raise BadInput(f"not a channel id: {given!r} (it begins with UC and has 24 characters)")
    return ChannelId(given)


def parse_channel(text: str) -> ChannelId | Handle:
    """The channel that `text` names: an id, an `@handle`, or a URL with either.

    Raises:
        BadInput: `text` names no channel.
    """
    given = text.strip()
    if "/" in given:
        host, path, _ = _split(given)
        if host not in _HOSTS:
            raise BadInput(f"not a YouTube URL: {given!r}")
        given = unquote(path).strip("/").removeprefix("channel/").split("/")[0]
    if _CHANNEL.fullmatch(given):
        return ChannelId(given)
    if _HANDLE.fullmatch(given):
        return Handle(given)
    raise BadInput(f"not a channel: {text.strip()!r} (give @handle, a UC… id or the channel's URL)")


def _split(url: str) -> tuple[str, str, dict[str, list[str]]]:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError as wrong:
        raise BadInput(f"not a URL: {url!r}") from wrong
    if parts.scheme not in {"http", "https"}:
        raise BadInput(f"not a web address: {url!r}")
    return (parts.hostname or "").lower(), parts.path, parse_qs(parts.query)


def watch_url(video_id: VideoId, seconds: float | None = None) -> str:
    """The video's page, at a moment (whole seconds, rounded down) where one is given."""
    at = "" if seconds is None else f"&t={int(seconds)}s"
    return f"https://www.youtube.com/watch?v={video_id}{at}"
