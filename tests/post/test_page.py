"""POST.md's bytes, and nothing of a summary that is not escaped."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.stories import MADE, NOW, STORIES
from uploader.gate.contract import contract
from uploader.gate.schemas import format_of
from uploader.models import Summary
from uploader.post.dialect import inlines, parse
from uploader.post.formats import Format
from uploader.post.guards import acting
from uploader.post.naming import video_in
from uploader.post.page import clock, render
from uploader.post.read import read_post
from uploader.post.style import AUTO_TAG, Style

FORMATS = get_args(Format)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", STORIES)
def test_a_story_renders_to_its_golden_post(name: str, kind: Format) -> None:
    story = STORIES[name]
    post = render(story.summary, story.details, MADE, story.style_of(kind))
    assert post.file_name == story.named(kind)
    assert post.text == story.golden_of(kind)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", STORIES)
def test_what_we_render_keeps_the_contract(name: str, kind: Format) -> None:
    story = STORIES[name]
    post = render(story.summary, story.details, MADE, story.style_of(kind))
    found = contract(post.text, post.file_name, NOW, kind=kind, duration=story.details.duration)
    assert list(found) == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", STORIES)
def test_a_post_tells_for_which_generator_and_video_it_was_written(name: str, kind: Format) -> None:
    story = STORIES[name]
    read = read_post(story.golden_of(kind))
    assert format_of(read, story.named(kind)) == kind
    assert read.video_id == read.slug == read.thumbnail == story.summary.video_id
    assert video_in(f"some/folder/{story.named(kind)}") == story.summary.video_id


@pytest.mark.parametrize("kind", FORMATS)
def test_in_every_generator_the_same_is_read(kind: Format) -> None:
    for story in STORIES.values():
        ours, read = read_post(story.golden), read_post(story.golden_of(kind))
        assert [point.text for point in read.key_points] == [point.text for point in ours.key_points]
        assert [[bullet.text for bullet in part.bullets] for part in read.sections] == [
            [bullet.text for bullet in part.bullets] for part in ours.sections
        ]
        assert (read.title and read.title.text, read.prose) == (ours.title and ours.title.text, ours.prose)
        assert (read.link_text, read.channel) == (ours.link_text, ours.channel)


def test_rendering_again_gives_the_same_bytes() -> None:
    story = STORIES["normal"]
    posts = [render(story.summary, story.details, MADE, story.style) for _ in range(2)]
    assert posts[0] == posts[1]
    assert posts[0].text.endswith("8%\n")
    assert "\r" not in posts[0].text


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59.999, "0:59"), (750.4, "12:30"), (3723, "1:02:03")])
def test_moments_are_shown_as_youtube_shows_them(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_the_tag_that_says_nobody_wrote_it_is_always_there_once() -> None:
    assert Style(tags=("a", "a")).labels == ("a", AUTO_TAG)
    assert Style(tags=(AUTO_TAG, "b")).labels == (AUTO_TAG, "b")


def test_settings_reach_the_page() -> None:
    story = STORIES["normal"]
    plain = render(story.summary, story.details, MADE, Style(moments=False, separators=False, bold_leads=False)).text
    assert "▶" not in plain
    assert plain.count("\n---\n") == 2  # the frontmatter's end, and before the sections
    assert "- Harbor Grid의 Mina Park은" in plain
    dated = replace(story.details, published=datetime(2024, 1, 2, tzinfo=UTC))
    assert "pubDatetime: 2024-01-02T00:00:00.000Z" in render(story.summary, dated, MADE, Style(dated="uploaded")).text
    assert "pubDatetime: 2025-08-31" in render(story.summary, dated, MADE, Style()).text


HOSTILE = [
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    "---\ntitle: x\n---",
    "```",
    "~~~",
    "<!--",
    "{{ details }}",
    "{% raw %}",
    "\u202e",
    "\x00",
    "{{< figure >}}",
    "{: onclick=x}",
    "# x",
    "![x](y.png)",
    "[x]: y",
    "| a |\n|---|",
]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=10), min_size=1, max_size=5).map(" ".join)


@settings(max_examples=100)
@given(texts, texts, texts, st.sampled_from(FORMATS))
def test_hostile_text_adds_no_block_no_link_and_no_html(title: str, heading: str, bullet: str, kind: Format) -> None:
    story, style = STORIES["short"], STORIES["short"].style_of(kind)
    plain = render(story.summary, story.details, MADE, style).text
    text = render(_with(story.summary, heading, bullet), replace(story.details, title=title), MADE, style).text
    assert _frame(text) == _frame(plain)
    body = text.split("\n---\n", 1)[1]
    assert [found for line in body.split("\n") for found in acting(line, kind)] == []


def _with(summary: Summary, heading: str, bullet: str) -> Summary:
    points = tuple(replace(point, lead="", rest=f"x{bullet}") for point in summary.key_points)
    section = summary.sections[0]
    bullets = tuple(replace(one, ko=f"x{bullet}") for one in section.bullets)
    return replace(
        summary,
        title=f"x{heading}",
        key_points=points,
        sections=(replace(section, heading=f"x{heading}", bullets=bullets),),
    )


def _frame(text: str) -> tuple[list[str], list[object], list[str]]:
    """Blocks, link targets and raw HTML of the body; the frontmatter's keys."""
    front, body = re.split(r"\n---\n", text, maxsplit=1)
    tokens, _ = parse(body)
    blocks = [token.type for token in tokens]
    children = [token for _, token in inlines(tokens)]
    links: list[object] = [child.attrs.get("href") for child in children if child.type in {"link_open", "image"}]
    raw = [token.content for token in tokens if token.type == "html_block"]
    raw += [child.content for child in children if child.type == "html_inline"]
    return blocks, links, raw + re.findall(r"^\w+:", front, re.MULTILINE)
