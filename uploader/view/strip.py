"""A video as a strip with its post's sections on it: what of it is told, and where; a talk's sections in one shade."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from uploader.models import Section


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section on the strip: `left` and `width` of `WIDTH`; `shade` 0 or 1, changing with the talk."""

    section: str
    heading: str
    start: float
    end: float
    left: float
    width: float
    shade: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole: `share` of the video is in some section; `ticks` are hours, or minutes of a short one."""

    duration: float
    stretches: tuple[Stretch, ...]
    share: float
    ticks: tuple[tuple[float, float], ...]
    """Each tick's place and its seconds."""


WIDTH = 1000.0
_TICKS = (60, 120, 300, 600, 900, 1800, 3600, 7200)
_MOST_TICKS = 10


def strip(sections: Sequence[Section], duration: float) -> Strip:
    """The sections of a post on a video of `duration` seconds."""
    told = sorted((section for section in sections if 0 <= section.start < duration), key=lambda each: each.start)
    ends = _ends(told, duration)
    shade, before, stretches = 0, "", list[Stretch]()
    for section, end in zip(told, ends, strict=True):
        talk = section.billed or section.id
        shade = 1 - shade if before and talk != before else shade
        before = talk
        left, right = section.start / duration * WIDTH, end / duration * WIDTH
        stretches.append(Stretch(section.id, section.headline, section.start, end, left, right - left, shade))
    step = next((each for each in _TICKS if duration / each <= _MOST_TICKS), _TICKS[-1])
    ticks = tuple((at / duration * WIDTH, float(at)) for at in range(0, int(duration) + 1, step))
    return Strip(duration, tuple(stretches), sum(each.width for each in stretches) / WIDTH, ticks)


def _ends(told: Sequence[Section], duration: float) -> list[float]:
    """When each section ends: where the next one begins, but for the blocks between them that neither tells.

    Blocks are of nearly even length, so where a block lies between two known ones is known well enough to be drawn.
    """
    ends: list[float] = []
    for section, after in pairwise(told):
        blocks = after.first - section.first
        own = section.last + 1 - section.first
        part = min(1.0, own / blocks) if blocks > 0 else 1.0
        ends.append(section.start + part * (after.start - section.start))
    if told:
        last, first = told[-1], told[0]
        spoken = last.first - first.first
        each = (last.start - first.start) / spoken if spoken > 0 else duration
        ends.append(min(duration, last.start + (last.last + 1 - last.first) * each))
    return ends
