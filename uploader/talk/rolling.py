"""Rolling captions: a window of two lines that moves on by one shows every line two or three times.

Files made from such tracks hold `L1 L1 L1 L2 L2 L2 …` with the lines' edges lost. Speech repeats itself too ("the
the", "very very very good"), so nothing is removed unless the whole track rolls, and then the lines are found as the
cheapest explanation of all the words together: a phrase three times over costs little, a word that nothing repeats
costs most.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Piece = TypeVar("Piece")

_LINE = 24  # words; YouTube breaks lines at about 40 characters
_ROLLS = 0.15  # share of trigrams said again within a line: 0.004–0.012 in 11 talks, 0.54–0.57 in 4 rolling tracks
_FEWEST = 30  # words below which nothing is sure
_POOREST = 100  # words to each distinct one; a poorer text is no speech (three copies of nine hours have 30)

_ONCE, _TWICE, _THRICE = 5, 3, 1


def unrolled(pieces: Sequence[Piece], text: Callable[[Piece], str]) -> Sequence[Piece]:
    """`pieces` with one copy of each rolling line, the first; unchanged where the track does not roll."""
    words = [text(piece) for piece in pieces]
    if len(words) < _FEWEST or len(words) > _POOREST * len(set(words)) or rolling_share(words) < _ROLLS:
        return pieces
    return [piece for start, size in _lines(words) for piece in pieces[start : start + size]]


def rolling_share(words: Sequence[str]) -> float:
    """Share of the trigrams that stood among the `_LINE` words before."""
    last: dict[tuple[str, str, str], int] = {}
    again = 0
    for place, trigram in enumerate(zip(words, words[1:], words[2:], strict=False)):
        again += place - last.get(trigram, -_LINE - 1) <= _LINE
        last[trigram] = place
    return again / max(1, len(words) - 2)


def _lines(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Start and length of the first copy of each line, found from the end on as the cheapest way through."""
    total = len(words)
    cost = [0] * (total + 1)
    step: list[tuple[int, int]] = [(1, 1)] * total  # (words of the line, copies)
    for start in range(total - 1, -1, -1):
        cost[start] = cost[start + 1] + _ONCE
        for size in range(1, min(_LINE, (total - start) // 2) + 1):
            if words[start] != words[start + size]:
                continue
            line = words[start : start + size]
            if line != words[start + size : start + 2 * size]:
                continue
            copies = 3 if line == words[start + 2 * size : start + 3 * size] else 2
            price = cost[start + copies * size] + (_THRICE if copies == 3 else _TWICE)
            if price < cost[start]:
                cost[start], step[start] = price, (size, copies)
    place = 0
    while place < total:
        size, copies = step[place]
        yield place, size
        place += size * copies
