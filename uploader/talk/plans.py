"""An outline's sections put right where there is one way to do so, and refused where there is not.

What makes a section is where it begins; where it ends follows from the next. So small slips of a model (a block left
out or named twice at a seam, sections out of order, an opening minute forgotten) have one cure, and whatever would
change which words are under which heading goes back to the model.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from uploader.models import Chapter, Details, Plan

_SLIP = 2  # blocks, about a minute, that may be missing or doubled at a seam


class OutlineError(ValueError):
    """The sections do not hold the talk; the message says why, in words that a model can act on."""


def mend(plans: Sequence[Plan], first: int, last: int) -> tuple[Plan, ...]:
    """`plans` in spoken order, holding blocks `first`…`last` once each.

    Two sections may begin in one block; the earlier then ends there too.

    Raises:
        OutlineError: no sections, a block that does not exist, more than two blocks left out or held twice.
    """
    if not plans:
        raise OutlineError("there are no sections")
    for plan in plans:
        if not first <= plan.first <= last:
            raise OutlineError(f"section {plan.id} starts at b{plan.first}, outside b{first} to b{last}")
        if plan.last < plan.first:
            raise OutlineError(f"section {plan.id} ends at b{plan.last}, before its start b{plan.first}")
    ordered = sorted(plans, key=lambda plan: (plan.first, plan.last))
    if (missing := ordered[0].first - first) > _SLIP:
        raise OutlineError(f"b{first} to b{ordered[0].first - 1} ({missing} blocks) are in no section")
    if (missing := last - ordered[-1].last) > _SLIP:
        raise OutlineError(f"b{ordered[-1].last + 1} to b{last} ({missing} blocks) are in no section")
    for one, after in pairwise(ordered):
        if after.first - one.last - 1 > _SLIP:
            raise OutlineError(f"b{one.last + 1} to b{after.first - 1} are in no section")
        if one.last - after.first + 1 > _SLIP:
            raise OutlineError(f"sections {one.id} and {after.id} both hold b{after.first} to b{one.last}")
    starts = [first, *(plan.first for plan in ordered[1:])]
    ends = [max(start, after - 1) for start, after in pairwise(starts)]
    return tuple(
        replace(plan, first=start, last=end) for plan, start, end in zip(ordered, starts, [*ends, last], strict=True)
    )


def usable_chapters(details: Details) -> tuple[Chapter, ...]:
    """The uploader's own chapters where they are boundaries to rely on, else none.

    There are three or more, the first starts within a minute, they increase, and the last starts before the end.
    """
    chapters = details.chapters
    starts = [chapter.start for chapter in chapters]
    if len(chapters) < 3 or starts[0] > 60 or any(after <= before for before, after in pairwise(starts)):
        return ()
    if details.duration and starts[-1] >= details.duration:
        return ()
    return chapters
