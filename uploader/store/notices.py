"""Notices that were made, and what became of them: each key once, sent at most once to each destination.

A notice is claimed before it goes out: `sent_at` stands in the table by then, so that a kill right after leaves it
told, perhaps unheard, and never told twice. One that a destination refused is tried again for that one a few times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uploader.notice import Notice
from uploader.store import tables
from uploader.store.leases import serialise
from uploader.store.values import storable

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
"""After each try that failed; after one more it is given up."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A notice on its way: nobody else sends it. `owed` has the places of the destinations that are to get it."""

    number: int
    title: str
    text: str
    owed: tuple[int, ...]


def known(session: Session, key: str) -> bool:
    """Whether it was made before."""
    return session.scalar(select(tables.Notice.number).where(tables.Notice.key == key)) is not None


def waits(session: Session, now: datetime) -> bool:
    """Whether some notice is due to be sent."""
    return session.scalar(select(tables.Notice.number).where(tables.Notice.try_at <= now).limit(1)) is not None


def keep(session: Session, notices: Iterable[Notice], destinations: int, now: datetime) -> list[str]:
    """Write down those that are new, to be sent to so many destinations; their keys."""
    serialise(session, "notices")
    given = {notice.key: notice for notice in notices}
    there = set(session.scalars(select(tables.Notice.key).where(tables.Notice.key.in_(given))))
    fresh = [notice for key, notice in given.items() if key not in there]
    session.add_all(
        tables.Notice(
            key=notice.key, cause=notice.cause, period=notice.period, title=storable(notice.title),
            text=storable(notice.text), made_at=now, try_at=now, owed=[*range(destinations)],
        )
        for notice in fresh
    )  # fmt: skip
    return [notice.key for notice in fresh]


def claim(session: Session, now: datetime, most: int) -> list[Claimed]:
    """Take what is due, the oldest first: it counts as sent from here on."""
    serialise(session, "notices")
    query = select(tables.Notice).where(tables.Notice.try_at <= now).order_by(tables.Notice.number).limit(most)
    taken = list(session.scalars(query.with_for_update()))
    for row in taken:
        row.try_at, row.sent_at, row.tries = None, now, row.tries + 1
    return [Claimed(row.number, row.title, row.text, tuple(row.owed)) for row in taken]


def settle(session: Session, number: int, owed: Iterable[int], now: datetime) -> bool:
    """The try is over; it is tried again for the destinations in `owed`. False where it is given up."""
    row = session.get_one(tables.Notice, number)
    row.owed = [*owed]
    if not row.owed:
        return True
    row.sent_at = None
    row.try_at = now + WAITS[row.tries - 1] if row.tries <= len(WAITS) else None
    return row.try_at is not None
