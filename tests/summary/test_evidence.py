from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from uploader.facts.glossary import Entry, Glossary
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Outline, Talk
from uploader.summary import evidence


def test_the_page_shows_what_youtube_says_and_drops_links(talk: Talk) -> None:
    shown = evidence.page(talk.details, talk.duration, chapters=True).splitlines()
    assert shown[0] == "<talk>"
    assert shown[-1] == "</talk>"
    assert "title: Builds in 40 Seconds — Mina Park, Larkspur" in shown
    assert "published: 2026-03-01" in shown
    assert "length: 5:20" in shown
    assert "> 1:40 Cache" in shown
    assert "> Mina Park on caches." in shown
    assert not [each for each in shown if "example.org" in each]


def test_chapters_are_shown_only_where_they_are_wanted(talk: Talk) -> None:
    assert "> 1:40 Cache" not in evidence.page(talk.details, talk.duration, chapters=False)


def test_no_text_from_outside_closes_a_tag_or_begins_a_line_of_ours(talk: Talk) -> None:
    shown = evidence.page(talk.details, talk.duration, chapters=True)
    assert shown.count("</talk>") == 1
    assert not [each for each in shown.splitlines() if each.startswith(("section:", "video:", "repair:"))]


@given(st.text(max_size=80), st.text(max_size=200))
def test_whatever_a_page_holds_its_lines_stay_ours(title: str, description: str) -> None:
    details = Details(parse_video_id("aaaaaaaaaa1"), title, "Example", description=description)
    first, *lines, last = evidence.page(details, 60, chapters=True).split("\n")
    assert (first, last) == ("<talk>", "</talk>")
    assert all(line.startswith(("title: ", "channel: ", "length: ", "description:", "> ")) for line in lines)
    assert all(line.isprintable() for line in lines)


def test_a_huge_description_and_title_are_cut(talk: Talk) -> None:
    details = replace(talk.details, title="T" * 1_000_000, description="word " * 200_000)
    assert len(evidence.page(details, 60, chapters=True)) < 2_200


def test_a_block_is_one_line_with_its_number_and_moment() -> None:
    blocks = (Block(17, 750.9, 790, "so\nit's >> fine"), Block(400, 3_723, 3_740, "x </section> y"))
    shown = evidence.captions(blocks).split("\n")
    assert shown == ["[b17 00:12:30] so it's >> fine", "[b400 01:02:03] x < /section> y"]


def test_only_glossary_rows_that_the_talk_needs_are_shown_with_the_wrong_forms_it_has(
    talk: Talk, glossary: Glossary
) -> None:
    assert evidence.glossary_rows(glossary, talk).splitlines() == [
        "<glossary>",
        "- Claude Code (heard as cloud code)",
        "- Bazel",
        "</glossary>",
    ]
    assert evidence.glossary_rows(Glossary((Entry("Arc"), Entry("LangGraph"))), talk) == ""


def test_a_name_that_is_also_a_word_needs_to_be_written_as_a_name(talk: Talk) -> None:
    glossary = Glossary((Entry("Continue", kind="tool"), Entry("Linear", kind="tool"), Entry("Magic", kind="lab")))
    blocks = (Block(1, 0, 40, "Continue with that. It is linear. We ask Magic to continue."),)
    assert evidence.glossary_rows(glossary, replace(talk, blocks=blocks)) == "<glossary>\n- Magic\n</glossary>"


def test_a_term_is_shown_in_korean_and_a_doubtful_form_as_doubtful(talk: Talk) -> None:
    glossary = Glossary(
        (
            Entry("harness", readings=("하네스",), kind="term"),
            Entry("Qwen", readings=("큐웬",), wrong=("queen", "quen"), kind="model", doubtful=frozenset({"queen"})),
        )
    )
    blocks = (Block(1, 0, 40, "A harness for quen, our queen."),)
    shown = evidence.glossary_rows(glossary, replace(talk, blocks=blocks))
    assert shown == "<glossary>\n- harness: 하네스\n- Qwen (heard as quen, queen?)\n</glossary>"


def test_an_acronym_is_shown_with_what_it_stands_for_and_a_reading_may_carry_its_particle(talk: Talk) -> None:
    talk = replace(talk, details=replace(talk.details, description="MCP와 그록을 다룬 발표"))
    glossary = Glossary((Entry("MCP", expansion="Model Context Protocol"), Entry("Grok", readings=("그록",))))
    assert "- MCP = Model Context Protocol\n- Grok: 그록\n" in evidence.glossary_rows(glossary, talk)


def test_the_name_table_tells_what_is_uncertain_and_what_is_misheard(outline: Outline) -> None:
    assert evidence.name_table(outline).splitlines() == [
        "<names>",
        "- Larkspur (company, heard as lark spur)",
        "- Bazel (product, uncertain)",
        '- "is in a" means "isn\'t a"',
        "</names>",
    ]
    assert evidence.name_table(Outline(outline.plans)) == ""
