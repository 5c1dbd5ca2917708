"""The gate on numbers: stories of single bullets and the words they rest on."""

import pytest

from uploader.facts.glossary import Glossary
from uploader.gate.claims import Claim, Evidence
from uploader.gate.numbers import numbers
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Finding, Place, Severity, Talk

BULLET = Place("bullet", "s1", 0)


def talk(*texts: str, title: str = "A talk", description: str = "") -> Evidence:
    blocks = tuple(Block(n, 30.0 * n, 30.0 * n + 30, text) for n, text in enumerate(texts, start=1))
    details = Details(parse_video_id("AAAAAAAAAAA"), title, "AI Engineer", description=description)
    return Evidence(details, Glossary(), Talk(details, "en", auto_generated=True, duration=1260.0, blocks=blocks))


def judge(korean: str, quote: str, *more: str, title: str = "A talk", description: str = "") -> list[Finding]:
    evidence = talk(quote, *more, title=title, description=description)
    assert evidence.talk is not None
    return list(numbers(Claim(korean, BULLET, quote, evidence.talk.window(1), cited=1), evidence))


def errors(found: list[Finding]) -> list[str]:
    return [each.text for each in found if each.severity is Severity.ERROR]


def test_a_billion_is_ten_eok_and_a_slip_by_ten_is_explained() -> None:
    (found,) = judge("235억 파라미터 모델을 능가함", "it beats the 235 billion parameter model we had")
    assert found.rule == "number"
    assert found.severity is Severity.ERROR
    assert "2,350억" in found.message
    assert found.evidence == ("[b1 00:00:30] it beats the 235 billion parameter model we had",)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("40억 파라미터 모델이 이김", "the 4 billion parameter model wins"),
        ("2,700개 커밋을 올림", "they pushed 2,700 commits that week"),
        ("25%가 실패함", "one in four of these runs fails"),
        ("4분의 1이 실패함", "one in four of these runs fails"),
        ("100억~150억 달러를 씀", "they spend ten to fifteen billion dollars on it"),
        ("응답은 400마이크로초 걸림", "it takes 0.4 ms to answer"),
        ("1시간 30분짜리 회의를 없앰", "we killed the 90 minute meeting"),
        ("비용은 10달러임", "that cost us ten bucks"),
        ("1천240만 명이 씀", "12.4 million people use it"),
        ("컨텍스트는 8만 3천 토큰임", "the context is 83 uh K tokens"),
        ("약 4천 행을 읽음", "we read 3,980 rows"),
        ("10% 넘게 줄임", "that saved more than 10 percent"),
        ("최대 30% 빨라짐", "it got up to 30 percent faster"),
        ("오류가 5% 감소함", "errors went down by 5 percent"),
        ("GPT-5와 H100을 씀", "we run GPT five on H one hundreds"),
        ("한 명이 두 번 확인함", "somebody checks it and then checks it again"),
        ("첫 번째 교훈은 측정임", "so the lesson is you have to measure"),
        ("하루 세 번 배포함", "we ship three times a day"),
        ("10분의 작업에 9%가 듦", "ten minutes of work take nine percent"),
        (
            "학생당 11파운드이며 사람은 약 1,800파운드임",
            "it costs 11 pounds per pupil and the human costs around 1,800",
        ),
        ("별점은 3.1점임", "our users give us 3.1 stars"),
        ("GitHub 스타 3만 개를 받음", "it has 30,000 stars on GitHub"),
    ],
)
def test_clean_bullets_pass(korean: str, english: str) -> None:
    assert errors(judge(korean, english)) == []


