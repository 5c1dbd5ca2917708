"""How looks ended: for which reasons, of one video and of all."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uploader.decide import State
from uploader.errors import Cause
from uploader.ids import VideoId
from uploader.store.tables import Event, Video


def was_ever(session: Session, video_id: VideoId, causes: Sequence[Cause]) -> bool:
    """Whether a look at the video ever ended for one of these reasons."""
    ended = select(Event.number).where(Event.video_id == video_id, Event.cause.in_(causes)).limit(1)
    return session.scalar(ended) is not None


def skipped(session: Session) -> dict[str, int]:
    """How many videos are skipped for each reason, the most frequent first."""
    why = select(Video.cause, func.count()).where(Video.state == State.SKIPPED).group_by(Video.cause)
    return {str(cause): n for cause, n in session.execute(why.order_by(func.count().desc(), Video.cause))}
