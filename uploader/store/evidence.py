"""What a post rests on: transcripts, judged summaries, publications."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from uploader.ids import VideoId, parse_video_id
from uploader.models import Cue, Details, Finding, Publication, Summary, Transcript
from uploader.store import tables
from uploader.store.values import from_json, storable, to_json


def keep_transcript(session: Session, transcript: Transcript, now: datetime) -> str:
    """Keep a transcript under the digest of its content; the digest."""
    cues = json.dumps(
        [[cue.start, cue.duration, storable(cue.text)] for cue in transcript.cues], ensure_ascii=False
    ).encode()
    head = f"{transcript.video_id}\n{transcript.language}\n{transcript.auto_generated}\n".encode()
    digest = hashlib.sha256(head + cues).hexdigest()
    if session.get(tables.Transcript, digest) is None:
        session.add(
            tables.Transcript(
                digest=digest, video_id=transcript.video_id, language=transcript.language,
                auto_generated=transcript.auto_generated, source=transcript.source,
                cues=zlib.compress(cues), fetched_at=now,
            )
        )  # fmt: skip
    return digest


def transcript(session: Session, digest: str) -> Transcript:
    """The transcript kept under `digest`."""
    row = session.get_one(tables.Transcript, digest)
    cues = tuple(Cue(*cue) for cue in json.loads(zlib.decompress(row.cues)))
    return Transcript(parse_video_id(row.video_id), row.language, row.auto_generated, row.source, cues)


def captions_of(session: Session, video_id: VideoId) -> tuple[Details, Transcript] | None:
    """What is known of a video and the captions that its summary is made from; None where they were never fetched."""
    video = session.get(tables.Video, video_id)
    if video is None or video.details is None or video.transcript is None:
        return None
    return from_json(Details, video.details), transcript(session, video.transcript)


def near_transcripts(
    session: Session, digest: str, duration: float, within: float, most: int
) -> list[tuple[VideoId, str]]:
    """Videos whose transcript was kept before this one or whose post stands, and whose length is near.

    Args:
        session: to read with.
        digest: the transcript that others are compared with.
        duration: its video's, in seconds.
        within: the share by which lengths may differ.
        most: how many at most, the first kept first.
    """
    mine = session.get_one(tables.Transcript, digest)
    video, kept = tables.Video, tables.Transcript
    length = video.details["duration"].as_float()
    before = or_(
        video.state == "published",
        kept.fetched_at < mine.fetched_at,
        and_(kept.fetched_at == mine.fetched_at, kept.video_id < mine.video_id),
    )
    found = session.execute(
        select(video.id, kept.digest)
        .join(kept, kept.digest == video.transcript)
        .where(video.id != mine.video_id, video.state.not_in(_OUT_OF_THE_RACE), before)
        .where(length.between(duration * (1 - within), duration * (1 + within)))
        .order_by(kept.fetched_at, video.id)
        .limit(most)
    )
    return [(parse_video_id(other), transcript) for other, transcript in found]


_OUT_OF_THE_RACE = ("held", "skipped", "failed")
"""States of which no post comes unless a person wants it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A summary as it was judged, and everything that it was made with."""

    summary: Summary
    findings: tuple[Finding, ...]
    verdict: str
    transcript: str
    model: str
    prompts: dict[str, str]
    gate: str


def keep_summary(session: Session, look: int, judged: Judged, now: datetime) -> int:
    """Keep a judged summary; its number. The same look's summary is kept once."""
    video = judged.summary.video_id
    table = tables.Summary
    row = session.scalar(select(table).where(table.video_id == video, table.look == look))
    if row is None:
        row = table(video_id=video, look=look)
        session.add(row)
    row.at, row.verdict, row.transcript, row.model = now, judged.verdict, judged.transcript, judged.model
    row.prompts, row.gate = judged.prompts, judged.gate
    row.summary, row.findings = to_json(judged.summary), [to_json(finding) for finding in judged.findings]
    session.flush()
    return row.number


def judge_again(session: Session, number: int, findings: Sequence[Finding], gate: str) -> None:
    """The kept summary passed once more, by another gate."""
    row = session.get_one(tables.Summary, number)
    row.gate, row.findings = gate, [to_json(finding) for finding in findings]


def summary(session: Session, number: int) -> Judged:
    """The judged summary of that number."""
    return _judged(session.get_one(tables.Summary, number))


def newest_summary(session: Session, video_id: VideoId) -> Judged | None:
    """The last judged summary of a video."""
    table = tables.Summary
    row = session.scalar(select(table).where(table.video_id == video_id).order_by(table.number.desc()).limit(1))
    return _judged(row) if row else None


def _judged(row: tables.Summary) -> Judged:
    return Judged(
        summary=from_json(Summary, row.summary),
        findings=tuple(from_json(Finding, finding) for finding in row.findings),
        verdict=row.verdict,
        transcript=row.transcript,
        model=row.model,
        prompts=row.prompts,
        gate=row.gate,
    )


@dataclass(frozen=True, slots=True)
class Attempt:
    """A judged summary without its text: which look made it, when, how it was judged, and what it was made with."""

    number: int
    look: int
    at: datetime
    verdict: str
    model: str
    gate: str
    prompts: dict[str, str]
    transcript: str


def attempts(session: Session, video_id: VideoId, most: int = 50) -> list[Attempt]:
    """A video's last judged summaries, the newest first."""
    table = tables.Summary
    columns: tuple[Any, ...] = (
        table.number, table.look, table.at, table.verdict, table.model, table.gate, table.prompts, table.transcript,
    )  # fmt: skip
    query = select(*columns).where(table.video_id == video_id).order_by(table.number.desc()).limit(most)
    return [Attempt(*row) for row in session.execute(query)]


def keep_publication(session: Session, publication: Publication, now: datetime) -> None:
    """A post stands on the branch; the same one is recorded once."""
    table = tables.Publication
    same = (table.video_id == publication.video_id, table.path == publication.path, table.digest == publication.digest)
    if session.scalar(select(table.number).where(*same)) is None:
        session.add(
            table(
                video_id=publication.video_id, path=publication.path, commit=publication.commit,
                digest=publication.digest, at=now,
            )
        )  # fmt: skip


def publications(session: Session, video_id: VideoId) -> Sequence[tables.Publication]:
    """Every publication of a video, the first one first."""
    table = tables.Publication
    return session.scalars(select(table).where(table.video_id == video_id).order_by(table.number)).all()
