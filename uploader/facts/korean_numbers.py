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
from uploader.facts.korean_numerals import Numeral, is_plain_word, native, numeral, pure, vague
from uploader.facts.quantity import COUNT, FRACTION, NONE, TIMES, Kind, Quantity, Unit
from uploader.facts.units import DAY, MONTH, SIGNS, WEEK, YEAR, korean_unit

D = Decimal
_NAMES = re.compile(
    r"(?P<url>https?://\S+|www\.\S+)"
    r"|(?P<clock>(?:(?:오전|오후|아침|저녁|밤|새벽)\s?)?(?<!\d)\d{1,2}시(?!간|그|스|점|작|도|험|각|대|즌|뮬|나)(?:\s?(?P<minute>\d{1,2})분|\s?(?P<half>반))?|(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
    r"|(?P<decade>(?<!\d)(?:(?:1[5-9]|20)\d0|\d0)년대)"
    r"|(?P<year>(?<![\d.,])(?:1[5-9]|20)\d\d년(?!\s?(?:동안|간|치|넘|이상|이하|정도|가량))"
    r"|['’]\d\d년(?![대간차]))"
    r"|(?P<dated>(?<![\d.])(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d))"
    r"|(?P<years>(?<![\d.,])(?:19|20)\d\d(?=\s?\\?[~∼–-]\s?(?:19|20)\d\d년))"
    r"|(?P<bare>(?<![\d.,$€£\w])(?:19|20)\d\d(?![\d,.]\d|\d|\s?[가-힣%]|\s?[A-Za-z]{1,2}\b))"
    r"|(?P<alone>(?<![\d.,$€£\w])(?:19|20)\d\d(?=\s(?!개|명|번|회|건|줄|장|토큰|달러|원|배|파라미터|단어|커밋|종|곳|대\b|%|시간|만|억|페이지|샘플|데이터|문서|라인|노드)[가-힣A-Z]))"
    r"|(?P<month>(?<![\d.])(?:1[0-2]|[1-9])월(?!드)(?:\s?(?P<day>[1-3]?\d)일)?)"
    r"|(?P<name>(?<![A-Za-z0-9$€£])[A-Za-z][A-Za-z]*(?:-[A-Za-z]+)*-?\d[A-Za-z0-9]*(?:[.\-][A-Za-z0-9]+)*)"
    r"|(?P<tail>(?<![A-Za-z0-9.$€£,])\d+(?:\.\d+)?(?:[dDgGoOpPqQrReE](?![A-Za-z])|st\b|nd\b|rd\b|th\b|[A-Z][a-z]{2,}|[A-Z]{3,})[\w-]*)"
    r"|(?P<triple>(?<![\w.])\d+\.\d+\.\d+(?:\.\d+)*)"
    r"|(?P<daynight>(?<!\d)24/7(?!\d))"
    r"|(?P<fraction>(?<![\d.])(?P<den>\d+)\s?분의\s?(?P<num>\d+)|(?<![\d/])(?P<num2>\d{1,2})/(?P<den2>\d{1,3})(?![\d/]))"
    r"|(?P<handle>[@#]\d+)"
)
_HALF = re.compile(r"(?<![가-힣])(?:절반|반반)|(?<![가-힣])반년|(?<=시간) 반(?![가-힣])|(?<=년) 반(?![가-힣])")
_ORDINAL = re.compile(
    r"제\s?(?P<je>\d+)(?=$|[^\d.,%])|(?P<rank>\d+)\s?(?:위|등)(?![가-힣]?[한치험해협원젯])|(?P<nth>\d+)\s?(?:번째|차(?!원|량|례|이|트|지|단)|호(?!출|환|스|응)|세대|급)"
    r"|(?<![가-힣])(?P<word>첫|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)째|(?<![가-힣])(?P<native>첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?번째"
)
_ORDINAL_WORDS = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7,
                  "여덟": 8, "아홉": 9, "열": 10}  # fmt: skip
_DAYS = {"이틀": (2, DAY), "사흘": (3, DAY), "나흘": (4, DAY), "닷새": (5, DAY), "엿새": (6, DAY), "열흘": (10, DAY),
         "보름": (15, DAY), "일주일": (1, WEEK), "반년": (Decimal("0.5"), YEAR)}  # fmt: skip
