"""Captions become words with times: whatever is no speech goes, and nothing that is speech.

Cues are joined before they are cleaned, since everything that must be found runs over their edges: `[clears` `throat]`,
`0.` `18`, and the lines of a rolling window, which some files hold three times. What stays is what is sent to the
model, and so what quotes are checked against.
"""

import html
import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from uploader.models import Cue
from uploader.talk.quotes import FILLERS
from uploader.talk.rolling import unrolled

VOICE = ">>"
"""A change of voice. About 80 % of the real ones are marked, a few falsely."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as it is written in blocks, punctuation included; seconds.

    Attributes:
        cue: which cue it came from; at the last word of a cue, text without punctuation may be cut.
    """

    text: str
    start: float
    end: float
    cue: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word that has no time yet."""

    text: str
    cue: int


_ESCAPED_AGAIN = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[bciuv]|font|lang|ruby|rt)(?:[.\s][^<>]*)?>|<\d\d[\d:.]+>", re.IGNORECASE)
_SOUND = re.compile(
    r"\[[^\[\]\d]{0,40}\]|[♩♪♫♬🎵🎶]+|"
    r"\((?:music|applause|laughter|laughs?|laughing|cheering|inaudible|clears throat|sighs?|coughs?)[^()]{0,20}\)",
    re.IGNORECASE,
)
_PIECE = re.compile(r">{2,}|(?:(?!>>)\S)+")
_BRACKETS = str.maketrans("[]", "()")  # in a prompt, a square bracket opens one of our blocks
_DEPTH = 10  # rounds of unescaping; YouTube's own files need two
_LONGEST = 100  # characters; nobody says a longer word

_FIGURE = re.compile(r"[$€£¥₩]?\d[\d,]*(?:\.\d+)?")
_SCALE = re.compile(r"(?:[KMBT]|k|%)(?![^\W\d_])\S*")
_SCALE_WORD = re.compile(r"(?:thousand|million|billion|trillion|percent)\b", re.IGNORECASE)


def clean(cues: Sequence[Cue]) -> tuple[SpokenWord, ...]:
    """The words of `cues` in spoken order, with times that never run backwards.

    Entities are unescaped until nothing changes; control characters, tags and `[music]` are dropped, `>>` is kept as
    a word of its own; the copies of rolling cues go, and numbers that cues split are joined again: `0. 18`, `4.9 K`,
    `83 uh K`.
    """
    placed = (cue for cue in cues if math.isfinite(cue.start + cue.duration) and cue.start >= 0)
    ordered = sorted(placed, key=lambda cue: cue.start)
    pieces = unrolled(list(_pieces(ordered)), text=lambda piece: piece.text)
    return tuple(_timed(_one_voice_each(_joined_numbers(pieces)), ordered))


def _pieces(cues: Sequence[Cue]) -> Iterator[_Piece]:
    texts = [_plain(cue.text) for cue in cues]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    speech = _SOUND.sub(lambda match: " " * len(match[0]), "\n".join(texts)).translate(_BRACKETS)
    for match in _PIECE.finditer(speech):
        if len(match[0]) <= _LONGEST and any(map(_is_speech, match[0])):
            text = VOICE if match[0].startswith(VOICE) else match[0]
            yield _Piece(text, bisect_right(starts, match.start()) - 1)


def _is_speech(char: str) -> bool:
    return char.isalnum() or char in "%&@#" or unicodedata.category(char)[0] == "S"


def _plain(text: str) -> str:
    """One cue's text without entities, tags, and characters that cannot be seen."""
    text = _ESCAPED_AGAIN.sub("&", text)
    for _ in range(_DEPTH):
        text, before = html.unescape(text), text
        if text == before:
            break
    text = _TAG.sub("", text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in unicodedata.normalize("NFC", text))


def _visible(char: str) -> str:
    """`char`, a space for a control character, nothing for one that has no shape of its own (bidi, zero width)."""
    category = unicodedata.category(char)
    if category == "Cc":
        return " "
    return "" if category[0] == "C" or char == "\N{REPLACEMENT CHARACTER}" else char


def _joined_numbers(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces with the parts of one figure in one piece, as far as that is certain.

    `3. 5` stays: a sentence may end with one number and the next begin with another; only `0.` is never an end.
    """
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        if not piece.text[-1].isdigit() and piece.text not in {"0.", "$"}:
            yield piece
            continue
        if piece.text in {"0.", "$"}:
            if at < len(pieces) and pieces[at].text[0].isdigit():
                piece = replace(piece, text=piece.text + pieces[at].text)
                at += 1
            if not piece.text[-1].isdigit():
                yield piece
                continue
        if _FIGURE.fullmatch(piece.text):
            after = at
            while after < len(pieces) and pieces[after].text.strip(",").lower() in FILLERS:
                after += 1
            scale = pieces[after].text if after < len(pieces) else ""
            if _SCALE.fullmatch(scale):
                piece = replace(piece, text=piece.text + scale)
                at = after + 1
            elif _SCALE_WORD.match(scale):
                at = after
        yield piece


def _one_voice_each(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """The pieces without changes of voice after which nobody says anything."""
    waiting: _Piece | None = None
    for piece in pieces:
        if piece.text == VOICE:
            waiting = piece
            continue
        if waiting:
            yield waiting
            waiting = None
        yield piece


def _timed(pieces: Iterator[_Piece], cues: Sequence[Cue]) -> Iterator[SpokenWord]:
    """Each cue's words spread over it by their length, up to where the next cue that says anything new begins."""
    groups = [(index, list(group)) for index, group in groupby(pieces, key=lambda piece: piece.cue)]
    for rank, (index, group) in enumerate(groups):
        cue = cues[index]
        following = cues[groups[rank + 1][0]].start if rank + 1 < len(groups) else float("inf")
        end = max(cue.start, min(cue.start + cue.duration, following))
        reached = list(accumulate((len(piece.text) + 1 for piece in group), initial=0))
        places = [min(end, cue.start + (end - cue.start) * done / reached[-1]) for done in reached]
        for piece, start, stop in zip(group, places, places[1:], strict=False):
            yield SpokenWord(piece.text, start, stop, index)
