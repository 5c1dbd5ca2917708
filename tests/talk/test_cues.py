import pytest

from tests.conference import stream
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Talk
from uploader.talk.blocks import read_talk
from uploader.talk.cues import cues


def talk(*texts: str, seconds: float = 100.0) -> Talk:
    """A block each, its words evenly spread."""
    blocks: list[Block] = []
    for at, text in enumerate(texts):
        words = text.split(" ")
        places = [sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]
        marks = tuple((place, at * seconds + number * seconds / len(words)) for number, place in enumerate(places))
        blocks.append(Block(at + 1, at * seconds, (at + 1) * seconds, text, marks))
    details = Details(parse_video_id("strEam00002"), "Day", "x", duration=seconds * len(texts))
    return Talk(details, "en", auto_generated=True, duration=seconds * len(texts), blocks=tuple(blocks))


def starts(*texts: str) -> list[str]:
    """The two words at which each cue says that something begins."""
    whole = talk(*texts)
    found: list[str] = []
    for cue in cues(whole):
        block = whole.blocks[cue.block - 1]
        offset = max(place for place, at in block.marks if at <= cue.at)
        found.append(" ".join(block.text[offset:].split()[:2]))
    return found


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("We are glad. Please welcome to the stage Ada Byron. Engines are small.", "Engines are"),
        ("Give it up for Ada Byron. Engines are small.", "Engines are"),
        ("Our next speaker builds engines. Engines are small.", "Engines are"),
        ("That was rain. Hi everyone, I count rain. It is wet.", "Hi everyone,"),
        ("so the rain is Hey, my name is Bo and I count rain. It is wet.", "so the"),
        ("That was all. My name is Bo. It is wet.", "My name"),
    ],
)
def test_a_talk_begins_after_its_introduction_or_with_its_opening(said: str, begins: str) -> None:
    assert starts("Once there was rain.", said) == [begins]


def test_several_cues_close_together_are_about_one_start_and_the_speakers_own_counts() -> None:
    said = (
        "Please join me in welcoming our next speaker. Now to the stage, Ada. Hello everyone. My name is Ada. Engines."
    )
    assert starts("Once there was rain.", said) == ["Hello everyone."]


def test_an_introduction_may_end_in_the_next_block() -> None:
    assert starts("It rains. Please welcome to the stage the engineer", "Ada Byron. Engines are small.") == [
        "Engines are"
    ]


def test_words_that_only_look_like_cues_are_none() -> None:
    assert starts("We took the stage out of the pipeline.", "Thank you for that. It is a name that is mine.") == []


def test_nothing_begins_after_the_last_word() -> None:
    assert starts("And with that, please welcome to the stage") == []


def test_each_talk_of_a_conference_is_announced() -> None:
    whole = read_talk(*stream())
    said = [whole.blocks[cue.block - 1].text + whole.blocks[cue.block].text for cue in cues(whole)]
    assert [any(opening in each for each in said) for opening in ("count boxes", "about water", "burned a loaf")] == [
        True
    ] * 3
