"""A number written out in either language, in any of the usual ways, is read back as itself."""

import re
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from uploader.facts.english_numbers import read_english
from uploader.facts.korean_numbers import read_korean
from uploader.facts.mentions import hear
from uploader.facts.quantity import Kind
from uploader.facts.spelling import in_korean
from uploader.facts.support import bear_out

SMALL_NAMES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
TENS_NAMES = """
twenty thirty forty fifty sixty seventy eighty ninety
"""
SMALL = SMALL_NAMES.split()
TENS = ["", "", *TENS_NAMES.split()]
SCALES = [(10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")]

wholes = st.integers(min_value=1, max_value=10**13)
round_ones = st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(1, 9999), st.integers(0, 9))
numbers = st.one_of(wholes, round_ones, st.integers(1, 3000))


def below_thousand(value: int, joint: str) -> str:
    words: list[str] = []
    if value >= 100:
        words.append(f"{SMALL[value // 100]} hundred")
        value %= 100
        if value and joint:
            words.append(joint)
    if value >= 20:
        words.append(TENS[value // 10] + (f"-{SMALL[value % 10]}" if value % 10 else ""))
    elif value:
        words.append(SMALL[value])
    return " ".join(words)


def in_words(value: int, joint: str = "") -> str:
    parts: list[str] = []
    for worth, name in SCALES:
        if value >= worth:
            parts.append(f"{below_thousand(value // worth, joint)} {name}")
            value %= worth
    if value:
        parts.append(below_thousand(value, joint))
    return " ".join(parts)


def in_hangul(value: int) -> str:
    digits = "영일이삼사오육칠팔구"
    parts: list[str] = []
    for worth, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        group, value = divmod(value, worth)
        if not group:
            continue
        said = ""
        for power, unit in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            digit = group // power % 10
            if digit:
                said += ("" if digit == 1 and unit else digits[digit]) + unit
        parts.append(said + name)
    return "".join(parts)


def mixed(value: int) -> str:
    """천 and 만 beside digits: "3천5백", "1천240만"."""
    parts: list[str] = []
    for worth, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        group, value = divmod(value, worth)
        if group >= 1000 and group % 1000:
            parts.append(f"{group // 1000}천{group % 1000}{name}")
        elif group >= 1000:
            parts.append(f"{group // 1000}천{name}")
        elif group:
            parts.append(f"{group}{name}")
    return " ".join(parts)


def heard(text: str) -> set[Decimal]:
    """All values heard in an English sentence around `text`."""
    found = read_english(f"so we had {text} of those things in there")
    return {each.low for each in found if each.kind in {Kind.AMOUNT, Kind.YEAR}}


def claimed(text: str) -> list[Decimal]:
    return [each.low for each in read_korean(f"모델이 {text} 개를 처리함")]


@given(numbers)
def test_english_words(value: int) -> None:
    assert Decimal(value) in heard(in_words(value))
    assert Decimal(value) in heard(in_words(value, "and"))


@given(numbers)
def test_english_digits(value: int) -> None:
    assert Decimal(value) in heard(f"{value:,}")


@given(st.decimals(min_value=1, max_value=999, places=1), st.sampled_from("KMB"))
def test_english_scales(value: Decimal, letter: str) -> None:
    scale = {"K": 10**3, "M": 10**6, "B": 10**9}[letter]
    word = {"K": "thousand", "M": "million", "B": "billion"}[letter]
    for text in (f"{value}{letter}", f"{value} {letter}", f"{value} uh {letter}", f"{value} {word}"):
        assert value * scale in heard(text), text


@given(st.integers(0, 99), st.integers(1, 9))
def test_english_point(whole: int, tenth: int) -> None:
    text = f"{in_words(whole) or 'zero'} point {SMALL[tenth]}"
    assert Decimal(f"{whole}.{tenth}") in heard(text)
    assert Decimal(f"{whole}.{tenth}") * 10**6 in heard(f"{text} million")


@given(st.integers(2000, 2099) | st.integers(1910, 1999))
def test_english_years(year: int) -> None:
    first, last = divmod(year, 100)
    spoken = f"{in_words(first)} {in_words(last) if last > 9 else 'oh ' + SMALL[last]}" if last else str(year)
    for text in (str(year), spoken):
        assert any(each.kind is Kind.YEAR and each.low == year for each in read_english(f"back in {text} we began")), (
            text
        )


@given(numbers)
@example(3 * 10**8)
@example(3 * 10**12)
def test_korean_in_every_way(value: int) -> None:
    # 일, 이, 사 alone are words, and so are 이만, 오만, 이조, 사조; 십만일 is also a hundred thousand days.
    word = re.fullmatch(r"[일이삼사오육칠팔구][만조]?|.+[만억조]일", in_hangul(value))
    hangul = [] if word else [in_hangul(value)]
    for text in (in_korean(Decimal(value)), f"{value:,}", mixed(value), *hangul):
        assert claimed(text) == [Decimal(value)], text


@given(st.decimals(min_value=Decimal("0.1"), max_value=999, places=1), st.sampled_from(["만", "억", "조"]))
def test_korean_decimals(value: Decimal, scale: str) -> None:
    worth = {"만": 10**4, "억": 10**8, "조": 10**12}[scale]
    assert claimed(f"{value}{scale}") == [value * worth]


@given(numbers, st.sampled_from([in_words, lambda n: f"{n:,}"]))
def test_what_is_said_bears_out_what_is_written(value: int, render: object) -> None:
    assert callable(render)
    spoken = hear((f"there were {render(value)} commits",))
    for text in (in_korean(Decimal(value)), mixed(value)):
        (quantity,) = read_korean(f"커밋 {text} 건을 올림")
        assert bear_out(quantity, spoken).by, text


@given(st.integers(2, 10**9), st.sampled_from([10, 100, 1000, 10000]))
def test_a_slip_of_scale_is_never_borne_out(value: int, slip: int) -> None:
    spoken = hear((f"there were {value:,} commits",))
    (quantity,) = read_korean(f"커밋 {in_korean(Decimal(value * slip))} 건을 올림")
    assert not bear_out(quantity, spoken).by


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    for found in (*read_english(text), *read_korean(text)):
        assert 0 <= found.start <= found.end <= len(text)


words = st.sampled_from(
    [
        "1",
        "2.",
        "0",
        "20",
        "25",
        "2025",
        "4",
        "B",
        "K",
        "%",
        "$",
        "$10",
        "-",
        "~",
        "and",
        "a",
        "half",
        "point",
        "million",
        "hundred",
        "to",
        "in",
        "of",
        "3/4",
        "5.2",
        "GLM",
        "x",
        "만",
        "억",
        "천",
        "개",
        "3천",
        "한",
        "두",
        "세",
        "네",
        "번",
        "명",
        "배",
        "시간",
        "분",
        "초",
        "반",
        "중",
        "2",
        "1월",
        "5일",
        "년",
        "약",
        "최대",
        "이상",
        "percent",
        "years",
        "ago",
        "last",
        "year",
        "twenty",
        "five",
        "oh",
        "one",
    ]
)


@given(st.lists(words, max_size=12))
def test_any_heap_of_number_words_is_read_without_harm(heap: list[str]) -> None:
    for joint in (" ", ""):
        text = joint.join(heap)
        for found in (*read_english(text), *read_korean(text)):
            assert found.low <= found.high
