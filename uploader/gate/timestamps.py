"""Timestamps: sections move forward through the video, stay within it, and cover it.

Covered is a tenth of the video in which a section begins or a bullet finds its words. A 9-hour stream whose post
draws on its first hour fails here.
"""

from collections.abc import Iterator
from itertools import pairwise

from uploader.gate.claims import Evidence, Page
from uploader.gate.structure import SHORT
from uploader.models import Finding, Place, Severity, Talk
from uploader.talk.stream import is_stream

LEAST_TENTHS = 8
STREAM = 2 * 3600.0
"""Seconds from which all ten tenths must be covered: each talk of a stream has its section."""
_SPOKEN = 12
"""Different words; a sentence or two. Music that captions write as "Heat. Heat." has one."""


def timestamps(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Order, bounds, and coverage where bullets cite blocks."""
    known = [(part, part.start) for part in page.parts if part.start is not None]
    for (_, before), (part, start) in pairwise(known):
        if start <= before:
            yield _error(part.id, part.line, start, f"it is not later than the section before it ({_clock(before)})")
    duration = evidence.talk.duration if evidence.talk else evidence.details.duration
    for part, start in known:
        if start < 0 or (duration is not None and start >= duration):
            yield _error(part.id, part.line, start, "it lies outside the video")
    if evidence.talk is not None and evidence.talk.duration >= SHORT and any(part.cited for part in page.parts):
        yield from _coverage(page, evidence.talk, evidence)


def covered_tenths(page: Page, talk: Talk) -> frozenset[int]:
    """The tenths of the video, 0 to 9, in which a section begins or a bullet finds its words."""
    tenth = talk.duration / 10
    covered = {int((part.start or 0.0) / tenth) for part in page.parts}
    for number in {block for part in page.parts for block in part.cited}:
        if 1 <= number <= len(talk.blocks):
            block = talk.blocks[number - 1]
            covered |= set(range(int(block.start / tenth), int(block.end / tenth) + 1))
    return frozenset(covered & set(range(10)))


def _coverage(page: Page, talk: Talk, evidence: Evidence) -> Iterator[Finding]:
    tenth, covered = talk.duration / 10, covered_tenths(page, talk)
    missing = [at for at in range(10) if at not in covered and _is_spoken(talk, at * tenth, (at + 1) * tenth, evidence)]
    most = 0 if talk.duration >= STREAM else 10 - LEAST_TENTHS
    if len(missing) > most:
        stretches = ", ".join(f"{_clock(at * tenth)}–{_clock((at + 1) * tenth)}" for at in missing)
        yield Finding(
            "timestamp", Severity.ERROR, Place(), stretches,
            f"{len(missing)} of 10 tenths of the video are untold: {stretches}",
        )  # fmt: skip


def _is_spoken(talk: Talk, start: float, end: float, evidence: Evidence) -> bool:
    """Whether anything is said there that must be told; in a stream, not the music and the clips of a break."""
    held = [block for block in talk.blocks if block.start < end and block.end > start]
    if not is_stream(talk):
        return bool(held)
    return (
        len({word for block in held if block.number not in evidence.said_again for word in block.text.split()})
        >= _SPOKEN
    )


def _error(section: str, line: int | None, start: float, message: str) -> Finding:
    return Finding("timestamp", Severity.ERROR, Place("post", section, line=line), _clock(start), message)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
