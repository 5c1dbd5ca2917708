"""Streams of many talks: read in windows, told talk by talk; what is no talk is left out, and nothing else.

Each word is read once by the outline and once by its section. So windows share nothing: they are cut where something
surely begins (a chapter, an introduction, a clip), and a talk that a cut divides goes on under its name.

What a model calls host, break or replay is left out only as far as that can be seen: a replay is said again elsewhere
and more fully, a host speaks for minutes, and in a break hardly anybody does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from uploader.models import Block, Chapter, Details, Misheard, Name, Outline, Part, Plan, Talk
from uploader.talk.cues import cues
from uploader.talk.plans import OutlineError, usable_chapters
from uploader.talk.repeats import contained, repeated, runs, stretches
from uploader.talk.windows import Window, misheard_table, name_table

SHORTEST = 3 * 3600.0
"""Seconds from which a recording is read as a stream."""
LONGEST = 10 * 3600.0
"""Seconds beyond which nothing is read."""
CONTINUED = "(continued)"
"""What a window's outline calls a talk that began before the window."""

_LEAST, _AIM, _MOST = 15 * 60.0, 30 * 60.0, 45 * 60.0  # seconds of a window
_SCRAP = 60.0  # seconds; a chapter below that is none
_MOST_FILLER = 15 * 60.0  # seconds of hosts and sponsors on end
_SPEECH = 0.7  # words a second from which a stretch is speech; talks have 2.2 to 3.3
_FILLERS = frozenset({Part.HOST, Part.BREAK})
_SPOT = 3 * 60.0  # seconds; a clip below that which is played again is a sponsor's
_A_REPLAY = 0.5  # share of its runs that come again

_SCHEDULED = re.compile(
    r"^\W*((?:\d{1,2}:)?\d{1,2}:\d{2})(?![:\d])(?!\s*[ap]\.?m)[\s\-–—:.)\]|]+(\S.*)$", re.IGNORECASE
)


def is_stream(talk: Talk) -> bool:
    """Whether it is too long to be one talk."""
    return talk.duration > SHORTEST


@dataclass(frozen=True, slots=True)
class Signs:
    """What the words alone tell of a stream's order.

    Attributes:
        chapters: the uploader's own, or the times in the description.
        begins: block numbers at which something may begin: hints.
        again: first and last block of stretches that are heard again elsewhere.
    """

    chapters: tuple[Chapter, ...]
    begins: tuple[int, ...]
    again: tuple[tuple[int, int], ...]


def signs(talk: Talk) -> Signs:
    """Chapters, introductions and repeats."""
    again = tuple((first, last) for first, last in stretches(repeated(talk)) if last > first)
    return Signs(chapters(talk.details, talk.duration), tuple(cue.block for cue in cues(talk)), again)


def chapters(details: Details, duration: float) -> tuple[Chapter, ...]:
    """The video's chapters, else those its description lists as times from the start; none where neither is sure.

    Times of a day ("9:00", "10:15") are no moments of the video: what is listed must increase and reach its second
    half.
    """
    if known := usable_chapters(details):
        return known
    found = [
        (_seconds(line[1]), line[2].strip()) for line in map(_SCHEDULED.match, details.description.splitlines()) if line
    ]
    starts = [start for start, _ in found]
    if len(found) < 3 or any(after <= before for before, after in pairwise(starts)):
        return ()
    if not duration / 2 <= starts[-1] < duration:
        return ()
    ends = [*starts[1:], duration]
    return tuple(Chapter(start, end, title) for (start, title), end in zip(found, ends, strict=True))


def _seconds(clock: str) -> float:
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return float(total)


def stream_windows(talk: Talk, seen: Signs) -> tuple[Window, ...]:
    """Windows of about half an hour that hold every block once, cut where something begins as far as that is known."""
    blocks = talk.blocks
    edges = {_block_at(blocks, chapter.start) for chapter in seen.chapters} or set(seen.begins)
    if not seen.chapters:
        edges |= {first for first, _ in seen.again if not edges & {first - 2, first - 1, first, first + 1}}
    voices = {block.number for block in blocks if block.text.startswith(">>")}
    found: list[Window] = []
    first = 1
    while blocks and first <= len(blocks):
        began = blocks[first - 1].start
        after = [block for block in blocks[first:] if block.start - began >= _LEAST]
        if not after or blocks[-1].end - began <= _MOST:
            found.append(Window(first, len(blocks)))
            break
        may = [block for block in after if block.start - began <= _MOST] or after[:1]
        best = [block for block in may if block.number in edges] or [b for b in may if b.number in voices] or may
        cut = min(best, key=lambda block: abs(block.start - began - _AIM)).number
        found.append(Window(first, cut - 1))
        first = cut
    return tuple(found)


