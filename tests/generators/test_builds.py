"""The posts through Hugo and Jekyll themselves: what we publish becomes pages, and what would act in them is text."""

import html
import random
import re
from pathlib import Path

import pytest

from tests.generators.building import Built, build, seen, straight
from tests.golden.stories import NOW, STORIES
from uploader.gate.contract import contract
from uploader.models import Severity
from uploader.post.dialect import ADDRESS, parse, plain
from uploader.post.formats import Format
from uploader.post.guards import guarded
from uploader.post.markdown import bold_lead, escape, one_line
from uploader.post.read import Fault, read_post

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

PIECES = [*"*_`~<>[]()!#-+=|&;\\.:'\"1aB가 \u00a0é🚀{}^@/$%·①"]
PIECES += [
    "**",
    "__",
    "~~",
    "](",
    "[^1]",
    "- ",
    "1. ",
    "<!--",
    "&amp;",
    "단어",
    "---",
    "```",
    ":::",
    "http:",
    "mailto:",
]
PIECES += ["[x]:", "[ ] ", "|-|", "\u3000", "\u200b", "𝐚", "<별>", "--", ">>", "<<", "$$", "<!--more-->", "ftp://x.y"]
PIECES += ["{{x}}", "{{", "}}", "{{<", ">}}", "{{%", "%}}", "{%", "%}", "{{< figure >}}", "{{ site.x }}", "{#id}"]
PIECES += ["{% include x %}", "{% raw %}", "{% endraw %}", "{: .x}", "{: onclick=x}", "{::options", "{:/}"]
RANDOM_ID = "random-text"


def nonsense(dice: random.Random) -> str:
    """Text that looks like markup; no bare address, which the gate refuses."""
    text = one_line("".join(dice.choices(PIECES, k=dice.randint(1, 10))))
    return text if text and not ADDRESS.search(text) else nonsense(dice)


DICE = random.Random(20261125)
TEXTS = [nonsense(DICE) for _ in range(300)]
LEADS = [(nonsense(DICE), nonsense(DICE)) for _ in range(150)]


def random_post(kind: Format) -> str:
    good = STORIES["normal"]
    text = good.golden_of(kind)
    text = text[: text.index("## *")].replace(good.summary.video_id, RANDOM_ID)
    text += "".join(
        f"### {guarded(escape(each, 'heading'), kind)}\n\n- {guarded(escape(each, 'line'), kind)}\n\n"
        f"## *{guarded(escape(each), kind)}*\n\n"
        f"x [{guarded(escape(each, 'link'), kind)}](https://www.youtube.com/watch?v={RANDOM_ID})\n\n"
        for each in TEXTS
    )
    return text + "".join(f"### -\n\n- {guarded(bold_lead(lead, rest), kind)}\n\n" for lead, rest in LEADS)


@pytest.fixture(scope="module", params=["hugo", "jekyll"])
def kind(request: pytest.FixtureRequest) -> Format:
    """A generator that is here."""
    if request.param == "jekyll":
        request.getfixturevalue("jekyll")
    found: Format = request.param
    return found


@pytest.fixture(scope="module")
def site(kind: Format, tmp_path_factory: pytest.TempPathFactory) -> Built:
    posts = {story.named(kind): story.golden_of(kind) for story in STORIES.values()}
    normal = STORIES["normal"]
    posts[normal.named(kind).replace(normal.summary.video_id, RANDOM_ID)] = random_post(kind)
    return build(tmp_path_factory.mktemp(kind) / "site", kind, posts)


def test_every_golden_post_has_a_page_at_its_id(site: Built) -> None:
    assert site.passed, site.said
    assert set(site.pages) == {story.summary.video_id for story in STORIES.values()} | {RANDOM_ID}
    for story in STORIES.values():
        assert f'href="/posts/{story.summary.video_id}/"' in site.index


@pytest.mark.parametrize("name", STORIES)
def test_a_page_shows_what_was_said_and_no_markup(site: Built, kind: Format, name: str) -> None:
    story = STORIES[name]
    video = story.summary.video_id
    body = site.article(video)
    assert not re.search(r"<(?:del|table|code|script|iframe|math)\b|<[^>]*\bonclick=", body)
    assert f'src="https://img.youtube.com/vi/{video}/' in body
    assert body.count("<img") == 1
    assert "raw HTML omitted" not in body
    for text in story.texts:
        assert straight(text) in seen(body)
    tokens, _ = parse(story.golden_of(kind).split("\n---\n", 1)[1])
    ours = [plain(token.children) for token in tokens if token.type == "inline"]
    shown = [seen(inner) for _, inner in site.blocks(video) if "<img" not in inner]
    assert shown == [straight(text) for text in ours if text != "YouTube Thumbnail"]
    bold = sum(child.type == "strong_open" for token in tokens for child in token.children or ())
    assert body.count("<strong>") == bold


