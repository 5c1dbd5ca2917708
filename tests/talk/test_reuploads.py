from dataclasses import replace

import pytest

from tests.conference import TALKS, stream
from uploader.ids import parse_video_id
from uploader.models import Block, Cue, Details, Talk, Transcript
from uploader.talk.blocks import read_talk
from uploader.talk.repeats import contained, repeated, runs, stretches
from uploader.talk.reuploads import near_duration, near_title, same_talk

WHOLE = read_talk(*stream())


def part(first: int, last: int, title: str = "Warehouses That Count Themselves — Mina Park, Larkspur") -> Talk:
    """Blocks of the conference as a video of its own."""
    blocks = tuple(replace(block, number=at) for at, block in enumerate(WHOLE.blocks[first - 1 : last], 1))
    details = Details(parse_video_id("wareHouse01"), title, "Small Things", duration=blocks[-1].end - blocks[0].start)
    return Talk(details, "en", auto_generated=True, duration=details.duration or 0.0, blocks=blocks)


def misheard(talk: Talk, every: int) -> Talk:
    """The same talk as another pass of the captions has it: each so many-th word is another."""
    blocks = tuple(
        replace(block, text=" ".join("blah" if at % every == 3 else word for at, word in enumerate(block.text.split())))
        for block in talk.blocks
    )
    return replace(talk, blocks=blocks)


def test_a_talk_heard_anew_under_a_corrected_title_is_the_same() -> None:
    again = part(2, 99, "Warehouses that count themselves (Larkspur)")
    assert same_talk(part(2, 99), misheard(again, every=20))


def test_the_same_words_under_another_title_are_the_same_only_where_nearly_all_agree() -> None:
    other = part(2, 99, "Keynote of the first day")
    assert same_talk(part(2, 99), other)
    assert not same_talk(part(2, 99), misheard(other, every=20))


def test_another_talk_of_the_same_title_and_length_is_another() -> None:
    one, other = part(2, 99), part(102, 198)
    assert not same_talk(one, replace(other, duration=one.duration))


def test_a_part_of_a_talk_is_another_video() -> None:
    assert not same_talk(part(2, 99), part(2, 90))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [(1000, 1019, True), (1000, 1030, False), (0, 0, True), (36_000, 35_300, True), (60, 58, False)],
)
def test_lengths_are_near_within_two_percent(one: float, other: float, near: bool) -> None:
    assert near_duration(one, other) is near


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Rivers in the Database — Jon Ito, Saltmarsh", "Rivers In The Database", True),
        ("[Reupload] Rivers in the Database", "Rivers in the Database (fixed audio)", True),
        ("Rivers in the Database", "Bakers and the Truth", False),
        ("", "", False),
    ],
)
def test_titles_are_near_where_most_words_agree(one: str, other: str, near: bool) -> None:
    assert near_title(one, other) is near


def test_a_clip_played_twice_is_found_and_a_refrain_is_not() -> None:
    assert [each for each in stretches(repeated(WHOLE)) if each[0] < each[1]] == [(100, 101), (199, 202)]
    refrain = tuple(
        Block(n, n * 30.0, n * 30.0 + 30, "We count the boxes at night and we count them again.") for n in (1, 2, 3)
    )
    assert repeated(replace(WHOLE, blocks=refrain)) == frozenset()


def test_music_is_no_repeat_and_nothing_is_contained_in_nothing() -> None:
    heat = tuple(Block(n, n * 400.0, n * 400.0 + 30, "Heat. " * 20) for n in range(1, 4))
    assert runs(heat) == frozenset()
    assert contained(runs(heat), runs(WHOLE.blocks)) == 0.0
    assert repeated(replace(WHOLE, blocks=heat)) == frozenset()


def test_runs_go_over_the_edges_of_blocks() -> None:
    cues = tuple(Cue(float(at), 1.0, word) for at, word in enumerate(TALKS[0].opened.split()))
    details = Details(parse_video_id("wareHouse02"), "x", "y", duration=60.0)
    talk = read_talk(details, Transcript(details.video_id, "en", auto_generated=True, source="file", cues=cues))
    assert len(runs(talk.blocks)) == len(cues) - 5
