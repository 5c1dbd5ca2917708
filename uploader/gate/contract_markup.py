"""The body's markup: what strikes text out, lets it vanish, leads readers elsewhere, or runs in their browser.

The only HTML of a post is its thumbnail (for Hugo, which leaves HTML out, its only image), its only links lead to its
video; both are written by code.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from uploader.models import Finding, Rule, Severity
from uploader.post import dialect
from uploader.post.formats import Format
from uploader.post.read import ReadPost, video_of

_THUMBNAIL = re.compile(
    r'<div style="text-align: center;">\n'
    r'  <img src="https://img\.youtube\.com/vi/(?P<id>[A-Za-z0-9_-]+)/(?:maxres|hq)default\.jpg"'
    r' alt="YouTube Thumbnail" style="width: 100%; max-width: [0-9]{2,4}px; height: auto; border-radius: 0\.5rem;'
    r' box-shadow: 0 2px 8px rgba\(0,0,0,0\.1\);" loading="lazy" />\n'
    r"</div>\n?"
)
_IMAGE = re.compile(r"https://img\.youtube\.com/vi/(?P<id>[A-Za-z0-9_-]+)/(?:maxres|hq)default\.jpg")
_LITERAL = re.compile(
    r"\*\*(?:[^*]+\*\*)?|~~(?:[^~]+~~)?|`+(?:[^`]+`+)?"
    r"|(?<![A-Za-z0-9_])__(?=\S)(?![A-Za-z0-9_]+__).+?__(?![A-Za-z0-9_])"  # but __init__ is a name
)


def markup(post: ReadPost, kind: Format = "astropaper") -> Iterator[Finding]:
    """Rules `thumbnail`, `html`, `link`, `strikethrough`, `literal-markup`, and `structure` for an open fence."""
    yield from _blocks(post, kind)
    yield from _thumbnail(post, kind)
    yield from _links(post, kind)
    yield from _struck(post)
    yield from _literals(post)


def _thumbnail(post: ReadPost, kind: Format) -> Iterator[Finding]:
    """The one picture of a post: HTML, or an image where the generator leaves raw HTML out."""
    shown = _images(post) if kind == "hugo" else _html(post)
    if not shown:
        yield _finding(post, "thumbnail", None, "", "The thumbnail block is missing.")
    for line, video in shown[:1]:
        if video != post.video_id:
            yield _finding(post, "thumbnail", line, video, "The thumbnail is another video's.")


def _html(post: ReadPost) -> list[tuple[int, str]]:
    found = [(token, _THUMBNAIL.fullmatch(token.content)) for token in post.tokens if token.type == "html_block"]
    return [((token.map or [0])[0] + 1, ours["id"]) for token, ours in found if ours]


def _images(post: ReadPost) -> list[tuple[int, str]]:
    images = [(line, token) for line, token in dialect.inlines(post.tokens) if token.type == "image"]
    found = [(line, _IMAGE.fullmatch(str(token.attrs.get("src", "")))) for line, token in images]
    return [(line, ours["id"]) for line, ours in found if ours]


def _blocks(post: ReadPost, kind: Format) -> Iterator[Finding]:
    thumbnails = 0
    for token in post.tokens:
        line = (token.map or [0])[0] + 1
        if token.type == "html_block":
            ours = kind != "hugo" and _THUMBNAIL.fullmatch(token.content) is not None
            thumbnails += ours
            if not ours or thumbnails > 1:
                yield _finding(post, "html", line, token.content, "HTML that is not the post's thumbnail.")
        elif token.type == "fence" and _is_open(token):
            yield _finding(post, "structure", line, token.markup, "An open code fence: the rest of the page is code.")
        elif token.type == "code_block":
            yield _finding(post, "literal-markup", line, token.content, "Indented text turns to code.")
    for line, token in dialect.inlines(post.tokens):
        if token.type == "html_inline":
            yield _finding(post, "html", line, token.content, "HTML in text: it vanishes from the page, or runs.")


def _is_open(fence: Token) -> bool:
    """A closed fence spans two lines besides its content, an open one only its first."""
    first, end = fence.map or [0, 0]
    return end - first < fence.content.count("\n") + 2


def _links(post: ReadPost, kind: Format) -> Iterator[Finding]:
    video = post.video_id
    allowed = _images(post)[:1] if kind == "hugo" else []
    for line, token in dialect.inlines(post.tokens):
        if token.type == "link_open":
            target = str(token.attrs.get("href", ""))
            if video is None or video_of(target) != video or not target.startswith("https://"):
                yield _finding(post, "link", line, target, "A link leads elsewhere than to the video.")
        elif token.type == "image":
            source = str(token.attrs.get("src", ""))
            if allowed and allowed[0][0] == line and _IMAGE.fullmatch(source):
                allowed = []
                continue
            yield _finding(post, "link", line, source, "An image: a relative one breaks the site's build.")
    for line, seen in _rows(post, code=True):
        for found in dialect.ADDRESS.finditer(seen):
            yield _finding(post, "link", line, found[0], "An address in text: the page makes a link of it.")
    for label in post.definitions:
        yield _finding(post, "link", None, f"[{label}]:", "A link definition: its line is not on the page.")


def _struck(post: ReadPost) -> Iterator[Finding]:
    opened: list[int] = []
    for block in post.tokens:
        children = block.children or []
        line = (block.map or [0])[0] + 1
        for at, token in enumerate(children):
            if token.type == "s_open":
                opened.append(at)
            elif token.type == "s_close" and opened:
                struck = dialect.plain(children[opened.pop() + 1 : at])
                yield _finding(post, "strikethrough", line, struck, "Text between tildes is struck out; escape them.")


def _literals(post: ReadPost) -> Iterator[Finding]:
    for line, seen in _rows(post, code=False):
        for found in _LITERAL.finditer(seen):
            text = found[0].replace(_ELSE, "…")
            yield _finding(post, "literal-markup", line, text, "Markdown stands in the text as it is written.")


_ELSE = "\ufffc"
"""Stands where a link, and code where it is not asked for, stood: what is around it does not join."""


def _rows(post: ReadPost, *, code: bool) -> Iterator[tuple[int, str]]:
    """Each line of the body's text with its number, escapes and entities resolved, links left out."""
    for block in post.tokens:
        if block.type == "inline":
            first = (block.map or [0])[0] + 1
            yield from enumerate(_shown(block.children or [], code=code).split("\n"), first)


def _shown(children: Sequence[Token], *, code: bool) -> str:
    shown: list[str] = []
    depth = 0
    for token in children:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        hidden = depth or token.type == "image" or (token.type == "code_inline" and not code)
        plain = dialect.plain([token])
        shown.append(_ELSE if plain and hidden else plain)
    return "".join(shown)


def _finding(post: ReadPost, rule: Rule, line: int | None, text: str, message: str) -> Finding:
    short = " ".join(text.split())
    place = post.place(line or post.body_line)
    return Finding(rule, Severity.ERROR, place, short if len(short) <= 80 else f"{short[:80]}…", message)
