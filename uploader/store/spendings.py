"""What was spent, by day, channel, model and stage, however many calls there were.

Calls of days that are over are summed once, into `spendings`; the days after the last sum are summed from the calls
whenever somebody asks. So what is told is right whether the sums were made or not, and quick where they were.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uploader.store.leases import serialise
from uploader.store.tables import Call, Spending

_OPEN_DAYS = 2
"""A call may still be settled on the day after it was sent; no call takes longer."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls of one day, channel (`unknown` where none is), model and stage; open ones at their estimate."""

    day: date
    channel: str
    model: str
    stage: str
    calls: int
    input: int
    cached: int
    output: int
    usd: Decimal


def spent(session: Session, since: date) -> list[Spent]:
    """What was spent from that day on, in order of days."""
    columns: list[Any] = [
        Spending.day, Spending.channel_id, Spending.model, Spending.stage, Spending.calls, Spending.input_tokens,
        Spending.cached_tokens, Spending.output_tokens, Spending.usd,
    ]  # fmt: skip
    rows = session.execute(select(*columns).where(Spending.day >= since.isoformat()).order_by(Spending.day))
    summed = [_spent(date.fromisoformat(day), rest) for day, *rest in rows]
    last = _last(session)
    begin = since if last is None else max(since, last + timedelta(days=1))
    return summed + [one for day in _days(session, begin, None) for one in day]


def sum_up(session: Session, now: datetime) -> int:
    """Sum the days that are over and not summed yet; how many had calls."""
    serialise(session, "spendings")
    last = _last(session)
    begin = date.min if last is None else last + timedelta(days=1)
    over = now.astimezone(UTC).date() - timedelta(days=_OPEN_DAYS - 1)
    days = 0
    for day in _days(session, begin, over):
        days += 1
        session.add_all(
            Spending(
                day=one.day.isoformat(), channel_id=one.channel, model=one.model, stage=one.stage, calls=one.calls,
                input_tokens=one.input, cached_tokens=one.cached, output_tokens=one.output, usd=one.usd,
            )
            for one in day
        )  # fmt: skip
    return days


def _last(session: Session) -> date | None:
    last = session.scalar(select(func.max(Spending.day)))
    return None if last is None else date.fromisoformat(last)


def _days(session: Session, begin: date, end: date | None) -> Iterator[list[Spent]]:
    """Each day with calls from `begin` until before `end`, summed from the calls."""
    while True:
        first = session.scalar(select(func.min(Call.sent_at)).where(Call.sent_at >= _midnight(begin)))
        if first is None or (end is not None and first >= _midnight(end)):
            return
        day = first.date()
        begin = day + timedelta(days=1)
        yield _day(session, day)


def _day(session: Session, day: date) -> list[Spent]:
    group: list[Any] = [func.coalesce(Call.channel_id, "unknown"), Call.model, Call.stage]
    tokens = [func.sum(count) for count in (Call.input_tokens, Call.cached_tokens, Call.output_tokens)]
    query = select(*group, func.count(), *tokens, func.sum(Call.usd)).group_by(*group).order_by(*group)
    within = query.where(Call.sent_at >= _midnight(day), Call.sent_at < _midnight(day + timedelta(days=1)))
    return [_spent(day, row) for row in session.execute(within)]


def _spent(day: date, row: Sequence[Any]) -> Spent:
    channel, model, stage, calls, given, cached, output, usd = row
    return Spent(day, channel, model, stage, calls, given, cached, output, Decimal(usd))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
