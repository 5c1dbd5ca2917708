"""One question, and a model's endpoint that does nothing but slow us down."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conference import Reader
from tests.store.world import REQUEST, TALK
from tests.workflow.world import NOW, parts
from uploader.errors import Cause, Later, Nobody, Stop
from uploader.models import Answer, Request, Usage
from uploader.store import services
from uploader.workflow.asking import Asker
from uploader.workflow.ports import Parts

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Slow(Reader):
    """Rate-limited while `slow`."""

    slow: bool = True
    now: datetime = NOW
    asked: list[Request] = field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        if self.slow:
            raise Later(Cause.PACED, "HTTP 429 rate_limit_exceeded")
        return Answer("{}", self.name, Usage(1, 1), "stop")


@pytest.fixture
def model() -> Slow:
    return Slow()


@pytest.fixture
def world(tmp_path: Path, model: Slow) -> Iterator[Parts]:
    made = replace(parts(tmp_path, model), clock=lambda: model.now)
    yield made
    made.database.close()


def asked(world: Parts, model: Slow, after: timedelta, draft: int = 0) -> Stop | None:
    model.now += after
    try:
        Asker(TALK, draft, world, model).ask(REQUEST)
    except Stop as stop:
        return stop
    return None


def refused(world: Parts) -> dict[str, str]:
    with world.database.reading() as session:
        return services.refused(session)


def test_a_model_that_answers_429_for_ever_refuses_us_all_after_half_an_hour(world: Parts, model: Slow) -> None:
    for _ in range(29):
        assert isinstance(asked(world, model, MINUTE), Later)
    assert refused(world) == {}
    last = [asked(world, model, MINUTE) for _ in range(2)][-1]
    assert isinstance(last, Nobody)
    assert (last.service, last.cause) == ("model", Cause.RATE_LIMITED)
    assert refused(world) == {
        "model": "rate limited for too long: no answer since 12:01 UTC; HTTP 429 rate_limit_exceeded"
    }
    calls = len(model.asked)
    assert isinstance(asked(world, model, 59 * MINUTE), Nobody)
    assert len(model.asked) == calls


def test_the_one_that_goes_ahead_is_slowed_down_again_and_the_pause_doubles(world: Parts, model: Slow) -> None:
    for _ in range(31):
        asked(world, model, MINUTE)
    struck = model.now
    assert isinstance(asked(world, model, HOUR), Nobody)
    assert isinstance(asked(world, model, 119 * MINUTE), Nobody)
    assert len(model.asked) == 32
    model.slow = False
    assert asked(world, model, MINUTE) is None
    assert model.now == struck + 3 * HOUR
    assert refused(world) == {}


def test_an_answer_in_between_begins_the_half_hour_anew(world: Parts, model: Slow) -> None:
    for minute in range(120):
        model.slow = minute % 20 != 0
        assert not isinstance(asked(world, model, MINUTE, draft=minute), Nobody)


def test_an_idle_night_between_two_bursts_is_no_half_hour(world: Parts, model: Slow) -> None:
    asked(world, model, MINUTE)
    assert isinstance(asked(world, model, 10 * HOUR), Later)
    assert refused(world) == {}
