from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.ids import parse_video_id
from uploader.models import Block, Details, Misheard, Name, Outline, Plan, Speaker, Talk
from uploader.talk.plans import OutlineError
from uploader.talk.windows import Window, stitch, windows


def talk(blocks: int, *, seconds: float = 30, voices: frozenset[int] = frozenset()) -> Talk:
    details = Details(parse_video_id("aB3-_x9Yz01"), "Small Engines", "Workshop")
    held = tuple(
        Block(number, (number - 1) * seconds, number * seconds, f"{'>> ' if number in voices else ''}Words {number}.")
        for number in range(1, blocks + 1)
    )
    return Talk(details, "en", auto_generated=True, duration=blocks * seconds, blocks=held)


def outline(*plans: tuple[int, int]) -> Outline:
    return Outline(tuple(Plan(f"s{at}", *plan, f"words {plan[0]}", f"T{plan[0]}") for at, plan in enumerate(plans)))


def spans(found: Outline) -> list[tuple[int, int, str]]:
    return [(plan.first, plan.last, plan.title) for plan in found.plans]


def test_up_to_two_hours_a_talk_is_read_at_once() -> None:
    assert windows(talk(240)) == (Window(1, 240),)
    assert windows(talk(0)) == ()


def test_beyond_it_is_read_in_windows_of_45_minutes_that_share_five() -> None:
    assert windows(talk(300)) == (Window(1, 90), Window(81, 170), Window(161, 250), Window(241, 300))


def test_a_rest_shorter_than_the_overlap_joins_the_last_window() -> None:
    assert windows(talk(258)) == (Window(1, 90), Window(81, 170), Window(161, 258))


@given(st.integers(1, 300), st.floats(30, 600), st.floats(60, 4000), st.floats(0, 2000))
def test_windows_hold_every_block_and_share_their_edges(
    count: int, seconds: float, length: float, overlap: float
) -> None:
    found = windows(talk(count, seconds=seconds), length, overlap)
    assert (found[0].first, found[-1].last) == (1, count)
    for before, after in pairwise(found):
        assert before.first < after.first <= before.last < after.last


TALK = talk(180, voices=frozenset({84, 87}))
ONE, TWO = Window(1, 90), Window(81, 180)


@pytest.mark.parametrize(
    ("earlier", "later", "seam"),
    [
        (outline((1, 40), (41, 82), (83, 90)), outline((81, 83), (84, 86), (87, 180)), (84, "T84")),  # named by both
        (
            outline((1, 83), (84, 86), (87, 90)),
            outline((81, 83), (84, 86), (87, 180)),
            (87, "T87"),
        ),  # nearest the middle
        (outline((1, 90)), outline((81, 83), (84, 180)), (84, "T84")),  # the later window's own
        (outline((1, 90)), outline((81, 180)), (87, "T81")),  # a change of voice
        (outline((1, 80), (81, 90)), outline((81, 180)), (87, "T81")),  # a window's own first block is no boundary
    ],
)
def test_the_seam_is_where_both_readings_agree_best(earlier: Outline, later: Outline, seam: tuple[int, str]) -> None:
    found = stitch(TALK, [(ONE, earlier), (TWO, later)])
    assert seam in [(plan.first, plan.title) for plan in found.plans]
    before = [plan for plan in found.plans if plan.first < seam[0]]
    assert before[-1].last == seam[0] - 1
    assert [plan.title for plan in before] == [plan.title for plan in earlier.plans][: len(before)]


def test_without_any_sign_the_seam_is_the_middle() -> None:
    found = stitch(talk(180), [(ONE, outline((1, 90))), (TWO, outline((81, 180)))])
    assert spans(found) == [(1, 85, "T1"), (86, 180, "T81")]
    assert [plan.starts_with for plan in found.plans] == ["words 1", ""]


def test_pieces_under_90_seconds_join_their_neighbour() -> None:
    earlier, later = outline((1, 84), (85, 90)), outline((81, 87), (88, 180))
    assert spans(stitch(TALK, [(ONE, earlier), (TWO, later)])) == [(1, 84, "T1"), (85, 87, "T85"), (88, 180, "T88")]
    short = outline((1, 85), (86, 90)), outline((81, 87), (88, 180))
    assert spans(stitch(TALK, [(ONE, short[0]), (TWO, short[1])])) == [(1, 87, "T1"), (88, 180, "T88")]
    after = outline((1, 90)), outline((81, 88), (89, 180))
    quiet = talk(180, voices=frozenset({87}))
    assert spans(stitch(quiet, [(ONE, after[0]), (TWO, after[1])])) == [(1, 88, "T1"), (89, 180, "T89")]


def test_three_windows_make_one_outline_with_ids_of_its_own() -> None:
    whole = talk(300)
    parts = [outline((window.first, window.last)) for window in windows(whole)]
    found = stitch(whole, list(zip(windows(whole), parts, strict=True)))
    assert [plan.id for plan in found.plans] == ["s1", "s2", "s3", "s4"]
    assert [(plan.first, plan.last) for plan in found.plans] == [(1, 85), (86, 165), (166, 245), (246, 300)]


def test_name_tables_are_joined_and_the_certain_reading_wins() -> None:
    parts = [
        Outline(outline((1, 90)).plans, (Name("Rainco", ("rain co",), "company"),), (Misheard("shad", "shed"),)),
        Outline(
            outline((81, 180)).plans,
            (Name("RainCo", ("rank oh", "rain co"), "company", "title", certain=True), Name("Bo Li")),
            (Misheard("shad", "shed"),),
        ),
    ]
    found = stitch(TALK, list(zip([ONE, TWO], parts, strict=True)))
    assert found.names == (Name("RainCo", ("rain co", "rank oh"), "company", "title", certain=True), Name("Bo Li"))
    assert found.misheard == (Misheard("shad", "shed"),)


def test_a_window_that_its_sections_do_not_hold_is_refused() -> None:
    with pytest.raises(OutlineError, match="b150 to b180"):
        stitch(TALK, [(ONE, outline((1, 90))), (TWO, outline((81, 149)))])
    with pytest.raises(OutlineError, match="no outlines"):
        stitch(TALK, [])


@given(st.data())
def test_whatever_the_readings_the_whole_talk_is_held_once(data: st.DataObject) -> None:
    count = data.draw(st.integers(250, 320))
    whole = talk(count, voices=data.draw(st.frozensets(st.integers(1, count))))
    parts: list[tuple[Window, Outline]] = []
    for window in windows(whole):
        firsts = sorted(data.draw(st.sets(st.integers(window.first, window.last), max_size=30)) | {window.first})
        lasts = [*(first - 1 for first in firsts[1:]), window.last]
        speakers = (Speaker("Bo Li"),)
        plans = (Plan("x", first, last, "w", "T", speakers) for first, last in zip(firsts, lasts, strict=True))
        parts.append((window, Outline(tuple(plans))))
    found = stitch(whole, parts)
    assert [number for plan in found.plans for number in range(plan.first, plan.last + 1)] == list(range(1, count + 1))
