from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.ids import parse_video_id
from uploader.models import Block, Details, Outline, Passage, Plan, Talk
from uploader.talk.passages import cut
from uploader.talk.plans import OutlineError

TEXTS = (
    "Welcome to the shed. Today rain, and then engines.",
    "Rain is what you have. >> And what, um, about the the small engines? Those run.",
    "Um, so they run on rain. A large engine does not. Thank you all.",
    ">> Any questions? No.",
)


def block(number: int, text: str, seconds: float) -> Block:
    """A word a second, from `seconds` times the number on."""
    places = [at for at in range(len(text)) if at == 0 or text[at - 1] == " "]
    marks = tuple((place, number * seconds + rank) for rank, place in enumerate(places))
    return Block(number, number * seconds, number * seconds + len(places), text, marks)


def talk(*texts: str, seconds: float = 10) -> Talk:
    details = Details(parse_video_id("aB3-_x9Yz01"), "Small Engines", "Workshop")
    blocks = tuple(block(number, text, seconds) for number, text in enumerate(texts, start=1))
    return Talk(details, "en", auto_generated=True, duration=60, blocks=blocks)


def outline(*plans: tuple[int, int, str]) -> Outline:
    return Outline(tuple(Plan(f"s{at}", *plan, f"T{at}") for at, plan in enumerate(plans, start=1)))


def told(passages: tuple[Passage, ...]) -> list[tuple[float, str]]:
    return [(passage.start, " | ".join(block.text for block in passage.blocks)) for passage in passages]


def test_a_block_is_cut_where_the_next_topic_begins() -> None:
    passages = cut(
        talk(*TEXTS), outline((1, 1, "Welcome"), (2, 3, "what about the small engines"), (3, 4, "A large engine"))
    )
    assert told(passages) == [
        (10, f"{TEXTS[0]} | Rain is what you have."),
        (25, ">> And what, um, about the the small engines? Those run. | Um, so they run on rain."),
        (36, f"A large engine does not. Thank you all. | {TEXTS[3]}"),
    ]
    assert [(passage.plan.first, passage.plan.last) for passage in passages] == [(1, 2), (2, 3), (3, 4)]


def test_the_parts_of_a_block_keep_its_number_and_their_own_moments() -> None:
    first, second = cut(talk(*TEXTS), outline((1, 1, ""), (2, 4, "And what about the small")))
    head, tail = first.blocks[-1], second.blocks[0]
    assert (head.number, head.start, head.end, head.marks[-1]) == (2, 20, 25, (17, 24.0))
    assert (tail.number, tail.start, tail.marks[:2]) == (2, 25, ((0, 25.0), (3, 26.0)))
    assert (first.end, second.end) == (25, 44)


@pytest.mark.parametrize(
    ("starts_with", "moment"),
    [
        ("Those run. So they run on rain", 34),  # over the block's edge, without its "um"
        ("Those run", 30),  # too short to be sure
        ("they run on rain", 30),  # only "um, so" before it: the block's own start
        ("these words are nowhere", 30),
        ("", 30),
        ("Any questions? No.", 40),  # in the block after
        ("Welcome to the shed", 30),  # two blocks before
    ],
)
def test_first_words_are_looked_for_in_the_blocks_beside_their_own(starts_with: str, moment: float) -> None:
    _, second = cut(talk(*TEXTS), outline((1, 2, "Welcome"), (3, 4, starts_with)))
    assert second.start == moment


def test_a_window_of_a_talk_is_cut_by_its_own_numbers() -> None:
    whole = talk(*TEXTS)
    window = replace(whole, blocks=whole.blocks[1:])
    assert [start for start, _ in told(cut(window, outline((2, 2, ""), (3, 4, "A large engine"))))] == [20, 36]
    with pytest.raises(OutlineError, match="b1, outside b2 to b4"):
        cut(window, outline((1, 4, "")))
    with pytest.raises(OutlineError, match="no words"):
        cut(talk(), outline((1, 1, "")))


def test_two_topics_may_begin_in_one_block() -> None:
    passages = cut(
        talk(*TEXTS), outline((1, 2, ""), (3, 3, "Um so they run"), (3, 3, "A large engine"), (3, 4, "Thank you all"))
    )
    assert [start for start, _ in told(passages)] == [10, 30, 36, 41]


@pytest.mark.parametrize("again", ["", "they run on rain", "nowhere at all here"])
def test_two_topics_that_begin_at_one_place_are_refused(again: str) -> None:
    with pytest.raises(OutlineError, match="s3 starts at b3 like the one before it"):
        cut(talk(*TEXTS), outline((1, 2, ""), (3, 3, "they run on rain"), (3, 4, again)))


WORDS = st.lists(
    st.sampled_from([">>", "so", "um,", "rain.", "engines", "the", "run", "large"]), min_size=1, max_size=12
)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=12), st.data())
def test_every_word_is_in_exactly_one_passage(texts: list[str], data: st.DataObject) -> None:
    found = talk(*texts, seconds=20)
    firsts = data.draw(st.lists(st.integers(2, len(texts)), unique=True).map(sorted)) if len(texts) > 1 else []
    bounds = [*pairwise([1, *firsts]), ([1, *firsts][-1], len(texts) + 1)]
    said = " ".join(texts).split()
    starts = st.integers(0, len(said) - 1).map(lambda at: " ".join(said[at : at + 6]))
    plans = outline(*((first, after - 1, data.draw(starts)) for first, after in bounds))
    try:
        passages = cut(found, plans)
    except OutlineError:
        return
    assert [word for passage in passages for block in passage.blocks for word in block.text.split()] == said
    assert all(block.text and block.marks[0][0] == 0 for passage in passages for block in passage.blocks)
    assert all(before.end == after.start > before.start for before, after in pairwise(passages))
