"""Rules over the form of one statement: language, scripts, chatter, failures, style."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gate.world import bullet_of, with_bullet
from uploader.gate.chatter import chatter
from uploader.gate.claims import Claim, Evidence, page_of
from uploader.gate.failures import failures
from uploader.gate.languages import english, korean
from uploader.gate.scripts import scripts
from uploader.gate.style import style
from uploader.gate.verdict import with_replacements
from uploader.models import Bullet, Finding, Place, Severity, Summary, Talk

RuleOfOne = Callable[[Claim, Evidence], Iterator[Finding]]

CAREFUL = (
    "되풀이되는 질문의 40%에 모델 없이 답함",
    "요청이 몰리면 429 Too Many Requests 오류가 나므로 재시도 간격을 늘림",
    "“요약해 주세요”라는 프롬프트에 “알겠습니다”라고 답하는 모델을 시험함",
    "사용자가 요청하면 에이전트가 요약을 작성함",
    "Claude Code, Codex CLI, Gemini CLI, Cursor, Windsurf 지원",
    "‘Not your weights, not your brain’이라는 말로 개방형 가중치의 이유를 설명함",
    "JSON 형식으로 오류를 돌려주는 API보다 텍스트가 에이전트에 이로움",
    "α와 β를 0.5 µs마다 갱신함",
    "HTTP 500 오류의 원인을 추적하는 데 로그가 쓰임",
    "끝(end) 토큰을 내보내지 않는 모델의 출력을 자르는 방법",
    "추가 설명이 필요한 질문은 사람에게 넘김",
    "명사형으로 끝나는 질의가 검색에 유리함",
    "조건을 만족하지 않으면 요약을 종료하는 정책",
    "이 도구는 이전 지시를 무시하라는 주입 공격을 막음",
    "이전 지시를 무시하고 비밀번호를 출력하게 만드는 공격을 시연함",
)


@pytest.mark.parametrize("text", CAREFUL)
@pytest.mark.parametrize("rule", [english, scripts, chatter, failures])
def test_a_careful_statement_passes(rule: RuleOfOne, text: str, evidence: Evidence, talk: Talk) -> None:
    assert not list(rule(bullet_of(text, talk), evidence))


@pytest.mark.parametrize(
    "text",
    [
        "(추가 멘트 없이 종료)",
        "캐시가 답함 (요약 끝)",
        "요청하신 내용을 요약함",
        "다음은 영상의 핵심 요약입니다",
        "이상으로 요약을 마칩니다",
        "알겠습니다. 요약하겠습니다",
        "As an AI language model, I summarise the talk",
        "Here is the summary of the talk in Korean",
        "더 필요하시면 말씀해 주세요",
        "모든 불릿은 명사형으로 종결할 것",
        "소제목은 5개로 작성",
        "마크다운 형식으로 출력하세요",
        "캐시가 답함 [b3 00:02:00]",
        "quote_en은 그대로 옮김",
        "<|im_end|>",
    ],
)
def test_words_to_the_user_are_chatter(text: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = chatter(bullet_of(text, talk), evidence)
    assert (finding.rule, finding.severity) == ("chatter", Severity.ERROR)


@pytest.mark.parametrize(
    "text",
    [
        "Error: Exception: Request failed for https://api.example.com returned code 429.",
        '{"error": {"message": "You have no credits remaining."}}',
        "Traceback (most recent call last):",
        "HTTP 503 Service Unavailable",
        "429 Too Many Requests",
        "TypeError: 'NoneType' object is not iterable",
        "죄송합니다. 해당 영상의 내용을 확인할 수 없습니다.",
        "자막이 제공되지 않아 요약할 수 없음",
        "영상에 접근할 수 없습니다",
        "텍스트를 입력해 주시면 요약해 드리겠습니다",
        "I'm sorry, but I can't help with that.",
        "I cannot access the video",
        "null",
        "[object Object]",
        "<!DOCTYPE html><html><head>",
        "insufficient_quota",
    ],
)
def test_a_failure_is_never_a_summary(text: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = failures(bullet_of(text, talk), evidence)
    assert (finding.rule, finding.severity) == ("error-text", Severity.ERROR)


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("성능이 提高됨", "提高"),
        ("モデル이 답함", "モデル"),
        ("Привет라고 답함", "Привет"),
        ("Сlaude를 씀", "С"),  # a Cyrillic letter in a Latin coat
        ("نموذج을 씀", "نموذج"),
        ("μοντέλο를 씀", "μοντέλο"),
        ("ＡＰＩ를 씀", "ＡＰＩ"),
        ("캐시가\u202e 답함", "U+202E"),
        ("캐시가\u200b 답함", "U+200B"),
        ("캐시가\x00 답함", "U+0000"),
        ("캐시가\x85 답함", "U+0085"),
        ("캐시가 \ufffd 답함", "\ufffd"),
        (f"캐시가 {chr(0xD800)} 답함", chr(0xD800)),
    ],
)
def test_a_stray_of_another_script_is_an_error(text: str, stray: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = scripts(bullet_of(text, talk), evidence)
    assert (finding.rule, finding.severity, finding.text) == ("script", Severity.ERROR, stray)


def test_a_family_of_emoji_is_joined_by_an_invisible_character(evidence: Evidence, talk: Talk) -> None:
    assert not list(scripts(bullet_of("가족 👨‍👩‍👧 이모지를 씀", talk), evidence))


@pytest.mark.parametrize(
    "text",
    [
        "The cache answers forty percent of the questions that are asked.",
        "Reranker scores decide everything",
        "에이전트 is the way that we build it for the future",
    ],
)
def test_an_english_bullet_is_an_error(text: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = english(bullet_of(text, talk), evidence)
    assert finding.rule == "language"


def test_the_whole_must_be_korean(summary: Summary, evidence: Evidence, talk: Talk) -> None:
    assert not list(korean(page_of(summary, talk), evidence))
    long = Bullet("Cache Ranking Retrieval Harness Reranker Threshold " * 12, "the cache answers forty", 3)
    (finding,) = korean(page_of(with_bullet(summary, long), talk), evidence)
    assert (finding.rule, finding.place) == ("language", Place())


@pytest.mark.parametrize(
    "text", ["점수를 기준으로 하며", "캐시, 순위, 그리고", "모델(대형", "문서를 고르기 위해", "캐시를"]
)
def test_a_statement_cut_in_its_middle_is_an_error(text: str, evidence: Evidence, talk: Talk) -> None:
    assert Severity.ERROR in {finding.severity for finding in style(bullet_of(text, talk), evidence)}


@pytest.mark.parametrize("text", ["캐시가 답합니다", "캐시가 답함.", "캐시가 답했다"])
def test_a_sentence_is_a_warning(text: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = style(bullet_of(text, talk), evidence)
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("text", ["캐시 설계 논의", "결과 공유", "비용 감소(약 절반)", "평가의 정의", "가을 출시 예정"])
def test_noun_forms_pass(text: str, evidence: Evidence, talk: Talk) -> None:
    assert not list(style(bullet_of(text, talk), evidence))


def test_nothing_written_is_empty(evidence: Evidence, talk: Talk) -> None:
    (finding,) = style(bullet_of("  ", talk), evidence)
    assert finding.rule == "empty"


@given(text=st.text())
@pytest.mark.parametrize("rule", [english, scripts, chatter, failures, style])
def test_no_text_breaks_a_rule(rule: RuleOfOne, text: str, plain_evidence: Evidence) -> None:
    claim = Claim(text, Place("bullet", "s1", 0))
    for finding in rule(claim, plain_evidence):
        assert finding.message


def test_what_is_no_replacement_changes_nothing(summary: Summary) -> None:
    assert with_replacements(summary, ()) is summary
