"""Numbers written out for people: a Decimal as Korean would write it, and as plain digits."""

from decimal import Decimal

_BIG = ((Decimal(10) ** 16, "경"), (Decimal(10) ** 12, "조"), (Decimal(10) ** 8, "억"), (Decimal(10) ** 4, "만"))


def plain(value: Decimal) -> str:
    """`value` in digits with commas and no needless zeros: 23,500,000,000; 0.18."""
    whole = value == value.to_integral_value()
    return f"{value.to_integral_value():,}" if whole else f"{value.normalize():,f}"


def in_korean(value: Decimal) -> str:
    """`value` in 조·억·만: 235 billion is "2,350억", 1.5 million "150만", 12,400,000 "1,240만"."""
    if value < 0:
        return f"-{in_korean(-value)}"
    parts: list[str] = []
    rest = value
    for worth, name in _BIG:
        count, rest = divmod(rest, worth)
        if count:
            parts.append(f"{count:,f}{name}")
    if rest or not parts:
        parts.append(plain(rest))
    return " ".join(parts)


def in_english(value: Decimal) -> str:
    """`value` with an English scale: "23.5 billion", "4 million", "27,000"."""
    for power, name in ((12, "trillion"), (9, "billion"), (6, "million")):
        worth = Decimal(10) ** power
        if abs(value) >= worth:
            return f"{plain(value / worth)} {name}"
    return plain(value)
