"""Relative dates mean something only as of the day of publication."""

from datetime import date

import pytest

from uploader.facts.dates import resolve

PUBLISHED = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("in February of last year", 2025, 2),
        ("last year in February", 2025, 2),
        ("last November", 2025, 11),
        ("last February", 2026, 2),
        ("next June", 2026, 6),
        ("next January", 2027, 1),
        ("last year", 2025, None),
        ("this year", 2026, None),
        ("next year", 2027, None),
        ("a year ago", 2025, None),
        ("two years ago", 2024, None),
        ("ten years ago", 2016, None),
        ("five years from now", 2031, None),
        ("last month", 2026, 2),
        ("three months ago", 2025, 12),
        ("by the end of the year", 2026, None),
        ("last summer", 2025, None),
    ],
)
def test_resolved(text: str, year: int, month: int | None) -> None:
    assert (year, month) in {(each.year, each.month) for each in resolve(f"so we met {text} there", PUBLISHED)}


def test_nothing_relative_resolves_to_nothing() -> None:
    assert resolve("we are mid-train right now", PUBLISHED) == ()
