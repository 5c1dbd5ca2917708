import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.models import KeyPoint, Outline, Section, Talk
from uploader.summary.merge import assemble, chosen, join, key_point_counts, merge_request, read_merge
from uploader.summary.prompts import Prompts
from uploader.summary.shapes import BadAnswer


def answer(lead: str = "원격 캐시", rest: str = "로 빌드가 줄었음", sections: tuple[str, ...] = ("s3",)) -> str:
    return json.dumps({"key_points": [{"lead": lead, "rest": rest, "sections": sections}], "title": "빌드를 40초로"})


def test_the_request_shows_headings_and_bullets_and_neither_quotes_nor_captions(
    talk: Talk, section: Section, prompts: Prompts
) -> None:
    request = merge_request(talk, (section, replace(section, id="s4", speakers=())), prompts)
    assert (request.stage, request.label) == ("merge", "merge")
    assert request.messages[0].content == prompts.text("merge")
    shown = request.messages[1].content
    assert shown.splitlines()[0] == "video: aaaaaaaaaa1"
    assert "[s3] 원격 캐시로 빌드가 40초가량으로 줄었음 (Mina Park)\n- 빌드 한 번이 40초가량으로" in shown
    assert "[s4] 원격 캐시로 빌드가 40초가량으로 줄었음\n- 빌드 한 번이" in shown
    assert shown.endswith("Write the title and 5 to 8 key points.")
    assert "40 seconds a build" not in shown


def test_title_and_key_points_are_read(section: Section) -> None:
    title, points = read_merge(answer(sections=("s3", "s3")), (section,))
    assert title == "빌드를 40초로"
    assert points == (KeyPoint("원격 캐시", "로 빌드가 줄었음", ("s3",)),)
    assert points[0].text == "원격 캐시로 빌드가 줄었음"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (answer(sections=("s9",)), "s9, which is no section"),
        (answer(sections=()), "sections"),
        (answer(rest=" "), "no `rest`"),
    ],
)
def test_a_key_point_without_its_sections_or_its_words_goes_back(text: str, problem: str, section: Section) -> None:
    with pytest.raises(BadAnswer, match=problem):
        read_merge(text, (section,))


@pytest.mark.parametrize(
    ("lead", "rest", "joined"),
    [
        ("원격 캐시", "로 줄었음", ("원격 캐시", "로 줄었음")),
        ("원격 캐시", " 로 줄었음", ("원격 캐시", "로 줄었음")),
        ("원격 캐시", " 덕분에 줄었음", ("원격 캐시", " 덕분에 줄었음")),
        ("원격 캐시", " 이용률이 늘었음", ("원격 캐시", " 이용률이 늘었음")),
        ("도구 호출(tool call)", "은 제한함", ("도구 호출", "(tool call)은 제한함")),
        ("“느린 빌드”", "는 그대로임", ("", "“느린 빌드”는 그대로임")),
        ("Larkspur, Inc.", "는 줄였음", ("Larkspur, Inc", ".는 줄였음")),
        ("비용:", " 그대로임", ("비용", ": 그대로임")),
        ("", "빌드가 줄었음", ("", "빌드가 줄었음")),
    ],
)
def test_a_lead_ends_in_a_letter_or_digit_and_a_particle_joins_its_noun(
    lead: str, rest: str, joined: tuple[str, str]
) -> None:
    assert join(lead, rest) == joined


@given(st.text(max_size=30), st.text(max_size=30))
def test_joining_loses_no_character_but_a_space(lead: str, rest: str) -> None:
    joined = join(lead, rest)
    assert "".join(joined).replace(" ", "") == (lead + rest).replace(" ", "")
    assert not joined[0] or joined[0][-1].isalnum()


def test_the_number_of_key_points_follows_the_talk_within_the_posts_bounds() -> None:
    assert key_point_counts(90, 1) == (2, 5)
    assert key_point_counts(360, 4) == (5, 8)
    assert key_point_counts(1_260, 9) == (8, 12)
    assert key_point_counts(4_320, 21) == (8, 13)


def test_a_summary_is_put_together_without_touching_a_bullet(talk: Talk, outline: Outline, section: Section) -> None:
    points = (KeyPoint("원격 캐시", "로 빌드가 줄었음", ("s3",)),)
    summary = assemble(talk, outline, (section,), "빌드를 40초로", points)
    assert summary.video_id == talk.details.video_id
    assert summary.sections == (section,)
    assert (summary.title, summary.key_points, summary.names) == ("빌드를 40초로", points, outline.names)


@pytest.mark.parametrize(
    ("count", "most", "kept"),
    [(3, 5, [0, 1, 2]), (9, 5, [0, 2, 4, 6, 8]), (26, 13, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25])],
)
def test_a_choice_of_key_points_reaches_from_the_first_to_the_last(count: int, most: int, kept: list[int]) -> None:
    points = tuple(KeyPoint(f"점 {n}", "은 참", ("s1",)) for n in range(count))
    assert chosen(points, most) == tuple(points[n] for n in kept)
