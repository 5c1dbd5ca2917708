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
        ("정확도 93.4%를 기록함", "it is top one there, achieving an accuracy of 93.4 with the flash model"),
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
        (
            "7시간 반이 걸렸고 지금은 3시간 45분임",
            "it took seven and a half hours and now it's three and three quarters",
        ),
        ("2주에 11억 건을 봄", "we see 1.1 billion a fortnight"),
        ("다음 세대는 500킬로와트를 넘음", "the next generation is above 500 kilowatts"),
        ("100메가와트를 신청함", "we asked for 100 megawatt"),
        ("300만 유로 이상이 듦", "you can't order one for less than 3 million euros"),
        ("추론은 0.5초 넘게 기다릴 수 없음", "inference can't wait more than half a second"),
        ("추론은 0.5초 안에 답해야 함", "inference can't wait more than half a second"),
        ("신고되는 것은 5%도 안 됨", "not even 5% of incidents get reported"),
        ("두 번째 채점기에 같은 버그가 있어 놓침", "the second grader did not see it because it had the same bug"),
        ("0.1%를 넘으면 멈춤", "our limit is 0.1 percent, above that we stop the release"),
        (
            "나쁜 패치를 22%가 아니라 6% 통과시킴",
            "it accepted 22% of them and now it lets through 6% of the bad patches and not 22",
        ),
        ("420만 크로네가 아니라 360만 크로네임", "it says 4.2 million kroner. That's wrong. It's actually 3.6"),
        ("100파운드당 7펜스를 잃음", "fraud is 7 pence in every hundred pounds"),
        ("여섯 건 중 한 건꼴로 되돌아옴", "about one description in six gets sent back"),
        ("두 시간 넘게 아낌", "it saves over two hours"),
        ("두 주 동안 지켜봄", "over two weeks we watched it"),
        ("15분이 걸림", "it took a quarter of an hour"),
        ("1센트도 들이지 않음", "they spend less than one cent"),
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


@pytest.mark.parametrize(
    ("korean", "quote", "text"),
    [
        ("다음 세대는 500킬로와트임", "the next generation is above 500 kilowatts", "500킬로와트"),
        ("환경을 1,400개 만듦", "we've built over 1,400 of them", "1,400개"),
        ("신고되는 것은 5%임", "not even 5% of incidents get reported", "5%"),
        ("거절률이 68% 이상으로 떨어짐", "after more than 40 turns the refusal rate drops to 68%", "68% 이상"),
        ("여섯 건 중 네 건꼴로 되돌아옴", "about one description in six gets sent back", "여섯 건 중 네 건"),
        (
            "판정은 34초가 걸림",
            "a decision must be made in 80 milliseconds. Ours takes 34. In a second it is over",
            "34초",
        ),
        ("네 시간이 걸림", "we left all four countries within an hour", "네 시간"),
        (
            "시험 9,600건에서 차이를 확인함",
            "we ran a trial with 9,600 cases and saw no difference in outcomes",
            "9,600건",
        ),
        ("세 번째 채점기가 놓침", "the second grader did not see it. three people did", "세 번째"),
        ("직원 세 명이 남음", "well one person is left", "세 명"),
    ],
)
def test_what_general_rules_see(korean: str, quote: str, text: str) -> None:
    found = [finding.text for finding in judge(korean, quote) if finding.severity == "error"]
    assert any(text in each or each in text for each in found), found
