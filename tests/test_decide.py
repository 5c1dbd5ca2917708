"""Every outcome of a look, and what follows from it: tables, no clock, no database."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from uploader.decide import (
    CAPTION_LOOKS,
    Bug,
    Held,
    Next,
    Outcome,
    Standing,
    State,
    after,
    breaker_until,
    listing_due,
)
from uploader.errors import Cause, Later, Never, Nobody, OverBudget, Stopped, TooLong
from uploader.ids import parse_video_id
from uploader.models import Publication

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PUBLISHED = Publication(parse_video_id("abcdefghijk"), "posts/a.md", "c0ffee", "d16e57")


def waits(decision: Next, now: datetime = NOW) -> timedelta | None:
    return decision.look_at - now if decision.look_at else None


def went_on(outcome: Outcome, looks: int, *, captions_from: datetime | None = None) -> list[timedelta | None]:
    """The waits of a video whose every look ends the same, each look on time."""
    standing, now, found = Standing(captions_from=captions_from), NOW, list[timedelta | None]()
    for _ in range(looks):
        decision = after(outcome, standing, now)
        found.append(waits(decision, now))
        if decision.look_at is None:
            break
        same = standing.cause is decision.cause
        if decision.spends:
            standing = Standing(
                decision.cause, standing.times + 1 if same else 1, standing.since if same else now, captions_from
            )
        now = decision.look_at
    return found


ENDS: list[tuple[Outcome, State, Cause | None, timedelta | None, bool]] = [
    (PUBLISHED, State.PUBLISHED, None, None, True),
    (Held(("number: 3 – said 4", "year: 2025")), State.HELD, Cause.GATE, None, True),
    (Stopped(Cause.PERSONS_FILE), State.HELD, Cause.PERSONS_FILE, None, True),
    (Stopped(Cause.REFUSED_BY_MODEL), State.HELD, Cause.REFUSED_BY_MODEL, None, True),
    (Stopped(Cause.TOO_LONG), State.HELD, Cause.TOO_LONG, None, True),
    (OverBudget("day", "", until=NOW + DAY), State.OVER_BUDGET, None, DAY, False),
    (OverBudget("video", "", until=None), State.OVER_BUDGET, None, None, False),
    (Nobody("youtube", Cause.BLOCKED), State.WAITING, Cause.BLOCKED, HOUR, False),
    (Nobody("model", Cause.NO_CREDIT, until=NOW + 5 * HOUR), State.WAITING, Cause.NO_CREDIT, 5 * HOUR, False),
    (Nobody("site", Cause.PUSH_REFUSED), State.WAITING, Cause.PUSH_REFUSED, HOUR, False),
    (Never(Cause.PRIVATE), State.SKIPPED, Cause.PRIVATE, DAY, True),
    (Never(Cause.MEMBERS_ONLY), State.SKIPPED, Cause.MEMBERS_ONLY, DAY, True),
    (Never(Cause.AGE_RESTRICTED), State.SKIPPED, Cause.AGE_RESTRICTED, DAY, True),
    (Never(Cause.GEO_BLOCKED), State.SKIPPED, Cause.GEO_BLOCKED, DAY, True),
    (Never(Cause.REMOVED), State.SKIPPED, Cause.REMOVED, DAY, True),
    (Never(Cause.NO_LANGUAGE), State.SKIPPED, Cause.NO_LANGUAGE, None, True),
    (Never(Cause.UNWANTED_KIND), State.SKIPPED, Cause.UNWANTED_KIND, None, True),
    (Later(Cause.NO_CAPTIONS), State.WAITING, Cause.NO_CAPTIONS, 15 * MINUTE, True),
    (Later(Cause.UNUSABLE_TRANSCRIPT), State.WAITING, Cause.UNUSABLE_TRANSCRIPT, 15 * MINUTE, True),
    (Later(Cause.CAPTIONS_WITHHELD), State.WAITING, Cause.CAPTIONS_WITHHELD, 6 * HOUR, True),
    (Later(Cause.UPCOMING), State.WAITING, Cause.UPCOMING, HOUR, True),
    (Later(Cause.UPCOMING, until=NOW + 3 * HOUR), State.WAITING, Cause.UPCOMING, 3 * HOUR, True),
    (Later(Cause.UPCOMING, until=NOW + 30 * DAY), State.WAITING, Cause.UPCOMING, DAY, True),
    (Later(Cause.UPCOMING, until=NOW - HOUR), State.WAITING, Cause.UPCOMING, 5 * MINUTE, True),
    (Later(Cause.LIVE), State.WAITING, Cause.LIVE, HOUR / 2, True),
    (Later(Cause.POST_LIVE), State.WAITING, Cause.POST_LIVE, HOUR / 2, True),
    (Later(Cause.PACED), State.WAITING, Cause.PACED, MINUTE, False),
    (Later(Cause.PACED, until=NOW + 40 * MINUTE), State.WAITING, Cause.PACED, 40 * MINUTE, False),
    (Later(Cause.CONNECTION), State.WAITING, Cause.CONNECTION, MINUTE, True),
    (Later(Cause.SERVER_FAULT, until=NOW + 2 * HOUR), State.WAITING, Cause.SERVER_FAULT, 2 * HOUR, True),
    (TooLong(Cause.MODEL_FAULT), State.WAITING, Cause.MODEL_FAULT, MINUTE, True),
    (Later(Cause.REMOTE_UNREACHABLE), State.WAITING, Cause.REMOTE_UNREACHABLE, MINUTE, True),
    (Bug("KeyError"), State.WAITING, Cause.BUG, HOUR, True),
]


@pytest.mark.parametrize(("outcome", "state", "cause", "wait", "spends"), ENDS)
def test_each_outcome_has_its_state_reason_and_next_look(
    outcome: Outcome, state: State, cause: Cause | None, wait: timedelta | None, *, spends: bool
) -> None:
    decision = after(outcome, Standing(), NOW)
    assert (decision.state, decision.cause, waits(decision), decision.spends) == (state, cause, wait, spends)


def test_a_held_video_tells_every_reason() -> None:
    assert after(Held(("one", "two")), Standing(), NOW).detail == "one\ntwo"


def test_captions_are_looked_for_at_15_m_30_m_1_h_2_h_4_h_and_every_6_h_up_to_72_h() -> None:
    assert [age / HOUR for age in CAPTION_LOOKS] == [0.25, 0.5, 1, 2, 4, *range(10, 73, 6), 72]
    for captions_from in (NOW, None):
        found = went_on(Later(Cause.NO_CAPTIONS), 40, captions_from=captions_from)
        ages = [sum((each for each in found[: n + 1] if each), timedelta()) for n in range(len(found) - 1)]
        assert ages == list(CAPTION_LOOKS)
        assert found[-1] is None


def test_captions_that_never_came_end_in_skipped() -> None:
    old = Standing(Cause.NO_CAPTIONS, 16, NOW - 73 * HOUR)
    decision = after(Later(Cause.NO_CAPTIONS), old, NOW)
    assert (decision.state, decision.cause, decision.look_at) == (State.SKIPPED, Cause.CAPTIONS_NEVER_CAME, None)
    unusable = after(Later(Cause.UNUSABLE_TRANSCRIPT, "one word repeated"), old, NOW)
    assert (unusable.cause, unusable.detail) == (Cause.UNUSABLE_TRANSCRIPT, "one word repeated")


def test_an_old_videos_captions_clock_began_at_its_upload() -> None:
    decision = after(Later(Cause.NO_CAPTIONS), Standing(captions_from=NOW - 5 * HOUR), NOW)
    assert waits(decision) == 5 * HOUR


def test_a_streams_captions_clock_begins_when_it_has_ended() -> None:
    live = Standing(Cause.LIVE, 9, NOW - 8 * HOUR)
    assert waits(after(Later(Cause.NO_CAPTIONS), live, NOW)) == 15 * MINUTE


@pytest.mark.parametrize("cause", [Cause.CONNECTION, Cause.SERVER_FAULT, Cause.UNREADABLE_ANSWER, Cause.MODEL_FAULT])
def test_the_network_is_tried_after_1_5_20_minutes_then_hourly_until_patience_ends(cause: Cause) -> None:
    found = went_on(Later(cause), 100)
    assert found[:5] == [MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, HOUR]
    assert found[-1] is None
    assert len(found) == {Cause.MODEL_FAULT: 12, Cause.UNREADABLE_ANSWER: 48}.get(cause, 72)
    last = after(Later(cause, "why"), Standing(cause, len(found) - 1, NOW - DAY), NOW)
    assert (last.state, last.cause, last.detail) == (State.FAILED, cause, "why")


def test_another_cause_in_between_begins_the_count_anew() -> None:
    assert waits(after(Later(Cause.CONNECTION), Standing(Cause.SERVER_FAULT, 71, NOW - 3 * DAY), NOW)) == MINUTE


@pytest.mark.parametrize("cause", [Cause.REMOTE_UNREACHABLE, Cause.REMOTE_BUSY, Cause.DISK_FULL])
def test_what_was_paid_for_waits_for_the_blog_however_long(cause: Cause) -> None:
    found = went_on(Later(cause), 300)
    assert len(found) == 300
    assert found[-1] == HOUR


def test_a_bug_is_tried_twice_more_and_then_a_person_must_look() -> None:
    assert went_on(Bug("KeyError"), 9) == [HOUR, 6 * HOUR, None]


@pytest.mark.parametrize("cause", [Cause.PRIVATE, Cause.MEMBERS_ONLY, Cause.AGE_RESTRICTED, Cause.GEO_BLOCKED])
def test_refusals_that_may_change_are_looked_at_again_after_a_day_and_a_week(cause: Cause) -> None:
    assert went_on(Never(cause), 9) == [DAY, 6 * DAY, None]


def test_a_removed_video_is_looked_at_once_more() -> None:
    assert went_on(Never(Cause.REMOVED), 9) == [DAY, None]


@pytest.mark.parametrize("strikes", range(1, 9))
def test_a_breaker_stays_open_for_an_hour_doubling_to_a_day(strikes: int) -> None:
    assert breaker_until(strikes, NOW, None) - NOW == min(HOUR * 2 ** (strikes - 1), DAY)


def test_a_breaker_stays_open_as_long_as_the_service_says() -> None:
    assert breaker_until(1, NOW, NOW + 3 * DAY) == NOW + 3 * DAY
    assert breaker_until(1, NOW, NOW + MINUTE) == NOW + HOUR
    assert breaker_until(10_000, NOW, None) == NOW + DAY


@pytest.mark.parametrize(
    ("failed", "hours", "due"),
    [(False, None, True), (False, 5.9, False), (False, 6, True), (False, -3, True)],
)
def test_the_listing_is_read_every_six_hours(*, failed: bool, hours: float | None, due: bool) -> None:
    last = None if hours is None else NOW - hours * HOUR
    assert listing_due(feed_failed=failed, last_listing=last, every=15 * MINUTE, now=NOW) is due


@pytest.mark.parametrize(("every", "after_minutes"), [(15, 22.5), (1, 20), (30, 45), (120, 60)])
def test_while_the_feed_fails_the_listing_is_read_every_second_poll_or_hourly(
    every: float, after_minutes: float
) -> None:
    for minutes, due in ((after_minutes - 0.1, False), (after_minutes, True)):
        last = NOW - minutes * MINUTE
        assert listing_due(feed_failed=True, last_listing=last, every=every * MINUTE, now=NOW) is due


@pytest.mark.parametrize("service", ["youtube", "model", "site"])
def test_nobody_spends_an_attempt(service: Literal["youtube", "model", "site"]) -> None:
    standing = Standing(Cause.NO_CAPTIONS, 3, NOW - HOUR)
    assert after(Nobody(service, Cause.BLOCKED), standing, NOW).spends is False
