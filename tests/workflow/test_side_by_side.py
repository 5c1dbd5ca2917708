"""The longest question goes ahead, and decides whether the others are asked at all."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conference import Reader
from tests.workflow.world import parts
from uploader.errors import Cause, Nobody
from uploader.workflow.ports import Parts
from uploader.workflow.side_by_side import side_by_side


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Parts]:
    made = parts(tmp_path, Reader())
    yield made
    made.database.close()


def test_answers_come_in_the_order_of_the_questions(world: Parts) -> None:
    assert side_by_side(["bb", "a", "dddd", "ccc"], str.upper, world, length=len) == ["BB", "A", "DDDD", "CCC"]


def test_the_longest_is_answered_before_any_other_is_asked_where_that_is_quick(world: Parts) -> None:
    asked: list[str] = []
    side_by_side(["bb", "a", "dddd"], asked.append, replace(world, model_lead=60), length=len)
    assert asked[0] == "dddd"


def test_the_others_do_not_wait_for_its_answer(world: Parts) -> None:
    others = threading.Barrier(3, timeout=30)
    ahead = replace(world, model_lead=0.01)
    assert side_by_side(["bb", "a", "dddd"], lambda _: others.wait() >= 0, ahead, length=len) == [True, True, True]


def test_a_service_that_refuses_us_is_asked_once(world: Parts) -> None:
    asked: list[str] = []

    def refuse(question: str) -> None:
        asked.append(question)
        raise Nobody("model", Cause.NO_CREDIT, "no credit left")

    with pytest.raises(Nobody):
        side_by_side(["bb", "a", "dddd"], refuse, replace(world, model_lead=60), length=len)
    assert asked == ["dddd"]
