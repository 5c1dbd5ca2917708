"""What a week came to, for its digest."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uploader.decide import State
from uploader.ids import parse_video_id
from uploader.notice import Week
from uploader.store.tables import Call, Channel, Event, Publication, Video

_NEWEST = 5


def week(session: Session, start: datetime, end: datetime) -> Week | None:
    """From `start` until before `end`; None where nobody had polled anything by then."""
    first = session.scalar(select(func.min(Channel.first_polled_at)))
    if first is None or first >= end:
        return None
    posts = select(Publication.video_id, func.max(Publication.number).label("last"))
    posts = posts.where(Publication.at >= start, Publication.at < end).group_by(Publication.video_id)
    found = posts.subquery()
    newest = select(Video.title, Video.id).join(found, found.c.video_id == Video.id).order_by(found.c.last.desc())
    usd = session.scalar(select(func.sum(Call.usd)).where(Call.sent_at >= start, Call.sent_at < end))
    return Week(
        published=session.scalar(select(func.count()).select_from(found)) or 0,
        held=_came_to(session, State.HELD, start, end),
        failed=_came_to(session, State.FAILED, start, end),
        usd=Decimal(usd or 0),
        newest=tuple((title, parse_video_id(given)) for title, given in session.execute(newest.limit(_NEWEST))),
    )


def _came_to(session: Session, state: State, start: datetime, end: datetime) -> int:
    """How many videos came to that state in this time."""
    among = (Event.state == state, Event.at >= start, Event.at < end)
    return session.scalar(select(func.count(Event.video_id.distinct())).where(*among)) or 0
