"""A channel's feed: its fifteen newest videos of every kind, for one request.

It fails for hours several times a year, and says 404 then; so nothing that it says or does not say removes a video.
"""

from calendar import timegm
from datetime import UTC, datetime
from time import struct_time
from typing import Any

from uploader.errors import BadInput, Cause
from uploader.ids import ChannelId, parse_video_id
from uploader.models import Kind, Sighting
from uploader.youtube.faults import of_status, stop
from uploader.youtube.options import YouTubeOptions

_OK = 200


def read_feed(options: YouTubeOptions, channel_id: ChannelId) -> tuple[Sighting, ...]:
    """The videos in the channel's feed, as it orders them (newest first); one request, one try.

    Raises:
        Later: no connection, an error status, or an answer that is not this channel's whole feed.
        Nobody: YouTube refuses this address.
    """
    body = _fetched(options, channel_id)
    import feedparser

    feed: Any = feedparser.parse(body, response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    if feed.bozo or feed.get("version") != "atom10":
        raise stop(Cause.UNREADABLE_ANSWER, f"feed of {channel_id}: not a whole Atom feed")
    # The feed's own id comes without its first two letters; an absent one proves nothing.
    its_own = {channel_id, channel_id[2:], None}
    if any(part.get("yt_channelid") not in its_own for part in (feed.feed, *feed.entries)):
        raise stop(Cause.UNREADABLE_ANSWER, f"feed of {channel_id}: another channel's videos")
    return tuple(_sighting(entry) for entry in feed.entries)


def _fetched(options: YouTubeOptions, channel_id: ChannelId) -> bytes:
    import requests

    from uploader.youtube.session import open_session

    url = "https://www.youtube.com/feeds/videos.xml"
    try:
        with open_session(options, options.feed_timeout) as session:
            answer = session.get(url, params={"channel_id": channel_id})
    except requests.RequestException as error:
        raise stop(Cause.CONNECTION, f"feed: {type(error).__name__}") from error
    if answer.status_code != _OK:
        raise of_status(answer.status_code, "feed")
    return answer.content


def _sighting(entry: Any) -> Sighting:  # feedparser has no types
    published: struct_time | None = entry.get("published_parsed")
    title, link = str(entry.get("title", "")), str(entry.get("link", ""))
    try:
        video_id = parse_video_id(str(entry.get("yt_videoid", "")))
    except BadInput as error:
        raise stop(Cause.UNREADABLE_ANSWER, "feed: an entry without a video") from error
    if not title or published is None:
        raise stop(Cause.UNREADABLE_ANSWER, f"feed: {video_id} without title or moment")
    return Sighting(
        video_id=video_id,
        title=title,
        published=datetime.fromtimestamp(timegm(published), UTC),
        kind=Kind.SHORT if "/shorts/" in link else None,
    )
