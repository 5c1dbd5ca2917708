"""A lease is one holder's, over threads and processes, and is free the moment its holder dies."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from uploader.store.database import Database
from uploader.store.leases import FileLeases, waiting


def test_a_lease_has_one_holder(database: Database) -> None:
    release = database.leases.take("publish")
    assert release is not None
    assert database.leases.take("publish") is None
    other = database.leases.take("other")
    assert other is not None
    release()
    again = database.leases.take("publish")
    assert again is not None
    again()
    other()


def test_a_killed_process_holds_nothing(database: Database, url: str, tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from uploader.store.database import open_database
database = open_database({url!r}, Path({str(tmp_path)!r}))
held = database.leases.take("executor-1")
print("held", flush=True)
sys.stdin.read()
"""
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    assert database.leases.take("executor-1") is None
    child.kill()
    child.communicate()
    with waiting(database.leases, "executor-1") as name:  # PostgreSQL notices within moments
        assert name == "executor-1"


def test_several_names_let_so_many_in(database: Database) -> None:
    inside, most = 0, 0

    def visit(_: int) -> None:
        nonlocal inside, most
        with waiting(database.leases, "model-0", "model-1"):
            inside += 1
            most = max(most, inside)
            time.sleep(0.01)
            inside -= 1

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(visit, range(12)))
    assert most <= 2


def test_the_files_of_dead_executors_are_forgotten_and_those_of_the_living_stay(tmp_path: Path) -> None:
    leases = FileLeases(tmp_path)
    dead, alive = leases.take("executor-dead"), leases.take("executor-alive")
    shared = leases.take("migrate")
    assert dead is not None
    assert alive is not None
    assert shared is not None
    dead()
    shared()
    for path in tmp_path.iterdir():
        os.utime(path, (1, 1))
    leases.forget("executor-", time.time() - 60)
    assert {path.name for path in tmp_path.iterdir()} == {"executor-alive.lock", "migrate.lock"}
    alive()
