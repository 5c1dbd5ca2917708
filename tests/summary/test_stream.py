import json
from dataclasses import replace
from typing import Any

import pytest

from tests.conference import TALKS, stream
from uploader.facts.glossary import Glossary
from uploader.models import Block, Bullet, Chapter, Name, Outline, Part, Plan, Section, Talk
from uploader.summary.merge import merge_request
from uploader.summary.prompts import Prompts
from uploader.summary.sections import section_request
from uploader.summary.shapes import BadAnswer
from uploader.summary.stream import read_stream_outline, stream_counts, stream_request
from uploader.talk.blocks import read_talk
from uploader.talk.passages import cut
from uploader.talk.stream import Signs

CONFERENCE = read_talk(*stream())
WINDOW = CONFERENCE.blocks[49:99]
SEEN = Signs((Chapter(1900.0, 3700.0, "Boxes </hints>"),), (52, 103), ((60, 61), (199, 202)))


def row(
    place: int, start: int, end: int, part: str = "talk", talk: str = "Boxes — Mina Park, Larkspur"
) -> dict[str, Any]:
    return {
        "id": f"s{place}", "start": f"b{start}", "end": f"b{end}", "starts_with": "", "title": "t", "speakers": [],
        "part": part, "talk": talk,
    }  # fmt: skip


def answer(*rows: dict[str, Any]) -> str:
    return json.dumps({"sections": rows, "names": [], "misheard": []})


def test_a_window_is_asked_for_with_what_was_said_before_and_what_the_words_show(
    glossary: Glossary, prompts: Prompts
) -> None:
    request = stream_request(CONFERENCE, WINDOW, SEEN, glossary, prompts)
    system, user = request.messages
    assert system.content == f"{prompts.text('outline')}\n{prompts.text('stream')}"
    assert request.label == "outline b50-b99"
    captions = user.content.split("<captions>")[1].split("</captions>")[0]
    assert captions.count("[b") == len(WINDOW)
    assert "[b49 " in user.content.split("<before>")[1].split("</before>")[0]
    hints = user.content.split("<hints>\n")[1].split("\n</hints>")[0].splitlines()
    assert hints == [
        "> 31:40 chapter: Boxes < /hints>",
        "> something may begin in b52",
        "> b60 to b61 are heard again elsewhere",
    ]


def test_without_signs_there_are_no_hints(glossary: Glossary, prompts: Prompts) -> None:
    request = stream_request(CONFERENCE, WINDOW, Signs((), (), ()), glossary, prompts)
    assert "<hints>" not in request.messages[1].content


def test_sections_take_seven_to_twelve_minutes() -> None:
    assert stream_counts(30 * 60) == (2, 4)
    assert stream_counts(60) == (1, 1)


def test_each_section_says_what_it_is_and_whose() -> None:
    text = answer(row(1, 50, 52, "host", "whatever"), row(2, 53, 70), row(3, 71, 99, "panel", "Questions"))
    plans = read_stream_outline(text, WINDOW).plans
    assert [(p.first, p.part, p.talk) for p in plans if p.first in {50, 53, 71}] == [
        (50, Part.HOST, ""), (53, Part.TALK, "Boxes — Mina Park, Larkspur"), (71, Part.PANEL, "Questions"),
    ]  # fmt: skip


def test_a_long_section_is_cut_and_a_long_break_is_not() -> None:
    text = answer(row(1, 50, 75, "break", ""), row(2, 76, 99))
    assert [(plan.first, plan.part) for plan in read_stream_outline(text, WINDOW).plans] == [
        (50, Part.BREAK), (76, Part.TALK), (88, Part.TALK),
    ]  # fmt: skip


def test_many_sections_are_joined_within_a_talk_and_never_over_two() -> None:
    rows = [row(at, n, n, talk="A" if n < 80 else f"Talk {n}") for at, n in enumerate(range(50, 100), 1)]
    plans = read_stream_outline(answer(*rows), WINDOW).plans
    assert [plan.talk for plan in plans] == ["A", *(f"Talk {n}" for n in range(80, 100))]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([row(1, 50, 99, talk="")], "s1 is a talk or panel"),
        ([row(1, 50, 60)], "are in no section"),
        ([row(1, 1, 99)], "outside b50 to b99"),
    ],
)
def test_what_cannot_be_used_goes_back(rows: list[dict[str, Any]], problem: str) -> None:
    with pytest.raises(BadAnswer, match=problem):
        read_stream_outline(answer(*rows), WINDOW)


def test_a_part_nobody_knows_is_a_talk() -> None:
    assert {plan.part for plan in read_stream_outline(answer(row(1, 50, 99, "keynote")), WINDOW).plans} == {Part.TALK}


@pytest.fixture
def outline() -> Outline:
    plans = tuple(
        Plan(f"s{n}", first, last, "", "t", (), Part.TALK, told.name, told.name.rpartition("— ")[2])
        for n, (first, last, told) in enumerate(((1, 101, TALKS[0]), (102, 205, TALKS[1]), (206, 305, TALKS[2])), 1)
    )
    return Outline(plans, (Name("Larkspur", certain=True), Name("Saltmarsh", certain=True)))


def test_a_section_is_shown_its_own_talk_and_the_names_heard_in_it(
    outline: Outline, glossary: Glossary, prompts: Prompts
) -> None:
    second = cut(CONFERENCE, outline)[1]
    shown = section_request(CONFERENCE, outline, second, glossary, prompts).messages[1].content
    assert f"<part>\n{TALKS[1].name}\n</part>" in shown
    assert "speakers: as `<part>` tells" in shown
    names = shown.split("<names>")[1].split("</names>")[0]
    assert "Saltmarsh" in names
    assert "Larkspur" not in names


def test_a_video_of_its_own_is_asked_for_as_before(talk: Talk, glossary: Glossary, prompts: Prompts) -> None:
    outline = Outline((Plan("s1", 1, 8, "", "t"),), (Name("Unheardof"),))
    shown = section_request(talk, outline, cut(talk, outline)[0], glossary, prompts).messages[1].content
    assert "<part>" not in shown
    assert "Unheardof" in shown


def test_the_merge_of_a_stream_sees_whose_sections_they_are(prompts: Prompts) -> None:
    def section(n: int, billed: str) -> Section:
        return Section(f"s{n}", n, n, n * 60.0, f"결론 {n}", (Bullet("수레를 옮김", "q", n),), billed=billed)

    held = (section(1, "Mina Park, Larkspur"), section(2, "Mina Park, Larkspur"), section(3, "Jon Ito, Saltmarsh"))
    shown = merge_request(CONFERENCE, held, prompts).messages[1].content
    heads = [line for line in shown.splitlines() if line.startswith(("# ", "[s"))]
    assert heads == ["# Mina Park, Larkspur", "[s1] 결론 1", "[s2] 결론 2", "# Jon Ito, Saltmarsh", "[s3] 결론 3"]
    assert "talk follows talk" in shown
    short = replace(CONFERENCE, duration=600.0, blocks=(Block(1, 0, 600, "x"),))
    assert "talk follows talk" not in merge_request(short, held, prompts).messages[1].content
