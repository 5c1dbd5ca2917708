"""Which videos a channel has: its feed each time, its listing at a slow pace and whenever the feed fails.

A poll inserts what is new and removes nothing. First contact publishes only the newest few; the rest are only known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

import structlog
from sqlalchemy.orm import Session

from uploader.decide import listing_due
from uploader.errors import Later, Nobody
from uploader.ids import ChannelId, Handle, VideoId, parse_channel
from uploader.models import Sighting
from uploader.store import channels, services, videos
from uploader.workflow.ports import Parts

log = structlog.get_logger()
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll brought: new videos, and why it failed where it did."""

    channel: str
    fresh: tuple[VideoId, ...]
    fault: str | None = None


def poll(name: str, parts: Parts) -> Poll:
    """Poll one channel, named by id or handle.

    Raises:
        BadInput: there is no such channel.
    """
    try:
        channel_id = resolved(name, parts)
        return _polled(channel_id, parts)
    except (Later, Nobody) as stop:
        log.warning("poll failed", channel=name, reason=str(stop))
        return Poll(name, (), str(stop))


def resolved(name: str, parts: Parts) -> ChannelId:
    """The channel's id; a handle is asked of YouTube once and kept.

    Raises:
        BadInput: nobody's handle. Later, Nobody: YouTube does not say now.
    """
    channel = parse_channel(name)
    if not channel.startswith("@"):
        return cast("ChannelId", channel)
    with parts.database.begin() as session:
        if known := channels.channel_of(session, channel):
            return known
        services.pass_breaker(session, "youtube", parts.clock())
    found = _asked(lambda: parts.tube.resolve(cast("Handle", channel)), parts)
    with parts.database.begin() as session:
        channels.keep_handle(session, channel, found)
    return found


def _polled(channel_id: ChannelId, parts: Parts) -> Poll:
    now = parts.clock()
    with parts.database.begin() as session:
        past = channels.polled(session, channel_id)
        services.pass_breaker(session, "youtube", now)
    seen: dict[VideoId, Sighting] = {}
    feed_fault = listing_fault = None
    try:
        _add(seen, _asked(lambda: parts.tube.feed(channel_id), parts))
    except Later as failed:
        feed_fault = str(failed)
    listed = False
    # Before first contact the feed alone says what is newest; the listing follows a poll later.
    if listing_due(feed_failed=feed_fault is not None, last_listing=past.listed, now=now) and (past.first or feed_fault):
        try:
            _add(seen, _asked(lambda: parts.tube.listing(channel_id, lambda v: _knows(v, parts)), parts))
            listed = True
        except Later as failed:
            listing_fault = str(failed)
    fault = feed_fault if not listed else None
    with parts.database.begin() as session:
        if fault is not None:
            channels.keep_fault(session, channel_id, fault)
            return Poll(channel_id, (), listing_fault or fault)
        fresh = _keep(session, channel_id, seen, past, parts, now)
        channels.keep_poll(session, channel_id, listed=listed, now=now)
    for video_id in fresh:
        log.info("seen", video_id=video_id, channel=channel_id)
    return Poll(channel_id, tuple(fresh))


def _keep(
    session: Session, channel_id: ChannelId, seen: dict[VideoId, Sighting], past: channels.Polled, parts: Parts, now: datetime
) -> list[VideoId]:
    first_contact = past.first is None
    # A first listing brings a channel's whole past: those are only known, like what first contact leaves out.
    publish = parts.first_run_videos if first_contact else None
    if not first_contact and past.listed is None:
        by_feed = [s for s in seen.values() if s.published is not None]
        old = [s for s in seen.values() if s.published is None]
        return videos.see(session, by_feed, channel_id, publish=None, now=now) + videos.see(
            session, old, channel_id, publish=0, now=now
        )
    return videos.see(session, seen.values(), channel_id, publish=publish, now=now)


def _asked(ask: Callable[[], Answer], parts: Parts) -> Answer:
    try:
        return ask()
    except Nobody as refusal:
        with parts.database.begin() as session:
            services.strike(session, refusal, parts.clock())
        raise


def _knows(video_id: VideoId, parts: Parts) -> bool:
    with parts.database.begin() as session:
        return videos.known(session, video_id)


def _add(seen: dict[VideoId, Sighting], sightings: tuple[Sighting, ...]) -> None:
    for sighting in sightings:
        seen.setdefault(sighting.video_id, sighting)
