"""Seeded errors of what is counted without plain figures: ranges, ordinals, halves and thirds, words, months, bounds.

Each function takes a Korean statement and yields false forms of it.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

Change = Callable[[str, Random], Iterator[str]]

_WORDS = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두", "열세")
_COUNTERS = r"(?= ?(?:개|명|번|배|곳|건|달|주|시간|단계|가지|해|살|차례|단어|줄|대|팀|회|장|종|척|시장|언어|나라))"
_ORDINALS = ("첫", "두", "세", "네", "다섯")
_PARTS = ("절반", "3분의 1", "4분의 1", "5분의 1", "3분의 2", "4분의 3", "10분의 1", "6분의 1")
_TURNED = (
    (r"최대(?= )", "최소"), (r"최소(?= )", "최대"), (r"적어도", "많아야"), (r"(?<=[가-힣%\d]) ?이상", " 이하"),
    (r" ?이하", " 이상"), (r" ?미만", " 이상"), (r"(?:을|를) 넘는", " 미만인"), (r"(?<=[가-힣]) 안에", " 넘게"), (r"이 넘는", "이 안 되는"),
    (r"(?:이|가) 안 되는", " 넘는"),
)  # fmt: skip


def range_end(text: str, random: Random) -> Iterator[str]:
    """`6~8년` as `6~9년` or `5~8년`: one end of a range moved."""
    for found in re.finditer(r"(\d+)([^\d~]{0,3}~)(\d+)", text):
        for group, sign in ((1, -1), (3, 1)):
            digits = found[group]
            step = max(1, int(digits) // random.choice((3, 4, 5)))
            moved = str(max(1, int(digits) + sign * step))
            if moved != digits:
                yield text[: found.start(group)] + moved + text[found.end(group) :]


def ordinal(text: str, random: Random) -> Iterator[str]:
    """`두 번째` as `네 번째`, `2위` as `4위`, `1분기` as `3분기`, `둘째 주` as `첫째 주`."""
    for found in re.finditer(rf"({'|'.join(_ORDINALS)})(?= 번째)", text):
        other = random.choice([word for word in _ORDINALS if word != found[1]])
        yield text[: found.start()] + other + text[found.end() :]
    for found in re.finditer(r"(첫|둘|셋|넷)째(?= 주)", text):
        yield text[: found.start()] + next(w for w in ("넷", "셋") if w != found[1]) + "째" + text[found.end() :]
    for found in re.finditer(r"(?<![\d,.])([1-9])(?=위|등|분기|세대|단계(?! ?[를씩]))", text):
        yield text[: found.start()] + str(int(found[1]) % 4 + (1 if int(found[1]) < 4 else 5)) + text[found.end() :]


def part(text: str, random: Random) -> Iterator[str]:
    """`절반` as `3분의 1`, `4분의 3` as `3분의 2`."""
    for found in re.finditer("|".join(f"(?<!\\d){each}" for each in _PARTS), text):
        other = random.choice([each for each in _PARTS if each != found[0]])
        yield text[: found.start()] + other + text[found.end() :]


def word(text: str, random: Random) -> Iterator[str]:
    """`다섯 건` as `여섯 건`: a number told in a word."""
    for found in re.finditer(rf"(?<![가-힣])({'|'.join(sorted(_WORDS, key=len, reverse=True))}){_COUNTERS}", text):
        if re.match(r" 번째|대(?: 랙|를|는|의|에)", text[found.end() :]) or (
            found[1] == "한" and re.match(r" 번(?!에)", text[found.end() :])
        ):
            continue
        at = _WORDS.index(found[1])
        near = [_WORDS[at + step] for step in (-2, 2, 3) if 0 <= at + step < len(_WORDS)]
        yield text[: found.start()] + random.choice(near) + text[found.end() :]


def month(text: str, random: Random) -> Iterator[str]:
    """`3월` as `7월`, `월요일` as `목요일`."""
    for found in re.finditer(r"(?<!\d)(1[0-2]|[1-9])월", text):
        other = random.choice([each for each in range(1, 13) if str(each) != found[1]])
        yield f"{text[: found.start()]}{other}월{text[found.end() :]}"
    for found in re.finditer(r"([월화수목금토일])요일", text):
        other = random.choice([each for each in "월화수목금토일" if each != found[1]])
        yield f"{text[: found.start()]}{other}요일{text[found.end() :]}"


def bound_turned(text: str, _: Random) -> Iterator[str]:
    """`최대 9센트` as `최소 9센트`, `70% 이상` as `70% 이하`."""
    for form, other in _TURNED:
        for found in re.finditer(rf"(?:(?<=\d)|(?<=[%p가-힣B])){form}" if not form.startswith("최") else form, text):
            near = text[max(0, found.start() - 12) : found.end() + 12]
            if re.search(r"\d", near) and not re.search(r"않|못|없|안 되|아니", text[found.start() :][:24]):
                yield text[: found.start()] + other + text[found.end() :]


_LOST = (
    (r"(?:을|를|이|가) 조금 넘(?:음|김)", "임"), (r"(?:을|를) 넘음", "임"), (r"(?:을|를) 넘고", "이고"), (r"(?:이|가) (?:조금 )?넘는", "의"),
    (r"(?:이|가) 넘게", "이"), (r"(?:이|가|도) 안 됨", "임"), (r"도 안 될", "일"), (r"도 안 되어", " 만에"),
    (r"(?<=[반1-9])에 (?:조금 )?못 미침", "임"), (r" 넘게(?= [가-힣])", ""), (r"(?:을|를) 넘으면", "면"),
)  # fmt: skip


def bound_lost(text: str, _: Random) -> Iterator[str]:
    """`500킬로와트를 넘음` as `500킬로와트임`: a bound told by a verb is gone."""
    for form, other in _LOST:
        for found in re.finditer(rf"(?<=[가-힣%p]){form}", text):
            near = text[max(0, found.start() - 5) : found.start()]
            if re.search(r"\d|절반|세 |두 |네 |이틀|한 ", near):
                yield text[: found.start()] + other + text[found.end() :]
