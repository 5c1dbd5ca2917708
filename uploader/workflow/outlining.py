"""Three ways to one outline: a talk is read whole, a long one in windows that overlap, a stream talk by talk.

What comes out is the same: sections that hold every block once, and the name table. Everything after it is written,
judged and repaired alike, whatever was outlined.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from uploader.gate.billed import with_bills
from uploader.gate.claims import Evidence
from uploader.models import Block, Outline, Request, Talk
from uploader.summary.outline import outline_request, read_outline
from uploader.summary.shapes import BadAnswer
from uploader.summary.stream import read_stream_outline, stream_request
from uploader.talk import stream
from uploader.talk.passages import cut
from uploader.talk.plans import OutlineError
from uploader.talk.windows import Window, stitch, windows
from uploader.workflow.asking import Asker, side_by_side
from uploader.workflow.ports import Parts

Blocks = tuple[Block, ...]


def outlined(talk: Talk, ask: Asker, parts: Parts) -> Outline:
    """The outline of a talk or stream.

    Raises:
        Later, Nobody, OverBudget, Stopped: as `Asker.read`.
    """
    if stream.is_stream(talk):
        return _stream(talk, ask, parts)
    cuts = windows(talk)
    read = _each(talk, cuts, partial(_window, talk, ask, parts), parts)
    return read[0] if len(read) == 1 else stitch(talk, list(zip(cuts, read, strict=True)))


def _window(talk: Talk, ask: Asker, parts: Parts, blocks: Blocks) -> Outline:
    request = outline_request(talk, parts.glossary, parts.prompts, blocks=blocks)
    return _read(talk, ask, request, lambda text: read_outline(text, talk, blocks=blocks), blocks)


def _stream(talk: Talk, ask: Asker, parts: Parts) -> Outline:
    seen = stream.signs(talk)
    cuts = stream.stream_windows(talk, seen)
    read = _each(talk, cuts, partial(_stretch, talk, ask, parts, seen), parts)
    outline = stream.joined(talk, read, seen)
    return with_bills(outline, Evidence(talk.details, parts.glossary, talk, outline.names))


def _stretch(talk: Talk, ask: Asker, parts: Parts, seen: stream.Signs, blocks: Blocks) -> Outline:
    request = stream_request(talk, blocks, seen, parts.glossary, parts.prompts)
    return _read(talk, ask, request, lambda text: read_stream_outline(text, blocks), blocks)


def _each(talk: Talk, cuts: tuple[Window, ...], read: Callable[[Blocks], Outline], parts: Parts) -> list[Outline]:
    return side_by_side(read, [talk.blocks[cut.first - 1 : cut.last] for cut in cuts], parts.model_slots)


def _read(talk: Talk, ask: Asker, request: Request, read: Callable[[str], Outline], blocks: Blocks) -> Outline:
    """The answer's outline; one that the words cannot be cut by is asked for again like one that cannot be read."""

    def parse(text: str) -> Outline:
        outline = read(text)
        try:
            cut(replace(talk, blocks=blocks), outline)
        except OutlineError as wrong:
            raise BadAnswer(str(wrong)) from wrong
        return outline

    return ask.read(request, parse)
