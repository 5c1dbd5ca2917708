"""Nothing is called by a name that the evidence does not bear out."""

from dataclasses import replace

import pytest

from tests.gate.world import bullet_of, certain
from uploader.gate.claims import Evidence
from uploader.gate.names import names
from uploader.models import Finding, Severity, Talk


def found(text: str, evidence: Evidence, talk: Talk) -> list[Finding]:
    return list(names(bullet_of(text, talk), evidence))


@pytest.mark.parametrize(
    "text",
    [
        "Fennwick의 Mirela Okonjo가 발표함",
        "Orvane의 점수를 믿음",  # heard more than once
        "Claude Code 앞에 캐시를 둠",
        "Qwen을 대체 모델로 씀",  # the captions have a known wrong form
        "클로드 코드와 깃허브를 씀",
        "LLM과 RAG로 Agent를 만듦",  # the field's vocabulary
        "latency와 ranking을 함께 봄",
        "MCP로 연결함",  # its expansion is spoken
        "Claude-based 도구를 씀",
        "27B 모델을 10x 빠르게 돌림",
        "한국어 문장뿐인 불릿",
    ],
)
def test_what_the_evidence_bears_out_passes(text: str, evidence: Evidence, talk: Talk) -> None:
    assert not found(text, evidence, talk)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Voleri가 제공하는 점수를 씀", "Voleri"),
        ("Mistral을 대체 모델로 씀", "Mistral"),
        ("미스트랄을 대체 모델로 씀", "미스트랄"),
        ("Orvane-3를 씀", "Orvane-3"),
        ("GPT-7을 씀", "GPT-7"),
        ("ZXQ 지표로 재었음", "ZXQ"),
    ],
)
def test_a_name_found_nowhere_is_an_error(text: str, name: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = found(text, evidence, talk)
    assert (finding.severity, finding.text, finding.replacement) == (Severity.ERROR, name, None)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Mirela Okonju가 발표함", "Okonju", "Okonjo"),
        ("Fenwick의 사례임", "Fenwick", "Fennwick"),
        ("okonju가 말함", "okonju", "Okonjo"),
        ("앤트로픽 대신 앤드로픽을 씀", "앤드로픽", "앤트로픽"),
    ],
)
def test_a_near_miss_of_a_strong_name_is_put_right(
    text: str, wrong: str, right: str, evidence: Evidence, talk: Talk
) -> None:
    spoken = replace(talk, blocks=(replace(talk.blocks[0], text="Anthropic and Anthropic"), *talk.blocks[1:]))
    (finding,) = found(text, replace(evidence, talk=spoken), spoken)
    assert (finding.severity, finding.text, finding.replacement) == (Severity.ERROR, wrong, right)


def test_hearing_a_near_miss_excuses_nothing(evidence: Evidence, talk: Talk) -> None:
    misheard = replace(talk, blocks=(replace(talk.blocks[0], text="I am Okonju"), *talk.blocks[1:]))
    (finding,) = found("Okonju가 발표함", replace(evidence, talk=misheard), misheard)
    assert finding.severity is Severity.ERROR


def test_a_name_heard_once_is_shown_to_a_person_with_its_line(evidence: Evidence, talk: Talk) -> None:
    heard = replace(talk, blocks=(*talk.blocks[:-1], replace(talk.blocks[-1], text="Thanks to Dravenport for lunch.")))
    (finding,) = found("Dravenport의 후원이 있었음", replace(evidence, talk=heard), heard)
    assert finding.severity is Severity.WARNING
    assert finding.evidence == ("[b12 00:11:00] Thanks to Dravenport for lunch.",)


def test_the_certain_rows_of_the_name_table_are_strong(evidence: Evidence, talk: Talk) -> None:
    known = replace(evidence, names=(certain("Voleri"),))
    assert not found("Voleri의 점수를 씀", known, talk)
    assert found("Volery의 점수를 씀", known, talk)[0].replacement == "Voleri"


def test_what_the_captions_make_of_a_certain_name_is_put_right(evidence: Evidence, talk: Talk) -> None:
    """Heard twice as a real, wrong company: the table of the whole talk knows better than the captions."""
    table = replace(evidence, names=(certain("Voleri", "Orvane", "so clearly"),))
    (finding,) = found("Orvane의 점수를 씀", table, talk)
    assert (finding.severity, finding.text, finding.replacement) == (Severity.ERROR, "Orvane", "Voleri")
    assert not found("Voleri의 점수를 씀", table, talk)


def test_a_first_name_alone_is_no_mishearing(evidence: Evidence, talk: Talk) -> None:
    table = replace(evidence, names=(certain("Mirela Okonjo", "Mirela", "Mirella Okonja"),))
    assert not found("Mirela가 발표함", table, talk)
    assert found("Mirella Okonja가 발표함", table, talk)[0].replacement == "Mirela Okonjo"


def test_without_a_talk_only_near_misses_are_judged(evidence: Evidence, talk: Talk) -> None:
    form = replace(evidence, talk=None)
    assert not found("Voleri와 Mistral을 씀", form, talk)
    assert [finding.text for finding in found("Mirela Okonju의 발표", form, talk)] == ["Okonju"]


def test_a_short_reading_may_be_a_plain_word(evidence: Evidence, talk: Talk) -> None:
    assert not found("커서를 옮기고 라마를 봄", evidence, talk)
    assert not found("메타데이터를 남김", evidence, talk)


def test_a_version_is_bound_to_its_product_in_any_spelling(evidence: Evidence, talk: Talk) -> None:
    spoken = replace(talk, blocks=(replace(talk.blocks[0], text="we run Quen three and GPT five"), *talk.blocks[1:]))
    known = replace(evidence, talk=spoken)
    assert not found("Qwen3와 GPT-5를 씀", known, spoken)
    assert [finding.text for finding in found("Qwen4와 GPT-6을 씀", known, spoken)] == ["Qwen4", "GPT-6"]


def test_a_heading_names_what_its_bullets_name_or_the_title(evidence: Evidence, talk: Talk) -> None:
    heading = replace(bullet_of("Orvane의 점수로 문서를 고름", talk), rests_on=("리랭커의 점수로 고름",))
    (finding,) = names(heading, evidence)
    assert (finding.severity, finding.text) == (Severity.WARNING, "Orvane")
    assert not list(names(replace(heading, rests_on=("orvane의 점수임",)), evidence))
    assert not list(
        names(replace(heading, text="Fennwick과 Claude Code의 사례", rests_on=("클로드 코드를 씀",)), evidence)
    )