_DAY_WORD = re.compile("(?<![가-힣])(?:" + "|".join(_DAYS) + ")")
_CANDIDATE = re.compile(
    r"(?P<digits>\d)|(?<![가-힣A-Za-z0-9])(?P<word>[수몇한두세네다여일아열스서마쉰예영이삼사오육칠팔구십백천만억조하둘셋넷석넉])"
)
_CLOSE = re.compile(
    r"가지|개(?!발|선|인|념|요|별)|명(?!령|시|확|의)|번(?!역|호)|달(?!러|성|리)|시간|배(?!치|포|열|경)|건(?!강|설)|사람|개월|주일|살"
)
_LETTER = re.compile(r"\s?([kKMBT]|bn|mn)(?![A-Za-z0-9])|([bm])(?![A-Za-z0-9])")
_SIGN = re.compile(r"(?:US)?([$€£¥₩])\s?$")
_MINUS = re.compile(r"(?:마이너스\s?|영하\s?|(?:^|[\s(])[-−])[$€£]?$")
_TO = re.compile(r"\s?\\?[~∼〜～–—-]\s?[$€£]?|\s?에서\s|\s?(?:부터|내지|또는|이나|나|,|·)\s")
_RANGE = re.compile(r"\s?\\?[~∼〜～–—-]\s?[$€£]?|\s?(?:내지|또는)\s")
_PRODUCT = re.compile(r"(?:([A-Za-z][A-Za-z+]*)|(?<![가-힣])(버전))[ ]$")
_LABELS = frozenset("top day part phase step level stage section series tier type chapter round k p n".split())
_RATIO = re.compile(r"\s?(?:중|가운데|에)\s?$")
_HALF_AFTER = re.compile(r"\s반(?![가-힣])")
_FACTOR = re.compile(r"(?:한|두|세)?\s?자릿수")


def _masked(text: str, found: re.Match[str]) -> Iterator[Quantity]:
    said = found[0]
    kind = next(name for name in _MASKS if found[name] is not None)
    here = Quantity(D(0), D(0), text=said, start=found.start(), end=found.end())
    numbers = [D(each) for each in re.findall(r"\d+(?:\.\d+)?", said)]

    def read(value: Decimal | int, kind: Kind = Kind.AMOUNT, unit: Unit = NONE, name: str = "") -> Quantity:
        return replace(here, low=D(value), high=D(value), kind=kind, unit=unit, name=name)

    if kind == "clock":
        minutes = numbers[1] if len(numbers) > 1 else D(30) if found["half"] else D(0)
        yield read((numbers[0] * 60 + minutes) % 720, Kind.CLOCK)
    elif kind in {"year", "years", "bare", "alone"}:
        yield read(numbers[0] if numbers[0] >= 100 else numbers[0] + 2000, Kind.YEAR)
    elif kind == "decade":
        value = numbers[0]
        yield read(value if value >= 1500 else value + (1900 if value >= 30 else 2000), Kind.DECADE)
    elif kind == "dated":
        parts = [D(each) for each in re.split(r"[-./]", said)]
        if parts[1] > 12 or not parts[1]:
            yield read(numbers[0])
            return
        kinds = (Kind.YEAR, Kind.MONTH, Kind.DAY)
        yield from (read(value, each) for value, each in zip(parts, kinds, strict=False))
    elif kind == "month":
        yield read(numbers[0], Kind.MONTH)
        if found["day"]:
            yield read(numbers[1], Kind.DAY)
    elif kind == "daynight":
        yield read(24, unit=Unit("hours", "time", D(3600)))
    elif kind == "fraction":
        top, bottom = D(found["num"] or found["num2"]), D(found["den"] or found["den2"])
        if bottom:
            yield replace(
                read(top / bottom, unit=FRACTION), bounds=korean_bounds(text, found.start(), found.end(), found.end())
            )
    elif kind in {"name", "tail", "triple", "handle"}:
        letters = re.match(r"[A-Za-z]+(?:-[A-Za-z]+)*", said)
        yield read(numbers[0] if numbers else 0, Kind.NAME, name=letters[0] if letters else "")


