"""Posts that are to be made again: marked until one replaces them, so that what stands is not taken for published."""

from datetime import datetime

from sqlalchemy.orm import Session

from uploader.ids import VideoId
from uploader.store.tables import Video
from uploader.store.videos import make_due


def schedule(session: Session, video_id: VideoId, why: str, *, now: datetime) -> bool:
    """Have the post that stands replaced by one made with new answers; False where its video is being worked on."""
    due = make_due(session, video_id, now=now, anew=True)
    if due:
        session.get_one(Video, video_id).regenerate = why
    return due


def reason(session: Session, video_id: VideoId) -> str | None:
    """Why the post is to be replaced; None where it is not."""
    return session.get_one(Video, video_id).regenerate


def keep_date(session: Session, video_id: VideoId, moment: datetime) -> None:
    """The `pubDatetime` of the post that stands is that of the one that replaces it."""
    session.get_one(Video, video_id).made_at = moment


def end(session: Session, video_id: VideoId) -> None:
    """The post was replaced, or needs none any more."""
    session.get_one(Video, video_id).regenerate = None
