"""The page of faults shows the tables that the tests hold."""

from pathlib import Path

from tests.faults.page import document

PAGE = Path(__file__).resolve().parents[2] / "docs/faults.md"


def test_the_page_is_what_the_tests_hold() -> None:
    assert PAGE.read_text("utf-8") == document(), "make faults writes it anew"
    assert document().count("\n| ") > 90
