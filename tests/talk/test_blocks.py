from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.ids import parse_video_id
from uploader.models import Block, Cue, Details, Talk, Transcript
from uploader.talk.blocks import clock, ends_sentence, line, read_talk
from uploader.talk.captions import clean


def talk(cues: list[Cue], duration: float | None = None) -> Talk:
    video = parse_video_id("aB3-_x9Yz01")
    details = Details(video, "Small Engines", "Workshop", duration=duration)
    return read_talk(details, Transcript(video, "en", auto_generated=True, source="file", cues=tuple(cues)))


def spoken(*texts: str, seconds: float = 4.0) -> list[Cue]:
    return [Cue(seconds * at, seconds, text) for at, text in enumerate(texts)]


def texts(found: Talk) -> list[str]:
    return [block.text for block in found.blocks]


def test_a_block_ends_at_the_end_of_a_sentence_from_25_seconds_on() -> None:
    found = talk(spoken("One.", "Two", "three.", "Four", "five", "six.", "seven.", "eight.", "nine."))
    assert texts(found) == ["One. Two three. Four five six. seven.", "eight. nine."]
    assert [(block.number, block.start, block.end) for block in found.blocks] == [(1, 0, 28), (2, 28, 36)]


def test_a_block_ends_before_a_change_of_voice_from_12_seconds_on() -> None:
    found = talk(spoken("One.", ">> Two", "three", ">> four", ">> five."))
    assert texts(found) == ["One. >> Two three", ">> four >> five."]


def test_a_sentence_that_runs_on_is_cut_before_45_seconds_after_a_comma() -> None:
    found = talk(spoken(*["on", "and"] * 3, "on, and", *["on", "and"] * 5, "done."))
    assert texts(found) == ["on and on and on and on,", "and on and on and on and on and on and", "done."]
    assert all(block.end - block.start <= 45 for block in found.blocks)


def test_without_punctuation_blocks_end_where_cues_do() -> None:
    cues = [f"engine {at} runs on" for at in range(20)]
    assert texts(talk(spoken(*cues))) == [" ".join(cues[:7]), " ".join(cues[7:14]), " ".join(cues[14:])]


def test_false_times_do_not_make_endless_blocks() -> None:
    found = talk([Cue(0, 0, "on and on")] * 400)
    assert max(len(text.split()) for text in texts(found)) == 300


def test_marks_tell_the_moment_of_each_word() -> None:
    block = talk([Cue(0, 2, "ab cd"), Cue(6, 3, "efg h")]).blocks[0]
    assert block.marks == ((0, 0.0), (3, 1.0), (6, 6.0), (10, 8.0))
    assert block.moment(7) == 6.0


def test_the_last_word_gives_a_duration_where_none_is_known() -> None:
    cues = spoken("One.", "two.")
    assert talk(cues).duration == 8
    assert talk(cues, duration=60).duration == 60
    assert talk(spoken(*["One."] * 9), duration=3).duration == 28
    assert (talk([]).blocks, talk([]).duration) == ((), 0)


def test_a_block_is_shown_as_one_line_with_its_number_and_clock() -> None:
    assert line(Block(17, 750.9, 780, "So it runs.")) == "[b17 00:12:30] So it runs."
    assert clock(36_000) == "10:00:00"


@pytest.mark.parametrize("word", ["done.", "done?", "done!”", 'done."', "2025.", "done…"])
def test_what_ends_a_sentence(word: str) -> None:
    assert ends_sentence(word)


@pytest.mark.parametrize("word", ["done", "done,", "Dr.", "e.g.", "J.", "3.5", ">>"])
def test_what_does_not_end_one(word: str) -> None:
    assert not ends_sentence(word)


CUES = st.lists(
    st.builds(
        Cue,
        start=st.floats(0, 900),
        duration=st.floats(0, 90),
        text=st.lists(st.sampled_from([">>", "so", "we", "go.", "on,", "[music]", "0.", "18", "K", "why?"])).map(
            " ".join
        ),
    ),
    max_size=60,
)


@given(CUES, st.none() | st.floats(0, 900))
def test_every_word_stands_in_exactly_one_block_in_order(cues: list[Cue], duration: float | None) -> None:
    found = talk(cues, duration)
    assert " ".join(texts(found)) == " ".join(word.text for word in clean(cues))
    assert [block.number for block in found.blocks] == list(range(1, len(found.blocks) + 1))
    assert all(before.end <= after.start for before, after in pairwise(found.blocks))
    for block in found.blocks:
        moments = [at for _, at in block.marks]
        assert [offset for offset, _ in block.marks] == [
            at for at in range(len(block.text)) if at == 0 or block.text[at - 1] == " "
        ]
        assert moments == sorted(moments)
        assert block.start == moments[0] <= moments[-1] <= block.end
        assert block.start <= found.duration
