"""What was done, counted: the figures behind `/metrics`, the same whichever process is asked.

Counts come out of the tables and survive restarts, so a counter never falls. What grows with every post is read from
where the last reading ended.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from uploader.store.tables import Call, Channel, Event, Publication, Service, Summary, Video


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls of one stage, model and outcome (`open` while no answer came), their tokens, and their USD."""

    stage: str
    model: str
    outcome: str
    calls: int
    input: int
    cached: int
    output: int
    usd: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """One reading.

    Attributes:
        videos: how many are in each state.
        polls: when each channel was last polled with success, and whether the newest poll failed.
        calls: the model's calls.
        breakers: each service's strikes, and until when its breaker is open.
        ended: looks by the state they ended in and its cause.
    """

    videos: dict[str, int]
    polls: dict[str, tuple[datetime | None, bool]]
    calls: tuple[Calls, ...]
    breakers: dict[str, tuple[int, datetime | None]]
    ended: dict[tuple[str, str], int]


def figures(session: Session) -> Figures:
    """What the tables say now."""
    states = select(Video.state, func.count()).group_by(Video.state)
    sums = (func.count(), func.sum(Call.input_tokens), func.sum(Call.cached_tokens), func.sum(Call.output_tokens))
    events = select(Event.state, func.coalesce(Event.cause, ""), func.count()).group_by(Event.state, Event.cause)
    calls = select(Call.stage, Call.model, func.coalesce(Call.outcome, "open"), *sums, func.sum(Call.usd))
    return Figures(
        videos={row[0]: row[1] for row in session.execute(states)},
        polls={row.id: (row.polled_at, row.fault is not None) for row in session.scalars(select(Channel))},
        calls=tuple(Calls(*row) for row in session.execute(calls.group_by(Call.stage, Call.model, Call.outcome))),
        breakers={row.name: (row.strikes, row.open_until) for row in session.scalars(select(Service))},
        ended={(state, cause): count for state, cause, count in session.execute(events)},
    )


@dataclass(slots=True)
class Growing:
    """Counts over rows that are only ever added; `read` goes on where the last reading ended.

    Attributes:
        found: findings of the gate by rule and severity.
        published: posts committed, those made again included.
        lags: seconds from upload to commit, of each video's first post.
    """

    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    published: int = 0
    lags: list[float] = field(default_factory=list)
    _summary: int = 0
    _publication: int = 0

    def read(self, session: Session) -> None:
        """Count what was added since."""
        judged = select(Summary.number, Summary.findings).where(Summary.number > self._summary)
        for number, findings in session.execute(judged.order_by(Summary.number)):
            self.found.update((found["rule"], found["severity"]) for found in findings)
            self._summary = number
        earlier = aliased(Publication)
        again = select(earlier.number).where(
            earlier.video_id == Publication.video_id, earlier.number < Publication.number
        )
        made = (
            select(Publication.number, Publication.at, Video.uploaded_at, again.exists())
            .join(Video, Video.id == Publication.video_id)
            .where(Publication.number > self._publication, Publication.commit.is_not(None))
        )
        for number, at, uploaded, is_again in session.execute(made.order_by(Publication.number)):
            self.published += 1
            if uploaded is not None and not is_again:
                self.lags.append((at - uploaded).total_seconds())
            self._publication = number
