"""The card's text is whole, or cut between words."""

from hypothesis import given
from hypothesis import strategies as st

from uploader.models import KeyPoint
from uploader.post.description import LIMIT, describe, units


def points(*texts: str) -> list[KeyPoint]:
    return [KeyPoint("", text, ("s1",)) for text in texts]


def test_as_many_whole_key_points_as_fit() -> None:
    assert describe(points("첫째 요점.", "둘째 요점", "셋" * 95)) == "첫째 요점. 둘째 요점"


def test_a_long_first_key_point_is_cut_between_words() -> None:
    text = describe(points("낱말 " * 40))
    assert text == "낱말 " * 32 + "낱말…"
    assert units(text) <= LIMIT


def test_emoji_count_twice_and_are_never_halved() -> None:
    assert describe(points("🚀" * 60)) == "🚀" * 49 + "…"
    assert describe(points("🚀" * 50)) == "🚀" * 50


def test_no_key_points_no_description() -> None:
    assert describe([]) == ""


@given(st.lists(st.text(max_size=80), max_size=5))
def test_never_longer_than_the_limit(texts: list[str]) -> None:
    text = describe(points(*texts))
    assert units(text) <= LIMIT
    assert "\n" not in text
