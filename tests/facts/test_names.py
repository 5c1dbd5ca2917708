"""What a talk's own words bear out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.facts.glossary import Glossary, read_glossary
from uploader.facts.names import Heard, latin_words, plain
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Name, Talk

GLOSSARY = read_glossary("Quillby\t\t퀼비\tQuill bee|?quill\ttool\nTern\t\t\t\tacronym\tTransient Error Rate Number")


def heard(spoken: str, title: str = "A talk — Mirela Okonjo", names: tuple[Name, ...] = ()) -> Heard:
    details = Details(parse_video_id("n4mes_heard"), title, "AI Engineer")
    talk = Talk(details, "en", auto_generated=True, duration=60.0, blocks=(Block(1, 0.0, 60.0, spoken),))
    return Heard(details, GLOSSARY, talk, names)


@pytest.mark.parametrize(
    ("spoken", "word"),
    [
        ("we run planet scale here", "PlanetScale"),
        ("the GPT five point two model", "GPT-5.2"),
        ("our Planet Scales", "planetscale"),
        ("Voleri's team", "Voleri"),
        ("on eight H 100 cards", "H100"),
        ("agents and more", "Agent"),
        ("a W and B board, W & B", "W&B"),
    ],
)
def test_a_name_is_heard_in_other_spellings(spoken: str, word: str) -> None:
    assert heard(spoken).support(word) != "none"


@pytest.mark.parametrize("word", ["Mistra", "ace", "GPT-5.3", "Planet"])
def test_a_piece_of_a_word_is_not_heard(word: str) -> None:
    assert heard("Mistral in space uses planetscale and GPT 5.2").support(word) == "none"


def test_support_grows_from_once_over_some_to_strong() -> None:
    once, some = heard("Voleri helps"), heard("Voleri helps, and Voleri stays")
    titled = heard("nothing", title="Why Voleri stays")
    listed = heard("nothing", names=(Name("Voleri", certain=True),))
    guessed = heard("nothing", names=(Name("Voleri", certain=False),))
    assert [each.support("Voleri") for each in (once, some, titled, listed, guessed)] == [
        "once", "some", "strong", "strong", "none",
    ]  # fmt: skip


def test_a_glossary_name_is_borne_out_by_what_captions_make_of_it() -> None:
    quillby = GLOSSARY.entries[0]
    assert heard("we love quill bee here").entry_support(quillby) == "strong"
    assert heard("a quill in my hand").entry_support(quillby) == "some"
    assert heard("nothing of the kind").entry_support(quillby) == "none"


def test_an_expansion_spoken_bears_out_its_acronym() -> None:
    assert heard("the transient error rate number rose").entry_support(GLOSSARY.entries[1]) == "strong"


def test_initials_of_spoken_words_bear_out_an_acronym_of_three() -> None:
    assert heard("product market fit is all").abbreviates("PMF")
    assert not heard("product market is all").abbreviates("PM")
    assert not heard("put me in front").abbreviates("PMF")


def test_a_near_miss_is_of_one_strong_name_only() -> None:
    assert heard("nothing").near_miss("Okonju") == "Okonjo"
    assert heard("nothing").near_miss("Okonjo") is None
    assert heard("nothing", title="Marlo and Marla").near_miss("Marle") is None
    assert heard("quill bee").near_miss("Quilby") == "Quillby"


def test_a_word_that_captions_write_small_is_no_name() -> None:
    said = heard("The Rune stands there. We use a lattice, and the lattice holds.")
    assert said.is_word("Lattice")
    assert not said.is_word("Rune")


@given(st.text())
def test_any_text_has_one_form(text: str) -> None:
    once = plain(text)
    assert plain(once) == once or any(char.isdigit() for char in once)
    assert all(text[word.start : word.end] == word.text for word in latin_words(text))


def test_quantities_are_no_names() -> None:
    assert [word.text for word in latin_words("27B 모델을 10x 빠르게, 200ms 안에 GPT-5.2와 v2로")] == ["GPT-5.2", "v2"]


def test_without_a_talk_there_is_no_support_but_the_title() -> None:
    details = Details(parse_video_id("n4mes_heard"), "Why Voleri stays", "AI Engineer")
    read = Heard(details, Glossary(), None)
    assert not read.has_talk
    assert (read.support("Voleri"), read.support("Okonjo")) == ("strong", "none")
