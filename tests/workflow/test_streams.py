"""A stream of three talks, from its captions to the post, read by a model that sees only what it is sent."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conference import TALKS, Reader, stream
from tests.workflow.world import parts
from uploader.errors import Cause, Stopped, TooLong
from uploader.models import Answer, Post, Request
from uploader.talk.files import write_transcript
from uploader.workflow.ports import Parts
from uploader.workflow.previewing import of_file


@pytest.fixture
def model() -> Reader:
    return Reader()


@pytest.fixture
def world(tmp_path: Path, model: Reader) -> Iterator[Parts]:
    made = parts(tmp_path, model)
    yield made
    made.database.close()


@pytest.fixture
def post(world: Parts) -> Post:
    made, reasons = of_file(write_transcript(*stream()), "stream.json", world)
    assert made is not None, reasons
    return made


def _headings(post: Post) -> list[str]:
    return re.findall(r"^### (.*)$", post.text, re.MULTILINE)


def test_every_talk_is_told_under_its_speaker_and_company_in_spoken_order(post: Post) -> None:
    whose = [heading.split(": ")[0] for heading in _headings(post)]
    assert list(dict.fromkeys(whose)) == ["Mina Park, Larkspur", "Jon Ito, Saltmarsh", "Ana Ruiz, Crumb"]


def test_every_fact_of_every_talk_stands_in_the_post(post: Post) -> None:
    assert [korean for told in TALKS for _, korean in told.facts if korean not in post.text] == []


@pytest.mark.usefixtures("post")
def test_nothing_is_told_of_the_host_the_clip_and_the_break(model: Reader) -> None:
    sent = [
        request.messages[1].content.split("<section>")[1].split("</section>")[0]
        for request in model.asked
        if request.stage == "section"
    ]
    assert not any("purple belt" in words or "Heat." in words for words in sent)


def test_the_moments_reach_from_the_first_tenth_to_the_last(post: Post) -> None:
    moments = [int(seconds) for seconds in re.findall(r"&t=(\d+)s", post.text)]
    assert moments == sorted(moments)
    assert {int(10 * at / (3 * 3600 + 600)) for at in moments} == set(range(10))


def test_every_word_is_read_once_by_the_outline_and_once_at_most_by_a_section(post: Post, model: Reader) -> None:
    def shown(stage: str, tag: str) -> list[str]:
        asked = (request.messages[1].content for request in model.asked if request.stage == stage)
        return [name for text in asked for name in re.findall(r"^\[(b\d+) ", _inside(text, tag), re.MULTILINE)]

    outline = shown("outline", "captions")
    assert len(outline) == len(set(outline)) == 305
    section = shown("section", "section")
    assert len(section) <= len(outline) + len(_headings(post))  # a block cut in two is in two sections


def _inside(text: str, tag: str) -> str:
    return text[text.index(f"<{tag}>") : text.index(f"</{tag}>")]


@pytest.mark.usefixtures("post")
def test_a_section_knows_only_the_names_of_its_own_talk(model: Reader) -> None:
    asked = [request.messages[1].content for request in model.asked if request.stage == "section"]
    whose = [_inside(text, "part").splitlines()[1] for text in asked]
    assert set(whose) == {told.name for told in TALKS}


def test_beyond_ten_hours_nothing_is_asked(world: Parts, model: Reader) -> None:
    with pytest.raises(Stopped) as stop:
        of_file(write_transcript(*stream(10 * 3600 + 60)), "long.json", world)
    assert stop.value.cause is Cause.TOO_LONG
    assert model.asked == []


class Narrow(Reader):
    """A model that reads no more than so many characters of a merge."""

    def ask(self, request: Request) -> Answer:
        if request.stage == "merge" and len(request.messages[1].content) > 2_500:
            raise TooLong(Cause.MODEL_FAULT, "more than the model reads at once")
        return super().ask(request)


def test_a_merge_that_is_too_long_for_the_model_is_made_of_its_halves(tmp_path: Path) -> None:
    world = parts(tmp_path, Narrow())
    made, reasons = of_file(write_transcript(*stream()), "stream.json", world)
    world.database.close()
    assert made is not None, reasons
    points = made.text.split("핵심 요약")[1].split("\n---\n")[0].count("\n- ")
    assert 5 <= points <= 13
    assert [korean for told in TALKS for _, korean in told.facts if korean not in made.text] == []
