"""Numbers as Korean posts write them; words that only look like numbers are left alone."""

from decimal import Decimal

import pytest

from uploader.facts.korean_numbers import read_korean
from uploader.facts.quantity import Bound, Kind


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2,350억 개", "235000000000", "count"),
        ("1억 2천만 명", "120000000", "count"),
        ("3천5백 명", "3500", "count"),
        ("1천240만 명", "12400000", "count"),
        ("십만 명", "100000", "count"),
        ("삼백오십 개", "350", "count"),
        ("만 명", "10000", "count"),
        ("20만 개", "200000", "count"),
        ("1조 2,000억 원", "1200000000000", "won"),
        ("천만 달러", "10000000", "dollars"),
        ("$1.5M", "1500000", "dollars"),
        ("500유로", "500", "euros"),
        ("235B 모델", "235000000000", "count"),
        ("100만 토큰", "1000000", "count"),
        ("3.5배", "3.5", "times"),
        ("10x 빠름", "10", "times"),
        ("2분의 1", "0.5", "fraction"),
        ("절반만 남음", "0.5", "fraction"),
        ("25%", "25", "%"),
        ("25퍼센트", "25", "%"),
        ("5%p", "5", "percentage points"),
        ("5퍼센트포인트", "5", "percentage points"),
        ("1시간 30분", "1.5", "hours"),
        ("한 시간 반", "1.5", "hours"),
        ("2년 반", "2.5", "years"),
        ("3개월", "3", "months"),
        ("이틀 만에", "2", "days"),
        ("0.4ms", "0.4", "ms"),
        ("400마이크로초", "400", "µs"),
        ("80GB", "80", "GB"),
        ("두 가지", "2", "count"),
        ("세 명", "3", "count"),
        ("스무 개", "20", "count"),
        ("열두 번", "12", "count"),
        ("마이너스 5%", "-5", "%"),
        ("8조각", "8", "count"),
        ("45분의 침묵", "45", "minutes"),
        ("10분의 이야기", "10", "minutes"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: str, unit: str) -> None:
    (found,) = read_korean(text)
    assert (found.low, found.high, found.unit.name) == (Decimal(value), Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "구조 개선",
        "이상 탐지",
        "일이 많음",
        "천천히 진행",
        "백엔드 구축",
        "세대를 넘음",
        "네트워크 계층",
        "이것만 남음",
        "열을 식힘",
        "조건 만족",
        "한계를 지적",
        "두뇌 역할",
        "수준 향상",
        "사용자 이해",
        "만능은 아님",
        "억지로 맞춤",
        "오류 수정",
    ],
)
def test_words_are_no_numbers(text: str) -> None:
    assert read_korean(text) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10~20%", "10", "20"),
        ("10\\~20%", "10", "20"),
        ("10–20%", "10", "20"),
        ("10%~20%", "10", "20"),
        ("100억~150억 달러", "10000000000", "15000000000"),
        ("100~150억 달러", "10000000000", "15000000000"),
        ("3~4개월", "3", "4"),
        ("1만~2만 명", "10000", "20000"),
    ],
)
def test_ranges(text: str, low: str, high: str) -> None:
    (found,) = read_korean(text)
    assert found.is_range
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


def test_from_and_to_are_two_numbers_of_one_unit() -> None:
    first, second = read_korean("14에서 27%로 오름")
    assert [(int(each.low), each.unit.name) for each in (first, second)] == [(14, "%"), (27, "%")]


def test_magnitudes_and_pairs_are_vague() -> None:
    for text, low, high in (("수십 개", 10, 99), ("수백만 명", 10**6, 10**7 - 1), ("두세 번", 2, 3)):
        (found,) = read_korean(text)
        assert (found.vague, int(found.low), int(found.high)) == (True, low, high)


def test_names_and_versions() -> None:
    assert {each.kind for each in read_korean("GPT-5, H100, Qwen3-32B, K8s, B2B, Web3, 3D, o3, v2, pass@1")} == {
        Kind.NAME
    }
    (version,) = read_korean("GLM 5.2의 성능")
    assert (version.kind, version.name, version.low) == (Kind.VERSION, "GLM", Decimal("5.2"))
    (score,) = read_korean("SWE-bench 83.4% 기록")
    assert score.kind is Kind.AMOUNT


def test_ordinals_dates_and_moments() -> None:
    said = read_korean("2025년 3월 5일 오후 3시 45분, 90년대와 2020년대, 첫 번째, 제3, 1위, 21세기")
    assert [(each.kind, int(each.low)) for each in said] == [
        (Kind.YEAR, 2025),
        (Kind.MONTH, 3),
        (Kind.DAY, 5),
        (Kind.CLOCK, 225),
        (Kind.DECADE, 1990),
        (Kind.DECADE, 2020),
        (Kind.ORDINAL, 1),
        (Kind.ORDINAL, 3),
        (Kind.ORDINAL, 1),
        (Kind.ORDINAL, 21),
    ]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("30% 이상", Bound.AT_LEAST),
        ("최소 30%", Bound.AT_LEAST),
        ("30%를 넘는", Bound.AT_LEAST),
        ("35명+", Bound.AT_LEAST),
        ("30여 개", Bound.AT_LEAST),
        ("최대 30%", Bound.AT_MOST),
        ("30% 이내", Bound.AT_MOST),
        ("30% 미만", Bound.AT_MOST),
        ("약 30%", Bound.ABOUT),
        ("30% 정도", Bound.ABOUT),
        ("거의 두 배", Bound.ABOUT),
        ("평균 30초", Bound.AVERAGE),
        ("완전히 100%", Bound.WHOLLY),
    ],
)
def test_bounds_stand_at_the_number(text: str, bound: Bound) -> None:
    (found,) = read_korean(text)
    assert bound in found.bounds


def test_bounds_elsewhere_are_not_taken() -> None:
    (found,) = read_korean("이상 탐지 모델 3개가 최대 성능을 냄")
    assert not found.bounds
