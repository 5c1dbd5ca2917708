import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.models import Block, Cue
from uploader.talk.captions import SpokenWord, clean
from uploader.talk.quotes import find_quote


def cleaned(*texts: str) -> str:
    """The cues' words; each cue two seconds after the one before."""
    return " ".join(word.text for word in clean([Cue(2.0 * at, 2.0, text) for at, text in enumerate(texts)]))


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        (["Q&amp;amp;A isn&#39;t", "&lt;hard&gt; &amp;gt;&amp;gt; No."], "Q&A isn't <hard> >> No."),
        (["AT&T &amp; a &ampamp; b"], "AT&T & a & b"),
        (["[music] Hi [laughter] all. [clears", "throat] Right [ __ ] [snorts]."], "Hi all. Right"),
        (["♪ la la ♪ (applause) thanks (really)"], "la la thanks (really)"),
        (["see [b17 00:12:30] here"], "see (b17 00:12:30) here"),
        (["one >>two >>>> [music]", ">> three >>"], "one >> two >> three"),
        (["<i>one</i> <00:00:01.5><c.color> two</c> <T> a <b"], "one two <T> a <b"),
        (
            ["zero\u200bwidth \u202eright\u202c to\x00left \ud800\ufffd soft\u00adhyphen"],
            "zerowidth right to left softhyphen",
        ),
        (["cafe\u0301\u3000au\nlait"], "café au lait"),
        (["- well — yes . - ...", "x" * 101], "well yes"),
    ],
)
def test_only_speech_is_kept(cues: list[str], text: str) -> None:
    assert cleaned(*cues) == text


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        (["it reached 0.", "18. Then"], "it reached 0.18. Then"),
        (["about 4.9 K stars, 83 uh", "K more, 12 um, M."], "about 4.9K stars, 83K more, 12M."),
        (["5 uh million and 7", "uh, people"], "5 million and 7 uh, people"),
        (["$", "20 or 30 %, B 12"], "$20 or 30%, B 12"),
        (["We had 3. 5 came later, in 2025. 10 left"], "We had 3. 5 came later, in 2025. 10 left"),
        (["ask 2 Kings, 3 km", "and 4 um 5"], "ask 2 Kings, 3 km and 4 um 5"),
        (["down to 0."], "down to 0."),
    ],
)
def test_a_number_that_cues_split_is_joined_where_it_is_certain(cues: list[str], text: str) -> None:
    assert cleaned(*cues) == text


def test_a_joined_number_is_still_found_by_a_quote_of_the_captions_as_they_were() -> None:
    text = cleaned("it has 83 uh", "K stars and 4.9 K forks")
    assert find_quote("83 uh K stars and 4.9 K forks", [Block(1, 0, 4, text)])


def test_words_are_spread_over_their_cue_up_to_where_the_next_one_begins() -> None:
    words = clean([Cue(10, 6, "ab cdefg"), Cue(13, 2, "h"), Cue(13.5, 4, ""), Cue(20, 1, "i")])
    assert words == (
        SpokenWord("ab", 10, 11, 0),
        SpokenWord("cdefg", 11, 13, 0),
        SpokenWord("h", 13, 15, 1),
        SpokenWord("i", 20, 21, 3),
    )


def test_cues_out_of_order_are_put_in_order_and_cues_without_a_time_are_left_out() -> None:
    cues = [Cue(4, 1, "two"), Cue(1, 1, "one"), Cue(math.nan, 1, "x"), Cue(2, math.inf, "y"), Cue(-3, 1, "z")]
    assert [word.text for word in clean(cues)] == ["one", "two"]


ANY_CUES = st.lists(
    st.builds(
        Cue,
        start=st.floats(-10, 500),
        duration=st.floats(-10, 60),
        text=st.text(max_size=30) | st.sampled_from([">> so", "[music]", "0.", "18 K", "5 uh", "&amp;gt;&gt;", "["]),
    ),
    max_size=40,
)


@given(ANY_CUES)
def test_whatever_the_cues_words_are_printable_and_times_never_run_backwards(cues: list[Cue]) -> None:
    words = clean(cues)
    times = [time for word in words for time in (word.start, word.end)]
    assert times == sorted(times)
    for word in words:
        assert word.text.split() == [word.text]
        assert not any(unicodedata.category(char)[0] == "C" for char in word.text)
        assert "[" not in word.text
    assert [word.text for word in words][-1:] != [">>"]
