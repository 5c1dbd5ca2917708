"""What a summary claims, and the words that must bear it out."""

from uploader.gate.claims import Evidence, claims_of, page_of
from uploader.models import Place, Summary, Talk


def test_claims_stand_in_reading_order(summary: Summary, talk: Talk) -> None:
    parts = [claim.place.part for claim in claims_of(summary, talk)]
    section = ["heading", "bullet", "bullet", "bullet", "bullet"]
    assert parts == ["title", *["key-point"] * 5, *section * 3]


def test_a_bullet_is_held_against_its_block_and_two_on_either_side(summary: Summary, talk: Talk) -> None:
    bullet = next(claim for claim in claims_of(summary, talk) if claim.place == Place("bullet", "s2", 0))
    assert (bullet.cited, [block.number for block in bullet.window]) == (5, [3, 4, 5, 6, 7])
    assert bullet.quote == summary.sections[1].bullets[0].quote_en


def test_headings_and_key_points_rest_on_the_bullets_of_their_sections(summary: Summary, talk: Talk) -> None:
    claims = {claim.place: claim for claim in claims_of(summary, talk)}
    of_second = tuple(bullet.ko for bullet in summary.sections[1].bullets)
    assert claims[Place("heading", "s2")].rests_on == of_second
    assert claims[Place("key-point", index=3)].rests_on == of_second
    assert [block.number for block in claims[Place("key-point", index=3)].window] == [*range(3, 11)]
    assert len(claims[Place("title")].rests_on) == 12


def test_without_a_talk_there_is_no_window(summary: Summary) -> None:
    assert not any(claim.window for claim in claims_of(summary, None))


def test_a_page_knows_where_its_sections_stand(summary: Summary, talk: Talk) -> None:
    first, *_ = page_of(summary, talk).parts
    assert (first.start, first.blocks, first.cited, first.bullets) == (0.0, (1, 4), (1, 2, 3, 4), 4)


def test_the_evidence_is_read_once(evidence: Evidence) -> None:
    assert evidence.heard is evidence.heard
