"""Rules over the page as a whole: structure, timestamps, duplicates, unrelated."""

from dataclasses import replace

import pytest

from tests.gate.world import with_bullet
from uploader.facts.glossary import Glossary
from uploader.gate.claims import Evidence, Page, Part, page_of
from uploader.gate.duplicates import duplicates
from uploader.gate.structure import least_key_points, structure
from uploader.gate.timestamps import timestamps
from uploader.gate.unrelated import foreign_titles, unrelated
from uploader.models import Bullet, Finding, KeyPoint, Section, Severity, Summary, Talk


def of_structure(summary: Summary, evidence: Evidence) -> list[Finding]:
    return list(structure(page_of(summary, evidence.talk), evidence))


def test_a_careful_page_passes(summary: Summary, evidence: Evidence, talk: Talk) -> None:
    page = page_of(summary, talk)
    for rule in (structure, timestamps, duplicates, unrelated):
        assert not list(rule(page, evidence))


@pytest.mark.parametrize("count", [0, 4, 14])
def test_key_points_have_bounds(count: int, summary: Summary, evidence: Evidence) -> None:
    points = tuple(KeyPoint(f"논점 {number}", "은 이러함", ("s1",)) for number in range(count))
    (finding,) = of_structure(replace(summary, key_points=points), evidence)
    assert (finding.rule, finding.place.part) == ("structure", "key-point")


def test_a_short_video_may_have_two(summary: Summary, evidence: Evidence, talk: Talk) -> None:
    short = replace(evidence, talk=replace(talk, duration=120.0))
    assert not of_structure(replace(summary, key_points=summary.key_points[:2]), short)
    assert (least_key_points(120.0), least_key_points(720.0)) == (2, 5)


def test_a_section_without_a_bullet_is_an_error(summary: Summary, evidence: Evidence) -> None:
    first, *others = summary.sections
    (finding,) = of_structure(replace(summary, sections=(replace(first, bullets=()), *others)), evidence)
    assert (finding.severity, finding.place.section) == (Severity.ERROR, "s1")


def test_far_too_many_bullets_are_an_error_where_the_surplus_begins(summary: Summary, evidence: Evidence) -> None:
    first, *others = summary.sections
    many = tuple(replace(first.bullets[0], ko=f"불릿 {number}") for number in range(12))
    found = of_structure(replace(summary, sections=(replace(first, bullets=many), *others)), evidence)
    assert [(finding.severity, finding.place.index) for finding in found] == [
        (Severity.ERROR, index) for index in (8, 9, 10, 11)
    ]


def test_sections_out_of_order_or_twice_are_an_error(summary: Summary, evidence: Evidence) -> None:
    first, second, third = summary.sections
    assert [f.text for f in of_structure(replace(summary, sections=(first, third, second)), evidence)] == ["s2"]
    twice = of_structure(replace(summary, sections=(first, first, second, third)), evidence)
    assert "s1" in {finding.text for finding in twice}


def test_a_section_may_begin_in_the_block_where_the_last_one_ends(summary: Summary, evidence: Evidence) -> None:
    first, second, third = summary.sections
    assert not of_structure(replace(summary, sections=(first, replace(second, first=4), third)), evidence)


def test_an_empty_page_is_empty_and_no_more_is_said(summary: Summary, evidence: Evidence) -> None:
    (finding,) = of_structure(replace(summary, key_points=(), sections=()), evidence)
    assert finding.rule == "empty"


@pytest.mark.parametrize(("start", "told"), [(0.0, "not later"), (900.0, "outside"), (-1.0, "outside")])
def test_moments_increase_within_the_video(
    start: float, told: str, summary: Summary, evidence: Evidence, talk: Talk
) -> None:
    first, second, third = summary.sections
    page = page_of(replace(summary, sections=(first, replace(second, start=start), third)), talk)
    assert any(told in finding.message for finding in timestamps(page, evidence))


def test_half_a_talk_untold_is_an_error(summary: Summary, evidence: Evidence, talk: Talk) -> None:
    page = page_of(replace(summary, sections=summary.sections[:1]), talk)
    (finding,) = timestamps(page, evidence)
    assert (finding.rule, finding.place.part) == ("timestamp", "post")
    assert "0:10:48" in finding.text


def test_a_long_section_covers_only_what_its_bullets_tell(summary: Summary, evidence: Evidence, talk: Talk) -> None:
    first = replace(summary.sections[0], last=12)
    assert len(list(timestamps(page_of(replace(summary, sections=(first,)), talk), evidence))) == 1


def test_silence_need_not_be_told(summary: Summary, evidence: Evidence, talk: Talk) -> None:
    quiet = replace(talk, blocks=talk.blocks[:6])
    page = page_of(replace(summary, sections=summary.sections[:2]), quiet)
    assert not list(timestamps(page, replace(evidence, talk=quiet)))


