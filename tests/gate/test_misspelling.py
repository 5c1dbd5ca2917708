"""Forms that captions are known to make of a name."""

from dataclasses import replace

import pytest

from tests.gate.world import bullet_of
from uploader.gate.claims import Evidence
from uploader.gate.misspelling import misspellings
from uploader.models import Finding, Severity, Talk


def found(text: str, evidence: Evidence, talk: Talk) -> list[Finding]:
    return list(misspellings(bullet_of(text, talk), evidence))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Cloud Code 앞에 캐시를 둠", "Cloud Code", "Claude Code"),
        ("cloud code로 작성함", "cloud code", "Claude Code"),  # the talk has Claude Code as well
        ("Quen을 대체 모델로 씀", "Quen", "Qwen"),
        ("클라우드 코드를 씀", "클라우드 코드", "클로드 코드"),
        ("sweetbench로 잼", "sweetbench", "SWE-bench"),
    ],
)
def test_a_known_wrong_form_is_put_right(text: str, wrong: str, right: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = found(text, evidence, talk)
    assert (finding.severity, finding.text, finding.replacement) == (Severity.ERROR, wrong, right)


@pytest.mark.parametrize(
    "text",
    ["클라우드에서 코드를 돌림", "cloud에 code를 올림", "queen과 devon을 봄", "air flow를 개선함", "Claude Code를 씀"],
)
def test_plain_words_are_left_alone(text: str, evidence: Evidence, talk: Talk) -> None:
    assert not found(text, evidence, talk)


def test_a_doubtful_form_is_a_warning_until_the_evidence_speaks(evidence: Evidence, talk: Talk) -> None:
    (finding,) = found("Devon이 코드를 씀", evidence, talk)
    assert (finding.severity, finding.replacement) == (Severity.WARNING, None)
    spoken = replace(talk, blocks=(replace(talk.blocks[0], text="Devin wrote it"), *talk.blocks[1:]))
    (finding,) = found("Devon이 코드를 씀", replace(evidence, talk=spoken), spoken)
    assert (finding.severity, finding.replacement) == (Severity.ERROR, "Devin")


def test_a_product_phrase_of_plain_words_is_not_replaced_on_its_own_word(evidence: Evidence, talk: Talk) -> None:
    (finding,) = found("Air Flow로 돌림", evidence, talk)
    assert (finding.severity, finding.replacement) == (Severity.ERROR, None)


def test_what_the_title_writes_is_right(evidence: Evidence, talk: Talk) -> None:
    titled = replace(evidence, details=replace(talk.details, title="Cloud Code for Everyone"))
    assert not found("Cloud Code를 씀", titled, talk)


def test_a_right_name_that_holds_a_wrong_form_is_right(evidence: Evidence, talk: Talk) -> None:
    assert not found("Pydantic AI와 Vercel AI SDK를 씀", evidence, talk)
