import pytest

from uploader.ids import parse_video_id
from uploader.models import Chapter, Details, Plan
from uploader.talk.plans import OutlineError, mend, usable_chapters


def plans(*spans: tuple[int, int]) -> list[Plan]:
    return [
        Plan(f"s{at}", first, last, f"words {at}", f"Title {at}") for at, (first, last) in enumerate(spans, start=1)
    ]


@pytest.mark.parametrize(
    ("given", "mended"),
    [
        ([(1, 4), (5, 20)], [(1, 4), (5, 20)]),
        ([(1, 5), (5, 20)], [(1, 4), (5, 20)]),  # the block in which the next topic begins, named by both
        ([(1, 2), (5, 20)], [(1, 4), (5, 20)]),  # two blocks in none
        ([(1, 6), (5, 20)], [(1, 4), (5, 20)]),  # two blocks in both
        ([(3, 4), (5, 18)], [(1, 4), (5, 20)]),  # opening and end forgotten
        ([(1, 4), (5, 99)], [(1, 4), (5, 20)]),
        ([(5, 20), (1, 4)], [(1, 4), (5, 20)]),  # out of order
        ([(1, 5), (5, 5), (5, 20)], [(1, 4), (5, 5), (5, 20)]),  # two topics begin in one block
    ],
)
def test_small_slips_have_one_cure(given: list[tuple[int, int]], mended: list[tuple[int, int]]) -> None:
    assert [(plan.first, plan.last) for plan in mend(plans(*given), 1, 20)] == mended


def test_a_mended_section_keeps_everything_else() -> None:
    assert mend(plans((4, 4), (2, 3)), 2, 5)[0] == Plan("s2", 2, 3, "words 2", "Title 2")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "no sections"),
        ([(1, 4), (8, 20)], "b5 to b7 are in no section"),
        ([(1, 8), (6, 20)], "sections s1 and s2 both hold b6 to b8"),
        ([(4, 20)], "b1 to b3 (3 blocks) are in no section"),
        ([(1, 17)], "b18 to b20 (3 blocks) are in no section"),
        ([(1, 20), (21, 25)], "section s2 starts at b21, outside b1 to b20"),
        ([(0, 20)], "section s1 starts at b0, outside b1 to b20"),
        ([(1, 4), (9, 5)], "section s2 ends at b5, before its start b9"),
    ],
)
def test_whatever_would_change_what_stands_under_a_heading_is_refused(given: list[tuple[int, int]], said: str) -> None:
    with pytest.raises(OutlineError, match=said.replace("(", r"\(").replace(")", r"\)")):
        mend(plans(*given), 1, 20)


@pytest.mark.parametrize(
    ("starts", "usable"),
    [
        ([0, 100, 200], True),
        ([60, 100, 200], True),
        ([0, 100], False),
        ([61, 100, 200], False),
        ([0, 100, 100], False),
        ([0, 200, 100], False),
        ([0, 100, 600], False),
        ([], False),
    ],
)
def test_chapters_are_boundaries_only_where_they_can_be_relied_on(starts: list[float], *, usable: bool) -> None:
    chapters = tuple(Chapter(start, start + 50, "x") for start in starts)
    details = Details(parse_video_id("aB3-_x9Yz01"), "T", "W", duration=600, chapters=chapters)
    assert usable_chapters(details) == (chapters if usable else ())
