"""Every answer a model ever delivered, under the hash of everything that was sent: nothing is paid for twice."""

from datetime import datetime

from sqlalchemy.orm import Session

from uploader.ids import VideoId
from uploader.models import Answer, Stage, Usage
from uploader.store import tables
from uploader.store.leases import serialise


def find(session: Session, key: str) -> Answer | None:
    """The answer that was delivered to this very request."""
    row = session.get(tables.Answer, key)
    if row is None:
        return None
    return Answer(row.text, row.model, Usage(row.input_tokens, row.output_tokens, row.cached_tokens), row.finish)


def keep(session: Session, key: str, video_id: VideoId, stage: Stage, answer: Answer, now: datetime) -> None:
    """Keep an answer; the first one delivered stays."""
    serialise(session, f"answer {key}")
    if session.get(tables.Answer, key) is None:
        session.add(
            tables.Answer(
                key=key, video_id=video_id, stage=stage, model=answer.model, text=answer.text, finish=answer.finish,
                input_tokens=answer.usage.input, cached_tokens=answer.usage.cached, output_tokens=answer.usage.output,
                delivered_at=now,
            )
        )  # fmt: skip
