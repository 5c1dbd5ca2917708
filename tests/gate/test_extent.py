"""Denials, limits and possibilities of the quote have their counterparts in the Korean."""

import pytest

from uploader.facts.glossary import Glossary
from uploader.gate.claims import Claim, Evidence
from uploader.gate.extent import extent
from uploader.ids import parse_video_id
from uploader.models import Details, Finding, Place, Severity

NOWHERE = Evidence(Details(parse_video_id("AAAAAAAAAAA"), "A talk", "AI Engineer"), Glossary())


def judge(korean: str, quote: str | None) -> list[Finding]:
    return list(extent(Claim(korean, Place("bullet", "s1", 0), quote), NOWHERE))


@pytest.mark.parametrize(
    ("korean", "quote"),
    [
        ("에이전트는 확장되지 않음", "the agent does not scale at all"),
        ("큰 모델만 통과함", "only the big models pass"),
        ("거의 모두 실패함", "almost all of them fail"),
        ("비용이 늘 수 있음", "the cost might go up"),
        ("세 가지를 배움", "I don't know about you but there are three lessons"),
        ("평가를 먼저 만듦", "you build the evals first"),
        ("적어도 평가 하나는 필요함", "you need at least one eval"),
        ("성능이 향상됨", "it improved a lot"),
        ("오류가 감소함", "errors dropped"),
        ("쓰는 사람은 설명을 모르므로 짧게 물음", "they are not aware of it so they ask in one line"),
        ("검색이 형편없는 까닭을 보여 줌", "that shows why the search is awful"),
        ("창을 여는 데 40초쯤 걸림", "it took like maybe 40 seconds to open it"),
        ("답을 내는 데 그쳤음", "it only gave an answer"),
        ("캐시를 끌 수도 있음", "you can turn the cache off"),
        ("확인된 것은 314건임", "we know about 314"),
        ("실패 원인을 나눠 봄", "we sort what went on there"),
        ("모든 일에 큰 모델을 쓰지 말고 나눌 것", "don't use the big model for all of it, split it"),
    ],
)
def test_kept(korean: str, quote: str) -> None:
    assert judge(korean, quote) == []


@pytest.mark.parametrize(
    ("korean", "quote", "text"),
    [
        ("에이전트는 잘 확장됨", "the agent does not scale at all", "not"),
        ("큰 모델이 통과함", "only the big models pass", "only"),
        ("모두 실패함", "almost all of them fail", "almost"),
        ("비용이 늘어남", "the cost might go up", "might"),
        ("에이전트는 확장되지 않음", "the agent scales well", "않음"),
        ("성능이 하락함", "performance improved a lot", "하락"),
        ("평가가 필요함", "you need at least a few evals", "at least"),
        ("실험은 30건임", "we ran about 30 experiments", "about"),
        ("배포에 실패함", "we deployed it on Monday", "실패함"),
    ],
)
def test_lost_or_turned_round(korean: str, quote: str, text: str) -> None:
    found = judge(korean, quote)
    assert [each.text for each in found] == [text]
    assert found[0].severity is Severity.WARNING
    assert found[0].evidence == (f"quote: {quote}",)


def test_without_a_quote_nothing_is_said() -> None:
    assert judge("에이전트는 확장되지 않음", None) == []
