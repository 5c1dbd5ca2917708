"""Bars against a cap, as numbers that an SVG is drawn with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from uploader.view.costs import Bar

HEIGHT, FOOT, LEFT, TOP = 220.0, 26.0, 48.0, 14.0
"""The drawing's height, the room under and left of the bars, and above them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar at its place; `labelled` where its name has room."""

    bar: Bar
    x: float
    y: float
    width: float
    height: float
    labelled: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything on a drawing of `width` by `HEIGHT`."""

    width: float
    bars: tuple[Drawn, ...]
    lines: tuple[tuple[float, Decimal], ...]
    """Lines of the scale: how high, and how much."""
    cap: float | None

    height: float = HEIGHT
    left: float = LEFT
    floor: float = HEIGHT - FOOT


def chart(bars: Sequence[Bar], cap: Decimal | None, width: float) -> Chart:
    """The bars on a drawing of that width; the cap is on it where the bars come near it."""
    most = max((bar.usd for bar in bars), default=Decimal(0))
    shows_cap = cap is not None and cap > 0 and (most >= cap / 4 or not most)
    top = _round_up(max(most, cap if shows_cap and cap else Decimal(0)))
    floor, room = HEIGHT - FOOT, HEIGHT - FOOT - TOP
    step = (width - LEFT) / max(1, len(bars))
    every = math.ceil(len(bars) * 34 / (width - LEFT))

    def high(usd: Decimal) -> float:
        return floor - float(usd / top) * room

    drawn = tuple(
        Drawn(bar, LEFT + n * step + step * 0.14, high(bar.usd), step * 0.72, floor - high(bar.usd), n % every == 0)
        for n, bar in enumerate(bars)
    )
    lines = tuple((high(top * n / 4), top * n / 4) for n in range(1, 5))
    return Chart(width, drawn, lines, high(cap) if shows_cap and cap else None)


def _round_up(usd: Decimal) -> Decimal:
    """The next of 1, 2, 4, 5, 8 or 10 times a power of ten."""
    if usd <= 0:
        return Decimal(1)
    power = Decimal(10) ** math.floor(math.log10(usd))
    return next(power * times for times in (1, 2, 4, 5, 8, 10, 20) if power * times >= usd)
