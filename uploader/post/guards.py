r"""What is plain text to Markdown and still acts in a generator: shortcodes, Liquid, kramdown's own marks.

A guard goes over text that is Markdown already (`markdown.escape`), and what it writes reads back as the same text:

    {{< x >}}  {{% x %}}   a shortcode runs, an unknown one stops Hugo's whole build      \{\{< x >}}
    <!--more-->            ends Hugo's summary and vanishes, a backslash before it too    \<\!--more--\>
    # … {.x onclick=…}     a heading's attributes in Hugo, anything's in kramdown         \{.x …
    {{ x }}  {% x %}       Liquid, before anybody reads Markdown                          \{\{ x }}  \{&#37; x %}
    a | b                  a table in kramdown, wherever it stands                        a \| b
    <별>  $$x$$  \&amp;    kramdown: a tag, a formula, a backslash that shows             \<별>  \$\$x\$\$  &amp;amp;
    --help  >>             a dash and a quotation mark in both                            \-\-help  \>\>
"""

import re
from collections.abc import Iterator

from uploader.post.formats import Format

_PAIR = r"(?P<pair>\\[!-/:-@\[-`{-~])"
"""An escape that is there already; text is taken from left to right, so a backslash is known for what it is."""
_DASHES = r"-(?=-)|(?<=-)-|>(?=>)|(?<=>)>"
_HUGO = re.compile(rf"{_PAIR}|{_DASHES}|(?<=<)!(?=--)|(?i:(?<=\bftp):(?=//))|\{{")
_JEKYLL = re.compile(rf"{_PAIR}|{_DASHES}|<|\||\$(?=\$)|(?<=\$)\$|^\^|\{{%?")


_BEFORE_MARKDOWN: dict[Format, re.Pattern[str]] = {
    "hugo": re.compile(r"\{\{[<%]|<!--\s*more\s*-->"),
    "jekyll": re.compile(r"\{\{|\{%"),
}
"""Read before Markdown is: no backslash stops it."""
_ATTRIBUTES = re.compile(r"(?<!\\)\{[^{}]*\}(?=\s*$)")
_KRAMDOWN = re.compile(rf"{_PAIR}|\{{:|\||\$\$")


def acting(line: str, kind: Format) -> Iterator[str]:
    """What in a line of a file's body acts in this generator, whoever wrote it."""
    if kind in _BEFORE_MARKDOWN:
        yield from _BEFORE_MARKDOWN[kind].findall(line)
    if kind == "hugo" and line.startswith("#"):
        yield from _ATTRIBUTES.findall(line)
    if kind == "jekyll":
        yield from (found[0] for found in _KRAMDOWN.finditer(line) if not found["pair"])


def guarded(markdown: str, kind: Format) -> str:
    """`markdown`, one line of it, so that nothing in it acts in this generator."""
    match kind:
        case "astropaper":
            return markdown
        case "hugo":
            return _HUGO.sub(lambda found: found["pair"] or f"\\{found[0]}", markdown)
        case "jekyll":
            return _JEKYLL.sub(_for_jekyll, markdown)


def _for_jekyll(found: re.Match[str]) -> str:
    if found["pair"]:
        return "&amp;" if found["pair"] == r"\&" else found["pair"]  # an escape that kramdown does not know
    return _ENTITIES.get(found[0], f"\\{found[0]}")


_ENTITIES = {"^": "&#94;", "{%": r"\{&#37;"}
"""Where kramdown knows no backslash: the end of a block (in a link a footnote), and Liquid's tag."""
