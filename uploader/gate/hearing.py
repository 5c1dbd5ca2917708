"""The words that may bear a claim out: its blocks, and what the video's page says; and how they are shown."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from uploader.facts.mentions import Mention
from uploader.gate.claims import Claim, Evidence
from uploader.models import Block
from uploader.talk.blocks import line

_SEAM = 120
"""Characters on either side of a block's edge that are also read together: "4 | billion", "34% broke | it was 3.8".

As far as a unit that is said once holds."""
_SHOWN = 240
"""Characters of a block that a finding shows."""


def window_texts(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The texts of neighbouring blocks, then the seams between them."""
    return _with_seams(tuple(block.text for block in blocks))


@lru_cache(maxsize=1024)
def _with_seams(texts: tuple[str, ...]) -> tuple[str, ...]:
    return (*texts, *(f"{_tail(before)} {after[:_SEAM]}" for before, after in pairwise(texts)))


def _tail(text: str) -> str:
    """The end of a block, from where a sentence begins if one does: half a sentence has lost its unit."""
    if len(text) <= _SEAM:
        return text
    tail = text[-_SEAM:]
    begins = _BEGINS.search(tail)
    return tail[begins.end() :] if begins else tail


_BEGINS = re.compile(r"[.?!]\s(?=\S)|>>\s")


def page_texts(evidence: Evidence) -> tuple[str, ...]:
    """What the video's page says: title, description, chapters' titles, duration."""
    details = evidence.details
    duration = details.duration if evidence.talk is None else evidence.talk.duration
    chapters = (chapter.title for chapter in details.chapters)
    return (details.title, details.description, *chapters, *_spans(duration or 0.0))


@lru_cache(maxsize=64)
def _spans(duration: float) -> tuple[str, ...]:
    """A duration as people round it."""
    if not duration:
        return ()
    hours, minutes = duration / 3600, duration / 60
    whole = sorted({int(minutes), round(minutes)})
    spans = (*(f"{each} minutes" for each in whole), f"{int(duration)} seconds")
    if hours < 1:
        return spans
    return (
        *spans,
        f"{round(hours)} hours",
        f"{round(hours, 1)} hours",
        f"{int(hours)} hours {int(minutes % 60)} minutes",
    )


def block_line(block: Block, at: int = 0) -> str:
    """`[b17 00:12:30] text`; of a long block, the words around the character `at`."""
    text = block.text
    if len(text) <= _SHOWN:
        return line(block)
    start = max(0, min(at - _SHOWN // 2, len(text) - _SHOWN))
    end = start + _SHOWN
    cut = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    return line(replace(block, text=cut, marks=()))


def shown(claim: Claim, mention: Mention | None) -> tuple[str, ...]:
    """The evidence lines of a finding: the mention's block where there is one, else the cited block."""
    if mention is not None and mention.text:
        for block in claim.window:
            place = block.text.find(mention.text)
            if place >= 0:
                return (block_line(block, place + mention.quantity.start),)
    cited = next((block for block in claim.window if block.number == claim.cited), None)
    return (block_line(cited),) if cited else ()
