"""Words become lines as captions have them."""

from uploader.asr.lines import LONGEST_LINE, Word, cues
from uploader.models import Cue


def test_a_line_ends_with_its_sentence() -> None:
    words = (Word(0.0, 0.4, " Good"), Word(0.4, 0.9, " morning."), Word(1.4, 1.7, " Today"))
    assert cues(words) == (Cue(0.0, 0.9, "Good morning."), Cue(1.4, 0.3, "Today"))


def test_a_long_sentence_is_several_lines_and_loses_nothing() -> None:
    words = tuple(Word(float(n), n + 0.9, f" w{n}") for n in range(20))
    lines = cues(words)
    assert " ".join(line.text for line in lines) == " ".join(f"w{n}" for n in range(20))
    assert all(line.duration <= LONGEST_LINE for line in lines)
    assert [line.start for line in lines] == [0.0, 4.0, 8.0, 12.0, 16.0]


def test_pieces_of_one_word_stay_together() -> None:
    words = (Word(0.0, 3.9, " 20"), Word(3.9, 4.4, "-20"), Word(4.4, 4.9, "-4."), Word(5.0, 5.2, " Yes"))
    assert [line.text for line in cues(words)] == ["20-20-4.", "Yes"]


def test_silence_is_no_line() -> None:
    assert cues(()) == ()
