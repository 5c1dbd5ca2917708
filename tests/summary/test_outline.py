import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.facts.glossary import Glossary
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Misheard, Name, Plan, Speaker, Talk
from uploader.summary.outline import (
    LONGEST_SECTION,
    NAMES,
    SECTIONS,
    outline_request,
    read_names,
    read_outline,
    section_counts,
)
from uploader.summary.prompts import Prompts
from uploader.summary.shapes import BadAnswer
from uploader.talk.passages import cut


def row(place: int, start: int, end: int, starts_with: str = "words", **more: object) -> dict[str, Any]:
    shown = {"start": f"b{start}", "end": f"b{end}", "starts_with": starts_with, "title": f"part {place}"}
    return {"id": f"s{place}", "speakers": [], **shown, **more}


def answer(*rows: dict[str, Any], **more: object) -> str:
    return json.dumps({"sections": rows, "names": [], "misheard": [], **more})


def spans(text: str, talk: Talk) -> list[tuple[str, int, int]]:
    return [(plan.id, plan.first, plan.last) for plan in read_outline(text, talk).plans]


def test_the_request_shows_the_whole_talk_once_behind_constant_rules(
    talk: Talk, glossary: Glossary, prompts: Prompts
) -> None:
    request = outline_request(talk, glossary, prompts)
    system, user = request.messages
    assert (request.stage, request.schema_name) == ("outline", "outline")
    assert (system.role, system.content) == ("system", prompts.text("outline"))
    assert user.content.splitlines()[0] == "video: aaaaaaaaaa1"
    assert [each for each in user.content.splitlines() if each.startswith("[b")] == [
        f"[b{block.number} 00:0{int(block.start) // 60}:{int(block.start) % 60:02}] {block.text}"
        for block in talk.blocks
    ]
    assert "> 1:40 Cache" in user.content
    assert "- Claude Code (heard as cloud code)" in user.content
    assert user.content.endswith("5:20; blocks b1 to b8. About 2 to 4 sections.")
    assert [name for name, _ in request.prompts] == ["outline", "outline-talk"]


def test_the_same_talk_makes_the_same_request(talk: Talk, glossary: Glossary, prompts: Prompts) -> None:
    assert outline_request(talk, glossary, prompts) == outline_request(talk, glossary, prompts)


def test_a_window_is_asked_for_and_read_alone(talk: Talk, glossary: Glossary, prompts: Prompts) -> None:
    window = talk.blocks[4:]
    request = outline_request(talk, glossary, prompts, blocks=window)
    assert request.label == "outline b5-b8"
    assert "[b4 " not in request.messages[1].content
    plans = read_outline(answer(row(1, 5, 6), row(2, 7, 8)), talk, blocks=window).plans
    assert [(plan.first, plan.last) for plan in plans] == [(5, 6), (7, 8)]


def test_sections_run_until_the_next_one_starts(talk: Talk) -> None:
    assert spans(answer(row(1, 1, 3), row(2, 4, 6), row(3, 7, 8)), talk) == [("s1", 1, 3), ("s2", 4, 6), ("s3", 7, 8)]
    assert spans(answer(row(1, 1, 2), row(2, 4, 7)), talk) == [("s1", 1, 3), ("s2", 4, 8)]


def test_a_section_that_starts_within_a_block_is_cut_at_its_first_words(talk: Talk) -> None:
    outline = read_outline(answer(row(1, 1, 4), row(2, 4, 8, "And then the second idea was")), talk)
    assert [passage.blocks[0].text.split()[0] for passage in cut(talk, outline)] == ["Hi,", "And"]


def test_ids_are_given_in_spoken_order_whatever_the_answer_calls_them(talk: Talk) -> None:
    text = answer(row(1, 1, 3, id="s4"), row(2, 4, 8, id="s4"))
    assert spans(text, talk) == [("s1", 1, 3), ("s2", 4, 8)]


def test_speakers_names_and_misheard_words_are_read(talk: Talk) -> None:
    speakers = [{"name": "Mina Park", "named_in_block": "b1"}, {"name": "audience member", "named_in_block": None}]
    names = [
        {"canonical": "Bazel", "as_heard": ["Basil", "Bazel", "Basil"], "kind": "product", "basis": "none",
         "certain": False},
        {"canonical": "", "as_heard": [], "kind": "other", "basis": "none", "certain": False},
    ]  # fmt: skip
    text = answer(row(1, 1, 8, speakers=speakers), names=names, misheard=[{"as_heard": "is in a", "means": "isn't a"}])
    outline = read_outline(text, talk)
    assert outline.plans == (
        Plan("s1", 1, 8, "words", "part 1", (Speaker("Mina Park", 1), Speaker("audience member", None))),
    )
    assert outline.names == (Name("Bazel", ("Basil",), "product", "none", certain=False),)
    assert outline.misheard == (Misheard("is in a", "isn't a"),)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([row(1, 1, 3), row(2, 9, 9)], "outside b1 to b8"),
        ([row(1, 6, 8)], "b1 to b5"),
        ([row(1, 1, 1), row(2, 6, 8)], "b2 to b5 are in no section"),
        ([row(1, 1, 8), row(2, 4, 8)], "both hold b4 to b8"),
        ([row(1, 1, 3), row(2, 4, 4)], "b5 to b8"),
    ],
)
def test_sections_that_do_not_cover_the_talk_in_order_go_back(
    rows: list[dict[str, Any]], problem: str, talk: Talk
) -> None:
    with pytest.raises(BadAnswer, match=problem):
        read_outline(answer(*rows), talk)


