"""One question, paid for once: kept answers first, then the caps, then a slot, then the model.

An answer is kept before anybody parses it, under the hash of everything that was sent. What cannot be read is asked
again with the problem named; every one of those answers is kept as well, so a restart reads them for nothing.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from sqlalchemy.orm import Session

from uploader.errors import Cause, Later, Nobody, Stop, Stopped, TooLong
from uploader.ids import VideoId
from uploader.models import Answer, Request
from uploader.store import answers, ledger, services
from uploader.store.leases import waiting
from uploader.summary.repair import again_request
from uploader.summary.shapes import BadAnswer
from uploader.workflow.ports import Model, Parts

Read = TypeVar("Read")

MOST_READINGS = 3
"""How often one question is put before a person must look: the first time and twice with the problem named."""
LONGEST_SLOW = timedelta(minutes=30)
"""For so long an endpoint may do nothing but slow us down."""


class NotKeptError(Exception):
    """Where nothing may be bought: no answer to this request is kept. Says what would have to be paid for."""

    def __init__(self, request: Request) -> None:
        super().__init__(f"no kept answer for {request.label}")
        self.request = request


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks a model on behalf of one video."""

    video_id: VideoId
    draft: int
    parts: Parts
    model: Model

    def read(self, request: Request, parse: Callable[[str], Read], *, divisible: bool = False) -> Read:
        """What `parse` makes of the answer; it raises `BadAnswer` for what cannot be read.

        `divisible`: the caller can ask for less at a time, and so does not go on with an answer that was cut off.

        Raises:
            TooLong: the question is more than the model reads; or, where it is divisible, its answer was cut off.
            Stopped: none of the answers could be read, or the model refused.
            Later, Nobody, OverBudget: as `ask`.
        """
        asked, problem = request, ""
        for _ in range(MOST_READINGS):
            answer = self.ask(asked)
            if answer.finish == "length":
                if divisible:
                    raise TooLong(Cause.MODEL_FAULT, f"{request.label}: the answer was cut off")
                problem = "the answer was cut off: write less"
            else:
                try:
                    return parse(answer.text)
                except BadAnswer as wrong:
                    problem = wrong.problem
            asked = again_request(asked, answer.text, problem, self.parts.prompts)
        raise Stopped(Cause.MODEL_FAULT, f"{request.label}: {problem}")

    def ask(self, request: Request) -> Answer:
        """The answer to this very request: the kept one, or a new one that is kept.

        Raises:
            Later: the model gave no usable answer.
            Nobody: the endpoint refuses us all; its breaker opens.
            OverBudget: the call could pass a cap and was not made.
            Stopped: the model refused this content.
            NotKeptError: nothing may be bought, and this would have to be.
        """
        key = self.model.key(request, self.draft)
        if kept := self._kept(key):
            return kept
        if not self.parts.buys:
            raise NotKeptError(request)
        with self._slot():
            return self._buy(request, key)

    def _kept(self, key: str) -> Answer | None:
        with self.parts.database.reading() as session:
            return answers.find(session, key)

    def _slot(self) -> AbstractContextManager[str]:
        slots = (f"model-{number}" for number in range(self.parts.model_slots))
        return waiting(self.parts.database.leases, *slots)

    def _buy(self, request: Request, key: str) -> Answer:
        database, clock, model = self.parts.database, self.parts.clock, self.model
        with database.begin() as session:
            services.pass_breaker(session, "model", clock())
            call = ledger.reserve(
                session, self.video_id, request, key, model.name, model.at_most(request), self.parts.caps, clock()
            )
        try:
            answer = model.ask(request)
        except Stop as stop:
            worn = self._gave_nothing(call, stop)
            if worn is stop:
                raise
            raise worn from stop
        with database.begin() as session:
            answers.keep(session, key, self.video_id, request.stage, answer, clock())
            cost = model.cost(answer.usage)
            ledger.settle(session, call, usage=answer.usage, usd=cost, outcome=answer.finish, now=clock())
            services.well(session, "model")
        return answer

    def _gave_nothing(self, call: int, stop: Stop) -> Stop:
        """A refused call costs nothing; one whose connection broke may have been charged and keeps its estimate."""
        now = self.parts.clock()
        with self.parts.database.begin() as session:
            usd = None if stop.cause is Cause.CONNECTION else Decimal(0)
            ledger.settle(session, call, usage=None, usd=usd, outcome=str(stop.cause), now=now)
            if stop.cause is Cause.PACED:
                stop = _worn(session, stop, now)
            if isinstance(stop, Nobody):
                services.strike(session, stop, now)
        return stop


def _worn(session: Session, paced: Stop, now: datetime) -> Stop:
    """Slowing down has its end: after half an hour without one answer the endpoint refuses us all."""
    since = ledger.paced_since(session, now) or now
    if now - since < LONGEST_SLOW and not services.struck(session, "model"):
        return paced
    detail = f"no answer since {since:%H:%M} UTC; {paced.detail}"
    return Nobody("model", Cause.RATE_LIMITED, detail, until=paced.until if isinstance(paced, Later) else None)
