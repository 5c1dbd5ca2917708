"""Korean numbers of special form: dates, clocks, names, ordinals, fractions, and words that hold a number (이틀, 절반).

`korean_numbers` reads these first; what is left are plain amounts.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from uploader.facts.bounds import korean_bounds
from uploader.facts.quantity import FRACTION, NONE, Bound, Kind, Quantity, Unit
from uploader.facts.units import DAY, HOUR, WEEK, YEAR

D = Decimal
_UNITY = D(1)
_WITH_DIGIT = re.compile(r"(?<!\S)\S*?\d\S*")
_FORM = re.compile(
    r"(?P<marker>^\s*\(?\d{1,2}[).]\s|\(\d\)\s)"
    r"|(?P<url>https?://\S+|www\.\S+)"
    r"|(?P<clock>(?<!\d)\d{1,2}시(?!간|그|스|점|작|도|험|각|대|즌|뮬|나)(?:\s?\d{1,2}분|\s?(?P<half>반))?"
    r"|(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
    r"|(?P<decade>(?<!\d)(?:(?:1[5-9]|20)\d0|\d0)년대)"
    r"|(?P<year>(?<![\d.,])(?:1[5-9]|20)\d\d년(?!\s?(?:동안|간|치|넘|이상|이하|정도|가량))|['’]\d\d년(?![대간차])"
    r"|(?<![\d.,])(?:19|20)\d\d(?=\s?\\?[~∼–-]\s?(?:19|20)\d\d년)"
    r"|(?<![\d.,$€£\w])(?:19|20)\d\d(?![\d,.]\d|\d|\s?[가-힣%]|\s?[A-Za-z]{1,2}(?![A-Za-z]))"
    r"|(?<![\d.,$€£\w])(?:19|20)\d\d(?=\s(?!개|명|번|회|건|줄|장|토큰|달러|원|배|파라미터|단어|커밋|"
    r"종|곳|대\b|%|시간|만|억|페이지|"
    r"샘플|데이터|문서|라인|노드)[가-힣A-Z]))"
    r"|(?P<dated>(?<![\d.])(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./][0-3]?\d)?(?!\d))"
    r"|(?P<month>(?<![\d.])(?:1[0-2]|[1-9])월(?!드)(?:\s?[1-3]?\d일)?)"
    r"|(?P<name>(?<![A-Za-z0-9$€£])[A-Za-z][A-Za-z]*(?:-[A-Za-z]+)*-?\d[A-Za-z0-9]*(?:[.\-/][A-Za-z0-9]+)*"
    r"|(?<![A-Za-z0-9.$€£,])\d+(?:\.\d+)?(?:[dDgGoOpPqQrReE](?![A-Za-z])|(?:st|nd|rd|th)(?![A-Za-z])|"
    r"[A-Z][a-z]{2,}|[A-Z]{3,})[\w-]*"
    r"|(?<![\w.])\d+\.\d+\.\d+(?:\.\d+)*|[@#]\d+)"
    r"|(?P<daynight>(?<!\d)24/7(?!\d))"
    r"|(?P<fraction>(?<![\d.])(?P<den>\d+)\s?분의\s?(?P<num>\d+)|"
    r"(?<![\d/.])(?P<num2>\d{1,2})/(?P<den2>\d{1,3})(?![\d/]))"
    r"|(?P<ordinal>제\s?\d+(?![\d%]|[.,]\d)|\d+\s?(?:위|등)(?![가-힣]?[한치험해협원젯])"
    r"|\d+\s?(?:번째|차(?!원|량|례|이|트|지|단)|호(?!출|환|스|응)|세대|급)|(?<![\d.])[1-4]분기(?!\s?(?:연속|동안|만에|째|치|씩)))"
)
_KINDS = ("marker", "url", "clock", "decade", "year", "dated", "month", "name", "daynight", "fraction", "ordinal")
_NTH = re.compile(r"(?<![가-힣])(첫|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉|열)(?:\s?번째|째)")
_NTHS = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8,
         "아홉": 9, "열": 10}  # fmt: skip
_WORDS = {"이틀": (D(2), DAY), "사흘": (D(3), DAY), "나흘": (D(4), DAY), "닷새": (D(5), DAY), "엿새": (D(6), DAY),
          "열흘": (D(10), DAY), "보름": (D(15), DAY), "일주일": (D(1), WEEK), "반년": (D("0.5"), YEAR),
          "절반": (D("0.5"), FRACTION), "반반": (D("0.5"), FRACTION)}  # fmt: skip
_WORD = re.compile("(?<![가-힣])(?:" + "|".join(_WORDS) + ")")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LETTERS = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def special(text: str) -> Iterator[Quantity]:
    """The numbers of special form; a place that holds none (a URL) is a `NAME` without a value."""
    taken = 0
    for chunk in _WITH_DIGIT.finditer(text):
        taken = max(taken, chunk.start())
        while (found := _FORM.search(text, taken, chunk.end() + 20)) and found.start() < chunk.end():
            yield from _read(text, found)
            taken = found.end()
    if "째" in text:
        for found in _NTH.finditer(text):
            yield _at(found, D(_NTHS[found[1]]), Kind.ORDINAL)
    for found in _WORD.finditer(text):
        value, unit = _WORDS[found[0]]
        bounds = korean_bounds(text, found.start(), found.end(), found.end())
        yield _at(found, value, unit=unit, step=D("0.1") if unit is FRACTION else D(1), bounds=bounds)


def _at(
    found: re.Match[str],
    value: Decimal,
    kind: Kind = Kind.AMOUNT,
    unit: Unit = NONE,
    *,
    step: Decimal = _UNITY,
    name: str = "",
    bounds: frozenset[Bound] = frozenset(),
) -> Quantity:
    return Quantity(
        value,
        value,
        unit,
        kind,
        step=step,
        bounds=bounds,
        name=name,
        text=found[0],
        start=found.start(),
        end=found.end(),
    )


def _read(text: str, found: re.Match[str]) -> Iterator[Quantity]:
    kind, said = next(name for name in _KINDS if found[name] is not None), found[0]
    numbers = [D(each) for each in _NUMBER.findall(said)]
    if kind == "clock":
        minutes = numbers[1] if len(numbers) > 1 else D(30) if found["half"] else D(0)
        yield _at(found, (numbers[0] * 60 + minutes) % 720, Kind.CLOCK)
    elif kind == "year":
        yield _at(found, numbers[0] + (2000 if numbers[0] < 100 else 0), Kind.YEAR)
    elif kind == "decade":
        century = 0 if numbers[0] >= 100 else 1900 if numbers[0] >= 30 else 2000
        yield _at(found, numbers[0] + century, Kind.DECADE)
    elif kind in {"dated", "month"}:
        kinds = (Kind.YEAR, Kind.MONTH, Kind.DAY) if kind == "dated" else (Kind.MONTH, Kind.DAY)
        parts = [D(each) for each in re.findall(r"\d+", said)]
        yield from (_at(found, value, each) for value, each in zip(parts, kinds, strict=False))
    elif kind == "daynight":
        yield _at(found, D(24), unit=HOUR)
    elif kind == "fraction":
        top, bottom = D(found["num"] or found["num2"]), D(found["den"] or found["den2"])
        bounds = korean_bounds(text, found.start(), found.end(), found.end())
        yield _at(found, top / bottom if bottom else D(0), unit=FRACTION, bounds=bounds)
    elif kind == "ordinal":
        yield _at(found, numbers[0], Kind.ORDINAL)
    else:
        letters = _LETTERS.match(said)
        yield _at(
            found, numbers[0] if numbers else D(0), Kind.NAME, name=letters[0] if letters and kind == "name" else ""
        )
