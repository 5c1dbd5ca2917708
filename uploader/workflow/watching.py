"""What YouTube says about a video, and a transcript that can be used: three requests, politely paced.

A transcript that was kept by an earlier look is used again: what waits for the model or the blog asks YouTube nothing.
"""

from uploader.errors import Cause, Later, Never, Nobody, Stopped
from uploader.ids import VideoId
from uploader.models import Details, Publication, Sighting, Talk, Transcript
from uploader.store import endings, evidence, services, videos
from uploader.talk.blocks import plausible, read_talk
from uploader.talk.reuploads import NEAR_DURATION, same_talk
from uploader.talk.stream import LONGEST
from uploader.talk.usable import why_unusable
from uploader.workflow import routing
from uploader.workflow.ports import Parts
from uploader.workflow.visiting import of_its_channel, wait_for_our_turn

MOST_COMPARED = 5
"""Transcripts that a new one is compared with at most; within two percent of a length there are few."""


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
    if row.title and not is_meant(video_id, parts):
        parts.filters.pass_title(row.title)
    wait_for_our_turn(video_id, parts)
    try:
        details, transcript = _ask_youtube(row, parts)
    except Nobody as refusal:
        with parts.database.begin() as session:
            services.strike(session, refusal, parts.clock())
        raise
    usable(details, transcript)
    with parts.database.begin() as session:
        digest = evidence.keep_transcript(session, transcript, parts.clock())
        videos.keep_transcript(session, video_id, digest)
    return digest


def watch_once(video_id: VideoId, parts: Parts) -> str:
    """As `watch`, for a talk that no other video has shown before.

    Whoever asks again for a video after it was held as a duplicate means it: then it is not stopped again. Nor is one
    that has its own post already.

    Raises:
        Stopped, Never: another video shows the same talk; by setting, this one is held, skipped, or skipped with the
            other's post kept as its own.
        Later, Never, Nobody, Stopped: as `watch`.
    """
    digest = watch(video_id, parts)
    with parts.database.reading() as session:
        meant = videos.one(session, video_id).standing.cause is Cause.DUPLICATE
        meant = meant or bool(evidence.publications(session, video_id))
    if parts.reuploads == "publish" or meant:
        return digest
    talk, _ = read(video_id, digest, parts)
    first = _shown_before(talk, digest, parts)
    if first is None:
        return digest
    same = f"the same talk as {first.details.video_id}, {first.details.title!r}"
    if parts.reuploads == "hold":
        raise Stopped(Cause.DUPLICATE, same)
    if parts.reuploads == "link":
        _link(video_id, first.details.video_id, parts)
    raise Never(Cause.DUPLICATE, same)


def _shown_before(talk: Talk, digest: str, parts: Parts) -> Talk | None:
    """The talk as another video showed it whose post stands on the same site, or is on its way there."""
    with parts.database.reading() as session:
        near = evidence.near_transcripts(session, digest, talk.duration, NEAR_DURATION, MOST_COMPARED)
    here = [(other, kept) for other, kept in near if routing.parts_of(other, parts).site == parts.site]
    found = (read(other, kept, parts)[0] for other, kept in here)
    return next((other for other in found if same_talk(talk, other)), None)


def _link(video_id: VideoId, first: VideoId, parts: Parts) -> None:
    """The first one's post stands for this video too, if there is one."""
    with parts.database.begin() as session:
        for post in evidence.publications(session, first)[-1:]:
            linked = Publication(video_id, post.path, post.commit, post.digest)
            evidence.keep_publication(session, linked, parts.clock())


def usable(details: Details, transcript: Transcript) -> Talk:
    """The talk as it is read from a transcript.

    Raises:
        Later: the transcript is unusable.
        Stopped: longer than can be summarised.
    """
    talk = read_talk(details, transcript)
    if talk.duration > LONGEST:
        raise Stopped(Cause.TOO_LONG, f"{talk.duration / 3600:.1f} hours")
    if reason := why_unusable(talk):
        raise Later(Cause.UNUSABLE_TRANSCRIPT, reason)
    return talk


def _ask_youtube(row: videos.Row, parts: Parts) -> tuple[Details, Transcript]:
    watched = parts.tube.watch(row.id, Sighting(row.id, row.title, row.uploaded_at))
    details = of_its_channel(plausible(watched.details), row)
    with parts.database.begin() as session:
        services.well(session, "youtube")
        videos.keep_details(session, row.id, details)
    if not is_meant(row.id, parts):
        parts.filters.pass_video(details)
    transcript = parts.tube.transcript(watched)
    with parts.database.begin() as session:
        services.well(session, "youtube")
    return details, transcript


_UNWANTED = (Cause.UNWANTED_KIND, Cause.UNWANTED_TITLE, Cause.TOO_SHORT)


def is_meant(video_id: VideoId, parts: Parts) -> bool:
    """Whether this video is wanted whatever the filters say.

    So it is where a person asked for it again after they stopped it, since nobody else looks again then; and where it
    has a post, which is to be made again.
    """
    with parts.database.reading() as session:
        stopped = endings.was_ever(session, video_id, _UNWANTED)
        return stopped or bool(evidence.publications(session, video_id))


def read(video_id: VideoId, digest: str, parts: Parts) -> tuple[Talk, int]:
    """The talk as it is read from what was kept, and the number of the draft that is to be written."""
    with parts.database.reading() as session:
        row = videos.one(session, video_id)
        transcript = evidence.transcript(session, digest)
    if row.details is None:
        raise LookupError(f"video {video_id} has a transcript but no details")
    return read_talk(row.details, transcript), row.draft
