"""What YouTube says about a video, and a transcript that can be used: three requests, politely paced.

A transcript that was kept by an earlier look is used again: what waits for the model or the blog asks YouTube nothing.
"""

from uploader.errors import Cause, Later, Never, Nobody, Stopped
from uploader.ids import VideoId
from uploader.models import Details, Sighting, Talk, Transcript
from uploader.store import evidence, services, videos
from uploader.talk.blocks import read_talk
from uploader.talk.usable import why_unusable
from uploader.workflow.ports import Parts

LONGEST_SECONDS = 3 * 3600
"""Longer talks are streams of many; reading those comes next."""


def watch(video_id: VideoId, parts: Parts) -> str:
    """The digest of a usable transcript; the video's details are kept on the way.

    Raises:
        Later: no captions yet, upcoming, live, unusable, or YouTube did not answer.
        Never: not for us, or not wanted.
        Nobody: YouTube refuses this address; its breaker opens.
        Stopped: longer than can be summarised.
    """
    with parts.database.reading() as session:
        row = videos.one(session, video_id)
    if row.transcript is not None:
        return row.transcript
    wait_for_our_turn(video_id, parts)
    try:
        details, transcript = _ask_youtube(Sighting(video_id, row.title, row.uploaded_at), parts)
    except Nobody as refusal:
        with parts.database.begin() as session:
            services.strike(session, refusal, parts.clock())
        raise
    talk = read_talk(details, transcript)
    if reason := why_unusable(talk):
        raise Later(Cause.UNUSABLE_TRANSCRIPT, reason)
    if talk.duration > LONGEST_SECONDS:
        raise Stopped(Cause.TOO_LONG, f"{talk.duration / 3600:.1f} hours")
    with parts.database.begin() as session:
        digest = evidence.keep_transcript(session, transcript, parts.clock())
        videos.keep_transcript(session, video_id, digest)
    return digest


def wait_for_our_turn(video_id: VideoId, parts: Parts) -> None:
    """Wait until YouTube may be visited for this video.

    Raises:
        Nobody: its breaker is open. Later: the line is too long (PACED).
    """
    now = parts.clock()
    with parts.database.begin() as session:
        services.pass_breaker(session, "youtube", now)
        slot = services.visit_slot(session, video_id, parts.pace, now)
    if slot > now:
        parts.sleep((slot - now).total_seconds())


def _ask_youtube(seen: Sighting, parts: Parts) -> tuple[Details, Transcript]:
    watched = parts.tube.watch(seen.video_id, seen)
    details: Details = watched.details
    with parts.database.begin() as session:
        services.well(session, "youtube")
        videos.keep_details(session, seen.video_id, details)
    if details.kind not in parts.kinds:
        raise Never(Cause.UNWANTED_KIND, details.kind)
    transcript = parts.tube.transcript(watched)
    with parts.database.begin() as session:
        services.well(session, "youtube")
    return details, transcript


def read(video_id: VideoId, digest: str, parts: Parts) -> tuple[Talk, int]:
    """The talk as it is read from what was kept, and the number of the draft that is to be written."""
    with parts.database.reading() as session:
        row = videos.one(session, video_id)
        transcript = evidence.transcript(session, digest)
    if row.details is None:
        raise LookupError(f"video {video_id} has a transcript but no details")
    return read_talk(row.details, transcript), row.draft
