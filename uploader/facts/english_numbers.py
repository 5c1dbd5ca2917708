"""Numbers in English speech and writing: `read_english`.

Captions write the same number in many ways ("235B", "83 uh K", "two and a half", "0. 18" over a cue's edge), and the
same words can be heard in two ways ("nineteen ninety-nine", "one fifty"). Every way of hearing is read; the less likely
ones are marked `other`. So a number that is *not* among the readings was not said.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from uploader.facts.english_forms import forms
from uploader.facts.english_numerals import GAP, SMALL, SPLIT, TENS, Cardinal, cardinal, step_of
from uploader.facts.quantity import COUNT, FRACTION, NONE, TIMES, Kind, Quantity
from uploader.facts.spoken import TRIGGERS, spoken
from uploader.facts.units import SIGNS, USD, english_unit

_COMMON = """
i the and so but in at on of it we you they like about now or if then okay yeah um uh for from with to by only
another these those our my just maybe all over every up around under between almost nearly at exactly roughly
approximately that this than what when where who there here has have had was were is are got us usd eur point
within after before until since during last next first each
"""
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_DIGIT = re.compile(r"(?<![A-Za-z0-9])\.?\d")
_NUMERALS = frozenset((*SMALL, *TENS, "dozen"))
_HUNDREDS = frozenset(("hundred", "thousand", "million", "billion", "trillion", "dozen"))
_OPENING = re.compile(r"(?<![a-z])(?:half\s+(?:of\s+)?(?:an?\s+)?|an?\s+)$", re.IGNORECASE)
_TO_UNIT = re.compile(
    r"\+?(?:\s*-\s*|\s+)?(?:(?:uh|um|er|or so|plus|odd|some|absolute|relative|full|whole|more|extra|"
    r"additional|straight|consecutive|"
    r"business|working|or|good)[\s,]+)*",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"([A-Za-z][A-Za-z+]*)[ -]$")
_NOT_PRODUCT = frozenset(_COMMON.split())
_START = re.compile(r"(?:^|[.?!:]\s+|>>\s*|\n\s*)$")
_MINUS = re.compile(r"(?:(?<!plus or )(?<!plus and )\b(?:minus|negative)\s+|(?:^|[\s(])[-−]\s?)[$€£]?$", re.IGNORECASE)
_SIGN = re.compile(r"([$€£¥₩])\s?$")
_TO = re.compile(
    r"(?:\s*[-–—~]\s*|,?\s+(?:to|through|till|until|or|and|versus|vs\.?)\s+(?:(?:like|maybe|about|"
    r"even|uh|um)\s+)*|,\s+)[$€£]?"
)
_OH = re.compile(r"[\s-]+(?:oh|o)[\s-]+(one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\b[^.?!]*$", re.IGNORECASE)
_OF = re.compile(r"\s+(?:in|out of|of|of every|in every|of the|for every)\s+(?:every\s+)?$")
_THINGS_OF = re.compile(r"(?:\s+(?!and\b|or\b)[a-z-]+){1,3}\s+(?:in|out of|in every|out of every)\s+$", re.IGNORECASE)
"""As in "one description in six": the thing stands between the part and the whole."""
_FACTOR = re.compile(r"\bfactor of\s+(?:about\s+|like\s+)?$", re.IGNORECASE)


def _amount(text: str, found: Cardinal) -> Quantity:
    """The number with its sign, currency and unit."""
    start, end, value, unit = found.start, found.end, found.value, NONE
    sign = _SIGN.search(text, max(0, start - 2), start)
    if sign:
        unit, start = SIGNS[sign[1]], sign.start()
    gap = _TO_UNIT.match(text, end)
    after = english_unit(text, gap.end()) if gap and (gap.end() > end or not text[end : end + 1].isdigit()) else None
    if after and unit is NONE and (gap is None or gap.end() == end or len(text[gap.end() : after[1]]) > 1):
        unit, end = after
    if unit is NONE and _FACTOR.search(text, max(0, start - 24), start):
        unit = TIMES
    minus = _MINUS.search(text, max(0, start - 20), start)
    if minus:
        value, start = -value, minus.start()
    return Quantity(
        value, value, unit, step=found.step, text=text[start:end].strip(), start=start, end=end
    )  # fmt: skip


def _readings(text: str, found: Cardinal) -> Iterator[Quantity]:
    """All ways of hearing one cardinal."""
    said = _amount(text, found)
    bare = said.unit is NONE and not found.scaled
    whole = said.low == said.low.to_integral_value()
    product = _PRODUCT.search(text, max(0, found.start - 24), found.start) if bare and said.low >= 0 else None
    if product and product[1].lower() not in _NOT_PRODUCT and (product[1][0].isupper() or product[1] == "version"):
        opens = _START.search(text[: product.start()]) is not None
        yield replace(said, kind=Kind.VERSION, name=product[1], other=whole or opens)
        if not whole and not opens:
            return
    digits = not found.worded and text[found.start : found.end].isdigit()
    millennium = said.unit is NONE and found.worded and 2000 < said.low <= 2099
    if whole and (millennium or (bare and 1900 <= said.low <= 2099 and (digits or found.worded))):
        yield replace(said, kind=Kind.YEAR)
        yield replace(said, other=True)
        return
    yield said
    if found.before is not None:
        yield replace(said, low=found.before, high=found.before, other=True)
    if found.split and (halves := SPLIT.match(text, found.start)):
        for part in halves.groups():
            yield replace(said, low=Decimal(part), high=Decimal(part), other=True)


def _paired(text: str, first: Cardinal, second: Cardinal) -> Iterator[Quantity]:
    """Two bare cardinals without a word between: "twenty twenty-five", "one fifty", "twenty oh eight"."""
    low, high = first.value, second.value
    if first.scaled or second.scaled or not GAP.fullmatch(text, first.end, second.start) or not 10 <= high <= 99:
        return
    if low != low.to_integral_value() or high != high.to_integral_value() or not 1 <= low <= 99:
        return
    if not (first.worded or low in {19, 20}):
        return
    joined = replace(second, value=low * 100 + high, start=first.start, step=Decimal(1), worded=True)
    for reading in _readings(text, joined):
        yield reading if reading.kind is Kind.YEAR else replace(reading, other=True)


def _ranged(text: str, first: Quantity, second: Quantity) -> Iterator[Quantity]:
    """Two numbers joined by "to", "or" or a dash: a range, and each end in the unit that the other one says."""
    joint = _TO.fullmatch(text, first.end, second.start)
    if joint is None or first.kind is not second.kind:
        return
    if "and" in joint[0] and not _BETWEEN.search(text, max(0, first.start - 30), first.start):
        return
    low, unit = first, second.unit
    if first.unit is not NONE and second.unit is NONE:
        second = replace(second, unit=first.unit)
        unit = first.unit
        yield replace(second, other=True)
    scale = _scale(text, second)
    if first.unit is not NONE and first.unit != second.unit:
        if first.unit.dimension != second.unit.dimension:
            return
    elif scale > 1 and first.step < scale and first.low * scale <= second.low * 10 and first.low < 1000:
        low = replace(first, low=first.low * scale, high=first.low * scale, step=first.step * scale, unit=unit)
        yield replace(low, other=True)
    elif first.unit is NONE and unit is not NONE:
        low = replace(first, unit=unit)
        yield replace(low, other=True)
    if low.base_low < second.base_low and low.unit == second.unit:
        yield replace(
            second, low=low.low, high=second.low, start=first.start, text=text[first.start : second.end],
            step=min(low.step, second.step),
        )  # fmt: skip


_SCALE_SAID = re.compile(
    r"(?:\d\s?(?P<letter>[kmbt]n?)\b|(?P<word>hundred|thousand|million|billion|trillion)\b)", re.IGNORECASE
)
_SCALES = {"h": 2, "k": 3, "m": 6, "b": 9, "t": 12}


def _scale(text: str, said: Quantity) -> Decimal:
    found = _SCALE_SAID.search(text, said.start, said.end)
    if not found:
        return Decimal(1)
    word = (found["letter"] or found["word"]).lower()
    return Decimal(10) ** (3 if word == "thousand" else _SCALES[word[0]])


@lru_cache(maxsize=8192)
def read_english(text: str) -> tuple[Quantity, ...]:
    """Every number of `text`, in order of place, with all ways of hearing each."""
    found = list(forms(text))
    covered = bytearray(len(text) + 1)
    for each in found:
        covered[each.start : each.end] = b"\1" * (each.end - each.start)
    starts, triggers = _places(text)
    cardinals: list[Cardinal] = []
    at = 0
    for start in starts:
        if start >= at and not covered[start] and (read := cardinal(text, start)) is not None:
            cardinals.append(read)
            at = read.end
    found.extend(_all_readings(text, cardinals))
    found.extend(_apart(found, list(spoken(text, triggers))))
    found.sort(key=lambda each: (each.start, each.other, -each.end))
    return tuple(found)


def _places(text: str) -> tuple[list[int], list[re.Match[str]]]:
    """Where numerals may begin, in order, and the words that `spoken` reads at."""
    starts = [digit.start() for digit in _DIGIT.finditer(text)]
    triggers: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        said = word[0].lower()
        if said in TRIGGERS:
            triggers.append(word)
        opening = _OPENING.search(text, max(0, word.start() - 12), word.start()) if said in _HUNDREDS else None
        if opening or said in _NUMERALS:
            starts.append(opening.start() if opening else word.start())
    return sorted(starts), triggers


def _all_readings(text: str, cardinals: list[Cardinal]) -> Iterator[Quantity]:
    """Each cardinal in all ways of hearing it, alone and with the one before it."""
    previous: Quantity | None = None
    for index, each in enumerate(cardinals):
        readings = list(_readings(text, each))
        yield from readings
        plain = next((reading for reading in readings if not reading.other), readings[-1])
        if previous is not None:
            yield from _ranged(text, previous, plain)
            yield from _ratio(text, previous, plain)
            yield from _dollars_and_cents(text, previous, plain)
            yield from _same_scale(text, previous, plain)
        if index + 1 < len(cardinals):
            yield from _paired(text, each, cardinals[index + 1])
        yield from _with_oh(text, each)
        previous = plain


_CORRECTED = 48  # characters
_SENTENCE_END = re.compile(r"[.?!]\s")
_THINGS = re.compile(r"\s[a-z]{3,}s\b", re.IGNORECASE)
_AND_CENTS = re.compile(r",?\s+(?:and\s+)?")
_ELIDED = re.compile(
    r",?\s+(?:(?:and|or|but|now|not|to|it['’]?s|is|was|down|up|versus|vs|instead of|rather than|then|only|just|about|around|almost|"
    r"nearly|like|maybe|uh|um)[\s,]+)+",
    re.IGNORECASE,
)


def _dollars_and_cents(text: str, first: Quantity, second: Quantity) -> Iterator[Quantity]:
    """As in "1 dollar and 90 cents"; "two dollars fifty" is heard so too."""
    if first.unit is not USD or first.low != first.low.to_integral_value() or not 0 < second.low < 100:
        return
    cents = second.unit.dimension == "usd" and second.unit is not USD
    if not _AND_CENTS.fullmatch(text, first.end, second.start) or not (cents or second.unit is NONE):
        return
    if not cents and "and" in text[first.end : second.start]:
        return
    value, said = first.low + second.low / 100, text[first.start : second.end]
    yield replace(
        first, low=value, high=value, step=Decimal("0.01"), text=said, end=second.end, other=not cents
    )  # fmt: skip


def _same_scale(text: str, first: Quantity, second: Quantity) -> Iterator[Quantity]:
    """As in "around one million, not 1.2": the scale is said once, and the second number may be heard in it."""
    scale = _scale(text, first)
    if scale <= 1 or second.unit is not NONE or second.low >= 1000 or second.step >= scale:
        return
    near = first.low <= 10 * second.low * scale and second.low * scale <= 10 * first.low
    between = text[first.end : second.start]
    put_right = (
        len(between) <= _CORRECTED and len(_SENTENCE_END.findall(between)) <= 2 and not _THINGS.match(text, second.end)
    )
    if near and (put_right or _ELIDED.fullmatch(between)):
        low = second.low * scale
        yield replace(second, low=low, high=low, step=second.step * scale, unit=first.unit, other=True)


def _with_oh(text: str, first: Cardinal) -> Iterator[Quantity]:
    """As in "Twenty oh one"."""
    oh = _OH.match(text, first.end) if not first.scaled and 10 <= first.value <= 99 else None
    if oh:
        value = first.value * 100 + SMALL[oh[1].lower()]
        yield from _readings(text, replace(first, value=value, end=oh.end(), step=Decimal(1), worded=True))


def _apart(numerals: list[Quantity], words: list[Quantity]) -> Iterator[Quantity]:
    """The `words` that are no part of a longer reading: the "billion" of "4 billion" is not a billion."""
    spans = {(each.start, each.end) for each in (*numerals, *words)}
    ends: dict[int, int] = {}
    for start, end in spans:
        ends[start] = max(end, ends.get(start, 0))
    starts = sorted(ends)
    reach, covering = 0, {}
    for start in starts:
        covering[start] = reach
        reach = max(reach, ends[start])
    for each in words:
        if each.end <= covering[each.start] or (each.end < ends[each.start] and each.other):
            continue
        yield each


def _ratio(text: str, part: Quantity, whole: Quantity) -> Iterator[Quantity]:
    """One in four, three out of ten."""
    between = text[part.end : whole.start]
    if len(between) > 40 or not 0 < part.low < whole.low or part.unit not in {NONE, COUNT}:
        return
    apart = whole.kind is Kind.AMOUNT and whole.unit in {NONE, COUNT} and _THINGS_OF.fullmatch(between) is not None
    if apart or _OF.fullmatch(between):
        value, said = part.low / whole.low, text[part.start : whole.end]
        yield replace(
            part, low=value, high=value, unit=FRACTION, step=step_of(part.low), text=said, end=whole.end, other=apart
        )  # fmt: skip
