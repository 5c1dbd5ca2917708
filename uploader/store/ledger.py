"""What each call costs: reserved before it is sent, settled after; caps fail closed.

The reservation is a row in the same transaction that sums the caps, and SQLite and PostgreSQL both serialise it (the
write lock, an advisory lock), so parallel workers cannot pass a cap together. A call whose process died keeps its
estimate: the server may well have charged it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uploader.errors import Cause, OverBudget
from uploader.ids import VideoId
from uploader.models import Request, Usage
from uploader.store.leases import serialise
from uploader.store.tables import Call, Video


@dataclass(frozen=True, slots=True)
class Caps:
    """USD at most; None means no cap. Days and months are UTC's."""

    video: Decimal | None = None
    day: Decimal | None = None
    month: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """USD, open reservations included."""

    today: Decimal
    month: Decimal


def reserve(
    session: Session,
    video_id: VideoId,
    request: Request,
    key: str,
    model: str,
    estimate: Decimal,
    caps: Caps,
    now: datetime,
) -> int:
    """Write the call down at its estimate before it is sent; its number.

    Raises:
        OverBudget: with it a cap could be passed; nothing was written.
    """
    serialise(session, "ledger")
    _fits(session, video_id, estimate, caps, now)
    video = session.get(Video, video_id)
    call = Call(
        key=key, video_id=video_id, channel_id=video.channel_id if video else None, stage=request.stage,
        label=request.label, model=model, sent_at=now, usd=estimate,
    )  # fmt: skip
    session.add(call)
    session.flush()
    return call.number


def settle(
    session: Session, number: int, *, usage: Usage | None, usd: Decimal | None, outcome: str, now: datetime
) -> None:
    """The call is over: what it really cost; None keeps the estimate, where nobody knows what was charged."""
    call = session.get_one(Call, number)
    call.settled_at, call.outcome = now, outcome
    call.usd = call.usd if usd is None else usd
    if usage is not None:
        call.input_tokens, call.cached_tokens, call.output_tokens = usage.input, usage.cached, usage.output


def spent(session: Session, now: datetime) -> Spent:
    """What today and this month cost so far."""
    return Spent(_since(session, _day(now)), _since(session, _month(now)))


def paced_since(session: Session, now: datetime) -> datetime | None:
    """Since when, of the last hour, the model does nothing but ask us to slow down; None where it does not."""
    hour = now - timedelta(hours=1)
    unanswered = [str(cause) for cause in Cause]
    answered = select(func.max(Call.settled_at)).where(Call.sent_at > hour, Call.outcome.not_in(unanswered))
    last = session.scalar(answered) or hour
    paced = select(func.min(Call.sent_at)).where(Call.sent_at > last, Call.outcome == Cause.PACED)
    return session.scalar(paced)


def calls(session: Session, video_id: VideoId) -> list[Call]:
    """Every call made for a video, in order."""
    return list(session.scalars(select(Call).where(Call.video_id == video_id).order_by(Call.number)))


def taken(session: Session, video_id: VideoId, stages: Sequence[str]) -> Usage:
    """Tokens of a video's newest calls of these stages, one for each piece of the work; zeros where there are none."""
    wanted = select(Call).where(Call.video_id == video_id, Call.stage.in_(stages), Call.output_tokens > 0)
    newest = {call.label: call for call in session.scalars(wanted.order_by(Call.number))}.values()
    return Usage(
        input=sum(call.input_tokens for call in newest),
        output=sum(call.output_tokens for call in newest),
        cached=sum(call.cached_tokens for call in newest),
    )


def mean_per_video(session: Session) -> Decimal | None:
    """USD that a video cost on average, repairs and vain attempts included; None while none was paid for."""
    paid = select(func.count(Call.video_id.distinct()), func.sum(Call.usd)).where(Call.usd > 0)
    videos, usd = session.execute(paid).one()
    return Decimal(usd) / videos if videos else None


@dataclass(slots=True)
class Sum:
    """Calls, tokens and USD of a group; open reservations count at their estimate."""

    calls: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    usd: Decimal = Decimal(0)


def summed(made: Iterable[Call]) -> Sum:
    """These calls together."""
    total = Sum()
    for call in made:
        total.calls, total.usd = total.calls + 1, total.usd + call.usd
        total.input, total.cached = total.input + call.input_tokens, total.cached + call.cached_tokens
        total.output += call.output_tokens
    return total


def costs(session: Session) -> dict[str, dict[str, Sum]]:
    """What was spent by `day` and `month` (UTC), `model`, `channel` and `stage`; each in order of its names."""
    sums: dict[str, dict[str, Sum]] = {"day": {}, "month": {}, "model": {}, "channel": {}, "stage": {}}
    wanted = select(
        Call.sent_at,
        Call.model,
        Call.channel_id,
        Call.stage,
        Call.input_tokens,
        Call.cached_tokens,
        Call.output_tokens,
        Call.usd,
    )
    for at, model, channel, stage, given, cached, output, usd in session.execute(wanted):
        names = {"day": f"{at:%Y-%m-%d}", "month": f"{at:%Y-%m}", "model": model, "channel": channel or "unknown"}
        names["stage"] = stage
        for group, name in names.items():
            total = sums[group].setdefault(name, Sum())
            total.calls, total.usd = total.calls + 1, total.usd + usd
            total.input, total.cached, total.output = total.input + given, total.cached + cached, total.output + output
    return {group: dict(sorted(named.items())) for group, named in sums.items()}


def _fits(session: Session, video_id: VideoId, estimate: Decimal, caps: Caps, now: datetime) -> None:
    if caps.video is not None:
        cost = _sum(session, Call.video_id == video_id)
        if cost + estimate > caps.video:
            raise OverBudget(
                "video", f"this video cost {cost:.4f} USD; the next call could pass its cap of {caps.video}", until=None
            )
    if caps.day is not None and (cost := _since(session, _day(now))) + estimate > caps.day:
        raise OverBudget(
            "day",
            f"today cost {cost:.4f} USD; the next call could pass the cap of {caps.day}",
            until=_day(now) + timedelta(days=1),
        )
    if caps.month is not None and (cost := _since(session, _month(now))) + estimate > caps.month:
        raise OverBudget(
            "month", f"this month cost {cost:.4f} USD; the next call could pass the cap of {caps.month}",
            until=_month(_month(now) + timedelta(days=32)),
        )  # fmt: skip


def _since(session: Session, moment: datetime) -> Decimal:
    return _sum(session, Call.sent_at >= moment)


def _sum(session: Session, which: object) -> Decimal:
    total = session.scalar(select(func.sum(Call.usd)).where(which))  # type: ignore[arg-type]
    return Decimal(total or 0)


def _day(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _month(now: datetime) -> datetime:
    return _day(now).replace(day=1)
