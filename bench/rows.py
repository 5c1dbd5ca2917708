"""One poll's decision, `status` and the claim of the next due video, at a million known videos against a thousand.

Only what is known and done grows; what waits, is held or due is the same on both sides, as it is in life. On SQLite
and on PostgreSQL.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import structlog
from sqlalchemy import text

from bench.world.model import CountingReader
from bench.world.parts import parts
from bench.world.postgres import postgres
from bench.world.scene import ROOT, load, program, timed
from uploader.demo.sample import CHANNEL
from uploader.ids import parse_video_id
from uploader.models import Sighting
from uploader.store import videos
from uploader.store.database import Database, open_database
from uploader.workflow.polling import poll

GOAL = 1.5
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
_ROWS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :rows - 1) SELECT i FROM n",
    "postgresql": "SELECT i FROM generate_series(0, :rows - 1) AS n(i)",
}
_FILL = """
    INSERT INTO videos (id, channel_id, title, uploaded_at, seen_at, state, cause, detail, times, look, draft,
                        next_look_at, changed_at)
    SELECT 'know' || (1000000 + i), :channel, 'Talk ' || i, :then, :then,
           CASE WHEN i < 20 THEN 'discovered' WHEN i < 40 THEN 'waiting' WHEN i < 45 THEN 'held' WHEN i % 4 = 0 THEN
           'published' WHEN i % 20 = 1 THEN 'skipped' ELSE 'discovered' END,
           CASE WHEN i >= 20 AND i < 40 THEN 'no captions yet' WHEN i >= 40 AND i < 45 THEN 'the gate stopped it' END, '', 0,
           0, 0, CASE WHEN i < 20 THEN :due WHEN i < 40 THEN :later END, :then
    FROM ({numbers}) AS numbers
"""


@dataclass
class Feed:
    """A channel that shows fourteen known videos and a new one, each time another."""

    seen: int = 0
    known: list[Sighting] = field(default_factory=list)

    def feed(self, _channel: str) -> tuple[Sighting, ...]:
        """The newest first."""
        self.seen += 1
        new = Sighting(parse_video_id(f"new-{self.seen:07}"), "New", NOW)
        return (new, *(Sighting(parse_video_id(f"know{1_000_100 + n}"), "Known", NOW) for n in range(14)))

    def listing(self, _channel: str, _tab: str, _limit: int | None) -> tuple[Sighting, ...]:
        """Nothing more."""
        return ()


@contextmanager
def filled(url: str, folder: Path, rows: int) -> Iterator[Database]:
    """A database that knows so many videos."""
    database = open_database(url, folder)
    numbers = _ROWS[database.engine.dialect.name]
    moments = {name: NOW + timedelta(hours=hours) for name, hours in (("then", -900), ("due", -1), ("later", 5))}
    if database.engine.dialect.name == "sqlite":
        moments = {name: at.strftime("%Y-%m-%d %H:%M:%S.%f") for name, at in moments.items()}  # type: ignore[misc]
    with database.engine.begin() as connection:
        connection.execute(text(_FILL.format(numbers=numbers)), {"rows": rows, "channel": CHANNEL, **moments})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if connection.dialect.name == "postgresql" else "ANALYZE"))
    try:
        yield database
    finally:
        database.close()


def measures(url: str, database: Database, folder: Path) -> dict[str, Callable[[], object]]:
    """What is timed."""
    feed = Feed()
    with parts(CountingReader(), tube=feed, clock=lambda: NOW) as spare:
        known = replace(spare, database=database)

    def claim() -> None:
        with database.begin() as session:
            (taken,) = videos.take_due(session, lambda *_: None, now=NOW, most=1)
            videos.put_back(session, {(taken, videos.one(session, taken).look)}, now=NOW - timedelta(hours=1))

    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "UPLOADER_DATABASE_URL": url, "UPLOADER_DATA_DIR": str(folder),
        "UPLOADER_SITE_REPOSITORY": str(folder), "UPLOADER_LLM_MODEL": "none",
    }  # fmt: skip
    return {
        "one poll's decision": lambda: poll(CHANNEL, known),
        "claim of the next due video": claim,
        "status, the command": lambda: program(environment, "status", "--json"),
    }


def main(arguments: list[str] | None = None) -> int:
    """0 where the goal is met everywhere."""
    parser = argparse.ArgumentParser(prog="bench.rows", description="A million known videos against a thousand.")
    parser.add_argument("--rows", type=int, nargs=2, default=[1_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    given = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    sys.stdout.write(f"{load()}\n")
    worst = 0.0
    for kind in [given.only] if given.only else ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
            if kind == "sqlite":
                worst = max(
                    worst, _compared(kind, [f"sqlite:///{each}/uploader.sqlite" for each in (few, many)], given)
                )
            else:
                with postgres() as one, postgres() as other:
                    worst = max(worst, _compared(kind, [one, other], given))
    sys.stdout.write(f"worst ratio {worst:.2f}, goal {GOAL}\n")
    return int(worst > GOAL)


def _compared(kind: str, urls: list[str], given: argparse.Namespace) -> float:
    worst = 0.0
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        few, many = Path(one), Path(other)
        with filled(urls[0], few, given.rows[0]) as small, filled(urls[1], many, given.rows[1]) as large:
            at_few, at_many = measures(urls[0], small, few), measures(urls[1], large, many)
            for name, do in at_few.items():
                took: tuple[list[float], list[float]] = ([], [])
                for _ in range(max(1, given.rounds // 6) if "command" in name else given.rounds):
                    took[0].append(timed(do))
                    took[1].append(timed(at_many[name]))
                one_side, other_side = median(took[0]), median(took[1])
                worst = max(worst, other_side / one_side)
                sys.stdout.write(
                    f"{kind}: {name}: {1000 * one_side:.1f} ms at {given.rows[0]:,}, {1000 * other_side:.1f} ms at "
                    f"{given.rows[1]:,}, ratio {other_side / one_side:.2f}\n"
                )
                sys.stdout.flush()
    return worst


if __name__ == "__main__":
    sys.exit(main())
