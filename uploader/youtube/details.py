"""One video as its page tells it, unless it must wait or never comes.

yt-dlp answers about a blocked, private or removed video with an ordinary dictionary that has a title, perhaps a wrong
date, and little else. So its answer is believed only when it is whole; otherwise its log says what is the matter.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from uploader.errors import Cause, Later
from uploader.ids import VideoId, parse_channel_id, watch_url
from uploader.models import Chapter, Details, Kind, Live, Sighting
from uploader.youtube.faults import ANOTHER_VIDEO, WITHHELD, shown, stop
from uploader.youtube.options import YouTubeOptions
from uploader.youtube.tracks import Track, tracks_of

Info = dict[str, Any]

_EXTRACTOR = {
    "player_client": ["visionos", "web"],
    "player_skip": ["js"],
    "skip": ["hls", "dash", "translated_subs"],
}
_UNAVAILABLE = {
    "private": Cause.PRIVATE,
    "subscriber_only": Cause.MEMBERS_ONLY,
    "premium_only": Cause.MEMBERS_ONLY,
}
_WAITING = {Live.UPCOMING: Cause.UPCOMING, Live.LIVE: Cause.LIVE, Live.POST_LIVE: Cause.POST_LIVE}


_BROKEN = {Cause.CONNECTION, Cause.SERVER_FAULT, Cause.UNREADABLE_ANSWER}


@dataclass(frozen=True, slots=True)
class Watched:
    """A video that can be had.

    Attributes:
        tracks: its captions in the languages they were made in; none yet, or never, where empty.
        hidden: why there may be captions though none are shown: withheld from this client, or something failed.
    """

    details: Details
    tracks: tuple[Track, ...]
    hidden: Cause | None = None


def watch(options: YouTubeOptions, video_id: VideoId, seen: Sighting | None = None) -> Watched:
    """The video's details and caption tracks; two requests. `seen` fills in what only the page's own data would tell.

    Raises:
        Later: upcoming (`until` its start), live, just ended; no connection, an error status, an unreadable page.
        Never: private, members only, age restricted, not in this country, removed.
        Nobody: YouTube refuses this address.
    """
    from uploader.youtube.ytdlp import opened

    # The two write… options make yt-dlp say when captions are withheld; nothing is written.
    log_withheld = {"writesubtitles": True, "writeautomaticsub": True}
    with opened(options, _EXTRACTOR, ignore_no_formats_error=True, **log_withheld) as ydl:
        info = ydl.extract(watch_url(video_id))
    tracks, heard = tracks_of(info), ydl.log.lines
    if ydl.pages - {video_id} or any(ANOTHER_VIDEO in line.lower() for line in heard):
        raise stop(Cause.UNREADABLE_ANSWER, "YouTube answered about another video")
    _refuse(info)
    published = _moment(info.get("timestamp")) or (seen.published if seen else None)
    missing = _missing(info, published)
    hidden = Cause.CAPTIONS_WITHHELD if any(WITHHELD in line.lower() for line in heard) else None
    if (missing or not tracks) and (why := ydl.why()):
        if missing or why.cause not in _BROKEN:
            raise why
        hidden = why.cause
    if missing:
        said = shown(heard[-1]) if heard else "no reason given"
        raise stop(Cause.UNREADABLE_ANSWER, f"the page lacks {', '.join(missing)}: {said}")
    return Watched(_details(video_id, info, published, seen), tracks, hidden)


def _refuse(info: Info) -> None:
    """Raise what YouTube's own fields say."""
    if cause := _UNAVAILABLE.get(str(info.get("availability"))):
        raise stop(cause)
    live = info.get("live_status")
    if live in _WAITING and info.get("title"):
        raise Later(
            _WAITING[Live(live)], until=_moment(info.get("release_timestamp")) if live == Live.UPCOMING else None
        )


def _missing(info: Info, published: datetime | None) -> list[str]:
    needed = {
        "title": info.get("title"),
        "status": info.get("live_status"),
        "channel": info.get("channel"),
        "duration": info.get("duration"),
        "upload time": published,
    }
    return [name for name, value in needed.items() if not value]


def _details(video_id: VideoId, info: Info, published: datetime | None, seen: Sighting | None) -> Details:
    duration = float(info["duration"])
    channel_id = info.get("channel_id")
    return Details(
        video_id=video_id,
        title=str(info["title"]),
        channel=str(info["channel"]),
        channel_id=parse_channel_id(channel_id) if isinstance(channel_id, str) else None,
        description=str(info.get("description") or ""),
        published=published,
        duration=duration,
        kind=_kind(info, seen),
        live=Live(info["live_status"]),
        starts_at=_moment(info.get("release_timestamp")),
        chapters=_chapters(info, duration),
        thumbnail="maxresdefault" if "/maxresdefault" in str(info.get("thumbnail")) else "hqdefault",
    )


def _kind(info: Info, seen: Sighting | None) -> Kind:
    said = info.get("media_type")
    if said == "livestream":
        return Kind.STREAM
    # Only the page's own data tells a Short; where it was not to be had, the feed's link did.
    short = said == "short" or (seen is not None and seen.kind is Kind.SHORT)
    return Kind.SHORT if short else Kind.VIDEO


def _chapters(info: Info, duration: float) -> tuple[Chapter, ...]:
    found = cast("list[dict[str, Any]]", info.get("chapters") or [])
    starts = [float(each["start_time"]) for each in found]
    ends = [*starts[1:], duration][: len(starts)]
    return tuple(
        Chapter(start, end, str(each.get("title") or "")) for each, start, end in zip(found, starts, ends, strict=True)
    )


def _moment(timestamp: object) -> datetime | None:
    return datetime.fromtimestamp(timestamp, UTC) if isinstance(timestamp, int | float) else None
