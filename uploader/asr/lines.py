"""Words with their moments, cut into lines as captions are: what reads captions reads these too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from uploader.models import Cue

LONGEST_LINE = 4.0
"""Seconds of speech in a line at most; YouTube's recognised lines have two to four."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was heard, with the space before it; seconds from the audio's start."""

    start: float
    end: float
    text: str


def cues(words: Iterable[Word]) -> tuple[Cue, ...]:
    """The words as cues in their order: a line ends with a sentence, or when it lasts `LONGEST_LINE`.

    What a recogniser writes as two pieces of one word (`20`, `-20`) stays in one line.
    """
    return tuple(_cue(line) for line in _lines(words))


def _lines(words: Iterable[Word]) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in words:
        begins = word.text.startswith(" ")
        if line and begins and (word.end - line[0].start > LONGEST_LINE or line[-1].text.endswith((".", "?", "!"))):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _cue(line: list[Word]) -> Cue:
    text = "".join(word.text for word in line).strip()
    return Cue(round(line[0].start, 3), round(max(0.0, line[-1].end - line[0].start), 3), text)
