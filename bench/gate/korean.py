"""The places of a Korean statement that a mutation changes, found without the program's own readers.

What the program misreads must be able to show here, so numbers and names are found by the simplest means there are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from uploader.models import Bullet, KeyPoint, Place, Summary

_SCALES = {"조": 10**12, "억": 10**8, "만": 10**4, "천": 10**3}
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![A-Za-z0-9.,:/-])(?:{_FIGURE}[조억만] ?)*{_FIGURE}[조억만천]?(?![\d.,]*[A-Za-z/-])")
_PART = re.compile(rf"({_FIGURE})([조억만천]?)")
_NAME = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Za-zÀ-ɏ]{3,}(?![A-Za-z0-9])")
_VERSIONED = re.compile(r"[A-Za-z] $")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in digits, at `start`…`end`; `after` is what follows it."""

    text: str
    value: Decimal
    start: int
    end: int
    after: str


def figures(text: str) -> list[Figure]:
    """The numbers in digits that are no part of a name."""
    found: list[Figure] = []
    for match in _NUMBER.finditer(text):
        if _VERSIONED.search(text[: match.start()]):
            continue
        value = sum(
            (Decimal(digits.replace(",", "")) * _SCALES.get(scale, 1) for digits, scale in _PART.findall(match[0])),
            Decimal(0),
        )
        found.append(Figure(match[0], value, match.start(), match.end(), text[match.end() :]))
    return found


def write(value: Decimal) -> str:
    """A number as the blog writes it: `1조 8,000억`, `23만`, `2,914`, `0.4`."""
    if value != value.to_integral_value() and value < 10_000:
        return f"{value.normalize():f}"
    rest, parts = int(value), list[str]()
    for name, scale in (("조", 10**12), ("억", 10**8), ("만", 10**4)):
        if rest >= scale:
            parts.append(f"{rest // scale:,}{name}")
            rest %= scale
    if rest or not parts:
        parts.append(f"{rest:,}")
    return " ".join(parts)


def put(text: str, figure: Figure, written: str) -> str:
    """`text` with another number in the figure's place."""
    return text[: figure.start] + written + text[figure.end :]


def names(text: str) -> list[str]:
    """Words in Latin script that look like names."""
    return list(dict.fromkeys(match[0] for match in _NAME.finditer(text)))


# ---------------------------------------------------------------- statements of a summary


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and where it stands."""

    place: Place
    text: str
    quote: str = ""


def statements(summary: Summary, *parts: str) -> Iterator[Statement]:
    """The statements of these parts, in reading order; of all parts where none is named."""
    everything = [
        Statement(Place("title"), summary.title),
        *(Statement(Place("key-point", index=at), point.text) for at, point in enumerate(summary.key_points)),
    ]
    for section in summary.sections:
        everything.append(Statement(Place("heading", section.id), section.heading))
        everything += [
            Statement(Place("bullet", section.id, at), bullet.ko, bullet.quote_en)
            for at, bullet in enumerate(section.bullets)
        ]
    yield from (each for each in everything if not parts or each.place.part in parts)


def with_text(summary: Summary, place: Place, text: str) -> Summary:
    """The summary that says `text` at `place`."""
    match place.part:
        case "title":
            return replace(summary, title=text)
        case "key-point":
            points = list(summary.key_points)
            points[place.index or 0] = KeyPoint(text, "", points[place.index or 0].sections)
            return replace(summary, key_points=tuple(points))
        case "heading":
            return replace(
                summary,
                sections=tuple(replace(s, heading=text) if s.id == place.section else s for s in summary.sections),
            )
        case _:
            return with_bullet(summary, place, replace(bullet_at(summary, place), ko=text))


def bullet_at(summary: Summary, place: Place) -> Bullet:
    """The bullet at `place`."""
    return next(s for s in summary.sections if s.id == place.section).bullets[place.index or 0]


def with_bullet(summary: Summary, place: Place, bullet: Bullet) -> Summary:
    """The summary with another bullet at `place`."""
    return replace(
        summary,
        sections=tuple(
            replace(s, bullets=tuple(bullet if at == place.index else b for at, b in enumerate(s.bullets)))
            if s.id == place.section
            else s
            for s in summary.sections
        ),
    )
