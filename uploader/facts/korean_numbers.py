"""Numbers in Korean writing: `read_korean`.

A post's claims are read strictly: each number once, with its unit, bounds and kind. Numbers within names (GPT-5, H100)
are names; a version keeps its product's word.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from uploader.facts.bounds import korean_bounds
from uploader.facts.english_numerals import LETTERS
from uploader.facts.korean_forms import special
from uploader.facts.korean_numerals import Numeral, is_plain_word, native, numeral, pure, vague
from uploader.facts.quantity import FRACTION, NONE, Kind, Quantity
from uploader.facts.units import SIGNS, korean_unit

D = Decimal
_CANDIDATE = re.compile(
    r"(?P<digits>\d)|"
    r"(?<![^\s(\[“‘'~·,/:])(?P<word>[수몇한두세네다여일아열스서마쉰예대너영이삼사오육칠팔구십백천만억조하둘셋넷석넉])"
)
_CLOSE = re.compile(
    r"가지|개(?!발|선|인|념|요|별)|명(?!령|시|확|의)|번(?!역|호)|달(?!러|성|리)|시간|배(?!치|포|열|"
    r"경)|건(?!강|설)|사람|개월|주일|살"
)
_LETTER = re.compile(r"\s?([kKMBT]|bn|mn)(?![A-Za-z0-9])|([bm])(?![A-Za-z0-9])")
_SIGN = re.compile(r"(?:US)?([$€£¥₩])\s?$")
_MINUS = re.compile(r"(?:마이너스\s?|영하\s?|(?:^|[\s(])[-−])[$€£]?$")
_TO = re.compile(r"\s?\\?[~∼〜～–—-]\s?[$€£]?|\s?에서\s|\s?(?:부터|내지|또는|이나|나|,|·)\s")
_RANGE = re.compile(r"\s?\\?[~∼〜～–—-]\s?[$€£]?|\s?(?:내지|또는)\s")
_PRODUCT = re.compile(r"(?:([A-Za-z][A-Za-z+]*)|(?<![가-힣])(버전))[ ](?:\d+(?:\.\d+)?[/·])?$")
_LABELS = frozenset(
    [
        "top",
        "day",
        "part",
        "phase",
        "step",
        "level",
        "stage",
        "section",
        "series",
        "tier",
        "type",
        "chapter",
        "round",
        "k",
        "p",
        "n",
    ]
)
_RATIO = re.compile(r"\s?(?:중|가운데|에)\s?$")
_HALF_AFTER = re.compile(
    r"\s반(?![가-힣])|\s반(?=(?:[이을은의에만도]|으로|가량|정도|쯤|동안|만에|이나|짜리|씩|이상|을|걸)(?![가-힣]{2}))"
)


def _numeral_at(text: str, candidate: re.Match[str]) -> Numeral | None:
    """The numeral at a candidate place, where it is one for certain."""
    at = candidate.start()
    if candidate["digits"]:
        return numeral(text, at)
    reads = (vague(text, at), native(text, at), pure(text, at))
    return next((read for read in reads if read is not None and _stands(text, read)), None)


_UNMISTAKABLE = {"두", "세", "다섯", "여섯", "일곱", "여덟", "아홉", "열한", "열두", "열세", "열네", "열다섯", "스무"}
"""Native numerals that are no other word before a noun; 네 is also "your", 한 also "a certain"."""
_NOUN = re.compile(r"\s[가-힣A-Za-z]")


def _stands(text: str, read: Numeral) -> bool:
    """Whether a numeral of Hangul is a number here: by its counter, or because it can be no other word."""
    words, spaced = text[read.start : read.end], text.startswith(" ", read.end)
    counted = korean_unit(text, read.end) is not None
    if read.native and counted:
        return spaced or read.vague or _CLOSE.match(text, read.end) is not None
    if read.native:
        return words in _UNMISTAKABLE and _NOUN.match(text, read.end) is not None
    if read.vague:
        return True
    if len(words) == 1:
        return counted and spaced and words in "십백천만억"
    return counted or not is_plain_word(words)


def _amount(text: str, read: Numeral) -> Quantity:
    start, end, low, high, unit, step = read.start, read.end, read.value, read.high, NONE, read.step
    letter = _LETTER.match(text, end)
    if letter:
        power = D(10) ** LETTERS[(letter[1] or letter[2]).lower()]
        low, high, step, end = low * power, high * power, step * power, letter.end()
    sign = _SIGN.search(text, max(0, start - 4), start)
    if sign:
        unit, start = SIGNS[sign[1]], sign.start()
    digits_end = end
    past = re.compile(r"여(?=\s?[가-힣])|\+(?=\s?[가-힣])").match(text, end)
    named = korean_unit(text, past.end() if past else end)
    if named and unit is NONE:
        unit, end = named
    if unit.dimension in {"time", "months", "times"} and _HALF_AFTER.match(text, end):
        low, high, end, step = low + D("0.5"), high + D("0.5"), end + 2, D("0.1")
    minus = _MINUS.search(text, max(0, start - 5), start)
    if minus and not read.vague:
        low, high, start = -low, -high, minus.end() - len(minus[0].lstrip(" ("))
    kind = Kind.ORDINAL if unit.dimension == "ordinal" else Kind.AMOUNT
    return Quantity(
        low, high, unit, kind, step=step, vague=read.vague, text=text[start:end].strip(), start=start, end=end,
        bounds=korean_bounds(text, start, end, digits_end),
    )  # fmt: skip


def _version(text: str, said: Quantity) -> Quantity:
    """A bare number right after a product's word is its version: "GLM 5.2"."""
    product = _PRODUCT.search(text, max(0, said.start - 24), said.start)
    if said.unit is NONE and product and said.low < 100 and text[said.start : said.end].replace(".", "").isdigit():
        name = product[1] or product[2]
        if name.lower() not in _LABELS:
            return replace(said, kind=Kind.VERSION, name=name)
        return replace(said, kind=Kind.ORDINAL)
    return said


