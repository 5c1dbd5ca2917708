"""Three ways to one outline: a talk is read whole, a long one in windows that overlap, a stream talk by talk.

What comes out is the same: sections that hold every block once, and the name table. Everything after it is written,
judged and repaired alike, whatever was outlined.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from uploader.errors import TooLong
from uploader.gate.billed import with_bills
from uploader.gate.claims import Evidence
from uploader.models import Block, Outline, Request, Talk
from uploader.summary.outline import NAMES, SECTIONS, outline_request, read_names, read_outline
from uploader.summary.shapes import BadAnswer
from uploader.summary.stream import read_stream_outline, stream_request
from uploader.talk import stream
from uploader.talk.passages import cut
from uploader.talk.plans import OutlineError
from uploader.talk.windows import Window, stitch, windows
from uploader.workflow.asking import Asker
from uploader.workflow.ports import Parts
from uploader.workflow.side_by_side import side_by_side

Blocks = tuple[Block, ...]
Read = tuple[Window, Outline]
"""What one call has read, and what it made of it."""

_FEWEST = 8
"""Blocks that are read in two halves where they are more than the model takes; fewer are not the trouble."""
_SHARED = 10


def outlined(talk: Talk, ask: Asker, parts: Parts) -> Outline:
    """The outline of a talk or stream.

    Raises:
        Later, Nobody, OverBudget, Stopped: as `Asker.read`.
    """
    if stream.is_stream(talk):
        return _stream(talk, ask, parts)

    def read(window: Window, *, divisible: bool) -> Outline:
        blocks = _blocks(talk, window)
        if blocks == talk.blocks:
            return _whole(talk, ask, parts, divisible=divisible)
        request = outline_request(talk, parts.glossary, parts.prompts, blocks=blocks)
        return _read(
            talk, ask, request, lambda text: read_outline(text, talk, blocks=blocks), blocks, divisible=divisible
        )

    found = _side_by_side(windows(talk), partial(_in_halves, read, _SHARED), parts)
    return found[0][1] if len(found) == 1 else stitch(talk, found)


def _whole(talk: Talk, ask: Asker, parts: Parts, *, divisible: bool) -> Outline:
    """Sections and names are two answers to the same words, of about the same length: side by side."""

    def of(wanted: str) -> Outline:
        request = outline_request(talk, parts.glossary, parts.prompts, wanted=wanted)
        if wanted == NAMES:
            return ask.read(request, read_names, divisible=divisible)
        return _read(talk, ask, request, lambda text: read_outline(text, talk), talk.blocks, divisible=divisible)

    sections, names = side_by_side((SECTIONS, NAMES), of, parts, length=lambda wanted: wanted == SECTIONS)
    return replace(sections, names=names.names, misheard=names.misheard)


def _stream(talk: Talk, ask: Asker, parts: Parts) -> Outline:
    seen = stream.signs(talk)

    def read(window: Window, *, divisible: bool) -> Outline:
        blocks = _blocks(talk, window)
        request = stream_request(talk, blocks, seen, parts.glossary, parts.prompts)
        return _read(talk, ask, request, lambda text: read_stream_outline(text, blocks), blocks, divisible=divisible)

    found = _side_by_side(stream.stream_windows(talk, seen), partial(_in_halves, read, 0), parts)
    outline = stream.joined(talk, [each for _, each in found], seen)
    return with_bills(outline, Evidence(talk.details, parts.glossary, talk, outline.names))


def _side_by_side(cuts: tuple[Window, ...], read: Callable[[Window], list[Read]], parts: Parts) -> list[Read]:
    found = side_by_side(cuts, read, parts, length=lambda window: window.last - window.first)
    return [each for one in found for each in one]


class _Reading(Protocol):
    def __call__(self, window: Window, *, divisible: bool) -> Outline: ...


def _in_halves(read: _Reading, sharing: int, window: Window) -> list[Read]:
    """The window read; in two halves where it is more than the model reads or answers at once.

    `sharing`: halves of so many blocks share one, for the seam to be laid through; 0: they share none.
    """
    count = window.last - window.first + 1
    try:
        return [(window, read(window, divisible=count >= _FEWEST))]
    except TooLong:
        if count < _FEWEST:
            raise
    middle, shared = window.first + count // 2, -(-count // sharing) if sharing else 0
    early, late = Window(window.first, middle - 1 + shared), Window(middle - shared, window.last)
    return [each for half in (early, late) for each in _in_halves(read, sharing, half)]


def _blocks(talk: Talk, window: Window) -> Blocks:
    return talk.blocks[window.first - 1 : window.last]


def _read(
    talk: Talk, ask: Asker, request: Request, read: Callable[[str], Outline], blocks: Blocks, *, divisible: bool
) -> Outline:
    """The answer's outline; one that the words cannot be cut by is asked for again like one that cannot be read."""

    def parse(text: str) -> Outline:
        outline = read(text)
        try:
            cut(replace(talk, blocks=blocks), outline)
        except OutlineError as wrong:
            raise BadAnswer(str(wrong)) from wrong
        return outline

    return ask.read(request, parse, divisible=divisible)
