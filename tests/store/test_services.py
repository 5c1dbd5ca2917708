"""Breakers and pace, shared by every process."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from tests.store.world import NOW, TALK
from uploader.errors import Cause, Later, Nobody
from uploader.store import services
from uploader.store.database import Database
from uploader.store.services import Pace

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
REFUSAL = Nobody("model", Cause.NO_CREDIT, "HTTP 429 insufficient_quota")


def strike(database: Database, now: datetime) -> datetime:
    with database.begin() as session:
        return services.strike(session, REFUSAL, now)


def passes(database: Database, now: datetime, *, probing: bool = True) -> bool:
    with database.begin() as session:
        try:
            services.pass_breaker(session, "model", now, probing=probing)
        except Nobody as refusal:
            return refusal.until is None or refusal.until <= now
        return True


def test_a_breaker_opens_lets_one_go_ahead_and_closes(database: Database) -> None:
    assert passes(database, NOW)
    assert strike(database, NOW) == NOW + HOUR
    assert not passes(database, NOW + 59 * MINUTE)
    assert [passes(database, NOW + HOUR) for _ in range(3)] == [True, False, False]
    with database.begin() as session:
        assert services.refused(session) == {"model": "no credit left: HTTP 429 insufficient_quota"}
        services.well(session, "model")
        assert services.refused(session) == {}
    assert passes(database, NOW + HOUR)


def test_a_probe_that_is_refused_doubles_the_time_and_one_that_died_is_followed_by_another(database: Database) -> None:
    strike(database, NOW)
    assert passes(database, NOW + HOUR)
    assert strike(database, NOW + HOUR) == NOW + 3 * HOUR
    assert passes(database, NOW + 3 * HOUR)
    assert not passes(database, NOW + 3 * HOUR + 9 * MINUTE)
    assert passes(database, NOW + 3 * HOUR + 11 * MINUTE)


def test_calls_that_are_refused_together_are_one_strike(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        until = set(pool.map(lambda n: strike(database, NOW + n * timedelta(seconds=1)), range(8)))
    assert max(until) <= NOW + HOUR + timedelta(seconds=8)


def test_a_poll_does_not_take_the_videos_turn_to_try(database: Database) -> None:
    strike(database, NOW)
    assert not passes(database, NOW, probing=False)
    assert passes(database, NOW + HOUR, probing=False)
    assert passes(database, NOW + HOUR)


def test_a_person_who_asks_gets_one_try_and_a_new_refusal_waits_longer(database: Database) -> None:
    strike(database, NOW)
    with database.begin() as session:
        services.try_again(session, NOW + MINUTE)
    assert passes(database, NOW + MINUTE)
    assert not passes(database, NOW + MINUTE)
    assert strike(database, NOW + 2 * MINUTE) == NOW + 2 * MINUTE + 2 * HOUR


def test_visits_are_one_to_two_paces_apart_and_thirty_an_hour(database: Database) -> None:
    now, slots = NOW, list[datetime]()
    with pytest.raises(Later) as full:  # noqa: PT012 - how many it takes is the question
        for _ in range(100):
            with database.begin() as session:
                slots.append(services.visit_slot(session, TALK, Pace(seconds=20), now))
            now = slots[-1]
    gaps = [(b - a).total_seconds() for a, b in pairwise(slots)]
    assert min(gaps) >= 20
    assert max(gaps) <= 40
    assert len(slots) == 30
    assert full.value.cause is Cause.PACED
    assert full.value.until == slots[0] + HOUR


def test_who_would_wait_long_comes_back_instead(database: Database) -> None:
    with pytest.raises(Later) as line:  # noqa: PT012 - how many it takes is the question
        for _ in range(100):
            with database.begin() as session:
                slot = services.visit_slot(session, TALK, Pace(seconds=20), NOW)
            assert slot - NOW <= 2 * MINUTE
    assert line.value.until is not None
    assert line.value.until > NOW + 2 * MINUTE


def test_without_a_pace_nobody_waits(database: Database) -> None:
    with database.begin() as session:
        assert [services.visit_slot(session, TALK, Pace(seconds=0), NOW) for _ in range(50)] == [NOW] * 50


def visits(database: Database, now: datetime, *, past: bool, pace: Pace) -> datetime:
    with database.begin() as session:
        return services.visit_slot(session, TALK, pace, now, past=past)


def test_after_two_hundred_in_a_day_the_past_waits_and_the_news_goes_on(database: Database) -> None:
    pace, now = Pace(seconds=1), NOW
    for _ in range(200):
        now += 3 * MINUTE
        visits(database, now, past=True, pace=pace)
    with pytest.raises(Later, match="200 videos in the last day") as full:
        visits(database, now + MINUTE, past=True, pace=pace)
    assert full.value.until == NOW + 3 * MINUTE + 24 * HOUR
    assert visits(database, now + MINUTE, past=False, pace=pace) == now + MINUTE
    assert visits(database, NOW + 25 * HOUR, past=True, pace=pace) == NOW + 25 * HOUR


def test_a_clock_that_goes_back_keeps_nobody_waiting_for_what_it_planned(database: Database) -> None:
    """Five hours ahead for a while, thirty visits made: an hour's worth."""
    pace, ahead = Pace(seconds=20), NOW + 5 * HOUR
    for _ in range(30):
        ahead = visits(database, ahead, past=False, pace=pace) + MINUTE
    assert visits(database, NOW, past=False, pace=pace) == NOW
    assert NOW < visits(database, NOW, past=False, pace=pace) <= NOW + MINUTE
