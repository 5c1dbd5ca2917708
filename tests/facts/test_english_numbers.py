"""Numbers as speakers say them and captions write them."""

from decimal import Decimal

import pytest

from uploader.facts.bounds import english_bounds
from uploader.facts.english_numbers import read_english
from uploader.facts.quantity import Bound, Kind, Quantity


def plain(text: str) -> list[Quantity]:
    return [each for each in read_english(text) if not each.other]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("one point five million users", "1500000", ""),
        ("a 235B model", "235000000000", ""),
        ("it is 83 uh K now", "83000", ""),
        ("about 4.9 K of them", "4900", ""),
        ("a dozen people", "12", ""),
        ("two dozen people", "24", ""),
        ("half a dozen people", "6", ""),
        ("two and a half million", "2500000", ""),
        ("it went to 0. 18 there", "0.18", ""),
        ("10x faster", "10", "times"),
        ("ten-fold", "10", "times"),
        ("a factor of ten", "10", "times"),
        ("it doubled", "2", "times"),
        ("an order of magnitude", "10", "times"),
        ("two orders of magnitude", "100", "times"),
        ("one in four fail", "0.25", "fraction"),
        ("three out of ten fail", "0.3", "fraction"),
        ("three quarters of it", "0.75", "fraction"),
        ("half of it", "0.5", "fraction"),
        ("$10 a month", "10", "dollars"),
        ("$1.5 million", "1500000", "dollars"),
        ("ten bucks", "10", "dollars"),
        ("fifty cents", "50", "cents"),
        ("0.4 ms", "0.4", "ms"),
        ("a 30-minute call", "30", "minutes"),
        ("an hour and a half", "1.5", "hours"),
        ("half an hour", "0.5", "hours"),
        ("five per cent", "5", "%"),
        ("five percentage points", "5", "percentage points"),
        ("eight gigs of it", "8", "GB"),
        ("80GB cards", "80", "GB"),
        ("thirty-two of them", "32", ""),
        ("x2 speed", "2", "times"),
        ("minus five percent", "-5", "%"),
        ("-5% there", "-5", "%"),
        ("a hundred and twenty of them", "120", ""),
        ("five hundred twelve of them", "512", ""),
        ("half a million of them", "500000", ""),
        ("four four billion", "4000000000", ""),
    ],
)
def test_a_number_is_heard(text: str, value: str, unit: str) -> None:
    assert (Decimal(value), unit) in {(each.low, each.unit.name) for each in plain(text)}


def test_a_scale_alone_is_not_heard_within_a_number() -> None:
    assert {each.low for each in read_english("a 4 billion parameter model")} == {Decimal(4 * 10**9)}


def test_ranges_share_the_unit_and_scale_backwards() -> None:
    for text in (
        "ten to fifteen billion dollars",
        "$10 to $15 billion",
        "between 10 and 15 billion dollars",
        "$10-15 billion",
    ):
        (found,) = [each for each in read_english(text) if each.is_range]
        assert (int(found.low), int(found.high), found.unit.name) == (10 * 10**9, 15 * 10**9, "dollars"), text


def test_two_numbers_without_between_are_no_range() -> None:
    assert not [each for each in read_english("we have 3 models and 15 billion rows") if each.is_range]


def test_words_that_can_be_heard_in_two_ways_are_read_in_both() -> None:
    for text, year in (("twenty twenty-five", 2025), ("nineteen ninety-nine", 1999), ("two thousand and eight", 2008)):
        assert year in {each.low for each in read_english(f"in {text} we met") if each.kind is Kind.YEAR}
    assert 150 in {each.low for each in read_english("it was one fifty")}


def test_numbers_within_names_are_names() -> None:
    found = read_english("We ran GPT-5, Qwen3-32B and Llama 3.1 on H100 for the K8s B2B thing with o3")
    assert {each.low for each in found if each.kind is Kind.AMOUNT and not each.other} == set()
    assert ("Llama", Decimal("3.1")) in {(each.name, each.low) for each in found if each.kind is Kind.VERSION}


def test_magnitudes_are_vague() -> None:
    (found,) = [each for each in read_english("hundreds of thousands of rows") if each.vague]
    assert (int(found.low), int(found.high)) == (100_000, 999_000)
    assert any(each.vague and each.low == 10**6 for each in read_english("a few million rows"))


@pytest.mark.parametrize("text", ["a year ago", "per year", "last year", "every year", "yearly"])
def test_a_lone_unit_holds_a_one(text: str) -> None:
    assert any(each.low == 1 and each.unit.name == "years" for each in read_english(text))


def test_moments_ordinals_months_and_decades() -> None:
    kinds = {
        (each.kind, each.low)
        for each in read_english("At 3:45 pm on March 5th in the nineties, the twenty-first run in Q3")
    }
    assert {
        (Kind.CLOCK, Decimal(225)),
        (Kind.MONTH, Decimal(3)),
        (Kind.ORDINAL, Decimal(5)),
        (Kind.DECADE, Decimal(1990)),
        (Kind.ORDINAL, Decimal(21)),
        (Kind.ORDINAL, Decimal(3)),
    } <= kinds
    assert not [each for each in read_english("you may march on") if each.kind is Kind.MONTH]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least ten", Bound.AT_LEAST),
        ("more than ten", Bound.AT_LEAST),
        ("ten or more", Bound.AT_LEAST),
        ("ten plus", Bound.AT_LEAST),
        ("up to ten", Bound.AT_MOST),
        ("less than ten", Bound.AT_MOST),
        ("ten at most", Bound.AT_MOST),
        ("around ten", Bound.ABOUT),
        ("ten or so", Bound.ABOUT),
        ("ten on average", Bound.AVERAGE),
    ],
)
def test_bounds_stand_beside_a_number(text: str, bound: Bound) -> None:
    ten = next(each for each in read_english(text) if each.low == 10)
    assert bound in english_bounds(text, ten.start, ten.end)


def test_a_bound_of_another_sentence_is_not_taken() -> None:
    text = "It is up to you. Ten of them came."
    assert not english_bounds(text, text.index("Ten"), text.index(" of them"))


def test_a_number_split_by_a_sentence_end_is_read_whole_and_in_halves() -> None:
    assert {Decimal(2), Decimal(1), Decimal("2.1") * 10**9} <= {
        each.low for each in read_english("there were 2. 1 B came")
    }
