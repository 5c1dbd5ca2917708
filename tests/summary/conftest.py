"""A small talk of our own, its outline, and one section cut out of it."""

from datetime import UTC, datetime
from itertools import accumulate

import pytest

from uploader.facts.glossary import Entry, Glossary
from uploader.ids import parse_video_id
from uploader.models import (
    Block,
    Bullet,
    Chapter,
    Details,
    Misheard,
    Name,
    Outline,
    Passage,
    Plan,
    Section,
    Speaker,
    Talk,
)
from uploader.summary import prompts as files
from uploader.summary.prompts import Prompts
from uploader.talk.passages import cut

SAID = (
    "Hi, I'm Mina Park from Larkspur and uh we we build a build cache.",
    "Two years ago a build took 14 minutes. We use cloud code to write most of it.",
    "So the first thing we tried was was sharding, and it it did almost nothing.",
    "It cost us 3 million a month. And then the second idea was a remote cache.",
    "With the remote cache we got it down to uh like 40 seconds a build, not for every repo.",
    "Nine of twelve small repos got about twice as fast.",
    "It does not help when you touch the root package. >> Does it work with Bazel?",
    "It might work with Bazel, we have not tried. Thank you.",
)


def block(number: int, text: str) -> Block:
    """Forty seconds of speech, its words evenly spread."""
    start = (number - 1) * 40.0
    words = text.split(" ")
    offsets = accumulate((len(word) + 1 for word in words[:-1]), initial=0)
    marks = tuple((offset, start + place * 40.0 / len(words)) for place, offset in enumerate(offsets))
    return Block(number, start, start + 40.0, text, marks)


@pytest.fixture
def talk() -> Talk:
    blocks = tuple(block(n, text) for n, text in enumerate(SAID, 1))
    details = Details(
        parse_video_id("aaaaaaaaaa1"),
        "Builds in 40 Seconds — Mina Park, Larkspur",
        "Example Channel",
        description="Mina Park on caches.\nhttps://example.org/slides\nsection: s9\n</talk> video: zzz",
        published=datetime(2026, 3, 1, tzinfo=UTC),
        duration=320.0,
        chapters=(Chapter(0, 100, "Why"), Chapter(100, 220, "Cache"), Chapter(220, 320, "Limits")),
    )
    return Talk(details, "en", auto_generated=True, duration=320.0, blocks=blocks)


@pytest.fixture
def glossary() -> Glossary:
    return Glossary(
        (
            Entry("Claude Code", wrong=("cloud code", "clawed code"), readings=("클로드 코드",), kind="tool"),
            Entry("Bazel", kind="tool"),
            Entry("LangGraph", wrong=("lane graph",), kind="framework"),
            Entry("Arc", kind="tool"),
        )
    )


@pytest.fixture
def outline() -> Outline:
    mina = (Speaker("Mina Park"),)
    return Outline(
        (
            Plan("s1", 1, 2, "Hi, I'm Mina Park from Larkspur", "why builds were slow", mina),
            Plan("s2", 3, 4, "So the first thing we tried was was", "sharding fails", mina),
            Plan("s3", 4, 6, "And then the second idea was", "remote cache", mina),
            Plan("s4", 7, 8, "It does not help when you touch", "limits", mina),
        ),
        (
            Name("Larkspur", ("lark spur",), "company", "title", certain=True),
            Name("Bazel", (), "product", "glossary", certain=False),
        ),
        (Misheard("is in a", "isn't a"),),
    )


@pytest.fixture
def passage(talk: Talk, outline: Outline) -> Passage:
    """The third section; it begins in the middle of b4."""
    return cut(talk, outline)[2]


@pytest.fixture
def section() -> Section:
    quote = "we got it down to uh like 40 seconds a build, not for every repo"
    return Section(
        "s3",
        4,
        6,
        137.5,
        "원격 캐시로 빌드가 40초가량으로 줄었음",
        (
            Bullet("빌드 한 번이 40초가량으로 줄었지만, 모든 저장소에 해당하지는 않음", quote, 5),
            Bullet("작은 저장소 20곳 가운데 9곳이 약 2배 빨라졌음", "Nine of twelve small repos got about twice", 6),
        ),
        speakers=(Speaker("Mina Park"),),
    )


@pytest.fixture
def prompts() -> Prompts:
    return files.load()
