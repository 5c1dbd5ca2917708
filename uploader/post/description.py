"""The text of a post's card, feed entry and link preview: its first key points, plain."""

from collections.abc import Sequence

from uploader.models import KeyPoint
from uploader.post.markdown import statement

LIMIT = 100
"""UTF-16 units, as browsers and the theme count; the ellipsis is one of them."""


def describe(key_points: Sequence[KeyPoint]) -> str:
    """As many whole key points as fit into `LIMIT`, at least the first, cut between words and closed with `…`."""
    texts = [statement(point.text) for point in key_points]
    text = texts[0] if texts else ""
    for following in texts[1:]:
        if units(f"{text}. {following}") > LIMIT:
            break
        text = f"{text}. {following}"
    return text if units(text) <= LIMIT else _cut(text)


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str) -> str:
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}".strip()
        if units(longer) + 1 > LIMIT:
            break
        kept = longer
    return f"{kept or _head(text)}…"


def _head(word: str) -> str:
    """The start of a single word longer than the whole limit; a surrogate pair is never cut in two."""
    kept = ""
    for char in word:
        if units(kept + char) + 1 > LIMIT:
            break
        kept += char
    return kept
