from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conference import CLIP, stream
from uploader.ids import parse_video_id
from uploader.models import Block, Chapter, Details, Misheard, Name, Outline, Part, Plan, Talk
from uploader.talk.blocks import read_talk
from uploader.talk.passages import cut
from uploader.talk.plans import OutlineError
from uploader.talk.stream import CONTINUED, LONGEST, Signs, chapters, is_stream, joined, signs, stream_windows, talks

NONE = Signs((), (), ())


def talk(blocks: int = 480, seconds: float = 30.0, said: dict[int, str] | None = None, **details: Any) -> Talk:
    """Four hours by default; every block's words are its own."""
    words = (
        "Here are the words of {0} and no other, {0} times over, said by {0} in the rain while ten geese flew past it."
    )
    texts = {n: words.format(n) for n in range(1, blocks + 1)}
    texts |= said or {}
    held = tuple(Block(n, (n - 1) * seconds, n * seconds, text) for n, text in sorted(texts.items()))
    page = Details(parse_video_id("strEam00003"), "Day One", "x", duration=blocks * seconds, **details)
    return Talk(page, "en", auto_generated=True, duration=blocks * seconds, blocks=held)


def plan(first: int, last: int, name: str = "", part: Part = Part.TALK) -> Plan:
    return Plan("s1", first, last, "", "title", (), part, name)


def told(outline: Outline) -> list[tuple[int, int, str]]:
    return [(group[0].first, group[-1].last, group[0].talk) for group in talks(outline.plans)]


def test_a_stream_is_longer_than_three_hours() -> None:
    assert not is_stream(talk(360))
    assert is_stream(talk(361))
    assert LONGEST == 36_000


# ---------------------------------------------------------------- chapters and schedules


def test_the_uploaders_chapters_come_first() -> None:
    known = tuple(Chapter(at * 3600.0, at * 3600.0 + 3600, f"Talk {at}") for at in range(4))
    listed = "0:00 Other\n1:00:00 Other\n3:00:00 Other"
    assert chapters(talk(chapters=known, description=listed).details, 14_400.0) == known


def test_a_description_may_list_the_talks_by_their_moments() -> None:
    listed = "Day one!\n00:00 Doors\n(0:12:30) - Rain — Ada Byron, Engines\n• 1:40:00 | Snow\n3:10:05 Hail\nSee you"
    found = chapters(talk(description=listed).details, 14_400.0)
    assert [(each.start, each.title) for each in found] == [
        (0.0, "Doors"), (750.0, "Rain — Ada Byron, Engines"), (6000.0, "Snow"), (11_405.0, "Hail"),
    ]  # fmt: skip
    assert found[-1].end == 14_400.0


@pytest.mark.parametrize(
    "listed",
    [
        "9:00 Doors\n9:20 Rain\n10:15 Snow\n17:00 End",  # times of the day
        "9:00 AM Doors\n11:20 AM Rain\n4:15 PM Snow",
        "0:00 Doors\n3:10:00 Rain",  # two are no schedule
        "0:00 Doors\n3:10:00 Rain\n1:00:00 Snow",  # out of order
        "0:00 Doors\n1:00:00 Rain\n5:00:00 Snow",  # past the end
        "",
    ],
)
def test_other_times_are_no_schedule(listed: str) -> None:
    assert chapters(talk(description=listed).details, 14_400.0) == ()


# ---------------------------------------------------------------- windows


@given(st.integers(1, 600), st.floats(5, 300), st.sets(st.integers(1, 600), max_size=40))
def test_windows_hold_every_block_once_and_none_is_long(count: int, seconds: float, begins: set[int]) -> None:
    whole = talk(count, seconds)
    found = stream_windows(whole, Signs((), tuple(sorted(begins)), ()))
    assert [n for window in found for n in range(window.first, window.last + 1)] == list(range(1, count + 1))
    for window in found:
        assert (window.last - window.first) * seconds <= 45 * 60


def test_windows_are_cut_where_something_begins_nearest_to_half_an_hour() -> None:
    found = stream_windows(talk(), Signs((), (20, 55, 71, 400), ()))
    assert [window.first for window in found][:2] == [1, 55]


def test_without_any_sign_windows_are_cut_at_a_change_of_voice() -> None:
    found = stream_windows(talk(said={63: ">> And you?"}), NONE)
    assert [window.first for window in found][:3] == [1, 63, 123]


def test_windows_are_cut_where_chapters_begin_whatever_the_cues_say() -> None:
    known = tuple(Chapter(at * 1500.0, at * 1500.0 + 1500, f"Talk {at}") for at in range(9))
    found = stream_windows(talk(), Signs(known, (60, 120), ()))
    assert [(window.first - 1) * 30.0 for window in found] == [0, 1500, 3000, 4500, 6000, 7500, 9000, 10_500, 12_000]


def test_a_talk_without_blocks_has_no_windows() -> None:
    assert stream_windows(replace(talk(), blocks=()), NONE) == ()


# ---------------------------------------------------------------- what is told


def test_a_talk_that_a_cut_divides_goes_on_under_its_name() -> None:
    parts = [
        Outline((plan(1, 30, "Rain"), plan(31, 60, "Snow"))),
        Outline((plan(61, 90, CONTINUED), plan(91, 480, "Hail"))),
    ]
    found = joined(talk(), parts, NONE)
    assert told(found) == [(1, 30, "Rain"), (31, 90, "Snow"), (91, 480, "Hail")]
    assert [each.id for each in found.plans] == ["s1", "s2", "s3", "s4"]


