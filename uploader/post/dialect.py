r"""Markdown as the blog's generator reads it: CommonMark with GFM's tables and strikethrough, of one tilde too.

Astro renders with remark and remark-gfm. Their reading is followed here in all that can hide or damage text, with
three differences on purpose: any link target is shown (a `javascript:` one too, which remark renders), targets stay
as written, and escaped characters stay apart from text, so that a rule can tell `\*` from a literal `*`.

Bare addresses are no tokens here. remark-gfm links them after parsing, in the text itself, so no escape stops it;
`ADDRESS` finds them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

ADDRESS = re.compile(
    r"(?:https?://|(?<![^\W_])www\.)[-.\w]+[^\s)>\]]*"  # web
    r"|(?<![\w.+-])[-.\w+]+@[-\w]+(?:\.[-\w]+)+",  # e-mail
    re.IGNORECASE,
)
"""What GFM turns into a link by itself (mdast-util-gfm-autolink-literal): web addresses and e-mail addresses."""

_SURROGATES = re.compile("[\ud800-\udfff]")


class _Dialect(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it-py's own name and signature
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - as above
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - as above
        return link


@cache
def _dialect() -> MarkdownIt:
    made = _Dialect("commonmark", {"strikethrough_single_tilde": True})
    return made.enable(["table", "strikethrough"]).disable("text_join")


def parse(markdown: str) -> tuple[list[Token], dict[str, object]]:
    """Block tokens (line maps from 0), and the link definitions that vanish from the page, by label."""
    env: dict[str, dict[str, object]] = {}
    tokens = _dialect().parse(_SURROGATES.sub("\ufffd", markdown), env)
    return tokens, env.get("references", {})


def parse_inline(markdown: str) -> list[Token]:
    """The tokens of one line within a block."""
    return _dialect().parseInline(markdown)[0].children or []


def plain(children: Sequence[Token] | None) -> str:
    """What a reader sees of inline tokens: no markup, raw HTML dropped, line breaks as line feeds."""
    return "".join(_seen(token) for token in children or ())


def _seen(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type in {"s_open", "s_close"} and token.markup == "~":
        return "~"  # the writer meant a range, 10~20%, and struck it by mistake
    return token.content if token.type in {"text", "text_special", "code_inline", "image"} else ""


def inlines(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Each inline token of a document in order, with its line from 1."""
    for block in tokens:
        if block.type == "inline":
            line = (block.map or [0])[0] + 1
            for token in block.children or ():
                yield line, token
                line += token.type in {"softbreak", "hardbreak"}
