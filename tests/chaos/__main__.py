"""`make chaos`: 200 kills over 50 videos on SQLite and on PostgreSQL, as a table.

python -m tests.chaos [--kills N] [--videos N] [--seed N] [--database sqlite|postgresql] [--keep DIR]
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.chaos.kills import chaos
from tests.chaos.toll import Toll
from tests.store.world import postgres_server


def main() -> int:
    """Run and print; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="chaos")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--videos", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--keep", type=Path, help="where the world is made and left; else nothing is left")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the children and the server are ended on the way out
    tolls = {}
    for name in given.database or ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory(prefix="chaos-") as temporary:
            folder = (given.keep or Path(temporary)) / name
            folder.mkdir(parents=True)
            tolls[name] = _on(name, folder, given.kills, given.videos, given.seed)
    sys.stdout.write(table(tolls, given.seed))
    return 1 if any(toll.bad for toll in tolls.values()) else 0


def _on(name: str, folder: Path, kills: int, videos: int, seed: int) -> Toll:
    if name == "sqlite":
        return chaos(folder, kills=kills, videos=videos, seed=seed)
    with postgres_server() as uri:
        url = uri.replace("postgresql://", "postgresql+psycopg://")
        return chaos(folder, kills=kills, videos=videos, seed=seed, database_url=url)


def table(tolls: dict[str, Toll], seed: int) -> str:
    """The figures side by side, then whatever must not be."""
    rows: dict[str, Callable[[Toll], object]] = {
        "kills": lambda t: t.kills,
        "kills amid work": lambda t: t.amid_work,
        "starts": lambda t: t.starts,
        "faults of YouTube and model": lambda t: t.faults,
        "videos": lambda t: t.videos,
        "published": lambda t: t.published,
        "lost": lambda t: len(t.lost),
        "published twice": lambda t: len(t.twice),
        "kept answers asked again": lambda t: len(t.asked_again),
        "answers cut off by a kill": lambda t: t.cut_off,
        "crashes": lambda t: len(t.crashes),
        "fsck, integrity": lambda t: "; ".join(t.wrong) or "ok",
        "seconds": lambda t: f"{t.seconds:.0f}",
    }
    lines = [f"{f'seed {seed}':<30}" + "".join(f"{name:>14}" for name in tolls)]
    lines += [f"{name:<30}" + "".join(f"{of(toll)!s:>14}" for toll in tolls.values()) for name, of in rows.items()]
    lines += [f"{name}: ends {toll.ended}" for name, toll in tolls.items()]
    lines += [f"{name}: {bad}" for name, toll in tolls.items() for bad in toll.bad]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
