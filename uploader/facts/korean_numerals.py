"""One Korean numeral, read where it begins: "1억 2천만", "3천5백", "수십만", "삼백오십", "스무".

Digits and Hangul mix freely. A numeral of Hangul alone is only taken where it cannot be a word: many syllables of
numbers are syllables of words too (구조, 일이, 백조, 천천히), and 만 is also a particle (이것만).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

D = Decimal
_UNITY = D(1)
_HANGUL = {word: D(value) for value, word in enumerate("영일이삼사오육칠팔구")} | {"공": D(0), "륙": D(6)}
_SMALL = {"십": D(10), "백": D(100), "천": D(1000)}
_BIG = {"만": D(10) ** 4, "억": D(10) ** 8, "조": D(10) ** 12, "경": D(10) ** 16}

DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
_TERM = re.compile(r"(?:(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)|([일이삼사오육칠팔구]))?\s?([십백천])")
_TAIL = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|([일이삼사오육칠팔구])")
_BIG_UNIT = re.compile(
    r"\s?(만(?!큼|족|약|들|나)|억(?!제|지|울)|조(?!각|항|합|건|직|정|치|사(?![천백십만억])|언|율|절|회|립|작|성|차)|"
    r"경(?!기|우|로|쟁|험|제|계|력|고|량))"
)
_GOES_ON = re.compile(r" (?=\d|[일이삼사오육칠팔구]?[십백천][일이삼사오육칠팔구십백천만]*\s)")
_VAGUE = re.compile(
    r"(?P<head>수|몇\s?)(?P<small>십|백|천)?\s?(?P<big>만|억|조)?(?P<more>\s?(?:억|조))?(?![가-힣]?(?:없이|없는))"
)
_FINAL_L = 8  # of the 28 endings of a syllable
_NATIVE_ONES = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
                "하나": 1, "둘": 2, "셋": 3, "넷": 4, "석": 3, "넉": 4}  # fmt: skip
_NATIVE_TENS = {"열": 10, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90}
NATIVE = re.compile(
    r"(?<![가-힣A-Za-z])(?:(?P<twenty>스무)|(?P<tens>{})?(?P<ones>{})?)(?=\s|[가-힣])".format(
        "|".join(_NATIVE_TENS), "|".join(sorted(_NATIVE_ONES, key=len, reverse=True))
    )
)
_PAIR = {"한두": (1, 2), "두세": (2, 3), "두서너": (2, 4), "서너": (3, 4), "네댓": (4, 5), "너덧": (4, 5),
         "대여섯": (5, 6), "예닐곱": (6, 7), "일고여덟": (7, 8), "여덟아홉": (8, 9)}  # fmt: skip
_PAIRS = re.compile("(?<![가-힣A-Za-z])(?:" + "|".join(sorted(_PAIR, key=len, reverse=True)) + r")(?=\s?[가-힣])")
_PURE = re.compile(r"(?!오만 가지)(?<![가-힣A-Za-z0-9])[영일이삼사오육칠팔구십백천만억조]+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral read at a place; `vague` ones span `value`…`high`. `scale` is its largest unit (만, 억…), else 1."""

    value: Decimal
    high: Decimal
    start: int
    end: int
    step: Decimal
    scale: Decimal = _UNITY
    vague: bool = False
    native: bool = False


def numeral(text: str, at: int) -> Numeral | None:
    """The numeral with digits in front that begins at `at`, as far as it goes."""
    total, end, step, scale, cap = D(0), at, D(1), D(1), D("Infinity")
    here = at
    while (group := _group(text, here)) is not None:
        value, group_end, group_step = group
        unit = _BIG_UNIT.match(text, group_end)
        spaced = unit is not None and unit[0][0].isspace()
        if unit and _BIG[unit[1]] < cap and not (spaced and not _scale_stands(text, unit.end())):
            cap = _BIG[unit[1]]
            total, end, step = total + value * cap, unit.end(), group_step * cap
            scale = max(scale, cap)
            here = end + (1 if _GOES_ON.match(text, end) else 0)
            continue
        if scale > 1 and (value >= cap or (here != end and "." in text[here:group_end])):
            break
        return Numeral(total + value, total + value, at, group_end, group_step, scale)
    if end == at:
        return None
    return Numeral(total, total, at, end, step, scale)


def _scale_stands(text: str, end: int) -> bool:
    """Whether a 만 or 억 that stands apart from its digits ends there and begins no word."""
    return re.compile(r"$|[^가-힣]|달러|원|개|명|건|배|토큰|유로|회|번").match(text, end) is not None


