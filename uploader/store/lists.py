"""Videos as lists show them: light rows, page by page.

A page begins after the last row of the one before (its moment and id), so the thousandth costs what the first does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from uploader.decide import State
from uploader.ids import ChannelId, VideoId, parse_video_id
from uploader.store.tables import Publication, Summary, Video


@dataclass(frozen=True, slots=True)
class Line:
    """A video in a list. `detail` may have several lines, and is empty where nothing is wrong."""

    id: VideoId
    title: str
    channel_id: str | None
    state: State
    cause: str | None
    detail: str
    uploaded_at: datetime | None
    changed_at: datetime
    next_look_at: datetime | None
    duration: float | None


@dataclass(frozen=True, slots=True)
class After:
    """Where the next page begins: after the row of that moment and id."""

    moment: datetime
    id: str


_COLUMNS: tuple[Any, ...] = (
    Video.id, Video.title, Video.channel_id, Video.state, Video.cause, Video.detail, Video.uploaded_at,
    Video.changed_at, Video.next_look_at, Video.duration,
)  # fmt: skip


def changed(
    session: Session,
    *,
    states: Sequence[State] = (),
    channel: ChannelId | None = None,
    words: str = "",
    after: After | None = None,
    most: int,
) -> list[Line]:
    """Videos in any of these states (none: all), of that channel, with these words in the title; last changed first."""
    which: list[ColumnElement[bool]] = []
    if states:
        which.append(Video.state.in_(states) if len(states) > 1 else Video.state == states[0])
    if channel is not None:
        which.append(Video.channel_id == channel)
    if words:
        which.append(_has(session, words))
    if after is not None:
        which.append(tuple_(Video.changed_at, Video.id) < (after.moment, after.id))
    return _lines(session, _all(*which).order_by(Video.changed_at.desc(), Video.id.desc()).limit(most))


def waiting(session: Session, most: int) -> list[Line]:
    """Videos that wait for their next look, the soonest first."""
    soonest = _all(Video.next_look_at.is_not(None), Video.state == State.WAITING).order_by(Video.next_look_at)
    return _lines(session, soonest.limit(most))


def long(session: Session, seconds: float, *, after: After | None = None, most: int) -> list[tuple[Line, int]]:
    """Videos of that length and longer that were summarised, with their newest summary's number; last changed first."""
    newest = (
        select(Summary.number).where(Summary.video_id == Video.id).order_by(Summary.number.desc()).limit(1)
    ).scalar_subquery()
    query = select(*_COLUMNS, newest.label("summary")).where(Video.duration >= seconds)
    query = query.where(select(Summary.number).where(Summary.video_id == Video.id).exists())
    if after is not None:
        query = query.where(tuple_(Video.changed_at, Video.id) < (after.moment, after.id))
    found = session.execute(query.order_by(Video.changed_at.desc(), Video.id.desc()).limit(most))
    return [(_line(row[:-1]), row[-1]) for row in found]


def counts(session: Session) -> dict[State, int]:
    """How many videos are in each state; states without any are left out. Most are published: they are the rest."""
    few = set(State) - {State.PUBLISHED}  # among few rows the index is quick; all of them are counted without looking
    grouped = select(Video.state, func.count()).where(Video.state.in_(few)).group_by(Video.state)
    found = {State(state): n for state, n in session.execute(grouped)}
    rest = (session.scalar(select(func.count()).select_from(Video)) or 0) - sum(found.values())
    return {state: n for state, n in {**found, State.PUBLISHED: rest}.items() if n}


@dataclass(frozen=True, slots=True)
class Published:
    """A post that came to stand on the branch."""

    id: VideoId
    title: str
    channel_id: str | None
    path: str
    commit: str | None
    at: datetime
    uploaded_at: datetime | None
    duration: float | None


def newest_posts(session: Session, most: int) -> list[Published]:
    """The last posts, the newest first; one that was made again stands once, at its last moment."""
    columns: tuple[Any, ...] = (
        Video.id, Video.title, Video.channel_id, Publication.path, Publication.commit, Publication.at,
        Video.uploaded_at, Video.duration,
    )  # fmt: skip
    query = select(*columns).join(Video, Video.id == Publication.video_id)
    found: dict[str, Published] = {}
    for video_id, *rest in session.execute(query.order_by(Publication.number.desc()).limit(4 * most)):
        found.setdefault(video_id, Published(parse_video_id(video_id), *rest))
    return [*found.values()][:most]


def _has(session: Session, words: str) -> ColumnElement[bool]:
    """Whether the title has these words, in any case; SQLite's own LIKE is blind to case and far quicker."""
    escaped = re.sub(r"[/%_]", r"/\g<0>", words)
    like = Video.title.like if session.get_bind().dialect.name == "sqlite" else Video.title.ilike
    return like(f"%{escaped}%", escape="/")


def _all(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).where(*which)


def _lines(session: Session, query: Select[*tuple[Any, ...]]) -> list[Line]:
    return [_line(row) for row in session.execute(query)]


def _line(row: Sequence[Any]) -> Line:
    video_id, title, channel, state, *rest = row
    return Line(parse_video_id(video_id), title, channel, State(state), *rest)
