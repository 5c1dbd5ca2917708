"""What is more than a model reads or answers at once is asked for in two halves, and those in halves again."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.conference import TALKS, Reader, stream, talk_of
from tests.workflow.world import parts
from uploader.errors import Cause, Later, TooLong
from uploader.ids import parse_video_id
from uploader.models import Answer, Request, Transcript
from uploader.talk.files import write_transcript
from uploader.workflow.previewing import Result, of_file

VIDEO = parse_video_id("halves-0001")


@dataclass
class Small(Reader):
    """A model for which a stage's request is too much beyond so many characters."""

    stage: str = "section"
    most: int = 4_000
    cuts: bool = False
    """Whether it breaks off; else it refuses to read."""
    refused: list[Request] = field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        if request.stage != self.stage or len(request.messages[1].content) <= self.most:
            return super().ask(request)
        self.refused.append(request)
        if self.cuts:
            answer = super().ask(request)
            return replace(answer, text=answer.text[: len(answer.text) // 2], finish="length")
        raise TooLong(Cause.MODEL_FAULT, "more than the model reads at once")


def talk() -> str:
    details, cues = talk_of(TALKS[0], VIDEO, seconds=1800)
    return write_transcript(details, Transcript(VIDEO, "en", auto_generated=True, source="file", cues=tuple(cues)))


def posted(folder: Path, model: Reader, text: str) -> Result:
    world = parts(folder, model)
    try:
        return of_file(text, "talk.json", world)
    finally:
        world.database.close()


@pytest.mark.parametrize("cuts", [False, True], ids=["too long", "cut"])
@pytest.mark.parametrize("stage", ["section", "outline", "merge"])
@pytest.mark.parametrize("source", [talk, lambda: write_transcript(*stream())], ids=["talk", "stream"])
def test_every_fact_is_told_all_the_same(tmp_path: Path, source: Callable[[], str], stage: str, *, cuts: bool) -> None:
    text, large = source(), Reader()
    whole, _ = posted(tmp_path / "whole", large, text)
    longest = max(len(each.messages[1].content) for each in large.asked if each.stage == stage)
    model = Small(stage=stage, most=longest * 4 // 5, cuts=cuts)
    made, reasons = posted(tmp_path / "halves", model, text)
    assert model.refused
    assert made is not None, reasons
    assert whole is not None
    told = [korean for each in TALKS for _, korean in each.facts if korean in whole.text]
    assert [korean for korean in told if korean not in made.text] == []
    assert len(told) >= 5


def test_a_cut_answer_is_not_bought_twice(tmp_path: Path) -> None:
    model = Small(stage="section", most=2_000, cuts=True)
    posted(tmp_path, model, talk())
    assert model.refused
    asked = len(model.asked)
    posted(tmp_path, model, talk())
    assert len(model.asked) == asked
    assert len({json.dumps([m.content for m in r.messages]) for r in model.asked}) == asked


def test_a_model_that_reads_nothing_ends_the_look_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(Later, match="more than the model reads") as later:
        posted(tmp_path, Small(most=10), talk())
    assert later.value.cause is Cause.MODEL_FAULT