_MASKS = (
    "url",
    "clock",
    "year",
    "decade",
    "dated",
    "years",
    "bare",
    "alone",
    "month",
    "name",
    "tail",
    "triple",
    "daynight",
    "fraction",
    "handle",
)


def _numeral_at(text: str, candidate: re.Match[str]) -> Numeral | None:
    """The numeral at a candidate place, where it is one for certain."""
    at = candidate.start()
    if candidate["digits"]:
        return numeral(text, at)
    for read in (vague(text, at), native(text, at), pure(text, at)):
        if read is None:
            continue
        counted = korean_unit(text, read.end)
        if read.native:
            spaced = text[read.end : read.end + 1] == " "
            if (counted and (spaced or _CLOSE.match(text, read.end))) or (
                spaced
                and read.value in {2, 3, 4}
                and re.match(r"\s[가-힣A-Za-z]", text[read.end :])
                and text[at : read.end] in {"두", "세"}
            ):
                return read
        elif read.vague or counted or not is_plain_word(text[at : read.end]):
            if (
                read.vague
                or len(text[at : read.end]) > 1
                or (counted and text[read.end : read.end + 1] == " " and read.scale > 1)
            ):
                return read
    return None


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
    if unit.dimension in {"time", "months"} and _HALF_AFTER.match(text, end):
        low, high, end, step = low + D("0.5"), high + D("0.5"), end + 2, D("0.1")
    minus = _MINUS.search(text, max(0, start - 5), start)
    if minus and not read.vague:
        low, high, start = -low, -high, minus.end() - len(minus[0].lstrip(" ("))
    return Quantity(
        low, high, unit, Kind.ORDINAL if unit.dimension == "ordinal" else Kind.AMOUNT, step=step, vague=read.vague, text=text[start:end].strip(), start=start, end=end,
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
    if first.unit is NONE:
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
    """ "1시간 30분" as one duration."""
    if (
        first.unit.dimension != second.unit.dimension
        or first.unit.dimension not in {"time", "months"}
        or first.is_range
    ):
        return None
    if first.unit.factor <= second.unit.factor or text[first.end : second.start] not in {" ", ""}:
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
    found: list[Quantity] = []
    covered = bytearray(len(text) + 1)

    def cover(start: int, end: int) -> None:
        covered[start:end] = b"\1" * (end - start)

    for match in _NAMES.finditer(text):
        found.extend(_masked(text, match))
        cover(match.start(), match.end())
    for match in _ORDINAL.finditer(text):
        if not any(covered[match.start() : match.end()]):
            digits = match["je"] or match["rank"] or match["nth"]
            value = D(digits) if digits else D(_ORDINAL_WORDS[match["word"] or match["native"]])
            found.append(Quantity(value, value, kind=Kind.ORDINAL, text=match[0], start=match.start(), end=match.end()))
            cover(match.start(), match.end())
    for match in _DAY_WORD.finditer(text):
        days, unit = _DAYS[match[0]]
        bounds = korean_bounds(text, match.start(), match.end(), match.end())
        found.append(
            Quantity(D(days), D(days), unit, bounds=bounds, text=match[0], start=match.start(), end=match.end())
        )
        cover(match.start(), match.end())
    found.extend(_amounts(text, covered, cover))
    for match in _HALF.finditer(text):
        if not any(covered[match.start() : match.end()]):
            bounds = korean_bounds(text, match.start(), match.end(), match.end())
            found.append(
                Quantity(
                    D("0.5"),
                    D("0.5"),
                    FRACTION,
                    step=D("0.1"),
                    bounds=bounds,
                    text=match[0],
                    start=match.start(),
                    end=match.end(),
                )
            )
    found.sort(key=lambda each: each.start)
    return tuple(found)


def _amounts(text: str, covered: bytearray, cover: object) -> Iterator[Quantity]:
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
            and 0 < after.low < each.low
            and each.unit.dimension in {"count", "none"}
        ):
            yield replace(after, low=after.low / each.low, high=after.low / each.low, unit=FRACTION, other=True,
                          start=each.start, text=text[each.start : after.end])  # fmt: skip
        yield each
