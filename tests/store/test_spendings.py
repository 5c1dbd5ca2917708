"""What was spent, in both databases: the same whether days were summed before or not."""

from datetime import date, timedelta
from decimal import Decimal

from tests.store.world import CHANNEL, NOW, REQUEST, sightings
from uploader.models import Usage
from uploader.store import ledger, spendings, videos
from uploader.store.database import Database
from uploader.store.ledger import Caps

TODAY = NOW.date()


def spend(database: Database, days_ago: float, usd: str, model: str = "m", *, settled: bool = True) -> None:
    at, cost = NOW - timedelta(days=days_ago), Decimal(usd)
    video = sightings(1)[0].video_id
    with database.begin() as session:
        videos.see(session, sightings(1), CHANNEL, publish=0, now=NOW)
        number = ledger.reserve(session, video, REQUEST, f"k{days_ago}{model}", model, cost, Caps(), at)
        if settled:
            ledger.settle(session, number, usage=Usage(1000, 10, 100), usd=cost, outcome="delivered", now=at)


def told(database: Database, since: date = date.min) -> dict[tuple[int, str], tuple[int, int, Decimal]]:
    with database.reading() as session:
        return {
            ((TODAY - each.day).days, each.model): (each.calls, each.input, each.usd.normalize())
            for each in spendings.spent(session, since)
        }


def summed_up(database: Database) -> int:
    with database.begin() as session:
        return spendings.sum_up(session, NOW)


def test_sums_of_days_change_nothing_of_what_is_told(database: Database) -> None:
    for days_ago in (400, 3, 3.1, 2, 1, 0):
        spend(database, days_ago, "0.25")
    spend(database, 3, "1.5", "other")
    before = told(database)
    assert before[3, "m"] == (2, 2000, Decimal("0.5"))
    assert before[3, "other"] == (1, 1000, Decimal("1.5"))
    assert len(before) == 6
    assert summed_up(database) == 3, "yesterday may still change"
    assert told(database) == before
    assert summed_up(database) == 0
    spend(database, 0, "0.25")
    assert told(database) == {**before, (0, "m"): (2, 2000, Decimal("0.5"))}


def test_only_the_days_that_were_asked_for_are_told(database: Database) -> None:
    for days_ago in (9, 5, 1):
        spend(database, days_ago, "1")
    wanted = {(5, "m"), (1, "m")}
    assert set(told(database, TODAY - timedelta(days=5))) == wanted
    summed_up(database)
    assert set(told(database, TODAY - timedelta(days=5))) == wanted
    assert set(told(database, TODAY)) == set()


def test_a_call_that_nobody_answered_counts_at_its_estimate(database: Database) -> None:
    spend(database, 0, "0.75", settled=False)
    assert told(database) == {(0, "m"): (1, 0, Decimal("0.75"))}


def test_nothing_spent_is_nothing(database: Database) -> None:
    assert summed_up(database) == 0
    assert told(database) == {}
