"""A bullet's quote is said where it says so."""

from dataclasses import replace

import pytest

from tests.gate.world import bullet_of, with_bullet
from uploader.gate.claims import Evidence, page_of
from uploader.gate.quotes import quotes, quotes_found, quotes_in_place
from uploader.models import Bullet, Severity, Summary, Talk

SAID = "the cache answers forty percent of the questions"


@pytest.mark.parametrize("quote", [SAID, SAID.upper() + ".", "the uh the cache answers forty percent of the questions"])
def test_what_is_said_is_found(quote: str, evidence: Evidence, talk: Talk) -> None:
    assert not list(quotes(bullet_of("캐시가 답함", talk, quote), evidence))


def test_a_changed_word_is_no_quote_and_the_nearest_line_is_shown(evidence: Evidence, talk: Talk) -> None:
    changed = SAID.replace("forty", "ninety")
    (finding,) = quotes(bullet_of("캐시가 답함", talk, changed), evidence)
    assert (finding.rule, finding.severity, finding.text) == ("quote", Severity.ERROR, changed)
    assert finding.evidence[0].startswith("[b3 00:02:00]")


def test_a_quote_from_elsewhere_names_its_place(evidence: Evidence, talk: Talk) -> None:
    (finding,) = quotes(bullet_of("캐시가 답함", talk, SAID, block=9), evidence)
    assert finding.message == "the quote is said in b3, not near b9"


@pytest.mark.parametrize("block", [0, 13, -1])
def test_a_block_that_is_not_there_bears_nothing_out(block: int, evidence: Evidence, talk: Talk) -> None:
    assert len(list(quotes(bullet_of("캐시가 답함", talk, "nobody ever said such a thing here", block), evidence))) == 1


@pytest.mark.parametrize("quote", ["", "the", "the cache", "… uh"])
def test_a_word_or_two_prove_nothing(quote: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = quotes(bullet_of("캐시가 답함", talk, quote), evidence)
    assert finding.severity is Severity.ERROR


def test_a_short_quote_is_a_warning(evidence: Evidence, talk: Talk) -> None:
    (finding,) = quotes(bullet_of("캐시가 답함", talk, "the cache answers forty"), evidence)
    assert (finding.severity, "4 words" in finding.message) == (Severity.WARNING, True)


def test_a_quote_that_shares_no_name_with_its_bullet_is_a_warning(evidence: Evidence, talk: Talk) -> None:
    orvane = "We use a reranker from Orvane, and Orvane gives us a score"
    (finding,) = quotes(bullet_of("로그는 Fennwick이 보관함", talk, orvane, 7), evidence)
    assert finding.severity is Severity.WARNING
    assert not list(quotes(bullet_of("Orvane의 리랭커를 씀", talk, orvane, 7), evidence))


def test_a_post_without_quotes_is_not_asked_for_any(evidence: Evidence, talk: Talk) -> None:
    assert not list(quotes(bullet_of("캐시가 답함", talk), evidence))
    assert not list(quotes(bullet_of("캐시가 답함", talk, SAID), replace(evidence, talk=None)))


def test_nine_of_ten_quotes_must_be_found_in_the_whole(summary: Summary, evidence: Evidence, talk: Talk) -> None:
    bad = Bullet("캐시가 답함", "words that nobody said in this talk", 2)
    one_of_twelve = with_bullet(summary, bad)
    two_of_twelve = with_bullet(one_of_twelve, bad, section=1)
    assert not list(quotes_found(page_of(one_of_twelve, talk), evidence))
    (finding,) = quotes_found(page_of(two_of_twelve, talk), evidence)
    assert (finding.text, finding.place.part) == ("10 of 12", "post")


def test_a_quote_taken_from_another_section_with_its_block_is_an_error(
    summary: Summary, evidence: Evidence, talk: Talk
) -> None:
    taken = with_bullet(summary, Bullet("점수로 고름", "A threshold on that score decides what the agent sees", 8))
    (finding,) = quotes_in_place(page_of(taken, talk), evidence)
    assert (finding.place.section, finding.place.index) == ("s1", 0)
    near = with_bullet(summary, Bullet("소형 모델로 충분함", "the small model was fine for everything", 5))
    assert not list(quotes_in_place(page_of(near, talk), evidence))
