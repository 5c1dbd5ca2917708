"""Whether what was heard bears out what is claimed, and what is wrong where it does not."""

import pytest

from uploader.facts.korean_numbers import read_korean
from uploader.facts.mentions import hear
from uploader.facts.spelling import in_english, in_korean, plain
from uploader.facts.support import Fault, bear_out


def judged(korean: str, english: str) -> Fault | None:
    (claimed,) = (each for each in read_korean(korean) if not each.other)
    support = bear_out(claimed, hear((english,)), context=korean)
    assert bool(support.by) is (support.fault is None)
    return support.fault


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("2,350억 파라미터", "a 235 billion parameter model"),
        ("25%", "one in four"),
        ("4분의 1", "25 percent"),
        ("절반", "50 percent"),
        ("50%", "half"),
        ("두 배", "it doubled"),
        ("12개", "a dozen"),
        ("400마이크로초", "0.4 ms"),
        ("1.5시간", "90 minutes"),
        ("24시간", "in a day"),
        ("1년", "a year ago"),
        ("10분의 1", "10x less"),
        ("33%", "a third of it"),
        ("67%", "two thirds"),
        ("약 4천 개", "3,980 rows"),
        ("30여 개", "32 of them"),
        ("10%를 넘음", "10.2 percent"),
        ("수백만 명", "millions of people"),
        ("수십 개", "40 of them"),
        ("-5%", "it dropped by 5 percent"),
        ("27%", "from 14 to 27 percent"),
        ("14%", "from 14 to 27 percent"),
        ("100억~150억", "ten to fifteen billion"),
        ("3~4개월", "three or four months"),
        ("오후 3시 45분", "at 3:45"),
        ("3위", "in third place"),
        ("0.5달러", "fifty cents"),
        ("두세 번", "a couple of times"),
    ],
)
def test_borne_out(korean: str, english: str) -> None:
    assert judged(korean, english) is None


@pytest.mark.parametrize(
    ("korean", "english", "fault"),
    [
        ("235억 파라미터", "a 235 billion parameter model", Fault.SCALE),
        ("2만 7천 개", "2,700 commits", Fault.SCALE),
        ("5%p", "five percent", Fault.UNIT),
        ("5%", "five percentage points", Fault.UNIT),
        ("10원", "ten dollars", Fault.UNIT),
        ("30분", "30 hours", Fault.UNIT),
        ("30%", "about 30 of them", Fault.UNIT),
        ("-5%", "it is 5 percent", Fault.SIGN),
        ("10억~15억", "ten to fifteen billion", Fault.SCALE),
        ("3~5개월", "from three to four months", Fault.RANGE),
        ("4천 개", "3,980 rows", Fault.ABSENT),
        ("약 5천 개", "3,980 rows", Fault.ABSENT),
        ("99%", "almost none", Fault.ABSENT),
        ("수백만 명", "hundreds of people", Fault.ABSENT),
    ],
)
def test_not_borne_out(korean: str, english: str, fault: Fault) -> None:
    found = judged(korean, english)
    assert found is not None
    if fault is not Fault.SCALE or "~" not in korean:
        assert found is fault


def test_both_ends_of_a_range_stand_close_together() -> None:
    (claimed,) = read_korean("3~9개")
    assert bear_out(claimed, hear(("between three and nine of them",))).by
    assert not bear_out(
        claimed, hear(("three of us went there on that long and rainy day with our dogs and nine came back",))
    ).by
    assert not bear_out(claimed, hear(("three of us", "nine of them"))).by


@pytest.mark.parametrize(
    ("korean", "operands"),
    [("13%p", "14%p, 27%p"), ("41개", "14개, 27개"), ("2배", "14개, 28개"), ("100%", "14개, 28개")],
)
def test_a_derived_value_lists_its_operands(korean: str, operands: str) -> None:
    (claimed,) = read_korean(korean)
    said = hear(("from 14 to 27 percentage points", "14 and 27 and 28"))
    assert not bear_out(claimed, said).by
    assert bear_out(claimed, said, operands=read_korean(operands)).by
    assert not bear_out(claimed, said, operands=read_korean("14개, 99개")).by


def test_numbers_are_spelled_for_people() -> None:
    (claimed,) = read_korean("2,350억")
    assert (in_korean(claimed.low), in_english(claimed.low), plain(claimed.low)) == (
        "2,350억",
        "235 billion",
        "235,000,000,000",
    )
    (claimed,) = read_korean("-1.5")
    assert (in_korean(claimed.low), plain(claimed.low)) == ("-1.5", "-1.5")
