"""Every table, once. Migrations in `migrations/` make them; a test holds the two together.

Names avoid the ones that the engine makes in the same file (`queues`, `streams`, `workflow_status`, …): see OURS.
Moments are UTC; JSON columns hold what `models` values become by `uploader.store.values`.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, Index, LargeBinary, Numeric, String, Text, TypeDecorator, false
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, on databases that drop the zone too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All our tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        Decimal: Numeric(18, 9),
    }


class Channel(Base):
    """A followed channel and its last polls."""

    __tablename__ = "channels"
    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    title: Mapped[str] = mapped_column(Text, default="")
    first_polled_at: Mapped[datetime | None]
    polled_at: Mapped[datetime | None]
    listed_at: Mapped[datetime | None]
    feed_misses: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str | None] = mapped_column(Text)


class Handle(Base):
    """Which channel an `@handle` was resolved to; asked of YouTube once."""

    __tablename__ = "handles"
    handle: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel_id: Mapped[str] = mapped_column(String(24))


class Video(Base):
    """A video and where it stands. `next_look_at` is the whole queue: a due video is a query, not a flag.

    `look` numbers the attempts; with the id it names the engine's workflow. `draft` is raised when a person wants new
    answers instead of the kept ones. `cause_of_standing`, `times` and `since` remember how earlier looks ended while
    `cause` and `detail` tell about now. `made_at` is the post's `pubDatetime`, fixed before the first push.
    `regenerate` says why the post that stands is to be replaced; None where none is. `batched`: its questions are
    asked in batches.
    """

    __tablename__ = "videos"
    id: Mapped[str] = mapped_column(String(11), primary_key=True)
    channel_id: Mapped[str | None] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(Text)
    uploaded_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    cause: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(Text, default="")
    cause_of_standing: Mapped[str | None] = mapped_column(String(64))
    times: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime | None]
    look: Mapped[int] = mapped_column(default=0)
    draft: Mapped[int] = mapped_column(default=0)
    next_look_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    details: Mapped[dict[str, Any] | None]
    transcript: Mapped[str | None] = mapped_column(String(64))
    regenerate: Mapped[str | None] = mapped_column(Text)
    batched: Mapped[bool] = mapped_column(default=False, server_default=false())
    changed_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_videos_due", "next_look_at", "seen_at"),
        Index("ix_videos_state", "state", "changed_at"),
    )


class Event(Base):
    """One line of a video's story."""

    __tablename__ = "events"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    video_id: Mapped[str] = mapped_column(ForeignKey("videos.id"), index=True)
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    cause: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(Text, default="")


class Transcript(Base):
    """A caption track as delivered, compressed, under the digest of its content."""

    __tablename__ = "transcripts"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    video_id: Mapped[str] = mapped_column(String(11), index=True)
    language: Mapped[str] = mapped_column(String(32))
    auto_generated: Mapped[bool]
    source: Mapped[str] = mapped_column(String(32))
    cues: Mapped[bytes] = mapped_column(LargeBinary)
    fetched_at: Mapped[datetime]


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
    sent_at: Mapped[datetime] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(64))
    input_tokens: Mapped[int] = mapped_column(default=0)
    cached_tokens: Mapped[int] = mapped_column(default=0)
    output_tokens: Mapped[int] = mapped_column(default=0)
    usd: Mapped[Decimal]
    """The estimate until the call is settled; then what it cost."""
    saved: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default="0")
    """USD that the plain price would have been more, where it was asked in a batch."""


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


class Summary(Base):
    """A judged summary with all that is needed to trace it."""

    __tablename__ = "summaries"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    video_id: Mapped[str] = mapped_column(ForeignKey("videos.id"), index=True)
    look: Mapped[int]
    at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(12))
    transcript: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(Text)
    prompts: Mapped[dict[str, Any]]
    gate: Mapped[str] = mapped_column(String(32))
    summary: Mapped[dict[str, Any]]
    findings: Mapped[list[Any]]


class Publication(Base):
    """A post that stands on the branch."""

    __tablename__ = "publications"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    video_id: Mapped[str] = mapped_column(ForeignKey("videos.id"), index=True)
    path: Mapped[str] = mapped_column(Text)
    commit: Mapped[str | None] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Service(Base):
    """A service that may refuse us all: its breaker, and the pace it is visited at."""

    __tablename__ = "services"
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    strikes: Mapped[int] = mapped_column(default=0)
    open_until: Mapped[datetime | None]
    cause: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(Text, default="")
    next_visit_at: Mapped[datetime | None]


class Visit(Base):
    """One video looked at on YouTube, for the hourly limit."""

    __tablename__ = "visits"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    service: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(index=True)
    video_id: Mapped[str] = mapped_column(String(11))


class Notice(Base):
    """Something that people are told once: `key` names its cause and period, and never comes twice.

    `sent_at` is set before it goes out and taken back where it was refused; `owed` has the places (from 0) of the
    destinations that have not got it. `try_at` is None when it is sent, on its way, or given up after `tries`.
    """

    __tablename__ = "notices"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    cause: Mapped[str] = mapped_column(String(16))
    period: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    try_at: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    owed: Mapped[list[Any]]


class Audit(Base):
    """An audit of posts that stand: `broken` has each file with errors and its rules, `{file: [rule, …]}`."""

    __tablename__ = "audits"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    blog: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(index=True)
    posts: Mapped[int]
    broken: Mapped[dict[str, Any]]


OURS = frozenset(Base.metadata.tables)
"""The names Alembic looks at; every other table in the file is the engine's."""
