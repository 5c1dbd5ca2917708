"""The same gate over what a person made of it; what they accept is shown, and what no post may be stays stopped."""

from dataclasses import replace
from typing import get_args

import pytest

from tests.review.conftest import WRONG
from uploader.acts import Accept, Delete, Edit
from uploader.gate.claims import Evidence
from uploader.gate.verdict import judge
from uploader.models import Finding, Place, Rule, Severity, Summary
from uploader.review.judging import NEVER_ACCEPTED, Review, in_place, review

Found = tuple[Finding, ...]
RIGHT = "Claude Code 앞에 둔 시맨틱 캐시가 질문의 40%에 답함"


def stops(review: Review) -> list[tuple[str, Place]]:
    return [(each.finding.rule, each.finding.place) for each in review.stops]


def test_what_is_held_is_stopped_where_it_stands(held: Summary, found: Found, evidence: Evidence) -> None:
    now = review(held, found, (), evidence)
    assert stops(now) == [("number", WRONG)]
    assert now.at(WRONG)[0].acceptable
    assert [each.finding for each in now.remarks] == list(judge(held, evidence))


def test_the_right_words_end_the_finding(held: Summary, found: Found, evidence: Evidence) -> None:
    assert stops(review(held, found, [Edit(WRONG, RIGHT)], evidence)) == []
    assert stops(review(held, found, [Edit(WRONG, RIGHT.replace("40", "41"))], evidence)) == [("number", WRONG)]


def test_findings_are_told_where_they_stood_and_kept_where_they_stand(
    held: Summary, found: Found, evidence: Evidence
) -> None:
    now = review(held, found, [Delete(Place("bullet", "s1", 0))], evidence)
    assert ("number", WRONG) in stops(now)
    assert Place("bullet", "s1", 1) in {each.place for each in in_place(now) if each.rule == "number"}


def test_what_a_person_accepts_is_shown_and_stops_no_longer(held: Summary, found: Found, evidence: Evidence) -> None:
    (stop,) = review(held, found, (), evidence).stops
    accept = Accept(WRONG, "number", stop.finding.text, "화면에 90%라고 나옴")
    now = review(held, found, [accept], evidence)
    assert now.stops == ()
    assert [each.accepted for each in now.at(WRONG)] == [accept]
    assert stop.finding in [each.finding for each in now.remarks]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Request failed for https://api.openai.com returned code 429", "error-text"),
        ("죄송합니다. 요청하신 내용을 요약할 수 없습니다.", "error-text"),
        ("(추가 멘트 없이 종료)", "chatter"),
    ],
)
def test_an_error_is_never_text_whoever_accepts_it(
    text: str, rule: Rule, held: Summary, found: Found, evidence: Evidence
) -> None:
    edited = [Edit(WRONG, text)]
    stop = next(each.finding for each in review(held, found, edited, evidence).stops if each.finding.rule == rule)
    now = review(held, found, [*edited, Accept(WRONG, rule, stop.text, "괜찮음")], evidence)
    assert (rule, WRONG) in stops(now)
    assert not any(each.acceptable or each.accepted for each in now.remarks if each.finding.rule == rule)


def test_no_rule_of_the_file_can_be_accepted() -> None:
    assert set(get_args(Rule)) - NEVER_ACCEPTED == {
        "language", "script", "number", "year", "name", "known-misspelling", "acronym", "quote", "timestamp",
        "duplicate", "examiner",
    }  # fmt: skip


def test_what_the_second_reader_said_holds_while_the_words_stand(summary: Summary, evidence: Evidence) -> None:
    place = Place("bullet", "s2", 3)
    said = Finding("examiner", Severity.ERROR, place, "문턱값", "a second reader finds that it is not said")
    before = Delete(Place("bullet", "s2", 0))

    assert stops(review(summary, [said], [before], evidence)) == [("examiner", place)]
    assert in_place(review(summary, [said], [before], evidence))[-1] == replace(said, place=Place("bullet", "s2", 2))
    assert stops(review(summary, [said], [Edit(place, "문턱값 아래의 문서는 버려짐")], evidence)) == []
    for gone in (place, Place("heading", "s2")):
        assert stops(review(summary, [said], [Delete(gone)], evidence)) == []
    assert stops(review(summary, [said], [Accept(place, "examiner", "문턱값", "맞는 말임")], evidence)) == []


def test_what_is_wrong_with_the_file_is_said_once(held: Summary, found: Found, evidence: Evidence) -> None:
    few = [Delete(Place("key-point", index=index)) for index in range(5)]
    now = review(held, found, few, evidence)
    file = [
        Finding("structure", Severity.ERROR, Place(line=9), "", "There are no key points."),
        Finding("html", Severity.ERROR, Place(line=9), "<b>", "HTML in text"),
        Finding("link", Severity.WARNING, Place(line=9), "", "only a warning"),
    ]
    assert [each.finding.rule for each in now.with_file(file).stops].count("structure") == 1
    assert [each.finding.rule for each in now.with_file(file).remarks[len(now.remarks) :]] == ["html"]
