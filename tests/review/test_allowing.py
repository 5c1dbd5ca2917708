"""Acts that make no sense are told in one line, and change nothing."""

import pytest

from tests.review.conftest import WRONG
from uploader.acts import Accept, Act, Ask, Delete, Edit, Publish, Refuse, Restore, Withdraw
from uploader.errors import BadInput
from uploader.gate.claims import Evidence
from uploader.models import Finding, Place, Rule, Summary
from uploader.review.allowing import LONGEST_TEXT, allowed
from uploader.review.judging import Review, review

POINT = Place("key-point", index=0)


@pytest.fixture
def now(held: Summary, found: tuple[Finding, ...], evidence: Evidence) -> Review:
    return review(held, found, (), evidence)


def accept(rule: Rule, text: str, reason: str = "확인함", place: Place = WRONG) -> Accept:
    return Accept(place, rule, text, reason)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (Edit(Place("bullet", "s1", 99), "글"), "no such statement"),
        (Edit(Place(), "글"), "no such statement"),
        (Delete(Place("bullet", "s9", 0)), "no such statement"),
        (Restore(Place("key-point", index=-1)), "no such statement"),
        (Edit(WRONG, " \n\t "), "delete it instead"),
        (Edit(POINT, "**  ** "), "delete it instead"),
        (Edit(WRONG, "가" * (LONGEST_TEXT + 1)), "601 characters"),
        (Delete(Place("title")), "needs its title"),
        (accept("error-text", "90%"), "never accepted"),
        (accept("structure", "1"), "never accepted"),
        (accept("number", "91%"), "does not find that any more"),
        (accept("number", "90%", place=POINT), "does not find that any more"),
        (accept("number", "90%", "  "), "say why"),
        (accept("number", "90%", "가" * 1001), "1001 characters"),
        (Withdraw(WRONG, "number", "90%"), "nobody has accepted"),
        (Ask("s9"), "no such section"),
        (Publish(), "1 finding still stops it"),
    ],
)
def test_what_makes_no_sense_is_told(act: Act, told: str, now: Review) -> None:
    with pytest.raises(BadInput, match=told):
        allowed(act, now)


def test_texts_are_kept_on_one_line(now: Review) -> None:
    assert allowed(Edit(WRONG, "  캐시가\n\n답함 "), now) == Edit(WRONG, "캐시가 답함")
    assert allowed(accept("number", "90%", " 화면에\n있음 "), now) == accept("number", "90%", "화면에 있음")
    assert allowed(Refuse(" 광고 \n"), now) == Refuse("광고")
    for act in (Ask("s1"), Delete(WRONG), Restore(POINT), Edit(POINT, "**주어**는 서술어")):
        assert allowed(act, now) == act


def test_what_nothing_stops_is_published(held: Summary, found: tuple[Finding, ...], evidence: Evidence) -> None:
    clear = review(held, found, [accept("number", "90%")], evidence)
    assert allowed(Publish(), clear) == Publish()
    assert allowed(Withdraw(WRONG, "number", "90%"), clear)
