"""Telling people: gather facts, write down the notices that are new, send what is due. Its failure stops nothing."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import structlog
from pydantic import SecretStr
from sqlalchemy.orm import Session

from uploader import notice
from uploader.decide import State
from uploader.notice import Budget, Facts, HeldVideo, Week
from uploader.notifying import Send
from uploader.store import audits, ledger, notices, services, videos
from uploader.store.database import Database
from uploader.store.ledger import Caps
from uploader.store.weeks import week

log = structlog.get_logger()

_MOST = 20
"""Notices that one message holds."""


def tell(
    database: Database,
    destinations: Sequence[SecretStr],
    send: Send,
    clock: Callable[[], datetime],
    *,
    caps: Caps,
    ytdlp: date,
    old_after: timedelta,
    digest: bool,
) -> None:
    """Send what is new since the last time, all of it in one message to each destination; nothing without any."""
    if not destinations:
        return
    with database.reading() as session:
        due = notice.due(_facts(session, clock(), caps, ytdlp, old_after, digest=digest))
        unknown = [each for each in due if not notices.known(session, each.key)]
        waiting = notices.waits(session, clock())
    if not unknown and not waiting:
        return  # nearly every minute: no writer is kept waiting
    with database.begin() as session:
        notices.keep(session, unknown, len(destinations), clock())
    with database.begin() as session:
        claimed = notices.claim(session, clock(), _MOST)
    owed = {one.number: set(one.owed) for one in claimed}
    for place, destination in enumerate(destinations):
        batch = [one for one in claimed if place in one.owed]
        if batch and send(destination, _title(batch), "\n\n".join(_paragraph(one, batch) for one in batch)):
            for one in batch:
                owed[one.number].discard(place)
    with database.begin() as session:
        for number, places in owed.items():
            # A destination that was taken off the list since is owed nothing.
            left = sorted(place for place in places if place < len(destinations))
            again = notices.settle(session, number, left, clock())
            log.info("told" if not left else "not told yet" if again else "not told, given up", notice=number)


def _facts(session: Session, now: datetime, caps: Caps, ytdlp: date, old_after: timedelta, *, digest: bool) -> Facts:
    held = [row for row in videos.rows(session, [State.HELD]) if row.changed_at >= now - notice.RECENT]
    return Facts(
        now=now,
        ytdlp=ytdlp,
        old_after=old_after,
        held=tuple(
            HeldVideo(
                row.id, row.title, row.look, tuple(filter(None, [str(row.cause or ""), *row.detail.splitlines()]))
            )
            for row in reversed(held)
        ),
        refused=services.refused(session),
        budgets=tuple(_budgets(session, now, caps)),
        audit=audits.newest(session),
        week=_week(session, now) if digest else None,
    )


def _budgets(session: Session, now: datetime, caps: Caps) -> list[Budget]:
    spent = ledger.spent(session, now)
    stopped = {row.next_look_at for row in videos.rows(session, [State.OVER_BUDGET])}
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow, month = midnight + timedelta(days=1), (midnight.replace(day=1) + timedelta(days=32)).replace(day=1)
    found: list[Budget] = []
    if caps.day is not None:
        found.append(Budget("day", spent.today, caps.day, stopped=tomorrow in stopped))
    if caps.month is not None:
        found.append(Budget("month", spent.month, caps.month, stopped=month in stopped))
    return found


def _week(session: Session, now: datetime) -> Week | None:
    """Counted once: afterwards its notice is known."""
    return None if notices.known(session, notice.digest_key(now)) else week(session, *notice.week_before(now))


def _title(batch: Sequence[notices.Claimed]) -> str:
    return f"uploader: {batch[0].title if len(batch) == 1 else f'{len(batch)} notices'}"


def _paragraph(one: notices.Claimed, batch: Sequence[notices.Claimed]) -> str:
    return one.text if len(batch) == 1 else f"{one.title}\n{one.text}"
