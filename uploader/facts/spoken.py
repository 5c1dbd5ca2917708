"""English numbers that are no numerals: half, twice, a dozen of, hundreds of, "a year", first, the nineties, March."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from uploader.facts.english_numerals import SMALL, TENS
from uploader.facts.quantity import FRACTION, NONE, PERCENT, TIMES, Kind, Quantity, Unit
from uploader.facts.units import english_unit

_ORDINAL_NAMES = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth
"""
_MONTH_NAMES = """
january february march april may june july august september october november december
"""
_UNIT_NAMES = """
millisecond second minute hour day week fortnight month year decade century overnight daily hourly weekly monthly yearly
annual annually quarterly dollar buck cent million billion thousand hundred trillion percent megabyte gigabyte
terabyte
"""
Span = tuple[int, int]

_ORDINALS = {
    word: value
    for value, word in enumerate(
        _ORDINAL_NAMES.split(),
        start=1,
    )
} | {f"{word[:-1]}ieth": int(value) for word, value in TENS.items()}
_DENOMINATORS = {"quarter": 4} | {word: value for word, value in _ORDINALS.items() if value > 2} | {"hundredth": 100}
MONTHS = {
    name: value
    for value, name in enumerate(
        _MONTH_NAMES.split(),
        start=1,
    )
}
_DECADES = {f"{word[:-1]}ies": int(value) for word, value in TENS.items()}
_MULTIPLES = {
    "twice": 2, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twofold": 2, "triple": 3, "tripled": 3,
    "triples": 3, "tripling": 3, "thrice": 3, "threefold": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4,
    "quintuple": 5, "tenfold": 10, "hundredfold": 100, "once": 1,
}  # fmt: skip
_FEW = {"both": 2, "pair": 2, "dual": 2, "either": 2, "neither": 2, "trio": 3, "single": 1, "none": 0, "nothing": 0,
        "nobody": 0, "no": 0, "couple": 2}  # fmt: skip
_MAGNITUDES = {
    "tens": (10, 99), "dozens": (20, 99), "dozen": (20, 99), "hundreds": (100, 999), "hundred": (100, 999),
    "thousands": (10**3, 10**6 - 1), "thousand": (10**3, 9999), "millions": (10**6, 10**9 - 1),
    "million": (10**6, 10**7 - 1), "billions": (10**9, 10**12 - 1), "billion": (10**9, 10**10 - 1),
    "trillions": (10**12, 10**15 - 1), "trillion": (10**12, 10**13 - 1),
}  # fmt: skip
_TIMES = re.compile(r"(?<![a-z0-9])(a|an|one|two|three|four|five|six|seven|eight|nine|\d)[\s-]+$", re.IGNORECASE)
_TENS_BEFORE = re.compile(r"(?<![a-z])({})[\s-]$".format("|".join(TENS)), re.IGNORECASE)
_CENTURY_BEFORE = re.compile(r"(?<![a-z])(nineteen|twenty)[\s-]$", re.IGNORECASE)
_FEW_OF = re.compile(
    (
        r"\s+(?:of\s+)?(?P<few>dozen|hundred|thousand|million|billion|trillion)s?(?:\s+(?P<more>thousand|"
        r"million|billion))?\b"
    ),
    re.IGNORECASE,
)
_MANY_OF = re.compile(
    (
        r"(?:\s+(?:and|or|to)\s+(?:tens|hundreds|thousands|millions|"
        r"billions))?(?:\s+of\s+(?P<more>thousands|millions|billions|trillions)\b)?"
    ),
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(r"\s+of\s+magnitude\b", re.IGNORECASE)
_UNITS_ALONE = _UNIT_NAMES.split()
_PERIODS = {"fortnight": "week",
            "daily": "day", "hourly": "hour", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year",
            "annually": "year", "overnight": "day", "quarterly": "month"}  # fmt: skip
_SCALED = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_AND_HALF = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)
_HALF_OF = re.compile(r"(?:\s+of)?\s+(?:an?\s+)", re.IGNORECASE)


def spoken(text: str, words: Iterable[re.Match[str]]) -> Iterator[Quantity]:
    """The numbers that words other than numerals say; `words` are the words of `text` in `TRIGGERS`."""
    for word in words:
        said = word[0].lower()
        for reader in _READERS[said]:
            yield from reader(text, said, word.span())


