"""What a post is made of."""

import re

import pytest

from tests.golden.stories import NOW, STORIES
from uploader.gate.contract import contract
from uploader.models import Severity

GOOD = STORIES["normal"].golden
NAME = STORIES["normal"].file_name
POINTS = re.findall(r"^- \*\*.*\n", GOOD, re.MULTILINE)


def findings(text: str, duration: float | None = None) -> list[tuple[str, str]]:
    return [(found.rule, found.severity.value) for found in contract(text, NAME, NOW, duration=duration)]


def with_points(count: int) -> str:
    start, end = GOOD.index(POINTS[0]), GOOD.index(POINTS[-1]) + len(POINTS[-1])
    return GOOD[:start] + "".join((POINTS * 3)[:count]) + GOOD[end:]


ERROR, WARNING = ("structure", "error"), ("structure", "warning")


@pytest.mark.parametrize(
    ("count", "duration", "found"),
    [
        (0, 60.0, [ERROR]),
        (1, 60.0, [ERROR]),
        (2, 60.0, []),
        (2, 600.0, [ERROR]),
        (4, 180.0, [ERROR]),
        (4, None, [WARNING]),
        (1, None, [ERROR]),
        (5, 600.0, []),
        (13, None, []),
        (14, None, [WARNING]),
    ],
)
def test_key_points_are_five_to_thirteen_and_two_suffice_a_short(
    count: int, duration: float | None, found: list[tuple[str, str]]
) -> None:
    assert findings(with_points(count), duration) == found


def test_a_section_holds_two_to_eight_bullets() -> None:
    bullet = "- 야간 배포는 여전히 금지\n"
    assert findings(GOOD.replace(bullet, bullet * 6)) == []
    assert findings(GOOD.replace(bullet, bullet * 7)) == [WARNING]
    assert findings(GOOD.replace("- 다섯 번 실패하면 사람에게 알림\n", "")) == [WARNING]
    assert findings(GOOD + "\n---\n\n### (끝)\n") == [("empty", "error")]
    assert findings(GOOD.replace(bullet, "-\n")) == [("empty", "error")]


def test_a_post_has_a_title_sections_and_its_videos_link() -> None:
    assert findings(GOOD.replace("*단계는 반으로, 잠은 두 배로* 핵심 요약", "핵심 요약")) == [ERROR]
    assert findings(GOOD[: GOOD.index("\n### ")]) == [ERROR]
    assert findings(re.sub(r"\*\*영상 링크.*\n", "", GOOD)) == [("link", "error")]


def test_bytes_are_as_agreed() -> None:
    assert findings("\ufeff" + GOOD) == [WARNING]
    assert findings(GOOD.replace("\n", "\r\n")) == [WARNING]
    assert findings(GOOD + "\n") == [WARNING]
    assert findings(GOOD.rstrip("\n")) == [WARNING]


def test_findings_of_form_stand_at_a_line() -> None:
    found = list(contract(with_points(14), NAME, NOW))
    assert [one.place.line for one in found] == [GOOD[: GOOD.index("## *")].count("\n") + 1]
    assert found[0].severity is Severity.WARNING
