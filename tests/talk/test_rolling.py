from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.models import Cue
from uploader.talk.captions import clean
from uploader.talk.rolling import unrolled

LINES = [
    "We have a very very very small", "engine in the the shed, and", "it runs. It runs on rain.", "No,", "no, I said,",
    "that is not how rain works,", "and he said: no, no, no.", "Rain is what you", "have when you have", "no shed.",
]  # fmt: skip
SPEECH = " ".join(LINES).split()


@pytest.mark.parametrize("times", [2, 3])
def test_each_line_is_kept_once_and_what_the_speaker_repeats_is_kept_as_often(times: int) -> None:
    rolling = [word for line in LINES for word in line.split() * times]
    assert list(unrolled(rolling, str)) == SPEECH


def test_speech_that_does_not_roll_is_left_alone_whatever_it_repeats() -> None:
    song = [*SPEECH, *["hey"] * 3, *["on", "we", "go"] * 3, *SPEECH]
    assert unrolled(song, str) is song


def test_a_rolling_window_keeps_the_first_copys_times() -> None:
    """The cues of a rolling track: the new line under the old one, then for 10 ms the new line alone."""
    cues = [Cue(0, 2, LINES[0])]
    for at, (line, after) in enumerate(pairwise(LINES)):
        cues += [Cue(2 * at + 1.99, 0.01, line), Cue(2 * at + 2, 1.99, f"{line}\n{after}")]
    words = clean(cues)
    assert [word.text for word in words] == SPEECH
    second = len(LINES[0].split())
    assert words[second].start == 2
    assert words[second + 5].end == pytest.approx(3.99)


WORDS = st.sampled_from(["rain", "shed", "the", "a", "no", "engine", "runs", "we", "I", "and"])


@given(st.lists(st.lists(WORDS, min_size=3, max_size=8).map(tuple), min_size=10, max_size=20, unique=True))
def test_unrolling_three_copies_leaves_as_many_words_as_were_said(lines: list[tuple[str, ...]]) -> None:
    said = [word for line in lines for word in line]
    rolling = [word for line in lines for word in line * 3]
    found = unrolled(rolling, str)
    assert len(found) <= len(rolling) / 2
    assert abs(len(found) - len(said)) <= len(said) / 10
