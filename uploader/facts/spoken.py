"""English numbers that are no numerals: half, twice, a dozen of, hundreds of, "a year", first, the nineties, March."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from uploader.facts.bounds import english_bounds
from uploader.facts.english_numerals import SMALL, TENS
from uploader.facts.quantity import FRACTION, NONE, TIMES, Kind, Quantity, Unit
from uploader.facts.units import english_unit

_ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth"
        ).split(),
        start=1,
    )
} | {f"{word[:-1]}ieth": int(value) for word, value in TENS.items()}
_DENOMINATORS = {"quarter": 4} | {word: value for word, value in _ORDINALS.items() if value > 2} | {"hundredth": 100}
MONTHS = {
    name: value
    for value, name in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}
_DECADES = {f"{word[:-1]}ies": int(value) for word, value in TENS.items()}
_MULTIPLES = {
    "twice": 2, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twofold": 2, "triple": 3, "tripled": 3,
    "triples": 3, "tripling": 3, "thrice": 3, "threefold": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4,
    "quintuple": 5, "tenfold": 10, "hundredfold": 100, "once": 1,
}  # fmt: skip
_FEW = {"both": 2, "pair": 2, "dual": 2, "either": 2, "neither": 2, "trio": 3, "single": 1, "none": 0, "nothing": 0,
        "nobody": 0, "no": 0, "zero-shot": 0, "one-shot": 1, "couple": 2}  # fmt: skip
_MAGNITUDES = {
    "tens": (10, 99), "dozens": (20, 99), "dozen": (20, 99), "hundreds": (100, 999), "hundred": (100, 999),
    "thousands": (10**3, 10**6 - 1), "thousand": (10**3, 9999), "millions": (10**6, 10**9 - 1), "million": (10**6, 10**7 - 1),
    "billions": (10**9, 10**12 - 1), "billion": (10**9, 10**10 - 1), "trillions": (10**12, 10**15 - 1),
    "trillion": (10**12, 10**13 - 1),
}  # fmt: skip
_SAID = re.compile(
    r"(?<![a-z0-9])(?:"
    r"(?P<vague>(?:(?:a\s+few|few|several|a\s+couple(?:\s+of)?|couple|many)\s+(?P<few>dozen|hundred|thousand|million|billion|trillion)s?"
    r"(?:\s+(?P<fewmore>thousand|million|billion))?"
    r"|(?P<of>tens|dozens|hundreds|thousands|millions|billions|trillions)(?:\s+(?:and|or|to)\s+(?:tens|hundreds|thousands|millions|billions))?"
    r"(?:\s+of\s+(?P<more>thousands|millions|billions|trillions))?))"
    r"|(?P<part>(?:(?P<times>a|an|one|two|three|four|five|six|seven|eight|nine|\d)[\s-]+)?(?P<denominator>{denominators})s?)"
    r"|(?P<half>halfway|half|halves|halved|halving|fifty[\s-]fifty|50[/-]50)"
    r"|(?P<magnitude>orders?\s+of\s+magnitude)"
    r"|(?P<multiple>{multiples})"
    r"|(?P<small>{few})"
    r"|(?P<ordinal>(?:(?P<tens>{tens})[\s-])?(?P<nth>{ordinals}))"
    r"|(?P<decade>(?:(?P<century>nineteen|twenty)[\s-])?(?P<decades>{decades}))"
    r"|(?P<month>{months}|jan|feb|apr|aug|sept?|oct|nov|dec)"
    r"|(?P<one>millisecond|second|minute|hour|day|week|month|year|decade|century|overnight|daily|hourly|weekly|monthly|"
    r"yearly|annual|annually|quarterly|dollar|buck|cent|million|billion|thousand|hundred|trillion|percent|megabyte|gigabyte|terabyte)"
    r")(?![a-z])".format(
        denominators="|".join(_DENOMINATORS), multiples="|".join(_MULTIPLES), few="|".join(_FEW), tens="|".join(TENS),
        ordinals="|".join(_ORDINALS), decades="|".join(_DECADES), months="|".join(MONTHS),
    ),
    re.IGNORECASE,
)  # fmt: skip
_PERIODS = {"daily": "day", "hourly": "hour", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year",
            "annually": "year", "overnight": "day", "quarterly": "month"}  # fmt: skip
_SCALED = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_AND_HALF = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)
_HALF_OF = re.compile(r"(?:\s+of)?\s+(?:an?\s+)", re.IGNORECASE)


def spoken(text: str) -> Iterator[Quantity]:
    """The numbers that words other than numerals say."""
    for found in _SAID.finditer(text):
        kind = found.lastgroup
        kind = next(name for name in _KINDS if found[name] is not None)
        here = Quantity(Decimal(0), Decimal(0), text=found[0], start=found.start(), end=found.end())
        yield from _READERS[kind](text, found, here)


def _one(
    here: Quantity, value: Decimal | int, unit: Unit = NONE, kind: Kind = Kind.AMOUNT, *, other: bool = False
) -> Quantity:
    return replace(here, low=Decimal(value), high=Decimal(value), unit=unit, kind=kind, other=other)


def _bounded(text: str, here: Quantity) -> Quantity:
    return replace(here, bounds=english_bounds(text, here.start, here.end))


def _vague(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    low, high = _MAGNITUDES[(found["few"] or found["of"]).lower()]
    for more in (found["more"], found["fewmore"]):
        if more:
            scale = 10 ** _SCALED[more.lower().removesuffix("s")]
            low, high = low * scale, min(high, 999) * scale
    yield _bounded(text, replace(here, low=Decimal(low), high=Decimal(high), vague=True))
    if "couple" in here.text.lower() and found["few"] in _SCALED:
        yield _one(here, 2 * 10 ** _SCALED[found["few"].lower()], other=True)


def _part(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    word, times = found["denominator"].lower(), (found["times"] or "").lower()
    whole = _DENOMINATORS[word]
    count = SMALL.get(times) or (Decimal(times) if times.isdigit() else Decimal(1))
    if times or word == "quarter":
        yield _bounded(text, _one(here, count / whole, FRACTION))
    if word != "quarter" and not found[0].lower().endswith("s"):
        tens = re.compile(r"({})[\s-]$".format("|".join(TENS)), re.IGNORECASE).search(
            text, max(0, here.start - 9), here.start
        )
        yield _one(here, whole + (TENS[tens[1].lower()] if tens else 0), kind=Kind.ORDINAL, other=bool(times))


def _half(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    del found
    yield _bounded(text, _one(here, Decimal("0.5"), FRACTION))
    of = _HALF_OF.match(text, here.end)
    unit = english_unit(text, of.end()) if of else None
    if unit:
        yield replace(_one(here, Decimal("0.5"), unit[0]), end=unit[1], text=text[here.start : unit[1]])


def _multiple(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    yield _bounded(text, _one(here, _MULTIPLES[found[0].lower()], TIMES))


def _small(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    del text
    yield _one(here, _FEW[found[0].lower()], other=True)
    if found[0].lower() == "couple":
        yield _one(here, 2)


def _ordinal(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    tens = TENS[found["tens"].lower()] if found["tens"] else Decimal(0)
    yield _one(here, tens + _ORDINALS[found["nth"].lower()], kind=Kind.ORDINAL)
    if found[0].lower() == "second":
        yield from _unit_alone(text, found, here)


def _decade(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    del text
    value = _DECADES[found["decades"].lower()]
    century = {"nineteen": 1900, "twenty": 2000}.get((found["century"] or "").lower(), 2000 if value < 30 else 1900)
    yield _one(here, century + value, kind=Kind.DECADE)
    yield _one(here, value, other=True)


_MAY = re.compile(
    r"(?:\b(?:in|of|last|this|next|since|until|by|early|late|mid|from|before|after|and|to)\s+)$", re.IGNORECASE
)


def _month(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    word = found[0].lower()
    dated = _MAY.search(text, max(0, here.start - 9), here.start) or text[here.end : here.end + 2].strip().isdigit()
    if word in {"may", "march", "dec", "jan", "oct", "nov", "apr", "feb", "sep", "aug"} and not (
        found[0][0].isupper() or dated
    ):
        return
    value = MONTHS.get(word) or next(number for name, number in MONTHS.items() if name.startswith(word[:3]))
    yield _one(here, value, kind=Kind.MONTH)


def _unit_alone(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    word = found[0].lower()
    if word in _SCALED:
        yield _one(here, 10 ** _SCALED[word], other=True)
        return
    named = english_unit(_PERIODS.get(word, word), 0)
    if named is None:
        return
    yield _bounded(text, _one(here, 1, named[0], other=True))
    if word == "quarterly":
        yield _one(here, 3, named[0], other=True)
    half = _AND_HALF.match(text, here.end)
    if half:
        yield replace(_one(here, Decimal("1.5"), named[0]), end=half.end(), text=text[here.start : half.end()])


def _magnitude(text: str, found: re.Match[str], here: Quantity) -> Iterator[Quantity]:
    del found
    before = re.compile(r"({}|\d)(?: or \w+)?\s+$".format("|".join(SMALL)), re.IGNORECASE).search(
        text, max(0, here.start - 16), here.start
    )
    power = 1 if before is None else int(SMALL.get(before[1].lower(), 0) or before[1])
    yield _bounded(text, _one(here, 10**power, TIMES))


_READERS = {
    "vague": _vague, "part": _part, "half": _half, "magnitude": _magnitude, "multiple": _multiple, "small": _small,
    "ordinal": _ordinal, "decade": _decade, "month": _month, "one": _unit_alone,
}  # fmt: skip
_KINDS = tuple(_READERS)
