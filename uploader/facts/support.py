"""Do the numbers that were heard bear out a number that is claimed?

`bear_out` answers with the heard number that bears the claim out, or with what is wrong: the right digits in a wrong
scale, unit or sign, or nothing of the kind. Rounding is conservative: only a claim that says so itself (약, 이상,
가까이) may differ from what was heard, by less than half of the last place it says and by at most 2.5 %.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import permutations
from math import log1p

from uploader.facts.likeness import LOOSE, in_a_row, same_thing
from uploader.facts.mentions import Heard, Mention
from uploader.facts.quantity import FRACTION, TIMES, Bound, Kind, Quantity

D = Decimal


class Fault(StrEnum):
    """What is wrong with a claim that is not borne out."""

    ABSENT = "absent"
    SCALE = "scale"
    UNIT = "unit"
    SIGN = "sign"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Support:
    """The answer: what bears the claim out (every mention that does), or the fault and the nearest mention."""

    by: tuple[Mention, ...] = ()
    fault: Fault | None = None
    nearest: Mention | None = None


def bear_out(claimed: Quantity, heard: Heard, *, context: str = "", operands: Sequence[Quantity] = ()) -> Support:
    """Whether `heard` bears out `claimed`.

    Args:
        claimed: a Korean number (`read_korean`).
        heard: the numbers of the evidence.
        context: the Korean around it: 감소 makes "minus five percent" of "5%".
        operands: numbers the writer derived it from; a sum, difference, product, ratio or change of operands that
            are borne out themselves is borne out.
    """
    if claimed.vague:
        by = tuple(m for m in (*heard.vague, *heard.mentions) if _overlaps(claimed, m))
    elif claimed.is_range:
        by = tuple(_ranges(claimed, heard))
    else:
        by = tuple(m for m in _near(claimed.low, claimed, heard) if _equal(claimed, m, claimed.low, context))
        by = by or tuple(_times_less(claimed, heard)) or tuple(_on_the_hour(claimed, heard))
    if by:
        return Support(by)
    if operands and all(bear_out(each, heard).by for each in operands) and _derived(claimed, operands):
        return Support(tuple(m for each in operands for m in bear_out(each, heard).by))
    fault, nearest = _fault(claimed, heard)
    return Support((), fault, nearest)


# ---------------------------------------------------------------- equality


_HALF = D("0.0125")


def _slack(claimed: Quantity) -> tuple[D, D]:
    """How far below and above the claim (in its own unit) the heard value may lie."""
    size, half = abs(claimed.low) * D("0.025"), claimed.step / 2
    if claimed.text.startswith("절반"):
        return _HALF, _HALF  # 51 % are half
    if {Bound.ABOUT, Bound.AT_LEAST} <= claimed.bounds:  # 30여 개 is 30 to 39
        return D(0), min(claimed.step, size * 12)
    if Bound.ABOUT in claimed.bounds:
        return min(half, size), min(half, size)
    if Bound.AT_LEAST in claimed.bounds:
        return D(0), min(claimed.step, size)
    if Bound.AT_MOST in claimed.bounds:
        return min(claimed.step, size), D(0)
    return D(0), D(0)


def _near(value: D, claimed: Quantity, heard: Heard) -> Iterator[Mention]:
    """Mentions whose value, in the base or as said, may equal `value`."""
    below, above = _slack(claimed)
    seen: set[int] = set()
    for factor in {claimed.unit.factor, D(1)}:
        low, high = float(abs((value - below) * factor)), float(abs((value + above) * factor))
        low, high = min(low, high), max(low, high)
        inexact = 0.02 if claimed.unit.dimension == "ratio" else 1e-9
        for mention in heard.between(low * (1 - inexact), high * (1 + inexact)):
            if id(mention) not in seen:
                seen.add(id(mention))
                yield mention


def _equal(claimed: Quantity, mention: Mention, value: D, context: str) -> bool:
    said = mention.quantity
    if not (same_thing(claimed, mention) or in_a_row(claimed, mention, context)):
        return False
    factor = said.unit.factor if said.unit.dimension not in {"none", "count"} else claimed.unit.factor
    if claimed.unit.dimension == "none":
        factor = D(1)
        heard_value = said.low
    elif {said.unit.dimension, claimed.unit.dimension} == {"score", "points"}:
        heard_value = said.low  # "up by 0.2 points" is 0.2%p
    else:
        heard_value = said.low * factor / claimed.unit.factor
    if claimed.kind is Kind.CLOCK:
        return said.kind is Kind.CLOCK and said.low == claimed.low
    below, above = _slack(claimed)
    if (
        said.unit == FRACTION
        and claimed.unit != FRACTION
        and heard_value != heard_value.normalize().quantize(D("0.0001"))
    ):
        below = above = max(below, claimed.step / 2)  # a third is 33 % and 33.3 %
    difference = abs(heard_value) - abs(value)
    exact = abs(difference) <= abs(value) * D("1e-9")
    if not exact and not -below <= difference <= above:
        return False
    return (value < 0) == (heard_value < 0) or _direction(value, heard_value, mention, context)


_DOWN_EN = re.compile(
    r"\b(?:drop|decreas|fell|fall|down|less|lower|reduc|cut|below|los|lost|minus|negative|under|"
    r"declin|shrink|shrank|worse|"
    r"slower|fewer|sav|cheaper|faster|off)\w*",
    re.IGNORECASE,
)
_DOWN_KO = re.compile(r"감소|하락|줄|낮|마이너스|손실|적자|떨어|내려|내림|축소|절감|단축|영하|악화|후퇴|빠짐|빠르|저하")


def _direction(value: D, heard: D, mention: Mention, context: str) -> bool:
    """A minus on one side alone is fine where words on the other side say it."""
    if value < 0 <= heard:
        return _DOWN_EN.search(mention.around(48)) is not None
    return _DOWN_KO.search(context) is not None


_LESS = re.compile(
    r"\b(?:less|fewer|smaller|cheaper|lower|reduc\w*|faster|shorter|quicker|short\w*|savings?|down)\b", re.IGNORECASE
)


def _times_less(claimed: Quantity, heard: Heard) -> Iterator[Mention]:
    """As in "10x less" bears out 10분의 1."""
    if claimed.unit != FRACTION or not 0 < claimed.low < 1:
        return
    inverse = float(1 / claimed.low)
    for mention in heard.between(inverse * (1 - 1e-9), inverse * (1 + 1e-9)):
        if mention.quantity.unit == TIMES and _LESS.search(mention.around(40)):
            yield mention


def _on_the_hour(claimed: Quantity, heard: Heard) -> Iterator[Mention]:
    """As in "At nine" bears out 9시."""
    if claimed.kind is Kind.CLOCK and not claimed.low % 60:
        hour = float(claimed.low / 60) or 12.0
        yield from (
            m
            for m in heard.between(hour, hour)
            if m.quantity.kind is Kind.AMOUNT and m.quantity.unit.dimension == "none"
        )


def _overlaps(claimed: Quantity, mention: Mention) -> bool:
    said = mention.quantity
    if said.kind is not Kind.AMOUNT:
        return False
    same = (
        said.unit.dimension == claimed.unit.dimension or said.unit.dimension in LOOSE or claimed.unit.dimension in LOOSE
    )
    factor = said.unit.factor / claimed.unit.factor if said.unit.dimension == claimed.unit.dimension else D(1)
    return same and said.low * factor <= claimed.high and said.high * factor >= claimed.low and said.low > 1


_APART = 48
"""Both ends of a range stand within this many characters: a few words."""


def _ranges(claimed: Quantity, heard: Heard) -> Iterator[Mention]:
    lows = [m for m in _near(claimed.low, claimed, heard) if _equal(claimed, m, claimed.low, "")]
    highs = [
        m
        for m in (*_near(claimed.high, claimed, heard), *(m for m in lows if m.quantity.is_range))
        if (m.quantity.is_range and _top(claimed, m)) or _equal(claimed, m, claimed.high, "")
    ]
    for low in lows:
        if low.quantity.is_range and low in highs:
            yield low
            continue
        for high in highs:
            gap = max(low.quantity.start, high.quantity.start) - min(low.quantity.end, high.quantity.end)
            if low.passage == high.passage and gap <= _APART:
                yield low


def _top(claimed: Quantity, mention: Mention) -> bool:
    said = mention.quantity
    if said.unit.dimension == claimed.unit.dimension:
        return said.base_high == claimed.base_high
    return said.high == claimed.high


# ---------------------------------------------------------------- derived values


def _derived(claimed: Quantity, operands: Sequence[Quantity]) -> bool:
    """Whether the claim is a sum, difference, product, ratio or change of its operands, rounded to its last place."""
    values = [each.base_low for each in operands]
    target, slack = claimed.base_low, claimed.step * claimed.unit.factor / 2
    results = [sum(values, D(0))]
    for first, second in permutations(values, 2):
        results += [first - second, first * second]
        if second:
            results += [first / second, (first - second) / second, abs(first - second) / second]
    return any(abs(result - target) <= slack for result in results)


# ---------------------------------------------------------------- what is wrong


def _digits(value: D) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _fault(claimed: Quantity, heard: Heard) -> tuple[Fault, Mention | None]:
    """The likeliest mistake, and the mention that shows it."""
    mentions = [m for m in heard.mentions if m.quantity.kind in {Kind.AMOUNT, Kind.ORDINAL, Kind.VERSION}]
    if claimed.is_range:
        ends = [m for m in mentions if m.quantity.low in {claimed.low, claimed.high}]
        if ends:
            return Fault.RANGE, ends[0]
    best: tuple[int, float, Fault, Mention] | None = None
    for mention in mentions:
        said = mention.quantity
        fault, rank = Fault.ABSENT, 9
        if said.low == -claimed.low and claimed.low and said.unit.dimension == claimed.unit.dimension:
            fault, rank = Fault.SIGN, 0
        elif (
            _digits(said.low) == _digits(claimed.low)
            and abs(said.low) != abs(claimed.low)
            and same_thing(claimed, mention)
        ):
            fault, rank = Fault.SCALE, 1
        elif said.low == claimed.low and said.unit != claimed.unit:
            fault, rank = Fault.UNIT, 2
        ratio = abs(log1p(abs(float(claimed.low))) - log1p(abs(float(said.low)))) + (3.0 if said.other else 0.0)
        order = (rank, ratio, fault, mention)
        if best is None or order[:2] < best[:2]:
            best = order
    return (best[2], best[3]) if best else (Fault.ABSENT, None)
