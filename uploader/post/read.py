"""Any post's file into its parts: ours, the old script's, a person's, or nothing of the kind.

Nothing here raises over a file's content: what is wrong with a file is a value. `check` and `audit` make claims of
what is read here, and the gate's contract judges it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from markdown_it.token import Token
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from uploader.errors import BadInput
from uploader.ids import VideoId, parse_video_id
from uploader.models import Place
from uploader.post import dialect

ADDRESS_KEYS = ("url", "permalink", "slug")
"""What sets a page's address: Hugo's, Jekyll's and Astro's own key; in Hugo `url` goes before `slug`."""
DATE_KEYS = ("pubDatetime", "date")
"""What dates a page: Astro's, and the others'."""

_FRONTMATTER_LIMIT = 64 * 1024
_KEY_POINTS = "핵심 요약"
_DETAILS = "세부 요약"
_THUMBNAIL = re.compile(r"img\.youtube\.com/vi/([^/\"'\s]+)/")
_CHANNEL = re.compile(r"^채널명:[ ]*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of a file as its reader sees it, without Markdown, and the line where it begins (from 1)."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section; `moment` is where its link into the video points, in seconds."""

    heading: Written
    bullets: tuple[Written, ...] = ()
    moment: float | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no frontmatter to speak of."""

    message: str
    line: int


@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post's file, read.

    Attributes:
        frontmatter: what YAML 1.2 makes of it; a `Fault` where it is no mapping.
        body_line: the line at which the body begins.
        thumbnail: the text in the thumbnail's address where a video id stands.
        link: the target of the first link before the summary.
        title: the Korean title; None where no heading announces key points.
        prose: paragraphs, tables and code that are neither bullet, heading nor the lines about the video.
        tokens: of the whole file, frontmatter lines being blank.
        definitions: labels of link definitions; these lines are not on the page.
    """

    frontmatter: Mapping[str, object] | Fault
    body_line: int
    thumbnail: str | None = None
    link: str | None = None
    link_text: str = ""
    channel: str = ""
    title: Written | None = None
    key_points: tuple[Written, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    prose: tuple[Written, ...] = ()
    tokens: tuple[Token, ...] = field(default=(), repr=False, compare=False)
    definitions: tuple[str, ...] = ()

    @property
    def video_id(self) -> VideoId | None:
        """By the page's address, else by the video's link; None where neither names a video."""
        slug = self.slug or ""
        return video_of("" if "/" in slug else slug) or video_of(self.link or "")

    @property
    def slug(self) -> str | None:
        """The slug, or the last part of the address that the frontmatter sets; None where it sets neither."""
        values = {} if isinstance(self.frontmatter, Fault) else self.frontmatter
        key = next((key for key in ADDRESS_KEYS if key in values), "slug")
        given = values.get(key)
        if not isinstance(given, str):
            return None
        return given if key == "slug" else given.strip("/").rpartition("/")[2]

    def place(self, line: int) -> Place:
        """What stands at `line`; a file's sections are named `s1`… in order."""
        if line < self.body_line:
            return Place("post", line=line)
        for number, section in enumerate(self.sections, 1):
            if section.heading.line == line:
                return Place("heading", f"s{number}", line=line)
            for index, bullet in enumerate(section.bullets):
                if bullet.line == line:
                    return Place("bullet", f"s{number}", index, line)
        for index, point in enumerate(self.key_points):
            if point.line == line:
                return Place("key-point", None, index, line)
        return Place("title" if self.title and self.title.line == line else "post", line=line)


def video_of(text: str) -> VideoId | None:
    """The video that an id or URL names, if it names one."""
    try:
        return parse_video_id(text)
    except BadInput:
        return None


def read_post(text: str) -> ReadPost:
    """The parts of a post's file. Never raises over what the file holds."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    opening = next((at for at, line in enumerate(lines) if line.strip()), 0)
    closing = next((at for at in range(opening + 1, len(lines)) if lines[at].startswith("---")), None)
    frontmatter: Mapping[str, object] | Fault = Fault("no frontmatter between two lines of ---", 1)
    body_at = 0
    if lines[opening].rstrip() == "---" and closing is not None:
        frontmatter = _yaml("\n".join(lines[opening + 1 : closing]), opening + 2)
        body_at = closing + 1
    tokens, definitions = dialect.parse("\n" * body_at + "\n".join(lines[body_at:]))
    return _Reading(tokens).post(frontmatter, body_at + 1, tuple(definitions))


def _yaml(source: str, first_line: int) -> Mapping[str, object] | Fault:
    if len(source) > _FRONTMATTER_LIMIT:
        return Fault(f"frontmatter is longer than {_FRONTMATTER_LIMIT} characters", first_line)
    try:
        read: object = YAML(typ="safe", pure=True).load(source)
    except MarkedYAMLError as wrong:
        at = wrong.problem_mark.line if wrong.problem_mark else 0
        return Fault(str(wrong.problem or wrong.context or "not YAML"), first_line + at)
    except (YAMLError, ValueError, ArithmeticError, TypeError, LookupError, AttributeError, RecursionError) as wrong:
        # ruamel builds numbers and dates with Python's own constructors, whose errors it lets through.
        return Fault(str(wrong) or type(wrong).__name__, first_line)
    if not isinstance(read, dict):
        return Fault("frontmatter is no mapping of keys to values", first_line)
    return {str(key): value for key, value in read.items()}


class _Reading:
    """One walk over a body's tokens: headings say where we are, list items and paragraphs fill it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._where = "front"
        self._has_details = any(_DETAILS in token.content for token in tokens if token.type == "inline")
        self._front: dict[str, str] = {}
        self._title: Written | None = None
        self._key_points: list[Written] = []
        self._sections: list[tuple[Written, list[Written], list[float]]] = []
        self._prose: list[Written] = []

    def post(self, frontmatter: Mapping[str, object] | Fault, body_line: int, definitions: tuple[str, ...]) -> ReadPost:
        depth = 0
        before = Token("", "", 0)
        for token in self._tokens:
            depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
            if token.type == "inline":
                self._inline(token, before, in_list=depth > 0)
            elif token.type == "list_item_close" and before.type == "list_item_open":
                self._item(_written(before, ""))
            elif token.type in {"fence", "code_block"}:
                self._prose.append(_written(token, token.content))
            elif token.type == "html_block" and (found := _THUMBNAIL.search(token.content)):
                self._front.setdefault("thumbnail", found[1])
            before = token
        return ReadPost(
            frontmatter=frontmatter,
            body_line=body_line,
            thumbnail=self._front.get("thumbnail"),
            link=self._front.get("link"),
            link_text=self._front.get("link_text", ""),
            channel=self._front.get("channel", ""),
            title=self._title,
            key_points=tuple(self._key_points),
            sections=tuple(
                ReadSection(heading, tuple(bullets), moments[0] if moments else None)
                for heading, bullets, moments in self._sections
            ),
            prose=tuple(self._prose),
            tokens=tuple(self._tokens),
            definitions=definitions,
        )

    def _inline(self, token: Token, before: Token, *, in_list: bool) -> None:
        seen = _written(token, dialect.plain(token.children))
        if before.type == "heading_open" and not in_list:
            self._heading(seen, int(before.tag[1]))
        elif in_list:
            self._item(seen)
        elif self._where == "front" and (found := _THUMBNAIL.search(_image(token))):
            self._front.setdefault("thumbnail", found[1])
        elif self._where == "front" and "link" not in self._front and (target := _target(token)):
            self._front.update(link=target, link_text=_link_text(token))
            channel = _CHANNEL.search(seen.text)
            self._front["channel"] = channel[1].strip() if channel else ""
        elif self._where == "section" and (at := _moment(token)) is not None:
            self._sections[-1][2].append(at)
        else:
            self._prose.append(seen)

    def _item(self, seen: Written) -> None:
        if self._where == "key":
            self._key_points.append(seen)
        elif self._where == "section":
            self._sections[-1][1].append(seen)
        else:
            self._prose.append(seen)

    def _heading(self, seen: Written, level: int) -> None:
        if _KEY_POINTS in seen.text and self._title is None:
            self._title = Written(seen.text.replace(_KEY_POINTS, "").strip(), seen.line)
            self._where = "key"
        elif _DETAILS in seen.text:
            self._where = "details"
        elif self._where == "key" and self._has_details and level > 2:
            pass  # key points of a long stream are grouped under headings of their own
        else:
            self._sections.append((seen, [], []))
            self._where = "section"


def _written(token: Token, text: str) -> Written:
    return Written(text.strip(), (token.map or [0])[0] + 1)


def _target(token: Token) -> str | None:
    return next((str(child.attrs.get("href", "")) for child in token.children or () if child.type == "link_open"), None)


def _image(token: Token) -> str:
    """The address of an image that is all of a paragraph: where raw HTML is left out, the thumbnail is one."""
    children = token.children or []
    return str(children[0].attrs.get("src", "")) if len(children) == 1 and children[0].type == "image" else ""


def _link_text(token: Token) -> str:
    children = token.children or []
    opens = next((at for at, child in enumerate(children) if child.type == "link_open"), 0)
    closes = next((at for at, child in enumerate(children) if child.type == "link_close"), 0)
    return dialect.plain(children[opens:closes])


def _moment(token: Token) -> float | None:
    """The seconds in a paragraph that is one link into a video and nothing else."""
    children = [child for child in token.children or () if child.type != "text" or child.content.strip()]
    if not children or children[0].type != "link_open" or children[-1].type != "link_close":
        return None
    target = _target(token) or ""
    if video_of(target) is None:
        return None
    at = parse_qs(urlsplit(target).query).get("t", [""])[0].removesuffix("s")
    return float(at) if at.isascii() and at.isdecimal() else None
