from dataclasses import replace

import pytest

from uploader.errors import Cause, Never
from uploader.ids import parse_video_id
from uploader.models import Details, Kind
from uploader.talk.filters import Filters, holds

VIDEO = Details(parse_video_id("abcdefghijk"), "Keynote: Agents in 2026 — Mina Park", "Channel", duration=600.0)


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        ("keynote", True),
        ("KEYNOTE:  agents", True),
        ("key*park", True),
        ("*agents*", True),
        ("park*key", False),
        ("agents*agents", False),
        (".*", False),
        ("key?ote", False),
        ("[Kk]eynote", False),
        ("", True),
    ],
)
def test_a_pattern_is_words_with_a_star_between_and_no_expression(pattern: str, held: bool) -> None:
    assert holds(VIDEO.title, pattern) is held


def test_korean_is_the_same_composed_and_decomposed() -> None:
    assert holds("\u1112\u1161\u11ab\u1100\u1173\u11af 강연", "한글")


def test_no_pattern_takes_long() -> None:
    assert not holds("a" * 10_000, "*".join("a" * 200) + "*b")


def refusal(filters: Filters, video: Details = VIDEO) -> Cause | None:
    try:
        filters.pass_video(video)
    except Never as never:
        return never.cause
    return None


def test_each_filter_has_its_reason() -> None:
    assert refusal(Filters()) is None
    assert refusal(Filters(kinds=frozenset({"short"}))) is Cause.UNWANTED_KIND
    assert refusal(Filters(title_include=("panel", "keynote"))) is None
    assert refusal(Filters(title_include=("panel",))) is Cause.UNWANTED_TITLE
    assert refusal(Filters(title_include=("keynote",), title_exclude=("mina",))) is Cause.UNWANTED_TITLE
    assert refusal(Filters(least_seconds=600.0)) is None
    assert refusal(Filters(least_seconds=601.0)) is Cause.TOO_SHORT


def test_what_has_no_length_yet_is_not_too_short() -> None:
    assert refusal(Filters(least_seconds=60.0), replace(VIDEO, duration=None, kind=Kind.STREAM)) is None