def _ranged(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, ...]:
    """Two numbers joined: one range for "10~20%", two with the shared unit for "10에서 20%로"."""
    if (
        first.kind is not Kind.AMOUNT
        or second.kind is not Kind.AMOUNT
        or not _TO.fullmatch(text, first.end, second.start)
    ):
        return first, second
    scale = _scale(text, second)
    low = first
    listed = "," in text[first.end : second.start] and _scale(text, first) > 1
    if first.unit is NONE and not listed:
        low = replace(first, unit=second.unit)
        if scale > 1 and first.low < 10000 and _scale(text, first) == 1 and first.low * scale <= second.low * 10:
            low = replace(low, low=first.low * scale, high=first.high * scale, step=first.step * scale)
    if second.unit is NONE and first.unit is not NONE and first.unit in SIGNS.values():
        second = replace(second, unit=first.unit)
    if not _RANGE.fullmatch(text, first.end, second.start) or low.base_low >= second.base_high:
        return low, second
    if low.unit.dimension != second.unit.dimension and low.unit is not NONE:
        return low, second
    start, end = first.start, second.end
    unit_low = low.low if low.unit == second.unit else low.base_low / second.unit.factor
    return (
        replace(
            second,
            low=unit_low,
            step=min(low.step, second.step),
            start=start,
            text=text[start:end],
            bounds=first.bounds | second.bounds,
        ),
    )


_SCALE = re.compile(r"[만억조]|[kKMBT](?![A-Za-z])")


def _scale(text: str, said: Quantity) -> Decimal:
    found = _SCALE.search(text, said.start, said.end)
    if not found:
        thousands = re.compile(r"\d(천|백)").search(text, said.start, said.end)
        return {"천": D(1000), "백": D(100)}[thousands[1]] if thousands else D(1)
    return {"만": D(10) ** 4, "억": D(10) ** 8, "조": D(10) ** 12}.get(found[0]) or D(10) ** LETTERS[found[0].lower()]


def _compound(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """As in "1시간 30분" as one duration."""
    if (
        first.unit.dimension != second.unit.dimension
        or first.unit.dimension not in {"time", "months"}
        or first.is_range
    ):
        return None
    if first.unit.factor <= second.base_low or text[first.end : second.start] not in {" ", ""}:
        return None
    value = first.low + second.base_low / first.unit.factor
    return replace(
        first,
        low=value,
        high=value,
        end=second.end,
        text=text[first.start : second.end],
        bounds=second.bounds | first.bounds,
    )


@lru_cache(maxsize=8192)
def read_korean(text: str) -> tuple[Quantity, ...]:
    """Every number of `text`, in order of place, each once; compounds ("1시간 30분") and ranges as one."""
    found = list(special(text))
    covered = bytearray(len(text) + 1)
    for each in found:
        covered[each.start : each.end] = b"\1" * (each.end - each.start)
    found.extend(_amounts(text, covered))
    found.sort(key=lambda each: each.start)
    return tuple(found)


def _amounts(text: str, covered: bytearray) -> Iterator[Quantity]:
    """The plain amounts, joined to ranges and compounds where they are such."""
    row: list[Quantity] = []
    at = 0
    while candidate := _CANDIDATE.search(text, at):
        at = candidate.end()
        if covered[candidate.start()]:
            continue
        read = _numeral_at(text, candidate)
        if read is None:
            continue
        said = _version(text, _amount(text, read))
        at = max(at, said.end, read.end)
        covered[said.start : said.end] = b"\1" * (said.end - said.start)
        joined = _compound(text, row[-1], said) if row else None
        if joined:
            row[-1] = joined
        elif row and not row[-1].is_range:
            row[-1:] = _ranged(text, row[-1], said)
        else:
            row.append(said)
    for index, each in enumerate(row):
        after = row[index + 1] if index + 1 < len(row) else None
        if (
            after
            and _RATIO.fullmatch(text[each.end : after.start])
            and 0 < after.low <= each.low
            and each.unit.dimension in {"count", "none"}
        ):
            yield replace(after, low=after.low / each.low, high=after.low / each.low, unit=FRACTION, other=True,
                          bounds=each.bounds | after.bounds,
                          start=each.start, text=text[each.start : after.end])  # fmt: skip
        yield each
