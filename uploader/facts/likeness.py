"""Is a heard number of the same kind and unit as a claimed one, whatever their values?

Half of every comparison in `uploader.facts.support`: "28" said a breath after "120 ms" is milliseconds too, "'24"
is a year, a score is a count of points; three per cent is no three dollars.
"""

import re

from uploader.facts.english_numbers import read_english
from uploader.facts.mentions import Mention
from uploader.facts.quantity import FRACTION, TIMES, Kind, Quantity
from uploader.facts.units import YEAR, says_unit

LOOSE = {"none", "count"}


_KINDS = {
    Kind.CLOCK: {Kind.CLOCK},
    Kind.VERSION: {Kind.VERSION, Kind.AMOUNT},
    Kind.ORDINAL: {Kind.ORDINAL, Kind.VERSION, Kind.AMOUNT, Kind.NAME},
    Kind.AMOUNT: {Kind.AMOUNT, Kind.ORDINAL},
}
"""Which kinds of heard number may bear out which kind of claim."""
_UNITS = {"count": {"none", "times", "score"}, "points": {"score"}, "score": {"points"}}
"""Which other dimensions may bear out a dimension; a bare claim (none) is borne out by any."""


def same_thing(claimed: Quantity, mention: Mention) -> bool:
    """Whether a heard number is of the kind and unit that is claimed."""
    said = mention.quantity
    if said.kind not in _KINDS.get(claimed.kind, set()):
        return False
    if claimed.kind is not Kind.AMOUNT:
        return said.kind is not Kind.AMOUNT or said.unit.dimension in LOOSE
    ours, theirs = claimed.unit.dimension, said.unit.dimension
    if ours in {theirs, "none"}:
        return said.kind is Kind.AMOUNT or ours in LOOSE
    if theirs in _UNITS.get(ours, set()):
        return True
    if theirs == "none" and claimed.unit == YEAR and mention.text[: said.start].endswith(("'", "’")):
        return True  # "'24" is 24년
    if theirs == "none":
        if (
            said.kind is not Kind.AMOUNT
            or claimed.unit == FRACTION
            or counts_things(mention)
            or _counted_otherwise(claimed, mention)
        ):
            return False
        return says_unit(claimed.unit, _where_units_are_said(mention))
    return ours == "times" and said.unit == FRACTION


_THINGS = re.compile(
    r"\s(?!(?:is|was|has|does|this|plus|us|gets?|goes|takes|makes|costs|needs|runs|drops|falls|rises|comes|means|works|gives|"
    r"says|less|across|unless|as|its|towards|afterwards|always|perhaps|thus|versus|besides|yes|percents|points|times|x|k|tops|"
    r"in|of|on|at|per|for|with|the|from|by|than|it|that|we|i|you|he|she|they|bucks|cents|dollars|euros|pounds|grand|looks|seems|feels|sounds|stays|becomes|leaves|saves|pays|ones|others|extras?)\b)"
    r"(?:(?!and\b|or\b|to\b)[a-z]+\s)?[a-z]{2,}(?<!s)s\b",
    re.IGNORECASE,
)


def counts_things(mention: Mention) -> bool:
    """Whether a bare number says itself what it counts: the "four" of "four countries" is no four hours."""
    return _THINGS.match(mention.text, mention.quantity.end) is not None


_ROW = re.compile(r"연속|째|차")


def in_a_row(claimed: Quantity, mention: Mention, context: str) -> bool:
    """As in "their second year" bears out 2년 연속."""
    after = mention.text[mention.quantity.end : mention.quantity.end + 8]
    return mention.quantity.kind is Kind.ORDINAL and _ROW.search(context) is not None and says_unit(claimed.unit, after)


def _counted_otherwise(claimed: Quantity, mention: Mention) -> bool:
    """Whether the number before a bare one, in its sentence or the one before, has another unit of this dimension.

    As in "120 ms, or 28" and "it must be made in 80 milliseconds. Ours takes 34".
    """
    start, last = mention.quantity.start, None
    for each in read_english(mention.text):
        if each.end > start:
            break
        near = start - each.end <= _SAME_BREATH and each.unit.dimension not in LOOSE and not each.other
        if each.unit == FRACTION:
            continue  # of "93% above half a hectare, below that 61" the 61 is no half
        alone = claimed.unit == TIMES  # whoever says so many times says "times" of each
        if near and (alone or each.unit.dimension == claimed.unit.dimension):
            last = each
    if last is None or last.unit == claimed.unit:
        return False
    end = mention.quantity.end
    words = mention.text[last.end : end] + _ENDS.split(mention.text[end : end + 16])[0]
    return not says_unit(claimed.unit, words) and len(_ENDS.findall(mention.text[last.end : start])) <= 1


_ENDS = re.compile(r"[.?!]\s|>>")
_SAME_BREATH = 60  # characters
_UNIT_REACH = 240  # characters; as far as people go on in a unit that they said once


def _where_units_are_said(mention: Mention) -> str:
    """The words that may say what a bare number is counted in: those before it, and the rest of its sentence."""
    start, end = mention.quantity.start, mention.quantity.end
    after = mention.text[end : end + _UNIT_REACH // 2]
    return mention.text[max(0, start - _UNIT_REACH) : end] + _ENDS.split(after)[0]
