"""A video's page on YouTube: when it may be visited, and whether it is about that video."""

from datetime import timedelta
from functools import partial

from uploader.errors import Cause, Later
from uploader.ids import VideoId
from uploader.models import Details, Sighting
from uploader.store import services, videos
from uploader.workflow.polling import asked
from uploader.workflow.ports import Parts

NEWS = timedelta(hours=72)
"""How old a video is that has no hurry any more: as long as captions are waited for."""


def wait_for_our_turn(video_id: VideoId, parts: Parts) -> None:
    """Wait until YouTube may be visited for this video.

    Raises:
        Nobody: its breaker is open. Later: the line is too long (PACED).
    """
    now = parts.clock()
    with parts.database.begin() as session:
        services.pass_breaker(session, "youtube", now)
        uploaded = videos.one(session, video_id).uploaded_at
        # What only a listing showed has no date; nearly all of it is the channel's past.
        past = uploaded is None or now - uploaded > NEWS
        slot = services.visit_slot(session, video_id, parts.pace, now, past=past)
    if slot > now:
        parts.sleep((slot - now).total_seconds())


def seen(video_id: VideoId, parts: Parts) -> Details:
    """The video's page alone, at the polite pace; what it says is kept.

    Raises:
        Later, Never, Nobody: as `watch`.
    """
    with parts.database.reading() as session:
        row = videos.one(session, video_id)
    wait_for_our_turn(video_id, parts)
    watched = asked(partial(parts.tube.watch, video_id, Sighting(video_id, row.title)), parts)
    details = of_its_channel(watched.details, row)
    with parts.database.begin() as session:
        services.well(session, "youtube")
        videos.keep_details(session, video_id, details)
    return details


def of_its_channel(details: Details, row: videos.Row) -> Details:
    """The page's word about the video, unless it is about another one: that must never be kept as this one's.

    Raises:
        Later: it is of another channel than the one in which the video was seen.
    """
    if row.channel_id is not None and details.channel_id not in {None, row.channel_id}:
        raise Later(Cause.UNREADABLE_ANSWER, f"YouTube answered with a video of another channel ({details.channel_id})")
    return details
