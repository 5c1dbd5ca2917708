"""What pages show, shaped right: strips, differences, money, marks and words."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.decide import State
from uploader.ids import parse_video_id
from uploader.models import Block, Bullet, Details, Finding, KeyPoint, Place, Section, Severity, Summary, Talk
from uploader.store.audits import Found
from uploader.store.ledger import Caps
from uploader.store.ledger import Spent as Sums
from uploader.store.spendings import Spent
from uploader.store.today import Poll, Refusal
from uploader.view import words
from uploader.view.changes import Change, Skipped, changes
from uploader.view.chart import chart
from uploader.view.costs import begin_of, days, months
from uploader.view.marked import marked
from uploader.view.post import shown
from uploader.view.strip import WIDTH, strip
from uploader.view.today import Following, following, headline, meters

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
VIDEO = parse_video_id("demo-evals1")


TALK = Talk(Details(VIDEO, "", ""), "en", auto_generated=True, duration=60, blocks=(
    Block(1, 0, 30, "So the queue never got shorter.", ((0, 0.0), (3, 2.5))),
))  # fmt: skip


def section(name: str, first: int, last: int, start: float, *bullets: str, billed: str = "") -> Section:
    return Section(
        name, first, last, start, f"제목 {name}", tuple(Bullet(ko, "q", first) for ko in bullets), billed=billed
    )


def summary(*sections: Section) -> Summary:
    return Summary(VIDEO, "제목", (KeyPoint("대기열", "은 약속임", ("s1",)),), sections)


# ---------------------------------------------------------------- strips


def test_neighbours_meet_and_what_lies_between_others_stays_empty() -> None:
    told = strip([section("s1", 1, 10, 0), section("s2", 11, 15, 100), section("s3", 21, 30, 200)], 300)
    one, two, three = told.stretches
    assert one.left == 0
    assert one.width == pytest.approx(WIDTH / 3)
    assert two.end == pytest.approx(150), "blocks 16 to 20 are in no section"
    assert three.end == pytest.approx(300)
    assert told.share == pytest.approx(250 / 300)


def test_a_talk_of_a_stream_has_one_shade_and_the_next_the_other() -> None:
    names = ["Ada", "Ada", "Bo", "Bo", "Cy"]
    told = strip([section(f"s{n}", 1 + n, 1 + n, n * 100.0, billed=name) for n, name in enumerate(names)], 600)
    assert [each.shade for each in told.stretches] == [0, 0, 1, 1, 0]
    assert [seconds for _, seconds in told.ticks] == [60.0 * n for n in range(11)]


@given(st.lists(st.tuples(st.floats(-10, 40_000), st.integers(1, 900), st.integers(0, 90)), max_size=30))
def test_no_section_leaves_the_strip(rows: list[tuple[float, int, int]]) -> None:
    told = strip([section(f"s{n}", first, first + more, at) for n, (at, first, more) in enumerate(rows)], 30_000)
    for each in told.stretches:
        assert 0 <= each.left <= WIDTH
        assert each.left + each.width <= WIDTH + 1e-6
    assert 0 <= told.share <= 1 + 1e-6


# ---------------------------------------------------------------- differences


def test_a_reworded_bullet_shows_its_words_and_the_rest_is_left_out() -> None:
    same = [f"같은 문장 {n}" for n in range(9)]
    old = summary(section("s1", 1, 2, 0, *same, "전체에 약 1억 8천만 토큰을 씀"))
    new = summary(section("s1", 1, 2, 0, *same, "전체에 약 18억 토큰을 씀"))
    found = changes(old, new)
    assert found[0] == Skipped(10)
    gone, come = found[-2:]
    assert isinstance(gone, Change)
    assert isinstance(come, Change)
    assert (gone.kind, [text for own, text in gone.words if own]) == ("gone", ["1억 8천만"])
    assert (come.kind, [text for own, text in come.words if own]) == ("come", ["18억"])
    assert "".join(text for _, text in come.words) == "전체에 약 18억 토큰을 씀"


def test_lines_that_have_nothing_in_common_are_not_woven_into_each_other() -> None:
    found = changes(
        summary(section("s1", 1, 2, 0, "하나")), summary(section("s1", 1, 2, 0, "전혀 다른 문장임", "또 하나"))
    )
    told = [(each.kind, each.words) for each in found if isinstance(each, Change) and each.kind != "same"]
    assert told == [
        ("gone", ((False, "하나"),)), ("come", ((False, "전혀 다른 문장임"),)), ("come", ((False, "또 하나"),)),
    ]  # fmt: skip


def test_nothing_changed_is_told_as_one_line() -> None:
    one = summary(section("s1", 1, 2, 0, *"abcdefgh"))
    assert changes(one, one) == [Skipped(11)]


# ---------------------------------------------------------------- money


def spent(day: date, usd: str, model: str = "m", stage: str = "section", cached: int = 0) -> Spent:
    return Spent(day, "UC", model, stage, 1, 1_000_000, cached, 10, Decimal(usd))


def test_days_without_calls_are_days_too_and_the_cap_shows() -> None:
    today = NOW.date()
    told = days([spent(today, "3"), spent(today - timedelta(days=40), "9")], today, 30, Decimal(2), {})
    assert len(told.bars) == 30
    assert (told.bars[-1].usd, told.bars[-1].over, told.bars[-2].usd) == (Decimal(3), True, Decimal(0))
    assert told.total.usd == Decimal(3)
    assert told.saved is None


def test_months_begin_where_they_should() -> None:
    assert begin_of(date(2026, 11, 25), 12) == date(2025, 12, 1)
    assert begin_of(date(2026, 1, 31), 1) == date(2026, 1, 1)
    told = months([spent(date(2025, 12, 1), "1"), spent(date(2026, 1, 31), "2")], date(2026, 11, 25), 12, None, {})
    assert [bar.name for bar in told.bars][:2] == ["2025-12", "2026-01"]
    assert [bar.usd for bar in told.bars][:3] == [Decimal(1), Decimal(2), Decimal(0)]


def test_what_the_cache_saved_is_the_difference_of_prices() -> None:
    told = days(
        [spent(NOW.date(), "1.5", cached=500_000), spent(NOW.date(), "1", "other", cached=9)], NOW.date(), 30, None,
        {"m": (Decimal(2), Decimal("0.5"))},
    )  # fmt: skip
    assert told.saved == Decimal("0.75")
    assert told.saved_share == pytest.approx(0.75 / 3.25)
    assert [group.name for group in told.groups["model"]] == ["m", "other"]
    assert told.groups["model"][0].share == pytest.approx(0.6)


@given(st.lists(st.decimals(0, 10_000, places=4), min_size=1, max_size=31), st.none() | st.decimals(0, 500, places=2))
def test_a_chart_stays_on_its_paper(amounts: list[Decimal], cap: Decimal | None) -> None:
    rows = [spent(NOW.date() - timedelta(days=n), str(usd)) for n, usd in enumerate(amounts)]
    for width in (320.0, 1040.0):
        drawing = chart(days(rows, NOW.date(), 31, cap, {}).bars, cap, width)
        assert all(0 <= bar.y <= drawing.floor and bar.x + bar.width <= width + 1e-6 for bar in drawing.bars)
        assert drawing.cap is None or 0 <= drawing.cap <= drawing.floor


def test_money_is_told_of_from_four_fifths_on() -> None:
    caps = Caps(None, Decimal(1), Decimal(10))
    assert [each.tone for each in meters(Sums(Decimal("0.8"), Decimal(11)), caps)] == ["hold", "bad"]
    assert [each.share for each in meters(Sums(Decimal(1), Decimal(1)), Caps())] == [None, None]
    assert meters(Sums(Decimal(0), Decimal(0)), Caps(None, Decimal(0), None))[0].tone == "bad", "nothing may be spent"


# ---------------------------------------------------------------- today


def test_the_worst_is_told_first() -> None:
    shut = Refusal("youtube", 1, NOW + timedelta(hours=1), "blocked", "")
    failing = Following("@a", None, None, "HTTP 500")
    counts = {State.HELD: 2, State.FAILED: 1, State.WORKING: 3}
    assert headline(counts, [shut], [failing], NOW).text.startswith("YouTube refuses us")
    assert headline(counts, [], [failing], NOW).text == "The last poll of @a failed."
    assert headline(counts, [], [], NOW).text == "2 held for you to read and 1 failed."
    assert headline({State.WORKING: 3}, [], [], NOW).text == "All is well. 3 under way."
    assert headline({}, [], [], NOW).tone == "good"
    over = Refusal("youtube", 1, NOW - timedelta(hours=1), "blocked", "")
    assert headline({State.PUBLISHED: 1}, [over], [], NOW).text == "All is well.", "the next call tries it"


def test_a_late_poll_is_due_now_and_an_unknown_channel_was_never_polled() -> None:
    polls = [Poll("UC1", NOW - timedelta(minutes=6), None), Poll("UC2", NOW - timedelta(hours=2), "HTTP 500")]
    named = {"@one": "UC1", "UC2": "UC2", "@three": None}
    one, two, three = following(named, polls, timedelta(minutes=15), NOW)
    assert one.next == NOW + timedelta(minutes=9)
    assert (two.next, two.fault) == (NOW, "HTTP 500")
    assert (three.last, three.next) == (None, None)


# ---------------------------------------------------------------- posts and words


def test_findings_stand_at_their_place() -> None:
    def found(place: Place) -> Finding:
        return Finding("number", Severity.ERROR, place, "1", "m")

    places = [Place("bullet", "s1", 1), Place("heading", "s1"), Place("key-point", None, 0), Place("bullet", "s9", 0)]
    told = shown(summary(section("s1", 1, 2, 0, "하나", "둘")), [found(place) for place in places], TALK)
    assert [len(bullet.findings) for bullet in told.sections[0].bullets] == [0, 1]
    assert len(told.sections[0].findings) == len(told.key_points[0][1]) == 1
    assert [each.place.section for each in told.rest] == ["s9"], "none is lost"


def test_a_bullet_is_played_where_its_words_are_spoken() -> None:
    bullets = (Bullet("가", "the queue never", 1), Bullet("나", "nobody said this", 1), Bullet("다", "gone", 99))
    told = shown(summary(Section("s1", 1, 1, 0.0, "제목", bullets)), [], TALK)
    assert [bullet.moment for bullet in told.sections[0].bullets] == [2.5, 0, None]


def test_findings_are_marked_in_their_lines() -> None:
    findings = [
        Found("number", Severity.ERROR, 2, "235억", "m"), Found("name", Severity.WARNING, 2, "235억 토큰", "m"),
        Found("schema", Severity.ERROR, None, "", "m"), Found("html", Severity.ERROR, 99, "gone", "m"),
    ]  # fmt: skip
    first, second = marked("title\n약 235억 토큰\n", findings)
    assert second.runs == (("", "약 "), ("error", "235억"), ("warning", " 토큰"))
    assert [each.rule for each in first.findings] == ["schema"]
    assert [each.rule for each in second.findings] == ["number", "name", "html"]


@pytest.mark.parametrize(
    ("away", "told"),
    [(10, "just now"), (-10, "in a moment"), (90, "2 min ago"), (-600, "in 10 min"), (7200, "2 h ago"),
     (90_000, "1 d ago"), (40 * 86400, "2026-10-16")],
)  # fmt: skip
def test_moments_are_told_from_now(away: int, told: str) -> None:
    assert words.apart(NOW - timedelta(seconds=away), NOW) == told


def test_figures_are_told_as_people_read_them() -> None:
    assert [words.length(at) for at in (9, 750, 30_965.9)] == ["0:09", "12:30", "8:36:05"]
    assert [words.usd(Decimal(usd)) for usd in ("0", "0.0042", "1234.5")] == ["$0.00", "$0.0042", "$1,234.50"]
    assert [words.span(seconds) for seconds in (2400, 10_800, 200_000)] == ["40 min", "3 h", "2 d"]
    assert words.named("over_budget") == "over budget"
