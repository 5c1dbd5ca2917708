"""Every way in which a model's endpoint fails, through the whole look: where the video ends, and that it recovers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.pairs import AGAIN, HELD, HOUR, MINUTE, PUBLISHED, REFUSED, End
from tests.faults.world import Desk, desk
from uploader.decide import State
from uploader.demo.model_faults import Fault, Kind
from uploader.errors import Cause
from uploader.store import videos

PACED = End(State.WAITING, Cause.PACED, MINUTE, spends=False)
CONNECTION, SERVER, MODEL = AGAIN[Cause.CONNECTION], AGAIN[Cause.SERVER_FAULT], AGAIN[Cause.MODEL_FAULT]


@dataclass(frozen=True)
class Row:
    """For good: where the first look ends and what it asked; once: where a fault that passes ends."""

    fault: Fault
    ends: End
    once: End = PUBLISHED


def _row(kind: Kind, ends: End, once: End = PUBLISHED, **more: object) -> Row:
    return Row(replace(Fault(kind), **more), ends, once)  # type: ignore[arg-type]


TABLE: dict[str, Row] = {
    "429": _row(Kind.RATE_LIMITED, replace(PACED, calls=3)),
    "429, `Retry-After` of seven seconds": _row(
        Kind.RATE_LIMITED, replace(PACED, wait=timedelta(seconds=7), calls=3), retry_after="7"
    ),
    "429, `Retry-After` of ten minutes": _row(
        Kind.RATE_LIMITED, replace(PACED, wait=10 * MINUTE, calls=1), replace(PACED, wait=10 * MINUTE),
        retry_after="600",
    ),
    "429, `Retry-After` of five hours": _row(
        Kind.RATE_LIMITED, replace(REFUSED[Cause.RATE_LIMITED], wait=5 * HOUR, calls=1),
        replace(REFUSED[Cause.RATE_LIMITED], wait=5 * HOUR), retry_after="18000",
    ),
    "quota used up": _row(
        Kind.NO_CREDIT, replace(REFUSED[Cause.NO_CREDIT], calls=1), REFUSED[Cause.NO_CREDIT]
    ),
    "401": _row(Kind.BAD_KEY, replace(REFUSED[Cause.BAD_CREDENTIALS], calls=1), REFUSED[Cause.BAD_CREDENTIALS]),
    "403": _row(Kind.FORBIDDEN, replace(REFUSED[Cause.BAD_CREDENTIALS], calls=1), REFUSED[Cause.BAD_CREDENTIALS]),
    "404, no such model": _row(
        Kind.NO_MODEL, replace(REFUSED[Cause.NO_SUCH_MODEL], calls=1), REFUSED[Cause.NO_SUCH_MODEL]
    ),
    "500": _row(Kind.SERVER, replace(SERVER, calls=3)),
    "503": _row(Kind.SERVER, replace(SERVER, calls=3), status=503),
    "529, overloaded": _row(Kind.OVERLOADED, replace(SERVER, calls=3)),
    "no answer in time": _row(Kind.HANG, replace(CONNECTION, calls=3)),
    "connection dropped": _row(Kind.DROP, replace(CONNECTION, calls=3)),
    "half an answer sent": _row(Kind.HALF_SENT, replace(CONNECTION, calls=3)),
    "a page of a proxy's instead of an answer": _row(Kind.JUNK, replace(AGAIN[Cause.UNREADABLE_ANSWER], calls=3)),
    "answer cut off": _row(Kind.CUT, HELD[Cause.MODEL_FAULT]),
    "refusal": _row(Kind.REFUSAL, HELD[Cause.REFUSED_BY_MODEL], HELD[Cause.REFUSED_BY_MODEL]),
    "content filter, of the answer": _row(
        Kind.CONTENT_FILTER, HELD[Cause.REFUSED_BY_MODEL], HELD[Cause.REFUSED_BY_MODEL]
    ),
    "content filter, of the question": _row(
        Kind.FILTERED, HELD[Cause.REFUSED_BY_MODEL], HELD[Cause.REFUSED_BY_MODEL]
    ),
    "bad JSON": _row(Kind.BAD_JSON, replace(HELD[Cause.MODEL_FAULT], calls=3)),
    "JSON in a Markdown fence": _row(Kind.FENCED_JSON, PUBLISHED),
    "schema refused": _row(Kind.SCHEMA_REFUSED, PUBLISHED),
    "name of the length limit refused": _row(Kind.LENGTH_REFUSED, PUBLISHED),
    "context too long": _row(Kind.TOO_LONG, MODEL, MODEL),
    "empty answer": _row(Kind.EMPTY, replace(MODEL, calls=1), MODEL),
    "another 400": _row(Kind.INVALID, replace(MODEL, calls=1), MODEL),
}  # fmt: skip
"""The talk has one section of two blocks: of a longer one a cut answer or a context too long is asked for in halves
(tests/workflow/test_halves.py)."""


def told() -> dict[str, str]:
    """As `docs/faults.md` has it."""
    return {fault: row.ends.told() for fault, row in TABLE.items()}


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk(tmp_path, monkeypatch.setenv, patience=1.0) as made:
        yield made


def ends_as(at: Desk, look: Callable[[], object], expected: End) -> None:
    before = at.now
    look()
    row = at.row()
    assert (row.state, row.cause) == (expected.state, expected.cause), row.detail
    assert (row.next_look_at and row.next_look_at - before) == expected.wait
    assert row.standing.times == (0 if not expected.spends else 1)
    assert expected.calls in {None, len(at.model.asked())}


def test_every_kind_of_the_servers_is_in_the_table() -> None:
    assert {row.fault.kind for row in TABLE.values()} == set(Kind)


@pytest.mark.parametrize("name", TABLE)
def test_a_fault_that_stays_has_its_end_and_when_it_is_over_the_video_is_published(at: Desk, name: str) -> None:
    row = TABLE[name]
    at.model.faults.planned.append(replace(row.fault, times=None))
    ends_as(at, at.looks, row.ends)
    assert (len(at.posts()) == 1) == (row.ends == PUBLISHED)
    assert sorted(at.refused()) == (["model"] if row.ends.cause in REFUSED else [])

    at.model.faults.planned.clear()
    if row.ends.state is State.HELD and row.ends.cause is Cause.MODEL_FAULT:
        with at.parts.database.begin() as session:
            videos.make_due(session, at.row().id, now=at.now, anew=True)
    assert at.looks(later=6 * HOUR).state is State.PUBLISHED
    assert len(at.posts()) == 1
    assert at.refused() == {}


@pytest.mark.parametrize("name", TABLE)
def test_a_fault_that_passes_costs_no_more_than_it_must(at: Desk, name: str) -> None:
    row = TABLE[name]
    at.model.faults.planned.append(replace(row.fault, times=1))
    ends_as(at, at.looks, row.once)
    if row.once != PUBLISHED:
        assert at.looks(later=6 * HOUR).state is State.PUBLISHED
    good = at.delivered()
    assert len(good) == len(set(good))
