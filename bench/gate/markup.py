"""Seeded faults of the finished file: what hides, strikes out or leads away, put into a page that code made well."""

import re
from collections.abc import Callable, Iterator
from random import Random

Spoil = Callable[[str, Random], str]


def spoiled(page: str, spoil: Spoil, random: Random) -> Iterator[str]:
    """The page with one of its list lines spoiled, line by line."""
    lines = page.split("\n")
    for at, line in enumerate(lines):
        if line.startswith("- "):
            yield "\n".join([*lines[:at], f"- {spoil(line[2:], random)}", *lines[at + 1 :]])


def _strike(text: str, random: Random) -> str:
    if random.random() < 0.5 and (found := re.search(r"\d+", text)):
        return f"{text[: found.start()]}10~20%와 30~40%{text[found.end() :]}"
    half = len(text) // 2
    return f"{text[:half]} ~~{text[half:]}~~"


def _bold(text: str, _: Random) -> str:
    """CommonMark renders no bold where a letter follows the closing asterisks after punctuation."""
    word, _, rest = text.replace("*", "").partition(" ")
    return f"**{word}(강조)**는 {rest}"


_HTML = ("<b>{w}</b>", "<img src=x onerror=alert(1)> {w}", "{w}<br>", "<script>alert(1)</script>{w}", "<u>{w}</u>")
_LINKS = ("[{w}](https://example.org/x)", "https://example.org/{n} {w}", "![{w}](a.png)", "[{w}](javascript:alert(1))",
          "www.example.org {w}")  # fmt: skip


def _wrapped(forms: tuple[str, ...]) -> Spoil:
    def spoil(text: str, random: Random) -> str:
        word, _, rest = text.replace("*", "").partition(" ")
        return f"{random.choice(forms).format(w=word, n=random.randint(1, 99))} {rest}"

    return spoil


MARKUP: tuple[tuple[str, Spoil], ...] = (
    ("markup: struck out", _strike),
    ("markup: literal asterisks", _bold),
    ("markup: HTML", _wrapped(_HTML)),
    ("markup: link", _wrapped(_LINKS)),
)
