"""One English cardinal, read where it begins: "4 billion", "two and a half million", "83 uh K", "one point five".

A recursive descent over the text itself, so that every reading knows its place. Hesitations between the parts of one
number are stepped over; a comma between two numbers ends the first.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

_SMALL_NAMES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_TENS_NAMES = """
twenty thirty forty fifty sixty seventy eighty ninety
"""
_SMALL_WORDS = _SMALL_NAMES.split()
SMALL = {word: Decimal(value) for value, word in enumerate(_SMALL_WORDS)}
TENS = {word: Decimal(value * 10) for value, word in enumerate(_TENS_NAMES.split(), start=2)} | {"fourty": Decimal(40)}
SCALES = {
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "mil": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
}
LETTERS = {"k": 3, "m": 6, "mm": 6, "mn": 6, "b": 9, "bn": 9, "t": 12, "tn": 12}
_LITTLE = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": 1 / Decimal(3)}

GAP = re.compile(r"(?:\s*-\s*|,?\s+(?:(?:uh|um|er|erm|uhm|mm|ah)\b,?\s*)+|\s+)", re.IGNORECASE)
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|(?<![\w.])\.\d+")
SPLIT = re.compile(r"(\d{1,2})\. (\d{1,2})(?![\d,.:/]|\s?[-–] ?\d)")
_WORD = re.compile(
    r"(?:(?P<small>{})|(?P<tens>{})|(?P<hundred>hundred)|(?P<scale>{})|(?P<dozen>dozen))(?![a-z])".format(
        "|".join(sorted(SMALL, key=len, reverse=True)), "|".join(TENS), "|".join(SCALES)
    ),
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?:(?P<near>k|mm|mn|m|bn|b|tn|t)|(?:\s|,?\s+(?:uh|um|er)\b,?\s+)(?P<far>K|M|B|bn|mn))(?![A-Za-z0-9])(?!/)",
    re.IGNORECASE,
)
_POINT = re.compile(
    (
        r"(?:\s+point\s+)(?=\d|oh\b|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
        r"[a-z]+teen|[a-z]+ty)"
    ),
    re.IGNORECASE,
)
_DECIMALS = re.compile(
    r"(?P<oh>oh|o)(?![a-z])|(?P<small>{})(?![a-z])|(?P<tens>{})(?![a-z])|(?P<digits>\d+)".format(
        "|".join(sorted(SMALL, key=len, reverse=True)), "|".join(TENS)
    ),
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_AND_PART = re.compile(r"\s+and\s+(?:(?P<count>a|one|three|two)[\s-]+)?(?P<part>half|quarter|third)s?\b", re.IGNORECASE)
_A = re.compile(r"an?\s+(?=(?:hundred|thousand|million|billion|trillion|dozen)\b)", re.IGNORECASE)
_HALF_A = re.compile(
    r"half(?:\s+of)?\s+(?:an?\s+)?(?=(?:hundred|thousand|million|billion|trillion|dozen)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number read at a place.

    Attributes:
        scaled: a scale word or letter was said (thousand, K, billion).
        worded: it begins with a word, not a digit.
        before: the value without what an "and" joined on, where hearing it so is possible too.
        split: it was joined over a cue's edge ("0. 18").
    """

    value: Decimal
    start: int
    end: int
    step: Decimal
    scaled: bool = False
    worded: bool = False
    before: Decimal | None = None
    split: bool = False


def _step(digits: str) -> Decimal:
    plain = digits.replace(",", "")
    if "." in plain:
        return Decimal(1).scaleb(-len(plain.split(".")[1]))
    zeros = len(plain) - len(plain.rstrip("0"))
    return Decimal(10) ** min(zeros, max(len(plain) - 1, 0))


