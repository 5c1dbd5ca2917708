"""English numbers of special form: names, clocks, decades, ordinals, "24/7", "3/4", "Q3", "x2".

`english_numbers` reads these first; what is left are plain cardinals.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from uploader.facts.english_numerals import SMALL, TENS
from uploader.facts.quantity import FRACTION, NONE, TIMES, Kind, Quantity, Unit
from uploader.facts.units import DAY, HOUR

_FORM = re.compile(
    r"(?P<url>https?://\S+|www\.\S+)"
    r"|(?P<clock>(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?(?:[ap]m\b|"
    r"[ap]\.m\.|o'clock))"
    r"|(?P<daynight>(?<!\d)24/7(?!\d))"
    r"|(?P<slash>(?<![\d/.])\d{1,3}/\d{1,4}(?![\d/]))"
    r"|(?P<dated>(?<!\d)(?:19|20)\d\d-\d\d(?:-\d\d)?(?!\d))"
    r"|(?P<decade>(?<![\w])(?:(?:19|20)|['’])?\d0['’]?s\b)"
    r"|(?P<quarter>\bQ[1-4]\b)"
    r"|(?P<fold>(?<![\w])x\d+(?:\.\d+)?\b)"
    r"|(?P<nth>(?<![\w.])\d[\d,]*(?:st|nd|rd|th)\b)"
    r"|(?P<name>(?<![\w$€£])(?!(?:mid|pre|post|early|late|sub|top|non|near|under|over|half|circa|"
    + "|".join((*SMALL, *TENS))
    + r")-\d)"
    r"[A-Za-z][A-Za-z]*(?:-[A-Za-z]+)*-?\d[A-Za-z0-9]*(?:[.\-][A-Za-z0-9]+)*)"
    r"|(?P<tail>(?<![\w.$€£])\d+(?:\.\d+)?(?:[dgopqreDGOPQRE]|[A-Z][a-z]{2,}|[A-Z]{3,})(?![A-Za-z])[\w-]*)"
    r"|(?P<triple>(?<![\w.])\d+\.\d+\.\d+(?:\.\d+)*)"
)
_WITH_DIGIT = re.compile(r"(?<!\S)\S*?\d\S*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LETTERS = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_SIZE = re.compile(r"-(\d+(?:\.\d+)?)([bBmMkK])$")
_SIZES = {"b": 10**9, "m": 10**6, "k": 10**3}


def forms(text: str) -> Iterator[Quantity]:
    """The numbers of special form, sought only where a word holds a digit."""
    at = 0
    for chunk in _WITH_DIGIT.finditer(text):
        at = max(at, chunk.start())
        while (found := _FORM.search(text, at, chunk.end() + 12)) and found.start() < chunk.end():
            numbers = [Decimal(each) for each in _NUMBER.findall(found[0].replace(",", ""))]
            yield from _READERS[found.lastgroup or "url"](found, numbers)
            at = found.end()


def _at(
    found: re.Match[str],
    value: Decimal,
    unit: Unit = NONE,
    kind: Kind = Kind.AMOUNT,
    *,
    name: str = "",
    other: bool = False,
) -> Quantity:
    return Quantity(
        value, value, unit, kind, name=name, other=other, text=found[0], start=found.start(), end=found.end()
    )


def _parts(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    yield from (_at(found, each, other=True) for each in numbers)


def _clock(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    minutes = numbers[0] * 60 + (numbers[1] if len(numbers) > 1 else 0)
    yield _at(found, minutes % 720, kind=Kind.CLOCK)
    yield from _parts(found, numbers)


def _day_and_night(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    yield _at(found, numbers[0], HOUR)
    yield _at(found, numbers[1], DAY)


def _slash(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    if numbers[1]:
        yield _at(found, numbers[0] / numbers[1], FRACTION)
    yield from _parts(found, numbers)


def _dated(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    kinds = (Kind.YEAR, Kind.MONTH, Kind.DAY)
    yield from (_at(found, value, kind=kind) for value, kind in zip(numbers, kinds, strict=False))
    yield from _parts(found, numbers)


def _decade(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    century = 0 if numbers[0] >= 100 else 1900 if numbers[0] >= 30 else 2000
    yield _at(found, numbers[0] + century, kind=Kind.DECADE)
    yield from _parts(found, numbers)


def _ordinal(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    yield _at(found, numbers[0], kind=Kind.ORDINAL)


def _fold(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    yield _at(found, numbers[0], TIMES)


def _name(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    """As in "Qwen3-32B" is a name of Qwen; its size may also be told as a number."""
    letters = _LETTERS.match(found[0])
    yield _at(found, numbers[0], kind=Kind.NAME, name=letters[0] if letters else "")
    size = _SIZE.search(found[0]) if letters else None
    if size:
        yield _at(found, Decimal(size[1]) * _SIZES[size[2].lower()], other=True)


def _nothing(found: re.Match[str], numbers: list[Decimal]) -> Iterator[Quantity]:
    """A URL: its place is taken, its digits are no numbers."""
    del numbers
    yield _at(found, Decimal(0), kind=Kind.NAME)


_READERS: dict[str, Callable[[re.Match[str], list[Decimal]], Iterator[Quantity]]] = {
    "url": _nothing, "clock": _clock, "daynight": _day_and_night, "slash": _slash, "dated": _dated, "decade": _decade,
    "quarter": _ordinal, "fold": _fold, "nth": _ordinal, "name": _name, "tail": _name, "triple": _name,
}  # fmt: skip