def test_hosts_and_breaks_are_left_out_and_stay_in_the_outline() -> None:
    held = (plan(1, 10, part=Part.HOST), plan(11, 240, "Rain"), plan(241, 250, part=Part.BREAK), plan(251, 480, "Snow"))
    found = joined(talk(), [Outline(held)], NONE)
    assert told(found) == [(11, 240, "Rain"), (251, 480, "Snow")]
    assert len(cut(talk(), found)) == 4


def test_a_host_who_speaks_for_long_gives_a_talk() -> None:
    held = (plan(1, 20, part=Part.HOST), plan(21, 40, part=Part.HOST), plan(41, 480, "Rain"))
    assert told(joined(talk(), [Outline(held)], NONE)) == [(1, 40, ""), (41, 480, "Rain")]


def test_a_break_of_music_may_last_as_long_as_it_likes() -> None:
    music = dict.fromkeys(range(1, 200), "Heat. Heat. Heat.")
    held = (plan(1, 199, part=Part.BREAK), plan(200, 480, "Rain"))
    assert told(joined(talk(said=music), [Outline(held)], NONE)) == [(200, 480, "Rain")]


@pytest.mark.parametrize("part", [Part.TALK, Part.REPLAY])
def test_of_a_clip_played_twice_the_fullest_play_is_told(part: Part) -> None:
    clip = {
        n: f"We lost parcel {n} between two warehouses and found it again at noon near gate {n}." for n in range(1, 11)
    }
    again = {n + 100: clip[n] for n in range(1, 6)}
    held = (plan(1, 10, "Clip", part), plan(11, 100, "Rain"), plan(101, 105, "A Clip", part), plan(106, 480, "Snow"))
    found = joined(talk(said=clip | again), [Outline(held)], NONE)
    assert told(found) == [(1, 10, "Clip"), (11, 100, "Rain"), (106, 480, "Snow")]
    assert found.plans[2].part is Part.REPLAY


def test_a_spot_that_is_played_again_is_told_nowhere() -> None:
    spot = {5: CLIP[:80], 100: CLIP}
    held = (
        plan(1, 4, "Rain"), plan(5, 5, "Spot", Part.REPLAY), plan(6, 99, "Snow"),
        plan(100, 100, "Spot", Part.REPLAY), plan(101, 480, "Hail"),
    )  # fmt: skip
    assert [name for *_, name in told(joined(talk(said=spot), [Outline(held)], NONE))] == ["Rain", "Snow", "Hail"]


def test_a_replay_that_is_heard_nowhere_else_is_a_talk() -> None:
    held = (plan(1, 100, "Rain", Part.REPLAY), plan(101, 480, "Snow"))
    assert told(joined(talk(), [Outline(held)], NONE)) == [(1, 100, "Rain"), (101, 480, "Snow")]


def test_chapters_name_the_talks_and_cut_sections_that_run_over_them() -> None:
    known = (Chapter(0, 3000, "Doors"), Chapter(3000, 9000, "Rain — Ada Byron, Engines"), Chapter(9000, 14_400, "Snow"))
    parts = [Outline((plan(1, 60, "x"), plan(61, 200, "y"))), Outline((plan(201, 300, CONTINUED), plan(301, 480, "z")))]
    found = joined(talk(), parts, Signs(known, (), ()))
    assert told(found) == [(1, 100, "Doors"), (101, 300, "Rain — Ada Byron, Engines"), (301, 480, "Snow")]


def test_names_and_misheard_words_of_all_windows_are_one_table() -> None:
    parts = [
        Outline((plan(1, 240, "Rain"),), (Name("RainCo", ("rank oh",)),), (Misheard("shad", "shed"),)),
        Outline((plan(241, 480, "Snow"),), (Name("RainCo", ("rain go",), certain=True),), (Misheard("shad", "shed"),)),
    ]
    found = joined(talk(), parts, NONE)
    assert found.names == (Name("RainCo", ("rank oh", "rain go"), certain=True),)
    assert found.misheard == (Misheard("shad", "shed"),)


def test_no_sections_are_no_outline() -> None:
    with pytest.raises(OutlineError, match="no sections"):
        joined(talk(), [], NONE)


@given(st.data())
def test_whatever_a_model_calls_them_every_block_stands_in_one_section(data: st.DataObject) -> None:
    whole = talk(400)
    firsts = sorted({1, *data.draw(st.sets(st.integers(2, 400), max_size=25))})
    parts = st.sampled_from(list(Part))
    names = st.sampled_from(["Rain", "Snow", "", CONTINUED])
    plans = tuple(plan(one, after - 1, data.draw(names), data.draw(parts)) for one, after in pairwise([*firsts, 401]))
    known = tuple(
        Chapter(at * 30.0, at * 30.0 + 300, f"C{at}")
        for at in sorted(data.draw(st.sets(st.integers(0, 399), max_size=6)))
    )
    found = joined(whole, [Outline(plans)], Signs(known, (), ()))
    assert [n for each in found.plans for n in range(each.first, each.last + 1)] == list(range(1, 401))
    assert CONTINUED not in {each.talk for each in found.plans if each.part.is_told}
    cut(whole, found)


def test_the_signs_of_our_own_conference() -> None:
    seen = signs(read_talk(*stream()))
    assert len(seen.begins) == 3
    assert len(seen.again) == 2
