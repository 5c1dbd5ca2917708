"""What stands today, in one reading: counts, who waits, works or was stopped, newest posts, polls, refusals, money."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uploader.decide import State
from uploader.store import ledger, lists
from uploader.store.tables import Channel, Service

STOPPED = (State.HELD, State.FAILED, State.OVER_BUDGET)
"""States that a person may want to do something about."""
BUSY = (State.WORKING, State.QUEUED)


@dataclass(frozen=True, slots=True)
class Poll:
    """A channel's polls: the last good one, and why the newest failed (None where it did not)."""

    channel: str
    last: datetime | None
    fault: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A service that refuses us all: since `strikes` tries, left alone until then."""

    service: str
    strikes: int
    until: datetime | None
    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Today:
    """One reading. `stopped`, `busy`, `waiting` and `posts` have the first few each; `counts` all."""

    counts: dict[State, int]
    stopped: tuple[lists.Line, ...]
    busy: tuple[lists.Line, ...]
    waiting: tuple[lists.Line, ...]
    posts: tuple[lists.Published, ...]
    polls: tuple[Poll, ...]
    refusals: tuple[Refusal, ...]
    spent: ledger.Spent


def today(session: Session, now: datetime, *, most: int, posts: int) -> Today:
    """What stands now; lists have `most` rows, and so many posts."""
    return Today(
        counts=lists.counts(session),
        stopped=tuple(lists.changed(session, states=STOPPED, most=most)),
        busy=tuple(lists.changed(session, states=BUSY, most=most)),
        waiting=tuple(lists.waiting(session, most)),
        posts=tuple(lists.newest_posts(session, posts)),
        polls=tuple(Poll(row.id, row.polled_at, row.fault) for row in session.scalars(select(Channel))),
        refusals=tuple(
            Refusal(row.name, row.strikes, row.open_until, row.cause or "", row.detail)
            for row in session.scalars(select(Service).where(Service.strikes > 0).order_by(Service.name))
        ),
        spent=ledger.spent(session, now),
    )