@pytest.mark.parametrize(
    ("korean", "english", "text"),
    [
        ("4억 파라미터 모델이 이김", "the 4 billion parameter model wins", "4억 파라미터"),
        ("2만 7천 개 커밋을 올림", "they pushed 2,700 commits that week", "2만 7천 개"),
        ("99%가 실패함", "almost none of them passed", "99%"),
        ("10억~15억 달러를 씀", "they spend ten to fifteen billion dollars on it", "10억~15억 달러"),
        ("정확도가 5% 오름", "accuracy went up five percentage points", "5%"),
        ("비용은 500원임", "that cost 500 dollars", "500원"),
        ("30분 걸림", "it took 30 hours", "30분"),
        ("45분의 침묵을 지킴", "it waits for 45 seconds", "45분"),
        ("11달러가 듦", "it costs 11 pounds", "11달러"),
        ("네 가지 교훈을 듦", "there are three things we learned", "네 가지"),
        ("5만 달러를 아낌", "fifty thousand people came", "5만 달러"),
        ("최대 27% 빨라짐", "it got 27 percent faster", None),
        ("평균 3초 걸림", "it takes 3 seconds", None),
        ("30% 이상 줄임", "it cuts 30 percent", None),
        ("비용은 10달러임", "it costs up to ten dollars a month", "10달러"),
        ("12개월이 걸림", "it takes at least 12 months to hire", "12개월"),
    ],
)
def test_seeded_errors_stop(korean: str, english: str, text: str | None) -> None:
    found = errors(judge(korean, english))
    assert found
    assert text is None or text in found


def test_a_number_may_stand_in_a_neighbouring_block_but_not_anywhere() -> None:
    near = judge("42개 도구를 시험함", "we tried the tools", "there were 42 of them")
    far = judge("42개 도구를 시험함", "we tried the tools", "a", "b", "there were 42 of them")
    assert errors(near) == []
    assert errors(far) == ["42개"]


def test_a_neighbouring_number_is_not_told_instead_of_the_quotes_own() -> None:
    near = "and users leave when it is above 15 percent"
    assert errors(judge("배터리의 15%를 씀", "it takes 9 percent of the battery", near)) == ["15%"]
    assert errors(judge("배터리의 9%를 쓰며 15%를 넘으면 떠남", "it takes 9 percent of the battery", near)) == []
    assert errors(judge("15%를 넘으면 떠남", "it takes 9 minutes of work", near)) == []
    assert errors(judge("91%를 막음", "and the 9 percent get through", "we stop 91 percent of them")) == []


def test_a_number_split_by_two_blocks_is_read_over_the_seam() -> None:
    assert errors(judge("40억 파라미터임", "the model has 4", "billion parameters")) == []


def test_a_unit_said_once_holds_over_the_seam() -> None:
    said = "with plain text extraction 34% of the pages were broken and with OCR on every page"
    assert (
        errors(
            judge(
                "비전 모델은 3.8%가 깨짐", "we grade each page", said, "it was less, and with a vision model it is 3.8"
            )
        )
        == []
    )


def test_title_and_description_bear_numbers_out() -> None:
    assert errors(judge("6가지를 설명함", "let us go through them", title="6 things to know")) == []
    assert errors(judge("17개 사례를 다룸", "let us go through them", description="We look at 17 cases.")) == []


def test_a_heading_repeats_the_numbers_of_its_bullets() -> None:
    evidence = talk("nothing here")
    assert evidence.talk is not None
    heading = Claim(
        "비용이 40% 줄어듦", Place("heading", "s1"), rests_on=("비용이 40% 줄어듦",), window=evidence.talk.blocks
    )
    wrong = Claim(
        "비용이 60% 줄어듦", Place("heading", "s1"), rests_on=("비용이 40% 줄어듦",), window=evidence.talk.blocks
    )
    assert list(numbers(heading, evidence)) == []
    assert errors(list(numbers(wrong, evidence))) == ["60%"]


def test_nothing_is_judged_without_any_words() -> None:
    details = Details(parse_video_id("AAAAAAAAAAA"), "A talk", "AI Engineer")
    assert list(numbers(Claim("42%가 실패함", BULLET), Evidence(details, Glossary()))) == []
