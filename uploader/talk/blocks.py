"""A transcript becomes a talk: numbered blocks, a sentence or a few each, that prompts show and quotes are checked in.

A block ends before a change of voice from 12 s on, at the end of a sentence from 25 s on, and at the latest at 45 s;
without punctuation it ends where a cue does. Measured on 13 talks, 11 of 670 blocks end in the middle of a sentence
that nobody interrupted; blocks of even length nearly all do.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from uploader.models import Block, Details, Talk, Transcript
from uploader.talk.captions import VOICE, SpokenWord, clean

_VOICE_FROM = 12.0
_SENTENCE_FROM = 25.0
_AT_LATEST = 45.0
_MOST_WORDS = 300  # speech has 3.3 a second at most; cues with false times may have any number

_ENDS = re.compile(r".*[.?!…][\"'”’)]*")
_NO_END = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No|[A-Za-z])\.", re.IGNORECASE)
_PUNCTUATED = 60  # words a sentence may have on average before a track counts as unpunctuated


def read_talk(details: Details, transcript: Transcript) -> Talk:
    """The talk that `transcript` holds, cleaned and cut into blocks; without blocks where nobody says anything.

    Every cleaned word stands in exactly one block. Where the duration is unknown, the last word's end is it; it is
    never before the last block begins.
    """
    words = clean(transcript.cues)
    blocks = tuple(_block(number, run) for number, run in enumerate(_runs(words), start=1))
    last = blocks[-1] if blocks else None
    details = plausible(details)
    duration = details.duration or (last.end if last else 0.0)
    return Talk(
        details=details,
        language=transcript.language,
        auto_generated=transcript.auto_generated,
        duration=max(duration, last.start if last else 0.0),
        blocks=blocks,
    )


def plausible(details: Details) -> Details:
    """`details` without times that cannot be: a length that is no positive number, chapters at no moment."""
    known = details.duration is not None and 0 < details.duration < math.inf
    return replace(
        details,
        duration=details.duration if known else None,
        chapters=tuple(each for each in details.chapters if 0 <= each.start < math.inf and math.isfinite(each.end)),
    )


def line(block: Block) -> str:
    """`[b17 00:12:30] text`: how a block appears in prompts and messages."""
    return f"[{block.name} {clock(block.start)}] {block.text}"


def clock(seconds: float) -> str:
    """`00:12:30`, rounded down."""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def ends_sentence(word: str) -> bool:
    """Whether a word as it is written ends a sentence: `done.` does, `Dr.` and `e.g.` do not."""
    return bool(_ENDS.fullmatch(word)) and not _NO_END.fullmatch(word)


def _block(number: int, run: Sequence[SpokenWord]) -> Block:
    offsets = accumulate((len(word.text) + 1 for word in run[:-1]), initial=0)
    return Block(
        number=number,
        start=run[0].start,
        end=run[-1].end,
        text=" ".join(word.text for word in run),
        marks=tuple((offset, word.start) for offset, word in zip(offsets, run, strict=True)),
    )


def _runs(words: Sequence[SpokenWord]) -> Iterator[Sequence[SpokenWord]]:
    """The words of each block."""
    if not words:
        return
    breaks = _breaks(words)
    first = 0
    for at in range(1, len(words)):
        age = words[at].start - words[first].start
        if (words[at].text == VOICE and age >= _VOICE_FROM) or (breaks[at] and age >= _SENTENCE_FROM):
            yield words[first:at]
            first = at
        elif words[at].end - words[first].start > _AT_LATEST or at - first >= _MOST_WORDS:
            cut = _least_harm(words, first, at)
            yield words[first:cut]
            first = cut
    yield words[first:]


def _breaks(words: Sequence[SpokenWord]) -> list[bool]:
    """For each word whether a sentence may have ended before it; at cue edges where the track has no punctuation."""
    ended = [False, *(ends_sentence(word.text) for word in words[:-1])]
    if sum(ended) * _PUNCTUATED >= len(words) - _PUNCTUATED:
        return ended
    return [False, *(before.cue != after.cue for before, after in pairwise(words))]


def _least_harm(words: Sequence[SpokenWord], first: int, at: int) -> int:
    """Where to cut a sentence that is too long: after its last comma, else at its last cue edge, else right here."""
    may = [place for place in range(first + 1, at + 1) if words[place].start - words[first].start >= _SENTENCE_FROM]
    commas = [place for place in may if words[place - 1].text[-1] in ",;:"]
    edges = [place for place in may if words[place - 1].cue != words[place].cue]
    return (commas or edges or [at])[-1]
