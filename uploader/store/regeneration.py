"""Posts that are to be made again: marked until one replaces them, so that what stands is not taken for published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uploader.decide import State
from uploader.ids import VideoId, parse_video_id
from uploader.store import reviews
from uploader.store.tables import Summary, Video
from uploader.store.videos import make_due


def schedule(session: Session, video_id: VideoId, why: str, *, now: datetime, anew: bool = True) -> bool:
    """Have the post that stands replaced; False where its video is being worked on, or a person made it in review.

    `anew` buys every answer again; without it those are bought that are not kept.
    """
    if reviews.is_reviewed(session, video_id):
        return False
    due = make_due(session, video_id, now=now, anew=anew)
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


@dataclass(frozen=True, slots=True)
class Made:
    """A published video, and what the newest of its summaries (number `number`) was made with."""

    number: int
    video_id: VideoId
    title: str
    model: str
    prompts: dict[str, str]
    gate: str


def made(session: Session, before: int | None, most: int, only: Sequence[VideoId] | None = None) -> list[Made]:
    """Published videos (of `only`, where given) by their newest summary, the newest first.

    Pages of `most`: `before` is the last number of the page before this one, None for the first.
    """
    newest = select(func.max(Summary.number)).group_by(Summary.video_id)
    if only is not None:
        newest = newest.where(Summary.video_id.in_(only))
    found = (
        select(Summary.number, Video.id, Video.title, Summary.model, Summary.prompts, Summary.gate)
        .join(Video, Video.id == Summary.video_id)
        .where(Summary.number.in_(newest), Video.state == State.PUBLISHED, Summary.verdict == "passed")
        .order_by(Summary.number.desc())
        .limit(most)
    )
    if before is not None:
        found = found.where(Summary.number < before)
    return [
        Made(number, parse_video_id(video), title, model, prompts, gate)
        for number, video, title, model, prompts, gate in session.execute(found)
    ]
