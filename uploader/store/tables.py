"""Every table, once. Migrations in `migrations/` make them; a test holds the two together.

Names avoid the ones that the engine makes in the same file (`queues`, `streams`, `workflow_status`, …): see OURS.
Moments are UTC; JSON columns hold what `models` values become by `uploader.store.values`.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from uploader.store.base import Base, Moment

__all__ = ["OURS", "Base", "Moment"]


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
    `regenerate` says why the post that stands is to be replaced; None where none is. `duration` is that of `details`,
    in seconds, where lists can find it. `review` is the number of a person's act that the next look carries out.
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
    duration: Mapped[float | None] = mapped_column(Float)
    transcript: Mapped[str | None] = mapped_column(String(64))
    regenerate: Mapped[str | None] = mapped_column(Text)
    review: Mapped[int | None]
    changed_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_videos_due", "next_look_at", "seen_at"),
        # Lists go page by page after the last row's moment and id.
        Index("ix_videos_state", "state", "changed_at", "id"),
        Index("ix_videos_changed", "changed_at", "id"),
        Index("ix_videos_channel", "channel_id", "changed_at", "id"),
        Index("ix_videos_duration", "duration"),
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
    sent_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(64))
    input_tokens: Mapped[int] = mapped_column(default=0)
    cached_tokens: Mapped[int] = mapped_column(default=0)
    output_tokens: Mapped[int] = mapped_column(default=0)
    usd: Mapped[Decimal]
    """The estimate until the call is settled; then what it cost."""

    # A month is summed before each call, from the index alone.
    __table_args__ = (Index("ix_calls_sent", "sent_at", "usd"),)


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


class Review(Base):
    """One thing that a person did to a held summary (`uploader.acts`).

    `target` is `{"place": {…}, "rule": …, "section": …}`, of each what the action has; `text` are new words, or those
    of a finding.
    """

    __tablename__ = "reviews"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    video_id: Mapped[str] = mapped_column(ForeignKey("videos.id"), index=True)
    summary: Mapped[int] = mapped_column(ForeignKey("summaries.number"), index=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(12))
    target: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


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


class AuditedPost(Base):
    """A post with findings, of a blog's last audit: its text as it was read, compressed, where it could be."""

    __tablename__ = "audited_posts"
    audit: Mapped[int] = mapped_column(ForeignKey("audits.number"), primary_key=True)
    file: Mapped[str] = mapped_column(Text, primary_key=True)
    video_id: Mapped[str | None] = mapped_column(String(11))
    errors: Mapped[int]
    warnings: Mapped[int]
    text: Mapped[bytes | None] = mapped_column(LargeBinary)


class AuditedFinding(Base):
    """One finding of such a post; `line` counts from 1."""

    __tablename__ = "audited_findings"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    audit: Mapped[int] = mapped_column(ForeignKey("audits.number"))
    file: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(String(24))
    severity: Mapped[str] = mapped_column(String(8))
    line: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_audited_findings_file", "audit", "file"),
        Index("ix_audited_findings_rule", "audit", "rule", "severity", "file"),
    )


OURS = frozenset(Base.metadata.tables)
"""The names Alembic looks at; every other table in the file is the engine's."""