@pytest.mark.parametrize("name", STORIES)
def test_the_generator_reads_the_frontmatter_as_it_was_meant(site: Built, kind: Format, name: str) -> None:
    story = STORIES[name]
    page = site.pages[story.summary.video_id]
    values = read_post(story.golden_of(kind)).frontmatter
    assert not isinstance(values, Fault)
    shown = {
        "title": re.findall(r"<title>(.*?)</title>", page),
        "description": re.findall(r'<meta name="description" content="(.*?)">', page),
        "author": re.findall(r"<address>(.*?)</address>", page),
    }
    assert {key: [html.unescape(each) for each in found] for key, found in shown.items()} == {
        key: [values[key]] for key in shown
    }
    tags = re.search(r'<ul class="tags">(.*?)</ul>', page)
    assert tags
    assert [html.unescape(tag) for tag in re.findall(r"<li>(.*?)</li>", tags[1])] == values["tags"]
    (dated,) = re.findall(r'<time datetime="(.*?)">', page)
    assert dated[:19] == f"{values['date']:%Y-%m-%dT%H:%M:%S}"


def test_text_that_looks_like_markup_reads_back_as_itself_from_the_page(site: Built) -> None:
    blocks = [block for block in site.blocks(RANDOM_ID) if "<img" not in block[1]][1:]
    meant = [(tag, f"x {text}" if tag == "p" else text) for text in TEXTS for tag in ("h3", "li", "h2", "p")]
    meant += [(tag, text) for lead, rest in LEADS for tag, text in (("h3", "-"), ("li", lead + rest))]
    assert [(tag, seen(inner)) for tag, inner in blocks] == [(tag, straight(text)) for tag, text in meant]
    bold = sum("<strong>" in inner for tag, inner in blocks if tag == "li")
    assert bold == sum(bold_lead(lead, rest).startswith("**") for lead, rest in LEADS) > 30


BULLET = "- 야간 배포는 여전히 금지"
ID = STORIES["normal"].summary.video_id


def good(kind: Format) -> str:
    return STORIES["normal"].golden_of(kind)


def errors(text: str, file_name: str, kind: Format) -> set[str]:
    return {found.rule for found in contract(text, file_name, NOW, kind=kind) if found.severity is Severity.ERROR}


BREAKING = [
    ("hugo", "html", BULLET, "- {{< nobody-knows-it >}}"),
    ("hugo", "html", BULLET, "- \\{{% nobody-knows-it %}}"),
    ("hugo", "yaml", 'title: "', 'title: "x" "'),
    ("hugo", "schema", "date: 2025", "date: soon 2025"),
    ("jekyll", "html", BULLET, "- {% nobody-knows-it %}"),
    ("jekyll", "html", BULLET, "- \\{% include nothing.html %}"),
    ("jekyll", "schema", "date: 2025-08-31T09:05:07.042Z", "date: soon"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rule", "before", "after"), BREAKING, indirect=["kind"])
def test_what_the_gate_says_breaks_the_site_breaks_it(
    kind: Format, tmp_path: Path, rule: str, before: str, after: str
) -> None:
    text = good(kind).replace(before, after)
    name = STORIES["normal"].named(kind)
    assert text != good(kind)
    assert rule in errors(text, name, kind)
    assert not build(tmp_path / "site", kind, {name: text}).passed


DAMAGING = [
    ("hugo", "html", BULLET, "- 남은 말 <!--more-->", r"<li>남은 말\s*</li>"),
    ("hugo", "html", "### 배포 절차", "### 배포 {.x} {#anders}\n\n### 절차", r'<h3 id="anders"'),
    ("hugo", "html", BULLET, "- 제네릭 <b onclick=x>T</b>", r"raw HTML omitted"),
    ("jekyll", "html", BULLET, "- {{ site.title }}의 말", r"<li>A blog의 말"),
    ("jekyll", "html", BULLET, "- **말**{: onclick='x'}", r"<strong onclick=\"x\">"),
    ("jekyll", "structure", BULLET, "- 왼쪽 | 오른쪽", r"<table"),
    ("jekyll", "html", BULLET, "- $$x$$", r"\\\(x\\\)|\\\[x\\\]"),
]


@pytest.mark.parametrize(("kind", "rule", "before", "after", "shown"), DAMAGING, indirect=["kind"])
def test_what_the_gate_says_damages_a_page_damages_it(
    kind: Format, tmp_path: Path, rule: str, before: str, after: str, shown: str
) -> None:
    text = good(kind).replace(before, after, 1)
    name = STORIES["normal"].named(kind)
    assert rule in errors(text, name, kind)
    built = build(tmp_path / "site", kind, {name: text})
    assert built.passed, built.said
    assert re.search(shown, built.article(ID)), built.article(ID)


HIDDEN = [
    ("hugo", "date", f"{ID}.md", "date: 2025", "date: 2999"),
    ("jekyll", "date", f"2025-08-31-{ID}.md", "date: 2025", "date: 2999"),
    ("jekyll", "file-name", f"{ID}.md", "", ""),
]


@pytest.mark.parametrize(("kind", "rule", "name", "before", "after"), HIDDEN, indirect=["kind"])
def test_what_the_gate_says_hides_a_page_hides_it(
    kind: Format, tmp_path: Path, rule: str, name: str, before: str, after: str
) -> None:
    text = good(kind).replace(before, after, 1)
    assert rule in errors(text, name, kind)
    built = build(tmp_path / "site", kind, {name: text})
    assert built.passed, built.said
    assert ID not in built.pages
