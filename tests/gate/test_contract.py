"""The contract as a whole: our posts pass, wreckage is found, nothing raises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.stories import NOW, STORIES
from uploader.gate.contract import SIZE_LIMIT, contract
from uploader.models import Severity

GOOD = STORIES["normal"].golden
NAME = STORIES["normal"].file_name


def rules(text: str, file_name: str = NAME) -> set[str]:
    return {found.rule for found in contract(text, file_name, NOW) if found.severity is Severity.ERROR}


def test_a_good_post_has_no_finding() -> None:
    assert list(contract(GOOD, NAME, NOW, duration=4100.0)) == []


def test_an_empty_file_and_a_giant_one_are_not_read_further() -> None:
    assert rules(" \n") == {"empty"}
    assert rules("x" * (SIZE_LIMIT + 1)) == {"structure"}


def test_an_error_printed_as_an_article_has_nothing_a_post_is_made_of() -> None:
    head = GOOD.split("## *")[0]
    assert rules(f'{head}Error: Exception: returned code 502 <html>\n    "error": 1\n') >= {"structure", "html"}


def test_a_post_without_a_word_is_empty() -> None:
    assert rules(GOOD.split("## *")[0]) >= {"empty"}


@settings(max_examples=200)
@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.text(max_size=8))
def test_damaged_posts_are_judged_not_tripped_over(at: int, lost: int, put: str) -> None:
    for found in contract(GOOD[:at] + put + GOOD[at + lost :], NAME, NOW):
        assert found.message.endswith((".", ";"))
        assert len(found.text) < 200
        found.text.encode()
