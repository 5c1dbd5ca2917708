"""Twenty kills at random moments over sixteen videos with faults; `make chaos` is the long form."""

import os
from pathlib import Path

import pytest

from tests.chaos.kills import chaos
from tests.store.world import postgres_server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SEED = int(os.environ.get("CHAOS_SEED", "5"))


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_whatever_dies_nothing_is_lost_published_twice_or_asked_again(tmp_path: Path, database: str) -> None:
    if database == "sqlite":
        toll = chaos(tmp_path, kills=20, videos=16, seed=SEED)
    else:
        with postgres_server() as uri:
            url = uri.replace("postgresql://", "postgresql+psycopg://")
            toll = chaos(tmp_path, kills=20, videos=16, seed=SEED, database_url=url)
    assert toll.kills >= 20
    assert toll.amid_work >= 5
    assert toll.bad == []
    assert toll.ended == {"published": 12, "skipped": 2, "held": 1, "waiting": 1}