def _one(
    text: str, span: Span, value: Decimal | int, unit: Unit = NONE, kind: Kind = Kind.AMOUNT, *, other: bool = False
) -> Quantity:
    start, end = span
    return Quantity(
        Decimal(value),
        Decimal(value),
        unit,
        kind,
        other=other,
        text=text[start:end],
        start=start,
        end=end,
    )


def _vague(text: str, said: str, span: Span) -> Iterator[Quantity]:
    """As in "Hundreds of thousands", "a few million"."""
    few = said in _INDEFINITE
    following = (_FEW_OF if few else _MANY_OF).match(text, span[1])
    if following is None:
        return
    low, high = _MAGNITUDES[following["few"].lower() if few else said]
    if following["more"]:
        scale = 10 ** _SCALED[following["more"].lower().removesuffix("s")]
        low, high = low * scale, min(high, 999) * scale
    whole = (span[0], following.end())
    yield replace(_one(text, whole, low), high=Decimal(high), vague=True)
    if said == "couple" and few and following["few"].lower() in _SCALED:
        yield _one(text, whole, 2 * 10 ** _SCALED[following["few"].lower()], other=True)


def _part(text: str, said: str, span: Span) -> Iterator[Quantity]:
    """As in "Two thirds", "a quarter"."""
    word = said.removesuffix("s")
    before = _TIMES.search(text, max(0, span[0] - 8), span[0])
    if before is None and word != "quarter":
        return
    times = before[1].lower() if before else "one"
    count = SMALL.get(times) or (Decimal(times) if times.isdigit() else Decimal(1))
    start, share = before.start() if before else span[0], count / _DENOMINATORS[word]
    yield _one(text, (start, span[1]), share, FRACTION)
    of = _HALF_OF.match(text, span[1])
    unit = english_unit(text, of.end()) if of else None
    if unit:
        yield _one(text, (start, unit[1]), share, unit[0])


def _half(text: str, said: str, span: Span) -> Iterator[Quantity]:
    del said
    yield _one(text, span, Decimal("0.5"), FRACTION)
    of = _HALF_OF.match(text, span[1])
    unit = english_unit(text, of.end()) if of else None
    if unit:
        yield _one(text, (span[0], unit[1]), Decimal("0.5"), unit[0])


def _multiple(text: str, said: str, span: Span) -> Iterator[Quantity]:
    yield _one(text, span, _MULTIPLES[said], TIMES)


def _small(text: str, said: str, span: Span) -> Iterator[Quantity]:
    yield _one(text, span, _FEW[said], other=said != "couple")


def _ordinal(text: str, said: str, span: Span) -> Iterator[Quantity]:
    tens = _TENS_BEFORE.search(text, max(0, span[0] - 9), span[0])
    value = _ORDINALS[said] + (TENS[tens[1].lower()] if tens else 0)
    yield _one(text, (tens.start() if tens else span[0], span[1]), value, kind=Kind.ORDINAL)


def _decade(text: str, said: str, span: Span) -> Iterator[Quantity]:
    value = _DECADES[said]
    before = _CENTURY_BEFORE.search(text, max(0, span[0] - 10), span[0])
    century = (1900 if before[1].lower() == "nineteen" else 2000) if before else (2000 if value < 30 else 1900)
    span = (before.start() if before else span[0], span[1])
    yield _one(text, span, century + value, kind=Kind.DECADE)
    yield _one(text, span, value, other=True)


_DATED = re.compile(
    r"\b(?:in|of|last|this|next|since|until|by|early|late|mid|from|before|after|and|to)\s+$", re.IGNORECASE
)


def _month(text: str, said: str, span: Span) -> Iterator[Quantity]:
    """A month's name; "may" and "march" only where a date can stand."""
    dated = _DATED.search(text, max(0, span[0] - 9), span[0]) or text[span[1] : span[1] + 2].strip().isdigit()
    if (len(said) == 3 or said == "march") and not (text[span[0]].isupper() or dated):
        return
    value = MONTHS.get(said) or next(number for name, number in MONTHS.items() if name.startswith(said[:3]))
    yield _one(text, span, value, kind=Kind.MONTH)


