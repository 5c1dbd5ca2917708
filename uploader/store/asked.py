"""Tables of what was asked of models: answers, what each call cost, and what waits for a batch."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from uploader.store.base import Base


class Answer(Base):
    """What a model delivered, kept before anybody parsed it, under the hash of everything that was sent."""

    __tablename__ = "answers"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    video_id: Mapped[str] = mapped_column(String(11), index=True)
    stage: Mapped[str] = mapped_column(String(16))
    model: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    finish: Mapped[str] = mapped_column(String(32))
    input_tokens: Mapped[int]
    cached_tokens: Mapped[int]
    output_tokens: Mapped[int]
    delivered_at: Mapped[datetime]


class Call(Base):
    """One call of a model: reserved before it is sent, settled after. An open reservation counts against the caps."""

    __tablename__ = "calls"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    video_id: Mapped[str] = mapped_column(String(11), index=True)
    channel_id: Mapped[str | None] = mapped_column(String(24))
    stage: Mapped[str] = mapped_column(String(16))
    label: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(64))
    input_tokens: Mapped[int] = mapped_column(default=0)
    cached_tokens: Mapped[int] = mapped_column(default=0)
    output_tokens: Mapped[int] = mapped_column(default=0)
    usd: Mapped[Decimal]
    """The estimate until the call is settled; then what it cost."""
    saved: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default="0")
    """USD that the plain price would have been more, where it was asked in a batch."""

    # A month is summed before each call, from the index alone.
    __table_args__ = (Index("ix_calls_sent", "sent_at", "usd"),)


class Batch(Base):
    """Many questions sent as one file. What is about to be done is written first, what was done after.

    `file_id` and `batch_id` are the endpoint's names, None until it told them; `token` is ours, and the batch carries
    it. `ended_at` is None while its answers are not kept; `outcome` says how it ended.
    """

    __tablename__ = "batches"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    model: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    file_id: Mapped[str | None] = mapped_column(Text)
    batch_id: Mapped[str | None] = mapped_column(Text)
    looked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    outcome: Mapped[str | None] = mapped_column(Text)


class Question(Base):
    """A question that waits for its batch; it goes when its answer is kept.

    `call` is its reservation in the ledger. `batch` is None while it is gathered, and again when it is to be asked
    `plainly`, since its batch had no answer for it.
    """

    __tablename__ = "questions"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    video_id: Mapped[str] = mapped_column(String(11), index=True)
    model: Mapped[str] = mapped_column(Text)
    request: Mapped[dict[str, Any]]
    call: Mapped[int]
    batch: Mapped[int | None] = mapped_column(ForeignKey("batches.number"), index=True)
    plainly: Mapped[bool] = mapped_column(default=False)
    gathered_at: Mapped[datetime]


class Spending(Base):
    """What a day (`2026-11-25`, UTC) that is over cost: the sum of its calls. Days without rows are summed anew."""

    __tablename__ = "spendings"
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    channel_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    model: Mapped[str] = mapped_column(Text, primary_key=True)
    stage: Mapped[str] = mapped_column(String(16), primary_key=True)
    calls: Mapped[int]
    input_tokens: Mapped[int] = mapped_column(BigInteger)
    cached_tokens: Mapped[int] = mapped_column(BigInteger)
    output_tokens: Mapped[int] = mapped_column(BigInteger)
    usd: Mapped[Decimal]
