"""Sounds across two scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.facts.hangul import distance, jamo, skeleton, sounds_like


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("컨텍스트", "context"),
        ("프로토콜", "protocol"),
        ("모델", "model"),
        ("빅토리아", "Victoria"),
        ("램버트", "Lambert"),
    ],
)
def test_a_loan_word_sounds_like_its_word(korean: str, english: str) -> None:
    assert sounds_like(korean, english)


@pytest.mark.parametrize(("korean", "english"), [("클라이언트", "context"), ("멀티", "protocol"), ("요거트", "agent")])
def test_another_word_does_not(korean: str, english: str) -> None:
    assert not sounds_like(korean, english)


def test_look_alike_vowels_and_tense_consonants_are_one() -> None:
    assert jamo("앤쓰로픽") == jamo("엔스로픽")
    assert jamo("앤트로픽") != jamo("앤드로픽")


def test_doubles_are_one_sound() -> None:
    assert skeleton("Mellon") == skeleton("melon")


@given(st.text(max_size=12), st.text(max_size=12), st.integers(0, 4))
def test_distance_is_symmetric_and_bounded(left: str, right: str, limit: int) -> None:
    assert distance(left, right, limit) == distance(right, left, limit) <= limit + 1
    assert (distance(left, right, limit) == 0) == (left == right)


def test_swapped_neighbours_are_one_edit() -> None:
    assert distance("gpt", "gtp", 2) == 1
