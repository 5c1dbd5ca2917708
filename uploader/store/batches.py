"""Questions that wait for a batch, and batches on their way; nothing here is sent, only remembered.

A question is gathered with its reservation, assigned to a batch before that is sent, and goes when its answer is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from uploader.decide import State
from uploader.errors import Cause
from uploader.ids import VideoId, parse_video_id
from uploader.models import Request
from uploader.store.tables import Batch, Question, Video
from uploader.store.values import from_json, to_json


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question, detached from the database; `call` is its reservation's number in the ledger."""

    key: str
    video_id: VideoId
    request: Request
    call: int
    batch: int | None
    plainly: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch that is not over, detached; what the endpoint has not told yet is None."""

    number: int
    token: str
    model: str
    made_at: datetime
    file_id: str | None
    batch_id: str | None
    looked_at: datetime | None


def question(session: Session, key: str) -> Waiting | None:
    """The question of that key, if it waits."""
    row = session.get(Question, key, with_for_update=True)
    return _waiting(row) if row else None


def is_batched(session: Session, video_id: VideoId) -> bool:
    """Whether its questions are asked in batches; not those of a video that nobody has seen."""
    return bool(session.scalar(select(Video.batched).where(Video.id == video_id)))


def more_come(session: Session, now: datetime) -> bool:
    """Whether some video whose questions are asked in batches is on its way to its next one."""
    paced = and_(Video.state == State.WAITING, Video.cause == Cause.PACED)
    soon = or_(Video.state.in_([State.QUEUED, State.WORKING]), Video.next_look_at <= now, paced)
    return session.scalar(select(Video.id).where(Video.batched, soon).limit(1)) is not None


def wake(session: Session, number: int, now: datetime) -> None:
    """Look again now at the videos of a batch, but not those that wait for another."""
    ids = select(Question.video_id).where(Question.batch == number)
    others = select(Question.video_id).where(
        or_(Question.batch != number, and_(Question.batch.is_(None), Question.plainly.is_(False)))
    )
    asleep = (Video.state == State.WAITING, Video.cause == Cause.BATCHED)
    session.execute(
        update(Video).where(Video.id.in_(ids), Video.id.not_in(others), *asleep).values(next_look_at=now),
        execution_options={"synchronize_session": False},
    )


def concern(session: Session, video_id: VideoId, key: str) -> bool:
    """Whether the video's questions are asked in batches, or this one was."""
    asked = select(Question.key).where(Question.key == key)
    return session.scalar(asked) is not None or is_batched(session, video_id)


def gather(
    session: Session, key: str, video_id: VideoId, model: str, request: Request, call: int, now: datetime
) -> None:
    """Have a question wait for the next batch of its model."""
    session.add(
        Question(
            key=key, video_id=video_id, model=model, request=to_json(request), call=call, plainly=False, gathered_at=now
        )
    )


def forget(session: Session, keys: Iterable[str]) -> None:
    """These questions wait no longer: they are answered, or asked otherwise."""
    session.execute(delete(Question).where(Question.key.in_(list(keys))))


def gathered(session: Session) -> dict[str, tuple[int, datetime]]:
    """By model: how many questions wait to be sent, and since when the first of them."""
    found = session.execute(
        select(Question.model, func.count(), func.min(Question.gathered_at))
        .where(Question.batch.is_(None), Question.plainly.is_(False))
        .group_by(Question.model)
    )
    return {model: (count, oldest) for model, count, oldest in found}


def intend(session: Session, token: str, model: str, most: int, now: datetime) -> int:
    """Write down that a batch of the oldest gathered questions, `most` of them, is about to be sent; its number."""
    batch = Batch(token=token, model=model, made_at=now)
    session.add(batch)
    session.flush()
    first = (
        select(Question.key)
        .where(Question.model == model, Question.batch.is_(None), Question.plainly.is_(False))
        .order_by(Question.gathered_at, Question.key)
        .limit(most)
    )
    keys = session.scalars(first).all()
    session.execute(update(Question).where(Question.key.in_(keys)).values(batch=batch.number))
    return batch.number


def under_way(session: Session) -> list[Sent]:
    """The batches that are not over, the oldest first."""
    rows = session.scalars(select(Batch).where(Batch.ended_at.is_(None)).order_by(Batch.number))
    return [
        Sent(row.number, row.token, row.model, row.made_at, row.file_id, row.batch_id, row.looked_at) for row in rows
    ]


def anything(session: Session) -> bool:
    """Whether a question waits or a batch is on its way."""
    waits = select(Question.key).where(Question.plainly.is_(False)).limit(1)
    sent = select(Batch.number).where(Batch.ended_at.is_(None)).limit(1)
    return session.scalar(waits) is not None or session.scalar(sent) is not None


def questions(session: Session, number: int) -> list[Waiting]:
    """The questions of a batch, in the order of their keys."""
    rows = session.scalars(select(Question).where(Question.batch == number).order_by(Question.key))
    return [_waiting(row) for row in rows]


def tell(
    session: Session, number: int, *, file_id: str | None = None, batch_id: str | None = None, now: datetime
) -> None:
    """What the endpoint told of a batch at `now`."""
    batch = session.get_one(Batch, number)
    batch.file_id, batch.batch_id, batch.looked_at = file_id or batch.file_id, batch_id or batch.batch_id, now


def end(session: Session, number: int, outcome: str, now: datetime) -> None:
    """The batch is over, its answers are kept and forgotten here; the questions left in it are to be asked plainly."""
    batch = session.get_one(Batch, number)
    batch.ended_at, batch.outcome = now, outcome
    session.execute(update(Question).where(Question.batch == number).values(batch=None, plainly=True))


def _waiting(row: Question) -> Waiting:
    return Waiting(
        row.key, parse_video_id(row.video_id), from_json(Request, row.request), row.call, row.batch, row.plainly
    )
