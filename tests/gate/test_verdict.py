"""The verdict over everything, and what is put right without a model."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gate.world import World, with_bullet
from uploader.gate.claims import Evidence
from uploader.gate.verdict import LONGEST_CLAIM, errors, judge, with_replacements
from uploader.models import Bullet, Summary


def test_a_careful_summary_passes(summary: Summary, evidence: Evidence) -> None:
    assert not errors(judge(summary, evidence))


def test_the_same_gives_the_same_in_the_same_order(summary: Summary, evidence: Evidence) -> None:
    spoiled = replace(summary, title="Voleri의 캐시", sections=summary.sections[:2])
    spoiled = with_bullet(spoiled, Bullet("Zorvex와 Cloud Code를 씀", "nobody said this at all", 3), section=1)
    found = judge(spoiled, evidence)
    assert found == judge(spoiled, replace(evidence))
    assert [finding.rule for finding in errors(found)] == [
        "name", "quote", "known-misspelling", "name", "timestamp", "quote",
    ]  # fmt: skip


def test_a_failure_is_one_finding(summary: Summary, evidence: Evidence) -> None:
    failed = with_bullet(summary, Bullet("Error: Request failed for https://api returned code 500", "", 3))
    assert [finding.rule for finding in errors(judge(failed, evidence))] == ["error-text"]


def test_replacements_are_made_where_they_stand_and_the_summary_then_passes(
    summary: Summary, evidence: Evidence
) -> None:
    quote = summary.sections[0].bullets[2].quote_en
    spoiled = with_bullet(summary, Bullet("Cloud Code 앞에 둔 캐시가 Quen 대신 질문의 40%에 답함", quote, 3), index=2)
    first, *points = spoiled.key_points
    spoiled = replace(spoiled, key_points=(replace(first, lead="Fennwick의 Mirela Okonju"), *points))
    cured = with_replacements(spoiled, judge(spoiled, evidence))
    assert cured.sections[0].bullets[2].ko == "Claude Code 앞에 둔 캐시가 Qwen 대신 질문의 40%에 답함"
    assert cured.key_points[0].lead == "Fennwick의 Mirela Okonjo"
    assert not errors(judge(cured, evidence))


def test_a_replacement_leaves_longer_words_alone(summary: Summary, evidence: Evidence) -> None:
    quote = summary.sections[0].bullets[2].quote_en
    spoiled = with_bullet(summary, Bullet("Quen과 Quentin의 질문 40%에 답함", quote, 3), index=2)
    assert "Quentin" in with_replacements(spoiled, judge(spoiled, evidence)).sections[0].bullets[2].ko


def test_a_monstrous_statement_is_an_error_and_read_in_part(summary: Summary, evidence: Evidence) -> None:
    monster = Bullet("MCP(" * 50_000, "the cache " * 50_000, 3)
    found = judge(with_bullet(summary, monster), evidence)
    assert "this has 200000 characters; 2000 are read" in {finding.message for finding in found}
    assert max(len(finding.text) for finding in found) <= LONGEST_CLAIM


ANY = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["MCP(" * 40, "a(" * 60, "[" * 60, "\ud800", "`" * 60, "‘" * 60, "1e999", "Cloud " * 30, "가" * 60, "GPT-5." * 20]
)


@settings(deadline=None)
@given(ko=ANY, quote=ANY, heading=ANY, block=st.integers(-3, 30))
def test_no_text_of_a_model_breaks_the_gate(ko: str, quote: str, heading: str, block: int, world: World) -> None:
    spoiled = with_bullet(world.summary, Bullet(ko, quote, block))
    first, *others = spoiled.sections
    spoiled = replace(spoiled, sections=(replace(first, heading=heading), *others))
    found = judge(spoiled, world.evidence)
    cured = with_replacements(spoiled, found)
    assert found == judge(spoiled, world.evidence)
    assert [section.id for section in cured.sections] == [section.id for section in spoiled.sections]
    assert [len(section.bullets) for section in cured.sections] == [4, 4, 4]
