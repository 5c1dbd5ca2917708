"""Moments, lengths, money and counts as people read them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any


def apart(moment: datetime, now: datetime) -> str:
    """How far a moment is: `4 min ago`, `in 2 h`, `just now`; from a month on, its date."""
    seconds = (now - moment).total_seconds()
    far = abs(seconds)
    if far < 45:
        return "just now" if seconds >= 0 else "in a moment"
    if far >= timedelta(days=31).total_seconds():
        return f"{moment:%Y-%m-%d}"
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if far >= size or unit == "min":
            number = max(1, round(far / size))
            return f"{number} {unit} ago" if seconds >= 0 else f"in {number} {unit}"
    raise AssertionError


def stamp(moment: datetime) -> str:
    """`2026-11-25 09:42 UTC`."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def length(seconds: float) -> str:
    """`12:30`, `8:36:05`: as YouTube writes a moment in a video."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def span(seconds: float) -> str:
    """`40 min`, `3 h`, `2 d`: a time that passed."""
    far = abs(seconds)
    for size, unit in ((86400, "d"), (3600, "h")):
        if far >= size:
            return f"{round(far / size)} {unit}"
    return f"{round(far / 60)} min"


def usd(amount: Decimal | float) -> str:
    """`$1.24`; below a dime with the digits that say something: `$0.0042`."""
    value = Decimal(amount)
    return f"${value:,.2f}" if value == 0 or abs(value) >= Decimal("0.1") else f"${value:.4f}"


def count(number: int) -> str:
    """`34,939`."""
    return f"{number:,}"


def share(part: float) -> str:
    """`38 %`."""
    return f"{100 * part:.0f} %"


def named(word: str) -> str:
    """A state or cause as words: `over budget`."""
    return word.replace("_", " ")


FILTERS: dict[str, Callable[..., Any]] = {
    "apart": apart, "stamp": stamp, "length": length, "length_of": len, "span": span,
    "usd": usd, "count": count, "share": share, "named": named,
}  # fmt: skip
"""What templates call them by."""