def step_of(value: Decimal) -> Decimal:
    """The worth of the last digit of `value` that is not zero."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)


def cardinal(text: str, at: int) -> Cardinal | None:
    """The cardinal that begins at `at`, as long as it goes."""
    found = DIGITS.match(text, at)
    return _with_digits(text, found) if found else _with_words(text, at)


def _with_digits(text: str, found: re.Match[str]) -> Cardinal:
    digits = found[0]
    split = SPLIT.match(text, found.start())
    if split and split[1] == digits:
        digits = f"{split[1]}.{split[2]}"
        value, end = Decimal(digits), split.end()
    else:
        split, end, value = None, found.end(), Decimal(digits.replace(",", ""))
    step = _step(digits)
    spoken = None if "." in digits else _decimals(text, end, value)
    if spoken:
        value, end, step = spoken
    value, end, step, scaled = _scaled(text, end, value, step)
    value, end, step = _and_part(text, end, value, step)
    if not scaled:
        value, end, step, scaled = _scaled(text, end, value, step)
    return Cardinal(value, found.start(), end, step, scaled=scaled, split=split is not None)


def _scaled(text: str, end: int, value: Decimal, step: Decimal) -> tuple[Decimal, int, Decimal, bool]:
    """`value` times the scales that follow it: letters (K, M, B) or words."""
    letter = _LETTER.match(text, end)
    if letter and not (letter["far"] and letter["far"].islower()):
        power = Decimal(10) ** LETTERS[(letter["near"] or letter["far"]).lower()]
        return value * power, letter.end(), step * power, True
    scaled = False
    while (gap := GAP.match(text, end)) and (word := _WORD.match(text, gap.end())):
        factor = {"hundred": Decimal(100), "dozen": Decimal(12)}.get(word.lastgroup or "") or SCALES.get(
            word[0].lower()
        )
        if factor is None:
            break
        value, step, end, scaled = value * factor, step * factor, word.end(), True
    return value, end, step, scaled


def _decimals(text: str, end: int, whole: Decimal) -> tuple[Decimal, int, Decimal] | None:
    """`whole` with the decimals that "point …" says."""
    point = _POINT.match(text, end)
    if not point:
        return None
    digits, at = "", point.end()
    while found := _DECIMALS.match(text, at):
        kind, word = found.lastgroup, found[0].lower()
        if kind == "oh":
            digits += "0"
        elif kind == "digits":
            digits += word
        elif kind == "small":
            digits += str(SMALL[word])
        else:
            digits += str(TENS[word])
            unit = re.compile(r"[\s-](one|two|three|four|five|six|seven|eight|nine)(?![a-z])", re.IGNORECASE).match(
                text, found.end()
            )
            if unit:
                digits = f"{digits[:-1]}{SMALL[unit[1].lower()]}"
                end = unit.end()
                break
        end = found.end()
        gap = GAP.match(text, end)
        if not gap or kind in {"digits", "tens"}:
            break
        at = gap.end()
    return Decimal(f"{whole}.{digits}"), end, Decimal(1).scaleb(-len(digits))


def _and_part(text: str, end: int, value: Decimal, step: Decimal) -> tuple[Decimal, int, Decimal]:
    part = _AND_PART.match(text, end)
    if not part:
        return value, end, step
    times = {"three": 3, "two": 2}.get((part["count"] or "").lower(), 1)
    scale = max((s for s in SCALES.values() if value >= s), default=Decimal(1))
    return value + _LITTLE[part["part"].lower()] * times * scale, part.end(), scale / 10


def _with_words(text: str, at: int) -> Cardinal | None:  # noqa: C901, PLR0912 - one grammar, told in one place
    half, a = _HALF_A.match(text, at), _A.match(text, at)
    opening = half or a
    here = opening.end() if opening else at
    total, current, last = Decimal(0), None, ""
    before: Decimal | None = None
    scaled, end, cap = False, at, Decimal("Infinity")
    while word := _WORD.match(text, here):
        kind, said = word.lastgroup, word[0].lower()
        joins = last in {"hundred", "and", "scale"}
        if kind == "small" and (
            current is None or (last == "tens" and 1 <= SMALL[said] <= 9) or (joins and last != "scale")
        ):
            current = (current or Decimal(0)) + SMALL[said]
        elif kind == "tens" and (current is None or last in {"hundred", "and"}):
            current = (current or Decimal(0)) + TENS[said]
        elif kind == "hundred" and ((current is None and opening) or (current is not None and current < 100)):
            current = (current if current is not None else Decimal(1)) * 100
        elif kind == "dozen" and ((current is None and (opening or total == 0)) or current is not None):
            current = (current if current is not None else Decimal(1)) * 12
        elif kind == "scale" and SCALES[said] < cap and (current is not None or opening):
            total, cap = total + (current if current is not None else Decimal(1)) * SCALES[said], SCALES[said]
            current, scaled = None, True
        else:
            break
        if kind == "hundred":
            scaled = True
        last, end = kind or "", word.end()
        joint = _AND.match(text, end) if kind in {"hundred", "scale"} else None
        following = _WORD.match(text, joint.end()) if joint else None
        if joint and following and following.lastgroup in {"small", "tens"}:
            before = total + (current or Decimal(0))
            here, last = joint.end(), "and"
            continue
        gap = GAP.match(text, end)
        if not gap:
            break
        here = gap.end()
    if not last:
        return None
    value = total + (current or Decimal(0))
    step = step_of(value)
    if last in {"small", "tens"} and (spoken := _decimals(text, end, value)):
        value, end, step = spoken
        value, end, step, scaled = _scaled(text, end, value, step)
    else:
        value, end, step = _and_part(text, end, value, step)
        if last in {"small", "tens"} and not scaled:
            value, end, step, scaled = _scaled(text, end, value, step)
    if half:
        value, step = value / 2, step / 10
    return Cardinal(value, at, end, step, scaled=scaled, worded=True, before=before)
