"""Where a stream's talks may begin, by what hosts and speakers say: hints for the outline, and places to cut windows.

An introduction ("please welcome to the stage", "give it up for", "our next speaker") ends where its sentence does; of
several close together the last counts, and a speaker's own opening after it more ("hi everyone, I'm Ada"). Clips cut
into a break begin without an introduction and often in mid-sentence, so an opening counts by itself. Hints miss talks
that nobody introduces and find hosts too: only the outline tells talks from the rest.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from uploader.models import Talk

_INTRODUCES = re.compile(
    r"\b(?:please (?:welcome|join me in welcoming|put your hands)|(?:to|taking|take) the stage"
    r"|joining (?:us|me) on stage|give it up for|join me in welcoming"
    r"|(?:big|warm) (?:round of applause|welcome) (?:for|to)"
    r"|our (?:very )?(?:next|first|final|last|closing) (?:speakers?|talk|guests?|panel|keynote))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:\b(?:hi|hey|hello|good (?:morning|afternoon|evening))[,!.]? (?:everyone|everybody|all|guys|folks|there)\b"
    r"|\b(?:hi|hey|hello)[,.!]?(?: \w+){0,2}[,.!]? (?:I'm|I am|my name)\b|\bmy name(?:'s| is)\b"
    r"|\bwelcome to (?:my|our) talk\b|\bI'm (?:so |very |really )?excited to be (?:here|back)\b"
    r"|\bwhat's up,? (?:everybody|everyone)\b|\bgreat to be here\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.?!](?:\s|$)|(?<=\s)(?=>>)")

_REACH = 300  # characters in which a sentence begins
_ONE_START = 75.0  # seconds within which cues are about one start


@dataclass(frozen=True, slots=True)
class Cue:
    """A place at which something may begin: the block and second of its first word, and the words that say so."""

    block: int
    at: float
    words: str


def cues(talk: Talk) -> tuple[Cue, ...]:
    """The places in spoken order, one for each start that several cues are about."""
    text = _Text(talk)
    found = [(place, said, True) for place, said in _introduced(text.all)]
    found += [(place, said, False) for place, said in _opened(text.all)]
    kept: list[tuple[Cue, bool]] = []
    for place, said, introduces in sorted(found):
        cue = text.cue(place, said)
        if kept and cue.at - kept[-1][0].at <= _ONE_START:
            if kept[-1][1]:
                kept[-1] = cue, introduces
        else:
            kept.append((cue, introduces))
    return tuple(cue for cue, _ in kept)


class _Text:
    """The blocks as one text, with the way back."""

    def __init__(self, talk: Talk) -> None:
        self._blocks = talk.blocks
        self._starts = list(accumulate((len(block.text) + 1 for block in talk.blocks), initial=0))
        self.all = " ".join(block.text for block in talk.blocks)

    def cue(self, place: int, said: str) -> Cue:
        index = min(bisect_right(self._starts, place) - 1, len(self._blocks) - 1)
        block = self._blocks[index]
        return Cue(block.number, block.moment(place - self._starts[index]), " ".join(said.split()))


def _introduced(text: str) -> Iterator[tuple[int, str]]:
    """Where the sentence after an introduction begins."""
    for each in _INTRODUCES.finditer(text):
        end = _ENDS.search(text, each.end())
        if end and end.end() < len(text):
            yield end.end(), each[0]


def _opened(text: str) -> Iterator[tuple[int, str]]:
    """Where the sentence of an opening begins."""
    for each in _OPENS.finditer(text):
        yield _sentence_start(text, each.start()), each[0]


def _sentence_start(text: str, place: int) -> int:
    ends = [end.end() for end in _ENDS.finditer(text, max(0, place - _REACH), place)]
    return ends[-1] if ends else place
