"""Every YAML reader takes what is written for what was meant."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from uploader.post import frontmatter
from uploader.post.markdown import one_line


def yaml_1_1(source: str) -> object:
    read: object = yaml.safe_load(source)
    return read


def yaml_1_2(source: str) -> object:
    read: object = YAML(typ="safe", pure=True).load(source)
    return read


READERS: tuple[Callable[[str], object], ...] = (yaml_1_1, yaml_1_2)
ids = (
    st.from_regex(r"[A-Za-z0-9_-]{11}", fullmatch=True)
    | st.from_regex(r"[-0-9_eExob]{11}", fullmatch=True)
    | st.from_regex(r"[-0-9][0-9_eE-]{10}", fullmatch=True)
    | st.from_regex(r"-?0[xob][0-9a-f_]{8,9}", fullmatch=True).filter(lambda text: len(text) == 11)
)


@settings(max_examples=1000)
@given(ids)
@example("1e234567890")
@example("12_345_67_9")
@example("-__________")
@example("0x1234567_f")
@example("-----------")
def test_a_slug_is_quoted_exactly_when_some_reader_would_not_read_a_string(video_id: str) -> None:
    written = frontmatter.scalar(video_id)
    assert all(read(f"slug: {written}\n") == {"slug": video_id} for read in READERS)
    plain_is_safe = all(_reads_back(read, video_id) for read in READERS)
    assert (written == video_id) == plain_is_safe


def _reads_back(read: Callable[[str], object], text: str) -> bool:
    try:
        return read(f"slug: {text}\n") == {"slug": text}
    except (yaml.YAMLError, YAMLError, ValueError):
        return False


@settings(max_examples=300)
@given(st.text() | st.sampled_from(["yes", "No", "~", "null", "1.0", "2026-01-01", "- a", "a: b", "a #b", "=", "<<"]))
def test_any_text_survives_quoted_or_not(text: str) -> None:
    for written in (frontmatter.quoted(text), frontmatter.scalar(text)):
        for read in READERS:
            assert read(f"key: {written}\nnext: 1\n") == {"key": one_line(text), "next": 1}
            assert read(f"tags:\n  - {written}\n") == {"tags": [one_line(text)]}


def test_titles_and_descriptions_are_written_like_json() -> None:
    assert frontmatter.quoted('a "b" \\ c\x07\n d') == r'"a \"b\" \\ c d"'


def test_plain_tags_stay_plain() -> None:
    assert [frontmatter.scalar(tag) for tag in ("AI", "YouTube 요약", "자동 업로드", "no")] == [
        "AI",
        "YouTube 요약",
        "자동 업로드",
        '"no"',
    ]


def test_a_moment_is_utc_to_the_millisecond_and_never_later_than_it_was() -> None:
    seoul = timezone(timedelta(hours=9))
    assert frontmatter.moment(datetime(2026, 7, 30, 17, 20, 11, 295_999, seoul)) == "2026-07-30T08:20:11.295Z"
    assert frontmatter.moment(datetime(2026, 7, 30, tzinfo=UTC)) == "2026-07-30T00:00:00.000Z"
    with pytest.raises(ValueError, match="time zone"):
        frontmatter.moment(datetime(2026, 7, 30))  # noqa: DTZ001 - that is the point


def test_a_title_is_normalised_as_the_blog_does() -> None:
    assert frontmatter.title("A — B – C\u00a0D") == "A - B - C D"
