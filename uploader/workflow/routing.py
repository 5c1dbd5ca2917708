"""By whose settings a video goes: its channel's own where the channel has a table, else everybody's.

A table may be named by a handle, which YouTube resolves once. Until then nobody knows whether a channel is meant by it,
and a video that was asked for by its id alone has no channel before its page was seen: both are asked of YouTube before
a blog is, so that nothing is published on the wrong one.
"""

import structlog

from uploader.errors import BadInput
from uploader.ids import ChannelId, VideoId
from uploader.store import channels, videos
from uploader.workflow.polling import resolved
from uploader.workflow.ports import Parts
from uploader.workflow.visiting import seen

log = structlog.get_logger()

EVERYBODYS = ""
"""The name under which everybody's parts go."""


def named(name: str, parts: Parts) -> Parts:
    """The parts of the channel that the settings name so; everybody's where it has none of its own (any more)."""
    root = parts.root or parts
    return root.channels.get(name, root)


def known(video_id: VideoId, parts: Parts) -> str | None:
    """The name of the channel by whose parts the video goes; None where only YouTube knows."""
    apart = (parts.root or parts).channels
    if not apart:
        return EVERYBODYS
    with parts.database.reading() as session:
        channel_id = videos.one(session, video_id).channel_id
        ids = {name: channels.channel_of(session, name) for name in apart}
    mine = None if channel_id is None else _among(channel_id, ids)
    return EVERYBODYS if mine is None and channel_id is not None and None not in ids.values() else mine


def parts_of(video_id: VideoId, parts: Parts) -> Parts:
    """The parts that the video goes by, as far as we know; else everybody's."""
    return named(known(video_id, parts) or EVERYBODYS, parts)


def found(video_id: VideoId, parts: Parts) -> str:
    """As `known`, and YouTube is asked for what we do not know: the video's channel, the tables' handles.

    Raises:
        Later, Never, Nobody: YouTube does not say now, or never.
    """
    with parts.database.reading() as session:
        channel_id = videos.one(session, video_id).channel_id
    if channel_id is None:
        channel_id = seen(video_id, parts).channel_id
    ids: dict[str, ChannelId | None] = {}
    for name in parts.channels:
        try:
            ids[name] = resolved(name, parts)
        except BadInput as nobodys:
            log.warning("no such channel", channel=name, reason=str(nobodys))
    return (_among(channel_id, ids) if channel_id else None) or EVERYBODYS


def _among(channel_id: ChannelId, ids: dict[str, ChannelId | None]) -> str | None:
    return next((name for name, known_id in ids.items() if known_id == channel_id), None)
