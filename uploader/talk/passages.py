"""The talk cut where topics begin: every word in exactly one passage.

Four of seven topics begin in the middle of a block. The outline names the first words of each section, and here its
first block is cut before them; from the marks follows the exact moment, which the post links to.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from uploader.models import Block, Outline, Passage, Plan, Talk
from uploader.talk.blocks import ends_sentence
from uploader.talk.captions import VOICE
from uploader.talk.plans import OutlineError, mend
from uploader.talk.quotes import FILLERS, find_quote, words

Cut = tuple[int, int]
"""A block's number and the offset in its text before which it is cut."""

_FEWEST = 3  # words that tell one place from another
_OPENERS = FILLERS | {"so", "and", "but", "okay", "well", "yeah", "now"}


def cut(talk: Talk, outline: Outline) -> tuple[Passage, ...]:
    """The talk's words section by section; each passage holds its plan, mended, and at least one word.

    First words that are not found near their block mean the block's own start. A talk whose `blocks` are one window
    of it is cut the same way.

    Raises:
        OutlineError: the sections do not hold the talk, or two of them begin at one place.
    """
    blocks = talk.blocks
    if not blocks:
        raise OutlineError("the talk has no words")
    plans = mend(outline.plans, blocks[0].number, blocks[-1].number)
    starts: list[Cut] = [(blocks[0].number, 0)]
    for plan in plans[1:]:
        starts.append(_start(plan, blocks, after=starts[-1]))
    ends: list[Cut] = [*starts[1:], (blocks[-1].number + 1, 0)]
    passages: list[Passage] = []
    for plan, start, end in zip(plans, starts, ends, strict=True):
        held = _between(blocks, start, end)
        whole = replace(plan, first=held[0].number, last=held[-1].number)
        passages.append(Passage(plan=whole, start=held[0].start, end=held[-1].end, blocks=held))
    return (*(replace(passage, end=after.start) for passage, after in pairwise(passages)), passages[-1])


def halves(passage: Passage) -> tuple[Passage, Passage] | None:
    """The passage in two, cut between the two blocks nearest its middle; None where it has no two."""
    middle = len(passage.blocks) // 2
    if not middle:
        return None
    early, late = passage.blocks[:middle], passage.blocks[middle:]
    plan, seam = passage.plan, late[0].start
    return (
        Passage(replace(plan, last=early[-1].number), passage.start, seam, early),
        Passage(replace(plan, first=late[0].number, starts_with=""), seam, passage.end, late),
    )


def _start(plan: Plan, blocks: Sequence[Block], *, after: Cut) -> Cut:
    """Where the section begins: at its first words, in its block or a neighbour, else at its block's start."""
    own = plan.first - blocks[0].number
    certain = len(words(plan.starts_with)) >= _FEWEST
    for window in (blocks[own : own + 2], blocks[max(0, own - 1) : own + 2]):
        found = find_quote(plan.starts_with, window) if certain else None
        if found:
            place = _before(blocks[found.block - blocks[0].number], found.offset)
            if place > after:
                return place
    if (plan.first, 0) > after:
        return plan.first, 0
    raise OutlineError(
        f"section {plan.id} starts at b{plan.first} like the one before it, "
        f"and its first words {plan.starts_with!r} are not found after that one's"
    )


def _before(block: Block, offset: int) -> Cut:
    """The word's edge at or before `offset`, moved ahead of `>>`, "and", "so, um" where a sentence or turn opens so."""
    edges = [place for place, _ in block.marks] or [0]
    rank = opening = max(index for index, place in enumerate(edges) if place <= offset)
    spoken = [block.text[start:end].strip() for start, end in pairwise([*edges, len(block.text)])]
    while opening and spoken[opening - 1].strip(",").lower() in _OPENERS:
        opening -= 1
    if opening and spoken[opening - 1] == VOICE:
        opening -= 1
    elif opening and not ends_sentence(spoken[opening - 1]):
        opening = rank
    return block.number, edges[opening]


def _between(blocks: Sequence[Block], start: Cut, end: Cut) -> tuple[Block, ...]:
    """The blocks from `start` up to `end`, the first and last trimmed."""
    held = [block for block in blocks if start[0] <= block.number <= end[0]]
    if held[-1].number == end[0]:
        tail = held.pop()
        if end[1]:
            held.append(_part(tail, 0, end[1]))
    if start[1]:
        held[0] = _part(held[0], start[1], len(held[0].text))
    return tuple(held)


def _part(block: Block, start: int, end: int) -> Block:
    """The block's words from `start` up to `end`, both at a word's edge."""
    marks = tuple((place - start, at) for place, at in block.marks if start <= place < end)
    following = [at for place, at in block.marks if place >= end]
    return Block(
        number=block.number,
        start=marks[0][1] if marks else block.moment(start),
        end=following[0] if following else block.end,
        text=block.text[start:end].rstrip(),
        marks=marks,
    )