def _block_at(blocks: Sequence[Block], seconds: float) -> int:
    """The block that starts nearest to a moment."""
    return min(blocks, key=lambda block: abs(block.start - seconds)).number


def joined(talk: Talk, outlines: Sequence[Outline], seen: Signs) -> Outline:
    """One outline of the whole stream out of its windows': every block once, each section's part and talk settled.

    Raises:
        OutlineError: there is no section.
    """
    plans = [plan for outline in outlines for plan in outline.plans]
    if not plans:
        raise OutlineError("there are no sections")
    known = [chapter for chapter in seen.chapters if chapter.end - chapter.start >= _SCRAP]
    plans = list(_named_by_chapters(talk, plans, known) if known else _continued(plans))
    plans = list(_told(talk, _without_replays(talk, plans)))
    return Outline(
        plans=tuple(replace(plan, id=f"s{number}") for number, plan in enumerate(plans, start=1)),
        names=_all_names(outlines),
        misheard=_all_misheard(outlines),
    )


def talks(plans: Iterable[Plan]) -> tuple[tuple[Plan, ...], ...]:
    """The plans that are told, talk by talk."""
    groups = groupby(plans, key=lambda plan: (plan.part.is_told, plan.talk))
    return tuple(tuple(group) for (is_told, _), group in groups if is_told)


def _continued(plans: Iterable[Plan]) -> Iterator[Plan]:
    """The plans with the name of the talk they go on with."""
    current = ""
    for plan in plans:
        if plan.part in _FILLERS:
            yield plan
            continue
        current = current if plan.talk == CONTINUED else plan.talk
        yield replace(plan, talk=current)


def _named_by_chapters(talk: Talk, plans: Iterable[Plan], known: Sequence[Chapter]) -> Iterator[Plan]:
    """The plans cut where chapters begin, each with its chapter's title as its talk."""
    starts = {_block_at(talk.blocks, chapter.start): chapter.title for chapter in known}
    held = tuple(plans)
    begun = {plan.first for plan in held}
    for plan in held:
        inside = [at for at in sorted(starts) if plan.first < at <= plan.last and at not in begun]
        for place, (first, after) in enumerate(pairwise([plan.first, *inside, plan.last + 1])):
            title = starts[max((at for at in starts if at <= first), default=min(starts))]
            yield replace(plan, first=first, last=after - 1, talk=title, starts_with="" if place else plan.starts_with)


def _without_replays(talk: Talk, plans: Sequence[Plan]) -> Iterator[Plan]:
    """The plans with their parts: of a recording that is played several times, the fullest play stays, and no spot.

    A replay that is heard nowhere else is a talk.
    """
    told = [replace(plan, part=Part.TALK) if plan.part is Part.REPLAY else plan for plan in plans]
    called = {plan.first for plan in plans if plan.part is Part.REPLAY}
    groups = talks(told)
    said = [runs(talk.blocks[group[0].first - 1 : group[-1].last]) for group in groups]
    gone: set[int] = set()
    for at, its in enumerate(said):
        spot = groups[at][0].first in called and sum(_length(talk, plan) for plan in groups[at]) < _SPOT
        for other, theirs in enumerate(said):
            fuller = len(theirs) > len(its) or (len(theirs) == len(its) and other < at)
            again = contained(its, theirs) if fuller else contained(theirs, its) * spot
            if other != at and again >= _A_REPLAY:
                gone.update(plan.first for plan in groups[at])
    for plan in told:
        yield replace(plan, part=Part.REPLAY) if plan.part.is_told and plan.first in gone else plan


def _told(talk: Talk, plans: Iterable[Plan]) -> Iterator[Plan]:
    """The plans where hosts and breaks that speak for too long are talks after all, without a name."""
    for filler, group in groupby(plans, key=lambda plan: plan.part in _FILLERS):
        held = tuple(group)
        spoken = sum(_length(talk, plan) for plan in held if _rate(talk, plan) >= _SPEECH)
        if filler and spoken > _MOST_FILLER:
            yield from (replace(plan, part=Part.TALK, talk="") for plan in held)
        else:
            yield from held


def _length(talk: Talk, plan: Plan) -> float:
    return talk.blocks[plan.last - 1].end - talk.blocks[plan.first - 1].start


def _rate(talk: Talk, plan: Plan) -> float:
    """Different words a second: music that captions write as "Heat. Heat." is no speech."""
    said = {(block.number, word) for block in talk.blocks[plan.first - 1 : plan.last] for word in block.text.split()}
    return len(said) / max(1.0, _length(talk, plan))


def _all_names(outlines: Sequence[Outline]) -> tuple[Name, ...]:
    return name_table(name for outline in outlines for name in outline.names)


def _all_misheard(outlines: Sequence[Outline]) -> tuple[Misheard, ...]:
    return misheard_table(row for outline in outlines for row in outline.misheard)
