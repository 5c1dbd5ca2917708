"""The glossary: a plain file that a person edits, and what is found by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.errors import BadInput
from uploader.facts.glossary import SHIPPED, read_glossary


def rows(*lines: str) -> str:
    return "\n".join(line.replace(" ; ", "\t") for line in lines)


SMALL = rows(
    "# names of our own",
    "Orvane ; Orvane AI ; 오르베인 ; Or vain|Orvain|?organ ; company",
    "Fennwick ;  ; 펜윅|?펜 ; Fenwick|펜위크 ; company",
    "MCP ; Model Context Protocol ;  ; NCP ; protocol ; Model Context Protocol",
)


def test_a_row_is_read_with_its_lists_and_doubts() -> None:
    orvane, fennwick, mcp = read_glossary(SMALL).entries
    assert orvane.spellings == ("Orvane", "Orvane AI")
    assert orvane.wrong == ("Or vain", "Orvain", "organ")
    assert orvane.doubtful == {"organ"}
    assert fennwick.readings == ("펜윅", "펜")
    assert mcp.expansion == "Model Context Protocol"


def test_forms_are_found_in_any_case_before_a_particle_and_longest_first() -> None:
    glossary = read_glossary(SMALL)
    assert [match.form for match in glossary.spelled("ORVANE AI는 orvane을 쓴다")] == ["ORVANE AI", "orvane"]
    assert [match.form for match in glossary.misspelled("or  vain의 점수")] == ["or vain"]
    assert [match.entry.canonical for match in glossary.read("오르베인은")] == ["Orvane"]


@pytest.mark.parametrize("text", ["Orvanes", "xOrvane", "Orvane2", "반오르베인", "organize"])
def test_a_form_within_another_word_is_not_found(text: str) -> None:
    glossary = read_glossary(SMALL)
    assert not (*glossary.spelled(text), *glossary.misspelled(text), *glossary.read(text))


def test_a_form_that_begins_a_line_is_found() -> None:
    glossary = read_glossary("MCP\t\t\t\tacronym\tModel Context Protocol\n")
    assert [match.start for match in glossary.spelled("Larkspur\nMCP is here")] == [9]


def test_a_wrong_form_in_hangul_is_put_right_in_hangul() -> None:
    fennwick = read_glossary(SMALL).entries[1]
    assert fennwick.right_for("펜위크") == "펜윅"
    assert fennwick.right_for("Fenwick") == "Fennwick"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A ;  ;  ;  ; tool ; x ; y", "line 1: 7 columns"),
        ("# fine\n ; alias", "line 2: no name"),
        ("A ;  ;  ;  ; wizard", "line 1: unknown kind 'wizard'"),
        ("A ;  ;  ;  ; tool\n\nB ; a ;  ;  ; tool", "line 3: the name 'a' stands in line 1"),
        ("A ;  ;  ; x ; tool\nB ;  ;  ; X ; tool", "line 2: the wrong form 'X' stands in line 1"),
        ("A ;  ;  ;  ; tool\nB ;  ;  ; a ; tool", "line 2: wrong form 'a' is a right name in line 1"),
    ],
)
def test_a_fault_names_its_line(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_glossary(rows(text))


def test_a_doubtful_wrong_form_may_be_another_name() -> None:
    assert len(read_glossary(rows("Grok ;  ;  ; ?Groq ; model", "Groq ;  ;  ;  ; company")).entries) == 2


@given(st.text())
def test_any_text_is_a_glossary_or_one_clear_line(text: str) -> None:
    told = ""
    try:
        read_glossary(text)
    except BadInput as wrong:
        told = str(wrong)
    assert told == "" or told.startswith("glossary line ")


@given(st.text())
def test_matches_lie_where_they_say(text: str) -> None:
    for match in read_glossary(SMALL).spelled(text + " Orvane " + text):
        assert (text + " Orvane " + text)[match.start : match.end].casefold().startswith(("orvane", "fenn", "m"))


def test_the_shipped_glossary_is_sound_and_rich() -> None:
    shipped = read_glossary(SHIPPED.read_text(encoding="utf-8"))
    assert len(shipped.entries) > 200
    assert sum(bool(entry.wrong) for entry in shipped.entries) > 150
    assert sum(bool(entry.readings) for entry in shipped.entries) > 150
    assert {"model", "lab", "company", "tool", "framework", "person", "benchmark", "term", "acronym"} <= {
        entry.kind for entry in shipped.entries
    }


def test_no_shipped_wrong_form_stands_within_a_right_name() -> None:
    shipped = read_glossary(SHIPPED.read_text(encoding="utf-8"))
    for entry in shipped.entries:
        for spelling in entry.spellings:
            for match in shipped.misspelled(spelling):
                assert match.form.casefold() in {form.casefold() for form in match.entry.doubtful}, spelling
