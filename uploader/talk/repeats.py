"""The same words said again: clips that a stream plays in every break, and talks that are published twice.

Two hearings of one recording differ in a word here and there, so runs of six words are compared: measured on a stream
whose breaks play the same clips, 0.6 to 0.9 of a clip's runs come again, and under 0.01 of any two different talks'.
"""

from collections.abc import Iterable, Sequence

from uploader.models import Block, Talk
from uploader.talk.quotes import words

Run = tuple[str, ...]

_RUN = 6  # words
_DIFFERENT = 4  # words of a run that differ; music and counting say little
_SAID_AGAIN = 0.4  # share of a block's runs that come again far from it
_FAR = 120.0  # seconds; nearer, a speaker repeats a point


def runs(blocks: Iterable[Block]) -> frozenset[Run]:
    """The runs of six words of these blocks, over their edges too."""
    said = [word.text for block in blocks for word in words(block.text)]
    return frozenset(_runs(said))


def contained(one: frozenset[Run], other: frozenset[Run]) -> float:
    """Share of `one`'s runs that `other` has too, from 0 to 1; 0 where `one` has none."""
    return len(one & other) / len(one) if one else 0.0


def repeated(talk: Talk) -> frozenset[int]:
    """The numbers of the blocks that are said again elsewhere in the talk, before or after."""
    of_block = [(block, frozenset(_runs([word.text for word in words(block.text)]))) for block in talk.blocks]
    first: dict[Run, float] = {}
    last: dict[Run, float] = {}
    for block, its in of_block:
        for run in its:
            first.setdefault(run, block.start)
            last[run] = block.start
    return frozenset(
        block.number
        for block, its in of_block
        if its and sum(_is_far(block, first[run], last[run]) for run in its) >= _SAID_AGAIN * len(its)
    )


def stretches(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Block numbers as first and last of each unbroken stretch, one block left out forgiven: `b190 to b203`."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and number - found[-1][1] <= 2:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def _is_far(block: Block, first: float, last: float) -> bool:
    return block.start - first > _FAR or last - block.start > _FAR


def _runs(said: Sequence[str]) -> Iterable[Run]:
    for at in range(len(said) - _RUN + 1):
        run = tuple(said[at : at + _RUN])
        if len(set(run)) >= _DIFFERENT:
            yield run
