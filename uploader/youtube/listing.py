"""A channel's tabs, thirty videos a request, newest first; and who a handle is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, cast

from uploader.errors import BadInput, Cause, Later
from uploader.ids import ChannelId, Handle, parse_channel_id, parse_video_id
from uploader.models import Kind, Sighting
from uploader.youtube.faults import stop
from uploader.youtube.options import YouTubeOptions

if TYPE_CHECKING:
    from uploader.youtube.ytdlp import Overheard

Tab = Literal["videos", "streams", "shorts"]

_KINDS: dict[Tab, Kind] = {"videos": Kind.VIDEO, "streams": Kind.STREAM, "shorts": Kind.SHORT}
# Without this, a page that came back half is the end of the list, silently.
_EXTRACTOR = {"raise_incomplete_data": ["1"]}
_NO_TAB = "does not have a"
_NO_CHANNEL = ("does not exist", "http error 404")


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel and what it is called."""

    channel_id: ChannelId
    title: str


def list_tab(options: YouTubeOptions, channel_id: ChannelId, tab: Tab, limit: int | None) -> tuple[Sighting, ...]:
    """The tab's newest `limit` videos (None: all), by as few requests as that takes; nothing for a tab not there.

    Raises:
        Later: no connection, an error status, or an unreadable list; a tab that is there but empty is unreadable.
        Nobody: YouTube refuses this address.
    """
    from uploader.youtube.ytdlp import opened

    with opened(options, _EXTRACTOR) as ydl:
        try:
            page = ydl.extract(f"https://www.youtube.com/channel/{channel_id}/{tab}")
        except Later as error:
            if _NO_TAB in error.detail:
                return ()
            raise
        if page.get("channel_id") != channel_id:
            raise stop(Cause.UNREADABLE_ANSWER, f"{tab} of {channel_id}: another channel's page")
        found = _sightings(ydl, page.get("entries"), _KINDS[tab], limit)
    if not found:
        raise stop(Cause.UNREADABLE_ANSWER, f"{tab} of {channel_id}: no videos on the page")
    return found


def resolve_channel(options: YouTubeOptions, channel: ChannelId | Handle) -> Channel:
    """Who `channel` is; one request.

    Raises:
        BadInput: YouTube knows no such channel.
        Later: no connection, an error status, or an unreadable page.
        Nobody: YouTube refuses this address.
    """
    from uploader.youtube.ytdlp import opened

    place = channel if channel.startswith("@") else f"channel/{channel}"
    with opened(options, _EXTRACTOR) as ydl:
        try:
            page = ydl.extract(f"https://www.youtube.com/{place}/featured")
        except Later as error:
            said = " ".join(ydl.log.lines).lower()
            if any(words in said for words in _NO_CHANNEL):
                raise BadInput(f"YouTube knows no channel {channel}") from error
            raise
    title, handle = page.get("channel"), str(page.get("uploader_id"))
    try:
        channel_id = parse_channel_id(str(page.get("channel_id")))
    except BadInput as error:
        raise stop(Cause.UNREADABLE_ANSWER, f"the page of {channel} names no channel") from error
    if not isinstance(title, str) or channel.casefold() not in {handle.casefold(), channel_id.casefold()}:
        raise stop(Cause.UNREADABLE_ANSWER, f"the page of {channel} is another's")
    return Channel(channel_id, title)


def _sightings(ydl: "Overheard", entries: Iterable[Any] | None, kind: Kind, limit: int | None) -> tuple[Sighting, ...]:
    from yt_dlp.utils import YoutubeDLError

    try:
        # Lazily: a page is asked for only when its first video is.
        rows = list(islice(cast("Iterator[dict[str, Any]]", iter(entries or ())), limit))
    except YoutubeDLError as error:
        raise ydl.meaning(error) from error
    try:
        return tuple(Sighting(parse_video_id(str(row["id"])), str(row.get("title") or ""), kind=kind) for row in rows)
    except BadInput as error:
        raise stop(Cause.UNREADABLE_ANSWER, "an entry of the tab is no video") from error
