"""Which videos a channel has: its feed each time, its listing at a slow pace and whenever the feed fails.

A poll inserts what is new and removes nothing. First contact publishes only the newest few; the rest are only known.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar, cast

import structlog
from sqlalchemy.orm import Session

from uploader.decide import listing_due
from uploader.errors import Cause, Later, Nobody
from uploader.ids import ChannelId, VideoId, parse_channel
from uploader.models import Sighting
from uploader.store import channels, services, videos
from uploader.workflow.ports import Parts

log = structlog.get_logger()
Answer = TypeVar("Answer")

PAGE = 30
"""Videos that YouTube lists a page."""


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
        return _polled(channel_id, parts.channels.get(name, parts))
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
        services.pass_breaker(session, "youtube", parts.clock(), probing=False)
    found = asked(lambda: parts.tube.resolve(channel), parts).channel_id
    with parts.database.begin() as session:
        channels.keep_handle(session, channel, found)
    return found


def _polled(channel_id: ChannelId, parts: Parts) -> Poll:
    now = parts.clock()
    with parts.database.begin() as session:
        past = channels.polled(session, channel_id)
        services.pass_breaker(session, "youtube", now, probing=False)
    feed: tuple[Sighting, ...] = ()
    tabs: list[tuple[Sighting, ...]] = []
    fault = None
    try:
        feed = asked(lambda: parts.tube.feed(channel_id), parts)
    except Later as failed:
        fault = str(failed)
    # Before first contact the feed alone says what is newest; the listing follows with the next poll.
    due = listing_due(feed_failed=fault is not None, last_listing=past.listed, every=parts.poll_every, now=now)
    if (past.first or fault) and due:
        tabs, unread = _listing(channel_id, past, parts)
        fault = "; ".join([fault, *unread]) if fault else None
        if unread and not tabs and past.first is None:
            with suppress(Later):
                parts.tube.resolve(channel_id)  # nobody ever saw it: perhaps there is no such channel
        for reason in unread:
            log.warning("tab not read", channel=channel_id, reason=reason)
    with parts.database.begin() as session:
        if fault and not tabs:
            channels.keep_fault(session, channel_id, fault)
            return Poll(channel_id, (), fault)
        fresh = _keep(session, channel_id, feed, tabs, past, parts.first_run_videos, now)
        channels.keep_poll(session, channel_id, listed=bool(tabs), now=now)
        if not videos.waits_for(session, Cause.BLOCKED):
            services.well(session, "youtube")  # a video that was refused would try first
    for video_id in fresh:
        log.info("seen", video_id=video_id, channel=channel_id)
    return Poll(channel_id, tuple(fresh))


def _listing(
    channel_id: ChannelId, past: channels.Polled, parts: Parts
) -> tuple[list[tuple[Sighting, ...]], list[str]]:
    """The tabs that can be read now, and why others cannot: one that fails says nothing about its neighbour.

    First contact knows a channel's newest videos by all of its tabs or not at all: one that is missing would be taken
    for new later.
    """
    # A feed shows Shorts too: where it cannot say which are old, their tab does.
    names = ("videos", "streams") if past.first else ("videos", "streams", "shorts")
    read: list[tuple[Sighting, ...]] = []
    unread: list[str] = []
    for name in names:
        try:
            read.append(_tab(channel_id, name, parts))
        except Later as failed:
            unread.append(f"{name}: {failed}")
    return ([], unread) if unread and past.first is None else (read, unread)


def _tab(channel_id: ChannelId, tab: str, parts: Parts) -> tuple[Sighting, ...]:
    """A tab's newest videos, as far back as the first one that is known; one page where none ever was."""
    limit = PAGE
    while True:
        found = asked(partial(parts.tube.listing, channel_id, tab, limit), parts)
        with parts.database.begin() as session:
            any_known = bool(videos.known(session, [sighting.video_id for sighting in found]))
            listed = channels.polled(session, channel_id).listed is not None
        if any_known or not listed or len(found) < limit:
            return found
        limit *= 2


def _keep(
    session: Session,
    channel_id: ChannelId,
    feed: tuple[Sighting, ...],
    tabs: list[tuple[Sighting, ...]],
    past: channels.Polled,
    first_run_videos: int,
    now: datetime,
) -> list[VideoId]:
    """Insert what is new: due where it is really new, only known where it is the channel's past."""
    if past.first is None:
        newest = feed or tuple(sighting for tab in tabs for sighting in tab)
        return videos.see(session, newest, channel_id, publish=first_run_videos, now=now)
    fresh = videos.see(session, feed, channel_id, publish=None, now=now)
    for tab in tabs:
        new, old = _split(session, tab, listed_before=past.listed is not None)
        fresh += videos.see(session, new, channel_id, publish=None, now=now)
        fresh += videos.see(session, old, channel_id, publish=0, now=now)
    return fresh


def _split(
    session: Session, tab: tuple[Sighting, ...], *, listed_before: bool
) -> tuple[tuple[Sighting, ...], tuple[Sighting, ...]]:
    """What is new in a tab, and what is only older than everything known.

    A deleted video lets an old one slide onto the first page: below the last known one nothing is new. In a tab's
    first listing nothing is; nor where none of it is known, since then it could not be read before.
    """
    known = videos.known(session, [sighting.video_id for sighting in tab])
    places = [place for place, sighting in enumerate(tab) if sighting.video_id in known]
    if not listed_before or not places:
        return (), tab
    return tab[: places[-1]], tab[places[-1] :]


def asked(ask: Callable[[], Answer], parts: Parts) -> Answer:
    """What YouTube answers; a refusal opens its breaker."""
    try:
        return ask()
    except Nobody as refusal:
        with parts.database.begin() as session:
            services.strike(session, refusal, parts.clock())
        raise
