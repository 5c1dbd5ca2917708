"""A number keeps its bound, its denial and its direction."""

import pytest

from uploader.facts.glossary import Glossary
from uploader.gate.claims import Claim, Evidence
from uploader.gate.numbers import numbers
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Finding, Place, Talk


def judge(korean: str, quote: str) -> list[Finding]:
    details = Details(parse_video_id("AAAAAAAAAAA"), "A talk", "AI Engineer")
    talk = Talk(details, "en", auto_generated=True, duration=77.0, blocks=(Block(1, 0.0, 30.0, quote),))
    return list(
        numbers(
            Claim(korean, Place("bullet", "s1", 0), quote, talk.blocks, cited=1), Evidence(details, Glossary(), talk)
        )
    )


@pytest.mark.parametrize(
    ("korean", "quote"),
    [
        ("최대 30% 빨라짐", "it was up to 30 percent faster"),
        ("최대 30% 빨라짐", "the best one was 30 percent faster"),
        ("30% 이상 줄임", "it cut more than 30 percent"),
        ("30%를 넘게 줄임", "it cut more than 30 percent"),
        ("평균 3초 걸림", "it takes 3 seconds on average"),
        ("약 3초 걸림", "it takes like 3 seconds"),
        ("3초 이내에 답함", "it answers within 3 seconds"),
        ("약 4천 행을 읽음", "we read 3,980 rows"),
        ("10분도 걸리지 않음", "it takes less than ten minutes"),
        ("오답이 2% 아래로 줄어듦", "wrong answers are now under two percent"),
        ("오답이 2%에 못 미침", "wrong answers are now below two percent"),
        ("오답이 2% 남짓임", "wrong answers are just under two percent"),
        ("90%에 이르지 못함", "it did not reach 90 percent"),
        ("5% 감소함", "it went down five percent"),
        ("10년 안에는 공개하지 못함", "they said never, not in ten years"),
        ("10%까지만 맡김", "it does not go beyond 10 percent"),
        ("10분이 지난 뒤에 답함", "it does not answer until 10 minutes have passed"),
        ("오류가 5% 줄어듦", "errors dropped by five percent"),
        ("비용이 두 배로 늘어남", "the cost doubled"),
        ("50%밖에 통과하지 못함", "only 50 percent passed"),
        ("예시 100개는 필요하지 않음", "you don't need 100 examples"),
        ("10%를 넘지 않음", "it is no more than ten percent"),
        ("작은 모델이 900억 모델을 넘었음", "our small one outperforms a 90 billion model"),
        ("1년이 넘은 메모는 지움", "we delete notes older than a year"),
        ("심사 모델은 1점에서 7점까지 매김", "the judge gives a score from one to seven"),
        ("오차는 ±6점", "so plus or minus six points"),
        ("절반이 안 되는 팀만 로그를 봄", "less than half of the teams read their logs"),
        ("한 해 사이에 비용이 떨어짐", "it got cheaper within the year"),
        ("호출마다 수백, 많게는 수천 달러가 듦", "a call costs hundreds if not thousands of dollars"),
        ("Kite 4.2도 그 API를 모름", "Kite 4.1 or even 4.2 has never seen that API"),
        ("시험은 한 번으로 그치지 말 것", "run more than one trial"),
        ("두 번의 검색 뒤 답을 지어냄", "having not found anything in either of those two searches it makes one up"),
        ("21년에서 22년까지의 매출을 물음", "we ask for the revenue from '21 to '22"),
    ],
)
def test_what_was_said_passes(korean: str, quote: str) -> None:
    assert judge(korean, quote) == []


@pytest.mark.parametrize(
    ("korean", "quote", "words"),
    [
        ("최대 27% 빨라짐", "it got 27 percent faster", "without such a word"),
        ("평균 3초 걸림", "it takes 3 seconds to answer", "without such a word"),
        ("30% 이상 줄임", "it cuts 30 percent", "without such a word"),
        ("약 30명이 참여함", "30 people came", "without such a word"),
        ("완전히 30개를 없앰", "we removed 30 of them", "without such a word"),
        ("3초 이내에 답함", "it answers after 3 seconds", "without such a word"),
        ("비용은 10달러임", "that costs up to ten dollars", "bound is lost"),
        ("12개월이 걸림", "it takes at least 12 months", "bound is lost"),
        ("10% 아낌", "it saves more than ten percent", "bound is lost"),
        ("2초 걸림", "it takes less than two seconds", "bound is lost"),
        ("오답이 2%로 줄어듦", "wrong answers went to below two percent", "bound is lost"),
        ("오답이 2%로 줄어듦", "wrong answers are now under two percent", "bound is lost"),
        ("90%에 도달함", "it did not reach 90 percent", "without a denial"),
        ("45초 동안 설명해 줌", "it says nothing for 45 seconds", "without a denial"),
        ("8토큰 미만도 지원함", "we do not support anything under eight", "without a denial"),
        ("1점의 하락까지 알아봄", "it is not enough to see a drop of one point", "without a denial"),
        ("비용이 30%에 이름", "it did not reach 30 percent", "without a denial"),
        ("무작위로 고른 30%에 이름", "it did not reach 30 percent", "without a denial"),
        ("10년 안에 공개함", "they said never, not in ten years", "without a denial"),
        ("90%에 도달하지 못함", "it reached 90 percent", "denies"),
        ("5% 증가함", "it dropped by five percent", "direction"),
        ("5% 감소함", "it increased by five percent", "direction"),
        ("900억을 넘었음", "the model has 90 billion", "without such a word"),
        ("1년이 넘은 메모는 지움", "we delete notes of a year", "without such a word"),
        ("7점이 나옴", "we had seven questions", "no unit"),
        ("4년이 걸림", "the 4 of us sat down", "no unit"),
    ],
)
def test_what_was_not_said_stops(korean: str, quote: str, words: str) -> None:
    found = judge(korean, quote)
    assert len(found) == 1
    assert words in found[0].message
