"""What differs between two attempts at one post: line by line, and within a line that was reworded, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from uploader.models import Summary

Words = tuple[tuple[bool, str], ...]
"""Runs of a line: whether each is of this attempt alone, and its text."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line: as both have it, as the first had it, or as the second has it. `heading`: a section's or the title."""

    kind: Literal["same", "gone", "come"]
    heading: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Skipped:
    """So many lines that both have, left out."""

    lines: int


_AROUND = 2
_NEAR = 0.45
"""How alike two lines are at least that count as one reworded."""


def changes(first: Summary, second: Summary) -> list[Change | Skipped]:
    """From the first attempt to the second."""
    old, new = _lines(first), _lines(second)
    found: list[Change | Skipped] = []
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(blocks):
        if kind == "equal":
            found += _same(old[a:b], first=place == 0, last=place == len(blocks) - 1)
        else:
            for left, right in zip_longest(old[a:b], new[c:d]):
                found += _reworded(left, right)
    return found


def _lines(summary: Summary) -> list[str]:
    lines = [f"# {summary.title}", *(f"- {point.text}" for point in summary.key_points)]
    for section in summary.sections:
        lines += [f"# {section.headline}", *(f"- {bullet.ko}" for bullet in section.bullets)]
    return lines


def _same(lines: Sequence[str], *, first: bool, last: bool) -> Iterator[Change | Skipped]:
    head, tail = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(lines) <= head + tail + 1:
        yield from (_change("same", line, None) for line in lines)
        return
    yield from (_change("same", line, None) for line in lines[:head])
    yield Skipped(len(lines) - head - tail)
    yield from (_change("same", line, None) for line in lines[len(lines) - tail :])


def _reworded(left: str | None, right: str | None) -> Iterator[Change]:
    near = None
    if left is not None and right is not None:
        matched = SequenceMatcher(None, _split(left), _split(right), autojunk=False)
        near = matched if matched.ratio() >= _NEAR else None
    if left is not None:
        yield _change(
            "gone", left, [(a, b, kind != "equal") for kind, a, b, _, _ in near.get_opcodes()] if near else None
        )
    if right is not None:
        yield _change(
            "come", right, [(c, d, kind != "equal") for kind, _, _, c, d in near.get_opcodes()] if near else None
        )


def _change(kind: Literal["same", "gone", "come"], line: str, runs: Sequence[tuple[int, int, bool]] | None) -> Change:
    heading, text = line.startswith("# "), line[2:]
    if runs is None:
        return Change(kind, heading, ((False, text),))
    words = _split(line)
    told = [(own, "".join(words[a:b])) for a, b, own in runs if b > a]
    # The mark at the line's beginning is not shown.
    first = [(own, run[2:] if place == 0 else run) for place, (own, run) in enumerate(told)]
    return Change(kind, heading, tuple(run for run in first if run[1]))


def _split(line: str) -> list[str]:
    return re.findall(r"^[#-] |\s+|[^\s]+", line)