def _unit_alone(text: str, said: str, span: Span) -> Iterator[Quantity]:
    """As in "A year ago", "per day", "monthly" hold a one; so does "a million"."""
    if said in _SCALED:
        yield _one(text, span, 10 ** _SCALED[said], other=True)
        counted = english_unit(text, span[1] + 1)
        if counted:  # "7 pence in every hundred pounds"
            yield _one(text, (span[0], counted[1]), 10 ** _SCALED[said], counted[0], other=True)
        return
    named = english_unit(_PERIODS.get(said, said), 0)
    if named is None:
        return
    if said.startswith("fortnight"):
        count = _POWER.search(text, max(0, span[0] - 16), span[0])
        times = int(SMALL.get(count[1].lower(), 0) or count[1]) if count else 1
        yield _one(text, (count.start() if count else span[0], span[1]), 2 * times, named[0])
        return
    yield _one(text, span, 1, named[0], other=True)
    if said == "quarterly":
        yield _one(text, span, 3, named[0], other=True)
    half = _AND_HALF.match(text, span[1])
    if half:
        yield _one(text, (span[0], half.end()), Decimal("1.5"), named[0])


_POWER = re.compile(r"({}|\d)(?: or \w+)?\s+$".format("|".join(SMALL)), re.IGNORECASE)


def _magnitude(text: str, said: str, span: Span) -> Iterator[Quantity]:
    """As in "Two orders of magnitude" is a hundred times."""
    del said
    following = _MAGNITUDE.match(text, span[1])
    if following is None:
        return
    before = _POWER.search(text, max(0, span[0] - 16), span[0])
    power = 1 if before is None else int(SMALL.get(before[1].lower(), 0) or before[1])
    yield _one(text, (before.start() if before else span[0], following.end()), Decimal(10) ** power, TIMES)


def _nines(text: str, said: str, span: Span) -> Iterator[Quantity]:
    """As in "Three nines" are 99.9 %."""
    del said
    before = _POWER.search(text, max(0, span[0] - 12), span[0])
    if before:
        count = int(SMALL.get(before[1].lower(), 0) or before[1])
        value = 100 - Decimal(10) ** (2 - count)
        yield _one(text, (before.start(), span[1]), value, PERCENT)


_POINT = re.compile(r"\s+(?:oh\s+)?({})(?![a-z])".format("|".join(list(SMALL)[:10])), re.IGNORECASE)


def _point(text: str, said: str, span: Span) -> Iterator[Quantity]:
    """As in "Point one percent", with no whole part before it."""
    del said
    digit = _POINT.match(text, span[1])
    if digit is None or _POWER.search(text, max(0, span[0] - 12), span[0]):
        return
    value = Decimal(f"0.{'0' if ' oh ' in digit[0].lower() else ''}{SMALL[digit[1].lower()]}")
    gap = len(text[digit.end() :]) - len(text[digit.end() :].lstrip(" "))
    unit = english_unit(text, digit.end() + gap)
    yield _one(text, (span[0], unit[1] if unit else digit.end()), value, unit[0] if unit else NONE)


_Reader = Callable[[str, str, Span], Iterator[Quantity]]
_INDEFINITE = ("few", "several", "couple", "many")
_BY_READER: tuple[tuple[_Reader, Iterable[str]], ...] = (
    (_vague, (*_INDEFINITE, *(word for word in _MAGNITUDES if word.endswith("s")))),
    (_part, (form for word in _DENOMINATORS for form in (word, f"{word}s"))),
    (_half, ("half", "halfway", "halves", "halved", "halving")),
    (_magnitude, ("order", "orders")),
    (_nines, ("nines",)),
    (_point, ("point",)),
    (_multiple, _MULTIPLES),
    (_small, _FEW),
    (_ordinal, _ORDINALS),
    (_decade, _DECADES),
    (_month, (*MONTHS, "jan", "feb", "apr", "aug", "sep", "sept", "oct", "nov", "dec")),
    (_unit_alone, _UNITS_ALONE),
)
_READERS: dict[str, list[_Reader]] = {}
for _reader, _words in _BY_READER:
    for _word in _words:
        _READERS.setdefault(_word, []).append(_reader)
TRIGGERS = frozenset(_READERS)
"""The words that `spoken` reads at."""
