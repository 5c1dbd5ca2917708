"""Talks of two to three hours: read in windows, and their outlines joined into one.

Faithfulness falls in the middle of long inputs, so no call reads more than 45 minutes then; five minutes of overlap
let two readings of the same words agree on where a topic begins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from uploader.models import Misheard, Name, Outline, Plan, Talk
from uploader.talk.captions import VOICE
from uploader.talk.plans import OutlineError, mend

ONE_READING = 2 * 3600.0
"""Seconds up to which an outline is one call: 72 minutes of debate are 16,000 tokens."""

_LENGTH = 45 * 60.0
_OVERLAP = 5 * 60.0
_LEAST = 90.0  # seconds; what a seam leaves below that joins its neighbour


@dataclass(frozen=True, slots=True)
class Window:
    """Blocks `first`…`last`, both included, that one outline call reads."""

    first: int
    last: int


def windows(talk: Talk, length: float = _LENGTH, overlap: float = _OVERLAP) -> tuple[Window, ...]:
    """The whole talk in one window up to two hours, else windows of `length` seconds that share `overlap` seconds.

    Every block is in one window or two; neighbours share a block at least. None for a talk without blocks.
    """
    blocks = talk.blocks
    if not blocks:
        return ()
    if talk.duration <= ONE_READING:
        return (Window(1, len(blocks)),)
    found: list[Window] = []
    first = 1
    while True:
        until = blocks[first - 1].start + length
        last = max(
            (block.number for block in blocks[first:] if block.end <= until), default=min(first + 1, len(blocks))
        )
        if blocks[-1].end - until <= overlap or last == len(blocks):  # a rest shorter than a seam is no window
            return (*found, Window(first, len(blocks)))
        found.append(Window(first, last))
        shared = [block.number for block in blocks[first:last] if block.start >= until - overlap]
        first = min(shared, default=last)


def stitch(talk: Talk, outlines: Sequence[tuple[Window, Outline]]) -> Outline:
    """One outline of the whole talk out of its windows' outlines, in order; sections are renamed `s1`, `s2`, ….

    Sections before a seam come from the earlier window, after it from the later one.

    Raises:
        OutlineError: a window's sections do not hold its blocks, or there is no outline.
    """
    if not outlines:
        raise OutlineError("there are no outlines")
    window, outline = outlines[0]
    plans = mend(outline.plans, window.first, window.last)
    for (before, _), (window, outline) in pairwise(outlines):
        plans = _joined(talk, plans, mend(outline.plans, window.first, window.last), Window(window.first, before.last))
    whole = mend(plans, 1, len(talk.blocks))
    return Outline(
        plans=tuple(replace(plan, id=f"s{number}") for number, plan in enumerate(whole, start=1)),
        names=name_table(name for _, outline in outlines for name in outline.names),
        misheard=misheard_table(row for _, outline in outlines for row in outline.misheard),
    )


def _joined(talk: Talk, earlier: Sequence[Plan], later: Sequence[Plan], shared: Window) -> tuple[Plan, ...]:
    """Two windows' sections, the seam laid through the blocks that both read."""
    seam = _seam(talk, earlier, later, shared)
    left = [replace(plan, last=min(plan.last, seam - 1)) for plan in earlier if plan.first < seam]
    right = [
        plan if plan.first >= seam else replace(plan, first=seam, starts_with="") for plan in later if plan.last >= seam
    ]
    if len(left) > 1 and _seconds(talk, left[-1]) < _LEAST:
        scrap = left.pop()
        left[-1] = replace(left[-1], last=scrap.last)
    if _seconds(talk, right[0]) < _LEAST:
        scrap = right.pop(0)
        if right:
            right[0] = replace(right[0], first=scrap.first, starts_with=scrap.starts_with)
        else:
            left[-1] = replace(left[-1], last=scrap.last)
    return (*left, *right)


def _seam(talk: Talk, earlier: Sequence[Plan], later: Sequence[Plan], shared: Window) -> int:
    """The block before which the later window takes over.

    The later window's boundary that the earlier one names within a block and that is nearest the overlap's middle;
    else its nearest boundary; else the nearest change of voice; else the middle. A window's own first block is no
    boundary.
    """
    inside = range(shared.first + 1, shared.last + 1)
    middle = (shared.first + shared.last + 1) / 2
    ours = {plan.first for plan in earlier}
    theirs = [plan.first for plan in later if plan.first in inside]
    agreed = [number for number in theirs if ours & {number - 1, number, number + 1}]
    voices = [number for number in inside if talk.blocks[number - 1].text.startswith(VOICE)]
    choices = agreed or theirs or voices or [int(middle)]
    return min(choices, key=lambda number: abs(number - middle))


def _seconds(talk: Talk, plan: Plan) -> float:
    return talk.blocks[plan.last - 1].end - talk.blocks[plan.first - 1].start


def name_table(rows: Iterable[Name]) -> tuple[Name, ...]:
    """The name tables as one: a name told twice has all its spellings, and is certain where one reading was."""
    table: dict[str, Name] = {}
    for row in rows:
        known = table.setdefault(row.canonical.casefold(), row)
        best = row if row.certain and not known.certain else known
        table[row.canonical.casefold()] = replace(best, as_heard=tuple(dict.fromkeys(known.as_heard + row.as_heard)))
    return tuple(table.values())


def misheard_table(rows: Iterable[Misheard]) -> tuple[Misheard, ...]:
    """The rows of all tables, each once."""
    return tuple(dict.fromkeys(rows))
