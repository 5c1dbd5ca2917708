"""Relative dates in English speech, resolved from the day a video was published.

"February of last year" in a talk published in March 2026 is February 2025. A talk is given before it is published, so
the resolution holds as far as the two days lie in one year; who needs more than that must be told by the talk itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from uploader.facts.english_numbers import read_english
from uploader.facts.quantity import Kind
from uploader.facts.spoken import MONTHS

_MONTH = "|".join(MONTHS) + "|jan|feb|mar|apr|aug|sept?|oct|nov|dec"
_RELATIVE = re.compile(
    rf"(?P<of>\b(?P<of_month>{_MONTH})\s+(?:of\s+)?(?P<of_year>last|this|next)\s+year\b)"
    rf"|(?P<in>\b(?P<in_year>last|this|next)\s+year,?\s+(?:in\s+)?(?P<in_month>{_MONTH})\b)"
    rf"|(?P<past>\b(?:last|this past|past|this)\s+(?P<past_month>{_MONTH})\b)"
    r"|(?P<next>\bnext\s+(?P<next_month>" + _MONTH + r")\b)"
    r"|(?P<year>\b(?P<which>last|previous|past|this|current|next|coming|following)\s+year\b|"
    r"\b(?P<end>end|middle|beginning|start|rest)\s+of\s+the\s+year\b)"
    r"|(?P<ago>\byears?(?:\s+and\s+a\s+half)?\s+(?:ago|back|earlier)\b)"
    r"|(?P<ahead>\byears?\s+(?:from now|from today|later|ahead)\b)"
    r"|(?P<months>\bmonths?\s+(?:ago|back)\b)"
    r"|(?P<month>\b(?P<month_which>last|this|next)\s+month\b)"
    r"|(?P<season>\b(?:last|this past|this)\s+(?:spring|summer|fall|autumn|winter)\b)",
    re.IGNORECASE,
)
_SHIFT = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A relative date: the year (and month) it means, and the words that say it."""

    year: int
    month: int | None
    text: str
    start: int


def month_number(name: str) -> int:
    """1…12 for an English month or its abbreviation."""
    return next(number for month, number in MONTHS.items() if month.startswith(name.lower()[:3]))


@lru_cache(maxsize=4096)
def resolve(text: str, published: date) -> tuple[Resolved, ...]:
    """Every relative date of `text` as of the day `published`."""
    return tuple(
        Resolved(year, month, found[0], found.start())
        for found in _RELATIVE.finditer(text)
        for year, month in _meanings(next(name for name in _KINDS if found[name] is not None), found, text, published)
    )


_KINDS = ("of", "in", "past", "next", "year", "ago", "ahead", "months", "month", "season")


def _meanings(kind: str, found: re.Match[str], text: str, published: date) -> Iterator[tuple[int, int | None]]:
    year = published.year
    if kind in {"of", "in"}:
        yield year + _SHIFT[found[f"{kind}_year"].lower()], month_number(found[f"{kind}_month"])
    elif kind in {"past", "next"}:
        month = month_number(found[f"{kind}_month"])
        before = month < published.month
        yield (year if before else year - 1, month) if kind == "past" else (year + 1 if before else year, month)
        if "this" in found[0].lower() or month == published.month:
            yield year, month
    elif kind == "year":
        yield year + _SHIFT[(found["which"] or "this").lower()], None
    elif kind in {"ago", "ahead"}:
        sign = -1 if kind == "ago" else 1
        yield from ((year + sign * count, None) for count in _counts(text, found.start()))
    elif kind == "months":
        for count in _counts(text, found.start()):
            past = published.year * 12 + published.month - 1 - count
            yield past // 12, past % 12 + 1
    elif kind == "month":
        first = published.replace(day=1)
        step = {"last": first - timedelta(days=1), "this": first, "next": first + timedelta(days=31)}
        meant = step[found["month_which"].lower()]
        yield meant.year, meant.month
    else:
        yield from ((year - 1, None), (year, None))


def _counts(text: str, end: int) -> Iterator[int]:
    """The whole number directly before "years ago"; 1 where it says "a year ago"."""
    before = text[max(0, end - 24) : end]
    numbers = [
        each.low
        for each in read_english(before)
        if each.kind is Kind.AMOUNT and not each.vague and each.end >= len(before.rstrip())
    ]
    yield from (int(value) for value in numbers if 0 <= value <= 200) if numbers else (1,)
