"""A held post as a sheet: every statement under its key, marked, beside what it rests on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.gate.conftest import evidence, glossary, summary, talk
from tests.gate.world import with_bullet
from uploader.acts import Accept, Act, Delete, Edit
from uploader.gate.claims import Evidence
from uploader.models import Bullet, Finding, Place, Severity, Summary, Talk
from uploader.review.judging import Review, review
from uploader.store.reviews import Kept
from uploader.view.remarks import finding_key, marked
from uploader.view.sheet import Sheet, key_of, noted_at, place_of, sheet, stopped_keys

__all__ = ["evidence", "glossary", "summary", "talk"]

NOW = datetime(2026, 11, 25, tzinfo=UTC)
WRONG = Place("bullet", "s1", 2)


@pytest.fixture
def held(summary: Summary) -> Summary:
    """Says 90 % twice where the talk says forty, and rests one bullet on words that nobody said."""
    first = summary.sections[0].bullets[2]
    told = with_bullet(summary, replace(first, ko="캐시가 질문의 90%에, 곧 90%에 답함"), 0, 2)
    return with_bullet(told, replace(told.sections[1].bullets[0], quote_en="nobody ever said these words here"), 1, 0)


def under(held: Summary, evidence: Evidence, *acts: Act) -> Review:
    return review(held, (), acts, evidence)


def laid_out(held: Summary, evidence: Evidence, *acts: Act) -> Sheet:
    kept = [Kept(number, 1, NOW, "the page", act) for number, act in enumerate(acts)]
    assert evidence.talk is not None
    return sheet(under(held, evidence, *acts), evidence.talk, kept)


def test_every_statement_has_a_key_that_leads_back_to_it(held: Summary, evidence: Evidence) -> None:
    rows = laid_out(held, evidence).statements
    assert [row.key for row in rows][:7] == ["t", "p0", "p1", "p2", "p3", "p4", "h0"]
    assert [row.key for row in rows][-1] == "b2-3"
    for row in rows:
        assert place_of(row.key, held) == row.place
        assert key_of(row.place, held) == row.key
    assert place_of("b9-9", held) is None
    assert key_of(Place(), held) == "whole"


def test_what_is_wrong_is_marked_wherever_it_stands(held: Summary, evidence: Evidence) -> None:
    told = laid_out(held, evidence)
    row = told.stretches[0].bullets[2]
    assert [piece for wrong, piece in row.pieces if wrong] == ["90%", "90%"]
    assert "".join(piece for _, piece in row.pieces) == row.text
    assert row.stopped
    assert told.stopped == ("b0-2", "b1-0")
    assert marked("가나다라", ["나다", "다라", "", "마"]) == ((False, "가"), (True, "나다라"))


def test_a_quote_has_its_own_moment_and_one_that_nobody_said_is_marked(held: Summary, evidence: Evidence) -> None:
    told = laid_out(held, evidence)
    said, unsaid = told.stretches[0].bullets[0].source, told.stretches[1].bullets[0].source
    assert said is not None
    assert (said.at, said.block, said.exact) == (0.0, 1, True)
    assert unsaid is not None
    assert unsaid.pieces == ((True, "nobody ever said these words here"),)
    assert (unsaid.at, unsaid.block, unsaid.exact) == (240.0, 5, False)


def test_a_block_that_is_not_there_has_no_moment(summary: Summary, evidence: Evidence) -> None:
    lost = with_bullet(summary, Bullet("글", "words of no block at all, it seems", 99))
    source = laid_out(lost, evidence).stretches[0].bullets[0].source
    assert source is not None
    assert (source.at, source.block) == (None, 99)


def test_what_was_done_shows_where_it_was_done(held: Summary, evidence: Evidence) -> None:
    told = laid_out(
        held, evidence, Delete(Place("bullet", "s1", 0)), Edit(Place("title"), "다른 제목"),
        Delete(Place("heading", "s2")), Accept(WRONG, "number", "90%", "화면에 있음"),
    )  # fmt: skip
    assert told.stretches[0].bullets[0].deleted
    assert (told.title.text, told.title.was, told.title.edited) == ("다른 제목", held.title, True)
    assert [part.gone for part in told.stretches] == [False, True, False]
    assert told.stretches[1].bullets[0].text == held.sections[1].bullets[0].ko
    accepted = [note.accepted for note in told.stretches[0].bullets[2].remarks if note.rule == "number"]
    assert accepted[0] == ("the page", NOW, "화면에 있음")
    assert told.stopped == ()


def test_a_key_point_names_the_sections_it_rests_on(held: Summary, evidence: Evidence) -> None:
    point = laid_out(held, evidence).points[2]
    assert point.sections == (("h1", held.sections[1].heading),)
    assert point.lead == ((False, "소형 모델"),)
    assert point.text.startswith("**소형 모델**은")


def test_what_is_typed_is_noted_without_the_sheet(held: Summary, evidence: Evidence, talk: Talk) -> None:
    now = under(held, evidence, Edit(WRONG, "Claude Code 앞에 둔 시맨틱 캐시가 질문의 40%에 답함"))
    assert noted_at("b0-2", now, ()) == ()
    assert stopped_keys(now) == {"b1-0"}
    whole = now.with_file([Finding("html", Severity.ERROR, Place(line=3), "<b>", "HTML in text")])
    assert stopped_keys(whole) == {"b1-0", "whole"}
    assert sheet(whole, talk, ()).stopped[0] == "whole"


def test_findings_are_told_apart_by_place_rule_and_text() -> None:
    one = Finding("number", Severity.ERROR, WRONG, "90%", "nobody said this number")
    others = [replace(one, text="9%"), replace(one, rule="year"), replace(one, place=Place("bullet", "s1", 3))]
    assert len({finding_key(each) for each in (one, *others)}) == 4
    assert finding_key(replace(one, message="told otherwise")) == finding_key(one)
