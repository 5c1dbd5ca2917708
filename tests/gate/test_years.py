"""No date that nobody said: years, decades, months and days against the words and the day of publication."""

from datetime import UTC, datetime

from uploader.facts.glossary import Glossary
from uploader.gate.claims import Claim, Evidence
from uploader.gate.years import years
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Finding, Place, Severity, Talk

PUBLISHED = datetime(2026, 3, 10, tzinfo=UTC)


def judge(korean: str, *texts: str, published: datetime | None = PUBLISHED, title: str = "A talk") -> list[Finding]:
    blocks = tuple(Block(n, 30.0 * n, 30.0 * n + 30, text) for n, text in enumerate(texts, start=1))
    details = Details(parse_video_id("AAAAAAAAAAA"), title, "AI Engineer", published=published)
    talk = Talk(details, "en", auto_generated=True, duration=600.0, blocks=blocks)
    claim = Claim(korean, Place("bullet", "s1", 0), texts[0], talk.window(1), cited=1)
    return list(years(claim, Evidence(details, Glossary(), talk)))


def test_a_year_that_is_said_in_any_way_passes() -> None:
    for said in ("in 2023 we began", "in twenty twenty-three we began", "back in two thousand twenty three"):
        assert judge("2023년에 시작함", said) == []
    assert judge("2026년 행사를 소개함", "welcome", title="World's Fair 2026") == []
    assert judge("1990년대 방식임", "we did that in the nineties") == []
    assert judge("1990년대 방식임", "we did that in 1994") == []


def test_mid_train_is_no_year() -> None:
    (found,) = judge("2023년 중반부터 학습함", "we mid-train the model")
    assert (found.rule, found.severity, found.text) == ("year", Severity.ERROR, "2023년")


def test_a_relative_date_is_resolved_from_the_day_of_publication() -> None:
    assert judge("2025년 2월에 시작함", "we started in February of last year") == []
    (found,) = judge("2023년 2월에 시작함", "we started in February of last year")
    assert found.message == "2023년: the talk says 'February of last year', which is 2025-02 as of its publication."
    assert found.evidence == ("[b1 00:00:30] we started in February of last year",)


def test_without_a_day_of_publication_nothing_is_resolved() -> None:
    (found,) = judge("2025년에 시작함", "we started last year", published=None)
    assert "unknown" in found.message


def test_a_year_said_elsewhere_in_the_talk_is_a_warning() -> None:
    (found,) = judge("2019년에 시작함", "we began", "a", "b", "that was in 2019 and it worked")
    assert found.severity is Severity.WARNING
    assert "2019" in found.message


def test_what_is_denied_of_a_year_stays_denied() -> None:
    assert judge("2026년에도 맡기지 않음", "no, not this year and not in 2026 either") == []
    (found,) = judge("2026년에 맡길 계획임", "no, not this year and not in 2026 either")
    assert "without a denial" in found.message


def test_months_and_days_are_said_too() -> None:
    assert judge("3월 5일에 공개함", "it came out on March fifth") == []
    assert judge("3월 5일에 공개함", "it came out on March 5") == []
    assert [each.text for each in judge("4월에 공개함", "it came out in March")] == ["4월"]
    assert judge("지난 11월에 공개함", "it came out last November") == []


def test_a_heading_may_repeat_its_bullets_years() -> None:
    details = Details(parse_video_id("AAAAAAAAAAA"), "A talk", "AI Engineer")
    talk = Talk(details, "en", auto_generated=True, duration=60.0, blocks=(Block(1, 0.0, 30.0, "hello"),))
    heading = Claim("2023년에 시작됨", Place("heading", "s1"), window=talk.blocks, rests_on=("2023년에 시작함",))
    assert list(years(heading, Evidence(details, Glossary(), talk))) == []


def test_amounts_are_no_dates() -> None:
    assert judge("2048 토큰을 3년간 씀", "whatever was said") == []
