"""Services that may refuse us all: one breaker each, and the pace YouTube is visited at; shared by every process.

While a breaker is open nobody calls the service and no video's attempt is spent. When its time is over one caller goes
ahead (half-open); the others wait until that one came back.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uploader.decide import breaker_until
from uploader.errors import Cause, Later, Nobody, Serving
from uploader.ids import VideoId
from uploader.store.leases import serialise
from uploader.store.tables import Service, Visit

_PROBE = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Pace:
    """How politely YouTube is visited: seconds between two videos (up to twice that), videos an hour; 0 is unlimited.

    30 an hour is far under what maintainers name as a guest's limit (about 300): fields report blocks after 14
    transcripts in a row. `daily`: after so many visits in a day a channel's past waits, and what is new goes on.
    """

    seconds: float = 20
    hourly: int = 30
    daily: int = 200


def pass_breaker(
    session: Session, name: Serving, now: datetime, *, probing: bool = True, of: str | None = None
) -> None:
    """Raise unless the service may be called; `of` names the breaker where the service has several (two blogs).

    Not `probing`: the caller's success will not say that all is well (a feed), so it does not go ahead for the others.

    Raises:
        Nobody: its breaker is open.
    """
    service = session.get(Service, of or name, with_for_update=True)
    if service is None or service.open_until is None:
        return
    if service.open_until > now:
        raise Nobody(name, Cause(service.cause or Cause.BLOCKED), service.detail, until=service.open_until)
    if probing:
        service.open_until = now + _PROBE


def admitted(session: Session, name: Serving, now: datetime) -> int | None:
    """How many callers the service would serve now: none while its breaker is open, then one; None: any number."""
    service = session.get(Service, name)
    if service is None or not service.strikes:
        return None
    return 0 if service.open_until is not None and service.open_until > now else 1


def room(session: Session, pace: Pace, now: datetime) -> int | None:
    """How many videos may visit YouTube within the next two minutes, by its breaker and the pace; None: any number."""
    served = admitted(session, "youtube", now)
    if served is not None or not pace.seconds:
        return served
    service = session.get(Service, "youtube")
    count, _ = _visits(session, now - timedelta(hours=1), _line_ends(pace, now))
    planned = service.next_visit_at if service and service.next_visit_at else now
    left = now + _LONGEST_WAIT - max(now, planned if planned <= _line_ends(pace, now) else now)
    if left < timedelta():
        return 0
    return max(0, min(pace.hourly - count, int(left / timedelta(seconds=2 * pace.seconds)) + 1))


def strike(session: Session, refusal: Nobody, now: datetime, *, of: str | None = None) -> datetime:
    """The service refused: open its breaker, longer with every strike; until when.

    Calls that were under way together are refused together: that is one strike. An open breaker has most of an hour
    left then, and one that a probe went through ten minutes at most.
    """
    service = _service(session, of or refusal.service)
    if service.open_until is not None and service.open_until - now > 2 * _PROBE:
        until = max(service.open_until, refusal.until or now)
        service.open_until = until
        return until
    service.strikes += 1
    service.cause, service.detail = refusal.cause, refusal.detail
    until = breaker_until(service.strikes, now, refusal.until)
    service.open_until = until
    return until


def well(session: Session, name: str) -> None:
    """The service answered: its breaker closes."""
    service = session.get(Service, name, with_for_update=True)
    if service is not None and service.strikes:
        service.strikes, service.open_until, service.cause, service.detail = 0, None, None, ""


def struck(session: Session, name: Serving) -> bool:
    """Whether it has refused us and not answered since."""
    service = session.get(Service, name)
    return service is not None and service.strikes > 0


def try_again(session: Session, now: datetime) -> None:
    """A person asks for a try: each open breaker lets one caller through now; its strikes stay, should it refuse."""
    for service in session.scalars(select(Service).where(Service.open_until > now).with_for_update()):
        service.open_until = now


def refused(session: Session) -> dict[str, str]:
    """Which services refuse us, and why."""
    struck = session.scalars(select(Service).where(Service.strikes > 0))
    return {s.name: f"{s.cause}: {s.detail}" if s.detail else str(s.cause) for s in struck}


def visit_slot(session: Session, video_id: VideoId, pace: Pace, now: datetime, *, past: bool = False) -> datetime:
    """Reserve the next visit to YouTube; the moment at which to go, at most two minutes off.

    `past`: a video of the channel's past, which has no hurry.

    Raises:
        Later: (PACED) the line is longer, or this hour's visits are used up, or for the past this day's.
    """
    if not pace.seconds:
        return now
    service = _service(session, "youtube")
    line_ends = _line_ends(pace, now)
    limits = [(pace.hourly, timedelta(hours=1), "hour"), (pace.daily, timedelta(days=1), "day")]
    for most, period, name in limits if past else limits[:1]:
        count, oldest = _visits(session, now - period, line_ends)
        if count >= most:
            raise Later(Cause.PACED, f"{count} videos in the last {name}", until=(oldest or now) + period)
    planned = service.next_visit_at or now
    slot = max(now, planned) if planned <= line_ends else now
    if slot - now > _LONGEST_WAIT:
        raise Later(Cause.PACED, "others are in line", until=slot)
    service.next_visit_at = slot + timedelta(seconds=pace.seconds * random.uniform(1, 2))  # noqa: S311 - politeness
    session.add(Visit(service="youtube", at=slot, video_id=video_id))
    return slot


def _line_ends(pace: Pace, now: datetime) -> datetime:
    """The line is never longer than this: what is planned for later was planned by a clock that has gone back since."""
    return now + _LONGEST_WAIT + 2 * timedelta(seconds=pace.seconds)


def _visits(session: Session, since: datetime, until: datetime) -> tuple[int, datetime | None]:
    """How many visits there were and will be, and the first of them."""
    within = select(func.count(), func.min(Visit.at)).where(
        Visit.service == "youtube", Visit.at > since, Visit.at <= until
    )
    count, first = session.execute(within).one()
    return count, first


def _service(session: Session, name: str) -> Service:
    serialise(session, "services")
    service = session.get(Service, name, with_for_update=True)
    if service is None:
        service = Service(name=name, strikes=0)
        session.add(service)
    return service