@pytest.fixture
def hour(talk: Talk) -> Talk:
    blocks = tuple(Block(n, (n - 1) * 40.0, n * 40.0, f"words {n}") for n in range(1, 91))
    return replace(talk, blocks=blocks, duration=3_600.0)


def test_an_hour_in_one_section_is_cut_into_parts_between_blocks(hour: Talk) -> None:
    plans = read_outline(answer(row(1, 1, 90, "words 1")), hour).plans
    assert [(plan.first, plan.last) for plan in plans] == [(1, 15), (16, 30), (31, 45), (46, 60), (61, 75), (76, 90)]
    assert [plan.starts_with for plan in plans] == ["words 1", "", "", "", "", ""]


def test_a_section_a_block_is_joined_to_a_number_that_can_be_read_and_paid_for(hour: Talk) -> None:
    plans = read_outline(answer(*(row(n, n, n) for n in range(1, 91))), hour).plans
    assert len(plans) == 2 * section_counts(3_600)[1] + 2
    assert [number for plan in plans for number in range(plan.first, plan.last + 1)] == list(range(1, 91))
    assert [plan.id for plan in plans] == [f"s{place}" for place in range(1, len(plans) + 1)]


@given(st.sets(st.integers(2, 90), max_size=89))
def test_however_a_talk_is_cut_every_block_stands_in_one_section(starts: set[int]) -> None:
    blocks = tuple(Block(n, (n - 1) * 40.0, n * 40.0, f"words {n}") for n in range(1, 91))
    details = Details(parse_video_id("aaaaaaaaaa1"), "A Talk", "Example")
    talk = Talk(details, "en", auto_generated=True, duration=3_600.0, blocks=blocks)
    firsts = [1, *sorted(starts)]
    rows = [row(n, one, after - 1) for n, (one, after) in enumerate(pairwise([*firsts, 91]), 1)]
    plans = read_outline(answer(*rows), talk).plans
    assert [number for plan in plans for number in range(plan.first, plan.last + 1)] == list(range(1, 91))
    assert max(plan.last - plan.first + 1 for plan in plans) * 40 <= LONGEST_SECTION + 40


def test_how_many_sections_fit_grows_with_the_talk_as_careful_writers_had_it() -> None:
    for minutes, had in ((1, 1), (10, 7), (21, 9), (72, 21)):
        low, high = section_counts(minutes * 60)
        assert low <= had <= high
    counts = [section_counts(seconds) for seconds in range(30, 10_800, 30)]
    assert counts == sorted(counts)


def test_a_talk_under_a_minute_is_one_section(glossary: Glossary, prompts: Prompts) -> None:
    blocks = (Block(1, 0.0, 25.0, "we cut the build to 40 seconds"), Block(2, 25.0, 50.0, "with a cache"))
    details = Details(parse_video_id("aaaaaaaaaa1"), "A Talk", "Example")
    talk = Talk(details, "en", auto_generated=True, duration=50.0, blocks=blocks)
    request = outline_request(talk, glossary, prompts)
    assert request.messages[1].content.endswith("blocks b1 to b2. One section.")


def test_its_two_parts_are_asked_for_by_requests_that_end_differently(
    talk: Talk, glossary: Glossary, prompts: Prompts
) -> None:
    """All before is served by a provider's cache, the schema included."""
    whole = outline_request(talk, glossary, prompts)
    for wanted in (SECTIONS, NAMES):
        part = outline_request(talk, glossary, prompts, wanted=wanted)
        assert part.messages[0] == whole.messages[0]
        assert part.messages[1].content.startswith(f"{whole.messages[1].content}\n\nwanted: {wanted}\n")
        assert part.schema == whole.schema


def test_a_name_table_is_read_from_an_answer_with_and_without_sections() -> None:
    names = [{"canonical": "Langfuse", "as_heard": ["lang fuse"], "kind": "product", "basis": "title", "certain": True}]
    alone, whole = answer(names=names), answer(row(1, 1, 8), names=names)
    assert read_names(alone) == read_names(whole)
    assert [name.canonical for name in read_names(alone).names] == ["Langfuse"]
