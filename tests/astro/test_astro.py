"""The posts through the real generator: what we publish becomes pages, and each cause that the gate names is real."""

import html
import random
import re
from pathlib import Path

import pytest

from tests.astro.building import Built, build
from tests.golden.stories import NOW, STORIES
from uploader.gate.contract import contract
from uploader.models import Severity
from uploader.post.dialect import ADDRESS, parse, plain
from uploader.post.markdown import bold_lead, escape, one_line
from uploader.post.read import Fault, read_post

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

GOOD = STORIES["normal"].golden
ID = STORIES["normal"].summary.video_id
BULLET = "- 야간 배포는 여전히 금지"


@pytest.fixture(scope="session")
def golden_site(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    posts = {story.file_name: story.golden for story in STORIES.values()}
    posts[f"{RANDOM_ID}.md"] = RANDOM_POST
    return build(tmp_path_factory.mktemp("golden") / "site", packages, posts)


def article(page: str) -> str:
    found = re.search(r"<article>(.*)</article>", page, re.DOTALL)
    assert found
    return found[1]


def seen(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def test_every_golden_post_has_a_page_at_its_id(golden_site: Built) -> None:
    assert golden_site.passed, golden_site.said
    assert set(golden_site.pages) == {story.summary.video_id for story in STORIES.values()} | {RANDOM_ID}


@pytest.mark.parametrize("name", STORIES)
def test_a_page_shows_what_was_said_and_no_markup(golden_site: Built, name: str) -> None:
    story = STORIES[name]
    page = golden_site.pages[story.summary.video_id]
    body = article(page)
    assert "<del>" not in body
    assert "**" not in seen(body)
    assert "<table" not in body
    assert len(re.findall(r"<(?:img|script|iframe)", body)) == 1  # the thumbnail
    title = re.search(r"<title>(.*?)</title>", page)
    frontmatter = read_post(story.golden).frontmatter
    assert title
    assert not isinstance(frontmatter, Fault)
    assert html.unescape(title[1]) == frontmatter["title"]
    for text in story.texts:
        assert text in seen(body)


@pytest.mark.parametrize("name", STORIES)
def test_the_generator_reads_a_post_as_our_dialect_does(golden_site: Built, name: str) -> None:
    """All that the gate says about markup rests on this."""
    story = STORIES[name]
    tokens, _ = parse(story.golden.split("\n---\n", 1)[1])
    ours = [plain(token.children) for token in tokens if token.type == "inline"]
    body = article(golden_site.pages[story.summary.video_id])
    blocks = re.findall(r"<(p|li|h2|h3)\b[^>]*>(.*?)</\1>", body, re.DOTALL)
    assert [seen(block).strip() for _, block in blocks] == [text.strip() for text in ours]


@pytest.mark.parametrize("name", STORIES)
def test_leads_are_bold_where_our_dialect_says_so(golden_site: Built, name: str) -> None:
    story = STORIES[name]
    bold = re.findall(r"<strong>(.*?)</strong>", article(golden_site.pages[story.summary.video_id]))
    tokens, _ = parse(story.golden.split("\n---\n", 1)[1])
    ours = sum(child.type == "strong_open" for token in tokens for child in token.children or ())
    assert len(bold) == ours
    if name == "normal":
        assert "Harbor Grid의 Mina Park" in bold
    if name == "old":
        assert bold == ["영상 링크:", "채널명:"]


PIECES = [*"*_`~<>[]()!#-+=|&;\\.:'\"1aB가 \u00a0é🚀{}^@/$%·…①", "**", "__", "~~", "](", "[^1]", "- ", "1. ", "<!--"]
PIECES += [
    "&amp;",
    "단어",
    "---",
    "```",
    ":::",
    "http:",
    "mailto:",
    "{{x}}",
    "[x]:",
    "[ ] ",
    "|-|",
    "\u3000",
    "\u200b",
    "𝐚",
]


def nonsense(dice: random.Random) -> str:
    """Text that looks like markup; no bare address, which no escape can stop."""
    text = one_line("".join(dice.choices(PIECES, k=dice.randint(1, 10))))
    return text if text and not ADDRESS.search(text) else nonsense(dice)


RANDOM_ID = "random-text"
DICE = random.Random(20250831)
TEXTS = [nonsense(DICE) for _ in range(300)]
LEADS = [(nonsense(DICE), nonsense(DICE)) for _ in range(150)]
RANDOM_POST = GOOD[: GOOD.index("## *")].replace(ID, RANDOM_ID)
RANDOM_POST += "".join(
    f"### {escape(text, 'heading')}\n\n- {escape(text, 'line')}\n\n## *{escape(text)}*\n\n"
    f"[{escape(text, 'link')}](https://www.youtube.com/watch?v={RANDOM_ID})\n\n"
    for text in TEXTS
)
RANDOM_POST += "".join(f"### -\n\n- {bold_lead(lead, rest)}\n\n" for lead, rest in LEADS)


def test_text_that_looks_like_markup_reads_back_as_itself_from_the_page(golden_site: Built) -> None:
    body = article(golden_site.pages[RANDOM_ID])
    blocks = re.findall(r"<(p|li|h2|h3)\b[^>]*>(.*?)</\1>", body, re.DOTALL)[1:]
    meant = [(tag, text) for text in TEXTS for tag in ("h3", "li", "h2", "p")]
    meant += [(tag, text) for lead, rest in LEADS for tag, text in (("h3", "-"), ("li", lead + rest))]
    assert [(tag, seen(inner).strip()) for tag, inner in blocks] == meant
    bold = sum("<strong>" in inner for tag, inner in blocks if tag == "li")
    assert bold == sum(bold_lead(lead, rest).startswith("**") for lead, rest in LEADS) > 50


BREAKING = {
    "bad YAML": GOOD.replace('title: "', 'title: "x" "'),
    "a key missing": re.sub(r"^pubDatetime: .*\n", "", GOOD, flags=re.MULTILINE),
    "a title that is a number": re.sub(r"^title: .*$", "title: 2026", GOOD, flags=re.MULTILINE),
    "a quoted date": re.sub(r"^pubDatetime: (.*)$", r'pubDatetime: "\1"', GOOD, flags=re.MULTILINE),
    "featured: yes": GOOD.replace("featured: true", "featured: yes"),
    "a relative image": GOOD.replace(BULLET, f"{BULLET} ![](./there-is-none.png)"),
}


@pytest.mark.parametrize("cause", BREAKING)
def test_what_the_gate_says_breaks_the_site_breaks_it(packages: Path, tmp_path: Path, cause: str) -> None:
    text = BREAKING[cause]
    assert text != GOOD
    assert errors(text, f"{ID}.md")
    built = build(tmp_path / "site", packages, {f"{ID}.md": text, **_others("normal")})
    assert not built.passed, built.said


def _others(*without: str) -> dict[str, str]:
    return {story.file_name: story.golden for name, story in STORIES.items() if name not in without}


def errors(text: str, file_name: str) -> set[str]:
    return {found.rule for found in contract(text, file_name, NOW) if found.severity is Severity.ERROR}


def copy(number: int, *changes: tuple[str, str]) -> tuple[str, str]:
    """The normal post under another id, changed."""
    video_id = f"damaged-{number:03}"
    text = GOOD.replace(ID, video_id)
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return video_id, text


TITLE = '"Half the Steps, Twice the Sleep - Mina Park, Harbor Grid"'
DAMAGING = {
    "strikethrough": (copy(1, (BULLET, "- 10~20%에서 80~90%로")), r"<del>20%에서 80</del>"),
    "literal-markup": (copy(2, (BULLET, "- **단어(word)**는")), r"<li>\*\*단어\(word\)\*\*는</li>"),
    "html": (copy(3, (BULLET, "- 제네릭 <T> 타입")), r"제네릭 <t> ?타입|제네릭 <T> 타입"),
    "html, a comment": (copy(4, (BULLET, "- 남은 말\n\n<!-- 열림")), r"(?s)\A(?!.*실패한 작업은)"),
    "structure": (copy(5, (BULLET, "```")), r"<pre"),
    "html, in the title": (
        copy(6, (TITLE, '"x </script><script>alert(1)</script>"')),
        r"</script><script>alert\(1\)</script>",
    ),
    "html, with a handler": (copy(7, (BULLET, "- 그림 <img src=x onerror=alert(1)>")), r"onerror=\"?alert\(1\)"),
    "link": (copy(8, (BULLET, "- [여기](javascript:alert(1))")), r'<a href="javascript:alert\(1\)"'),
    "link, by itself": (copy(9, (BULLET, "- 주소는 www.spam.example 임")), r'<a href="http://www\.spam\.example"'),
    "link, escaped in vain": (copy(10, (BULLET, "- https\\://spam.example")), r'<a href="https://spam\.example"'),
    "link, a definition": (copy(11, (BULLET, "- 남은 말\n\n[x]: 사라지는-줄")), r"(?s)\A(?!.*사라지는-줄)"),
}
HIDDEN = {
    "file-name": ("_hidden-001.md", GOOD.replace(ID, "_hidden-001")),
    "date": ("hidden--002.md", re.sub(r"2025-\S+Z", "2999-01-01T00:00:00.000Z", GOOD.replace(ID, "hidden--002"))),
}


@pytest.fixture(scope="session")
def damaged_site(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    posts = {f"{video_id}.md": text for (video_id, text), _ in DAMAGING.values()}
    return build(tmp_path_factory.mktemp("damaged") / "site", packages, posts | dict(HIDDEN.values()))


@pytest.mark.parametrize("cause", DAMAGING)
def test_what_the_gate_says_damages_a_page_damages_it(damaged_site: Built, cause: str) -> None:
    (video_id, text), shown = DAMAGING[cause]
    assert cause.split(",", maxsplit=1)[0] in errors(text, f"{video_id}.md")
    assert damaged_site.passed, damaged_site.said
    assert re.search(shown, damaged_site.pages[video_id])


@pytest.mark.parametrize("cause", HIDDEN)
def test_what_the_gate_says_hides_a_page_hides_it(damaged_site: Built, cause: str) -> None:
    file_name, text = HIDDEN[cause]
    assert cause in errors(text, file_name)
    assert damaged_site.passed, damaged_site.said
    assert not [slug for slug in damaged_site.pages if slug.strip("_").startswith("hidden")]
