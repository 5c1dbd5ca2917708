"""A number as somebody said or wrote it: value, unit, bounds, and where it stands in the text.

Both readers (`english_numbers`, `korean_numbers`) answer with `Quantity`, so that `support` can hold a Korean
number against an English one. Values are Decimals as they were said; `base_low` and `base_high` are the same in
the dimension's base (seconds, months, bytes, a plain ratio), so that 0.4 ms equals 400 µs and 25 % equals one in
four.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a number is used for."""

    AMOUNT = "amount"
    ORDINAL = "ordinal"
    VERSION = "version"
    NAME = "name"
    YEAR = "year"
    DECADE = "decade"
    MONTH = "month"
    DAY = "day"
    CLOCK = "clock"


class Bound(StrEnum):
    """What stands beside a number and changes what it claims."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"
    AVERAGE = "average"
    WHOLLY = "wholly"


class Unit(NamedTuple):
    """A unit of measure.

    `factor` turns a value into the dimension's base; values of different dimensions never equal each other.
    """

    name: str
    dimension: str
    factor: Decimal = Decimal(1)


NONE = Unit("", "none")
COUNT = Unit("count", "count")
PERCENT = Unit("%", "ratio", Decimal("0.01"))
FRACTION = Unit("fraction", "ratio")
POINTS = Unit("percentage points", "points", Decimal("0.01"))
SCORE = Unit("points", "score")
TIMES = Unit("times", "times")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number.

    Attributes:
        low: the value as said; of a range, its lower end.
        high: equal to `low` for a single number.
        step: the worth of the last digit that was said: 1,000 for "4천", 0.1 for "3.5". Tells how exactly it was said.
        bounds: what a Korean number has beside it (at least, at most, about, average); for English, ask
            `bounds.english_bounds` where it matters.
        vague: an order of magnitude rather than a number ("hundreds of", 수십); `low`…`high` spans it.
        name: of a version or name, the product's word before the number ("GLM" of "GLM 5.2").
        other: another way to hear the same words ("nineteen ninety-nine" as 19 and 99).
        text: the words, as they stand at `start`…`end` of what was read.
    """

    low: Decimal
    high: Decimal
    unit: Unit = NONE
    kind: Kind = Kind.AMOUNT
    step: Decimal = Decimal(1)
    bounds: frozenset[Bound] = frozenset()
    vague: bool = False
    name: str = ""
    other: bool = False
    text: str = ""
    start: int = 0
    end: int = 0

    @property
    def is_range(self) -> bool:
        """Two different ends, said as such."""
        return self.low != self.high and not self.vague

    @property
    def base_low(self) -> Decimal:
        """`low` in the base of its dimension."""
        return self.low * self.unit.factor

    @property
    def base_high(self) -> Decimal:
        """`high` in the base of its dimension."""
        return self.high * self.unit.factor