def test_a_stream_is_told_to_its_last_tenth(evidence: Evidence, talk: Talk) -> None:
    blocks = tuple(replace(block, start=block.start * 20, end=block.end * 20, marks=()) for block in talk.blocks)
    stream = replace(talk, duration=14400.0, blocks=blocks)
    told = [Part("s1", 0.0, 2, (1, 12), tuple(range(1, 11)))]
    page = replace(page_of_nothing(), parts=tuple(told))
    (finding,) = timestamps(page, replace(evidence, talk=stream))
    assert "1 of 10" in finding.message


def page_of_nothing() -> Page:
    return Page((), ())


@pytest.mark.parametrize(
    "again",
    [
        "잘못된 캐시 적중은 아무도 검토하지 않으므로 미스보다 해로움",
        "잘못된 캐시 적중은 아무도 검토하지 않기 때문에 미스보다 해로움",
        "잘못된 캐시 적중은 아무도 검토하지 않으므로, 미스보다 해로움!",
    ],
)
def test_the_same_said_twice_is_found_across_sections(
    again: str, summary: Summary, evidence: Evidence, talk: Talk
) -> None:
    twice = with_bullet(summary, Bullet(again, "the cache is not free", 4), section=2, index=1)
    (finding,) = duplicates(page_of(twice, talk), evidence)
    assert (finding.rule, finding.place.section, finding.place.index) == ("duplicate", "s3", 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("정확도가 70%에서 80%로 오름", "정확도가 75%에서 85%로 오름"),
        ("Orvane의 점수를 믿고 문서를 고름", "Fennwick의 점수를 믿고 문서를 고름"),
        ("소형 모델은 계획에 맞지 않음", "대형 모델은 비용이 문제임"),
    ],
)
def test_bullets_that_differ_in_a_number_or_a_name_differ(
    one: str, other: str, summary: Summary, evidence: Evidence, talk: Talk
) -> None:
    both = with_bullet(with_bullet(summary, Bullet(one, "x", 1)), Bullet(other, "y", 2), index=1)
    assert not list(duplicates(page_of(both, talk), evidence))


LESSON = (
    Section(
        "s1", 1, 6, 0.0, "‘그릭 요거트’의 발음을 익힘",
        (Bullet("Greek Yogurt의 강세를 배움", "x", 1), Bullet("입술 모양을 따라 함", "y", 4)),
    ),
)  # fmt: skip


def test_a_summary_of_something_else_is_unrelated(summary: Summary, evidence: Evidence, talk: Talk) -> None:
    points = tuple(KeyPoint("발음", f"은 {number}번 되풀이함", ("s1",)) for number in range(5))
    lesson = replace(summary, title="요거트 발음 배우기", key_points=points, sections=LESSON)
    (finding,) = unrelated(page_of(lesson, talk), evidence)
    assert finding.rule == "unrelated"
    assert list(unrelated(page_of(lesson, None), replace(evidence, talk=None)))


def test_a_summary_that_quotes_its_talk_is_related_without_a_name(
    summary: Summary, evidence: Evidence, talk: Talk
) -> None:
    points = tuple(KeyPoint("캐시", f"는 {number}번 답함", ("s1",)) for number in range(5))
    quoting = (replace(summary.sections[0], heading="캐시가 답함", bullets=summary.sections[0].bullets[1:2]),)
    assert not list(
        unrelated(page_of(replace(summary, title="캐시", key_points=points, sections=quoting), talk), evidence)
    )


@pytest.mark.parametrize("word", ["Fennwick", "오콘조와 펜윅", "Orvane", "클로드 코드"])
def test_one_name_in_common_is_enough(word: str, summary: Summary, evidence: Evidence, talk: Talk) -> None:
    points = tuple(KeyPoint("발음", f"은 {number}번 되풀이함", ("s1",)) for number in range(5))
    lesson = replace(summary, title=f"{word}의 발음", key_points=points, sections=LESSON)
    assert not list(unrelated(page_of(lesson, talk), evidence))


@pytest.mark.parametrize(
    "title", ["캐시만 붙들고 뛰어들면 머잖아 후회막심함", "점수만 붙들고 뛰어들면 머잖아 후회막심함"]
)
def test_a_title_that_sums_up_has_a_word_of_its_page(title: str, summary: Summary, talk: Talk) -> None:
    assert not list(foreign_titles(page_of(replace(summary, title=title), talk), evidence_of(talk)))


@pytest.mark.parametrize("title", ["고양이와 떠나는 여름철 낚시 요령", "위의 명령이라면 무엇이든 내던졌음"])
def test_somebody_elses_title_stops(title: str, summary: Summary, talk: Talk) -> None:
    (finding,) = foreign_titles(page_of(replace(summary, title=title), talk), evidence_of(talk))
    assert finding.place.part == "title"


def evidence_of(talk: Talk) -> Evidence:
    return Evidence(talk.details, Glossary(), talk)
