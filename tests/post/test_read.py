"""Any file is read into its parts, and what is wrong with one is a value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.stories import STORIES, Story
from uploader.models import Place
from uploader.post.markdown import one_line, statement
from uploader.post.read import Fault, ReadPost, Written, read_post


@pytest.mark.parametrize("name", STORIES)
def test_our_own_posts_read_back_as_the_summaries_they_were(name: str) -> None:
    story: Story = STORIES[name]
    summary, details = story.summary, story.details
    post = read_post(story.golden)
    assert post.video_id == summary.video_id == post.thumbnail
    assert (post.link_text, post.channel) == (one_line(details.title), details.channel)
    assert post.title is not None
    assert post.title.text == summary.title
    assert texts(post.key_points) == [statement(point.text) for point in summary.key_points]
    assert [part.heading.text for part in post.sections] == [part.heading for part in summary.sections]
    assert [texts(part.bullets) for part in post.sections] == [
        [statement(bullet.ko) for bullet in part.bullets] for part in summary.sections
    ]
    moments = [float(int(part.start)) if story.style.moments else None for part in summary.sections]
    assert [part.moment for part in post.sections] == moments
    assert post.prose == ()
    assert post.definitions == ()


def texts(pieces: tuple[Written, ...]) -> list[str]:
    return [piece.text for piece in pieces]


def test_each_piece_knows_its_line() -> None:
    text = STORIES["normal"].golden
    lines = text.split("\n")
    post = read_post(text)
    for piece in (*post.key_points, *(bullet for part in post.sections for bullet in part.bullets)):
        assert lines[piece.line - 1].replace("**", "") == f"- {piece.text}"
    second = post.sections[1]
    assert post.place(second.heading.line) == Place("heading", "s2", None, second.heading.line)
    assert post.place(second.bullets[1].line) == Place("bullet", "s2", 1, second.bullets[1].line)
    assert post.place(post.key_points[3].line) == Place("key-point", None, 3, post.key_points[3].line)
    assert post.place(3) == Place("post", line=3)


OLD = r"""
---
title: "T"
slug: abcdefghijk
---

**영상 링크:** [T](https://youtu.be/abcdefghijk)\
**채널명:** Somebody

## *제목* 핵심 요약

- 하나

## 세부 요약 - 주제별 정리

### 첫 구간

설명 문단

- 바깥
    - 안쪽 항목
- <b>굵은</b> ~~지운~~ `코드` 항목

---

(추가 멘트 없이 종료)
""".lstrip()


def test_a_foreign_post_is_read_with_its_nested_bullets_and_its_stray_prose() -> None:
    post = read_post(OLD)
    assert texts(post.sections[0].bullets) == ["바깥", "안쪽 항목", "굵은 지운 코드 항목"]
    assert post.prose == (Written("설명 문단", 17), Written("(추가 멘트 없이 종료)", 25))
    assert (post.link, post.channel, post.thumbnail) == ("https://youtu.be/abcdefghijk", "Somebody", None)


def test_grouped_key_points_are_key_points_and_sections_need_no_announcement() -> None:
    grouped = OLD.replace("- 하나\n", "### 오전\n\n- 하나\n\n### 오후\n\n- 둘\n")
    assert texts(read_post(grouped).key_points) == ["하나", "둘"]
    bare = read_post(OLD.replace("## 세부 요약 - 주제별 정리\n", ""))
    assert [part.heading.text for part in bare.sections] == ["첫 구간"]


def test_an_error_printed_as_an_article_is_prose() -> None:
    post = read_post('---\nslug: abcdefghijk\n---\n\nError: Exception: 429 {\n    "error": 1\n')
    assert (post.title, post.key_points, post.sections) == (None, (), ())
    assert [piece.line for piece in post.prose] == [5]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("no frontmatter", 1),
        ("---\ntitle: x", 1),
        ('---\na: 1\ntitle: "x" y\n---\n', 3),
        ("---\na: 1\na: 2\n---\n", 3),
        ("---\n- a list\n---\n", 2),
        ("---\na: 2026-13-45T99:99:99Z\n---\n", 2),
        ("---\na: -__________\n---\n", 2),
        ("---\n? [a]\n: {b: *nobody}\n---\n", 3),
        ("---\n" + "[" * 5000 + "\n---\n", 2),
        ("---\na: " + "x" * 70000 + "\n---\n", 2),
    ],
)
def test_bad_frontmatter_is_a_fault_with_its_line(text: str, line: int) -> None:
    fault = read_post(text).frontmatter
    assert isinstance(fault, Fault)
    assert fault.line == line
    assert fault.message


def test_windows_line_ends_and_a_byte_order_mark_do_not_hide_a_post() -> None:
    text = STORIES["normal"].golden
    assert read_post("\ufeff" + text.replace("\n", "\r\n")) == read_post(text)


def test_the_link_names_the_video_where_the_slug_does_not() -> None:
    assert (
        read_post("---\nslug: untitled\n---\n\n[x](https://www.youtube.com/shorts/abcdefghijk)\n").video_id
        == "abcdefghijk"
    )
    assert read_post("---\nslug: 3\n---\n\n[x](https://elsewhere.example/abcdefghijk)\n").video_id is None


MARKS = ["---\n", "slug: ", "a: [", "- ", "## 핵심 요약\n", "세부 요약", "### ", "[x](", "http://[", "<!--", "```\n"]
PIECES = st.sampled_from([*MARKS, "\t", "|", "&#0;", "\ud800", "> ", "*"])


@settings(max_examples=300)
@given(st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join))
def test_nothing_in_a_file_raises(text: str) -> None:
    post = read_post(text)
    assert isinstance(post, ReadPost)
    assert read_post(f"---\n{text}\n---\n{text}").body_line >= 1
