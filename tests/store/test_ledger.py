"""Caps are never passed, whoever calls at once; what was spent is told by day, month, model and stage."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.store.world import NOW, REQUEST, TALK
from uploader.errors import OverBudget
from uploader.models import Usage
from uploader.store import ledger
from uploader.store.database import Database
from uploader.store.ledger import Caps

CENT = Decimal("0.01")


def reserve(database: Database, caps: Caps, usd: Decimal = CENT, at: datetime = NOW) -> int:
    with database.begin() as session:
        return ledger.reserve(session, TALK, REQUEST, "key", "m", usd, caps, at)


def settle(database: Database, call: int, usd: Decimal | None) -> None:
    with database.begin() as session:
        ledger.settle(session, call, usage=Usage(100, 10, 40), usd=usd, outcome="stop", now=NOW)


def spent(database: Database, at: datetime = NOW) -> tuple[Decimal, Decimal]:
    with database.reading() as session:
        found = ledger.spent(session, at)
    return found.today, found.month


def test_a_cap_counts_what_is_reserved_and_then_what_it_cost(database: Database) -> None:
    caps = Caps(day=3 * CENT)
    calls = [reserve(database, caps) for _ in range(3)]
    with pytest.raises(OverBudget) as capped:
        reserve(database, caps)
    assert (capped.value.cap, capped.value.until) == ("day", datetime(2026, 7, 2, tzinfo=UTC))
    settle(database, calls[0], Decimal("0.002"))
    assert spent(database)[0] == Decimal("0.022")
    settle(database, calls[1], None)  # nobody knows what was charged: the estimate stays
    assert spent(database)[0] == Decimal("0.022")


def test_every_cap_has_its_period(database: Database) -> None:
    reserve(database, Caps())
    for caps, until in (
        (Caps(video=CENT), None),
        (Caps(day=CENT), datetime(2026, 7, 2, tzinfo=UTC)),
        (Caps(month=CENT), datetime(2026, 8, 1, tzinfo=UTC)),
    ):
        with pytest.raises(OverBudget) as capped:
            reserve(database, caps)
        assert capped.value.until == until
    reserve(database, Caps(day=CENT), at=NOW + timedelta(days=1))
    reserve(database, Caps(month=CENT), at=NOW + timedelta(days=31))


def test_threads_cannot_pass_a_cap_together(database: Database) -> None:
    def one(_: int) -> bool:
        try:
            reserve(database, Caps(day=10 * CENT))
        except OverBudget:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(30))) == 10
    assert spent(database) == (10 * CENT, 10 * CENT)


def test_processes_cannot_pass_a_cap_together(database: Database, url: str, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from tests.store.test_ledger import *
from uploader.store.database import open_database
database = open_database({url!r}, Path({str(tmp_path)!r}))
for _ in range(10):
    try:
        reserve(database, Caps(month=12 * CENT))
    except OverBudget:
        pass
database.close()
"""
    children = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    assert spent(database)[1] == 12 * CENT


def test_costs_are_told_by_day_month_model_and_stage(database: Database) -> None:
    settle(database, reserve(database, Caps()), CENT)
    settle(database, reserve(database, Caps(), at=NOW + timedelta(days=40)), 2 * CENT)
    with database.reading() as session:
        costs = ledger.costs(session)
    assert {name: total.usd for name, total in costs["day"].items()} == {"2026-07-01": CENT, "2026-08-10": 2 * CENT}
    assert list(costs["month"]) == ["2026-07", "2026-08"]
    both = costs["model"]["m"]
    assert (both.calls, both.input, both.cached, both.output, both.usd) == (2, 200, 80, 20, 3 * CENT)
    assert costs["stage"]["section"] == both