def _group(text: str, at: int) -> tuple[Decimal, int, Decimal] | None:
    """A part below 만: "240", "3천5백", "2천", "십"."""
    value, end, cap, step = D(0), at, D(10000), D(1)
    while (term := _TERM.match(text, end)) and _SMALL[term[3]] < cap:
        if " " in term[0] and term[1] is None:
            break
        if term[1] and " " in term[0] and not _scale_stands(text, term.end()):
            break
        cap = _SMALL[term[3]]
        number = D(term[1].replace(",", "")) if term[1] else _HANGUL[term[2]] if term[2] else D(1)
        places = len(term[1].split(".")[1]) if term[1] and "." in term[1] else 0
        value, end, step = value + number * cap, term.end(), cap.scaleb(-places)
    tail = _TAIL.match(text, end)
    if tail and end == at and tail[1]:
        digits = tail[1].replace(",", "")
        return D(digits), tail.end(), _digits_step(digits)
    if tail and end > at and (tail[1] or text[at : at + 1] in "일이삼사오육칠팔구십백천"):
        number = D(tail[1].replace(",", "")) if tail[1] else _HANGUL[tail[2]]
        if number < cap:
            return value + number, tail.end(), D(1)
    if end > at:
        return value, end, step
    if tail and tail[2] and _BIG_UNIT.match(text, tail.end()):
        return _HANGUL[tail[2]], tail.end(), D(1)
    return None


def _digits_step(digits: str) -> Decimal:
    if "." in digits:
        return D(1).scaleb(-len(digits.split(".")[1]))
    zeros = len(digits) - len(digits.rstrip("0"))
    return D(10) ** min(zeros, len(digits) - 1)


def pure(text: str, at: int) -> Numeral | None:
    """A numeral of Hangul alone that begins a word at `at`: "삼백오십", "십만", "만"; the caller asks for a counter."""
    found = _PURE.match(text, at)
    if found is None or not (len(found[0]) == 1 or re.search("[십백천]|^[일이삼사오육칠팔구](?:만|억)$", found[0])):
        return None
    if found[0][0] in _BIG:
        value = _BIG[found[0][0]]
        return Numeral(value, value, at, at + 1, value, value) if len(found[0]) == 1 else None
    read = numeral(text, at)
    if read is None and len(found[0]) == 1 and found[0] in _HANGUL:
        return Numeral(_HANGUL[found[0]], _HANGUL[found[0]], at, at + 1, D(1))
    return read


def is_plain_word(numeral_text: str) -> bool:
    """Whether a Hangul numeral could be an ordinary word where no counter follows it."""
    return len(numeral_text) < 2 or not re.fullmatch(
        r"[이삼사오육칠팔구]억|[이삼사오육칠팔구]?[십백천](?:만|억|조)|[이삼사오육칠팔구]?[십백천][일이삼사오육칠팔구]?[십백]?.*(?:만|억)",
        numeral_text,
    )


def vague(text: str, at: int) -> Numeral | None:
    """수십, 수백만, 몇천, 수억: an order of magnitude."""
    found = _VAGUE.match(text, at)
    if found is None or not (found["small"] or found["big"]) or _is_ability(text, at):
        return None
    low = _SMALL.get(found["small"] or "", D(1)) * _BIG.get(found["big"] or "", D(1))
    if found["more"]:
        low *= _BIG[found["more"].strip()]
    return Numeral(low, low * 10 - 1, at, found.end(), low, low, vague=True)


def _is_ability(text: str, at: int) -> bool:
    """할 수만 있음: the bound noun 수 after a verb in -ㄹ, and the particle 만."""
    verb = text[at - 2 : at - 1] if at > 1 and text[at - 1] == " " else ""
    return text.startswith("수만", at) and "가" <= verb <= "힣" and (ord(verb) - ord("가")) % 28 == _FINAL_L


def native(text: str, at: int) -> Numeral | None:
    """한, 두, 열두, 스무: a native numeral that begins a word at `at`; the caller asks for a counter."""
    pair = _PAIRS.match(text, at)
    if pair:
        low, high = _PAIR[pair[0]]
        return Numeral(D(low), D(high), at, pair.end(), D(1), vague=True, native=True)
    found = NATIVE.match(text, at)
    if found is None or not found[0]:
        return None
    value = (
        D(20)
        if found["twenty"]
        else D(_NATIVE_TENS.get(found["tens"] or "", 0) + _NATIVE_ONES.get(found["ones"] or "", 0))
    )
    return Numeral(value, value, at, found.end(), D(1), native=True)
