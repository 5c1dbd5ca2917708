"""Looks survive their process: on SQLite and PostgreSQL, with real processes and `kill -9`."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.conftest import postgres, url  # noqa: F401 - fixtures
from uploader.store.database import open_database

pytestmark = pytest.mark.slow

PROGRAM = """
import sys, time
from pathlib import Path
from uploader.engine import Engine
from uploader.ids import parse_video_id
from uploader.store.database import open_database

url, folder, name = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
database = open_database(url, folder)
TALK = parse_video_id("-talk-00001")

def note(line):
    with (folder / "log").open("a") as file:
        file.write(line + "\\n")

def look(video, number, steps):
    steps.step("one", lambda: note(f"{name} one {number}"))
    def slow():
        note(f"{name} two begins {number}")
        while not (folder / "go").exists():
            time.sleep(0.02)
        note(f"{name} two ends {number}")
        return 2
    steps.step("two", slow)
    steps.step("three", lambda: note(f"{name} three {number}"))
    return "done"

engine = Engine(url, database.leases.take, look, lambda channel: [], workers=2, poll_seconds=0.05)
engine.launch()
(folder / f"{name} is up").touch()
"""
WORKER = (
    PROGRAM
    + """
if name == "first":
    with database.begin() as session:
        engine.enqueue(session.connection(), TALK, 1)
while not engine.idle() or name == "second" and not (folder / "done").exists():
    engine.reap()
    if "three 1" in (folder / "log").read_text() if (folder / "log").exists() else False:
        break
    time.sleep(0.05)
engine.stop(5)
database.close()
"""
)
ROLLED_BACK = (
    PROGRAM
    + """
class Died(Exception): ...
try:
    with database.begin() as session:
        engine.enqueue(session.connection(), TALK, 1)
        raise Died
except Died:
    pass
assert engine.active() == set(), engine.active()
with database.begin() as session:
    engine.enqueue(session.connection(), TALK, 2)
assert engine.active() == {(TALK, 2)}, engine.active()
(folder / "go").touch()
while engine.active():
    time.sleep(0.05)
assert engine.forget(0) == 0
assert engine.forget(int(time.time() * 1000) + 1000) == 1
engine.stop(5)
database.close()
"""
)


def starts(code: str, url: str, folder: Path, name: str) -> "subprocess.Popen[str]":  # noqa: F811
    return subprocess.Popen([sys.executable, "-c", code, url, str(folder), name], stderr=subprocess.PIPE, text=True)


def log(folder: Path) -> list[str]:
    return (folder / "log").read_text().splitlines() if (folder / "log").exists() else []


def until(folder: Path, line: str) -> None:
    end = time.monotonic() + 40
    while line not in log(folder):
        assert time.monotonic() < end, log(folder)
        time.sleep(0.02)


def test_what_a_killed_process_left_is_finished_by_another_after_the_last_kept_step(url: str, tmp_path: Path) -> None:  # noqa: F811
    first = starts(WORKER, url, tmp_path, "first")
    until(tmp_path, "first two begins 1")
    second = starts(WORKER, url, tmp_path, "second")
    try:
        end = time.monotonic() + 40
        while not (tmp_path / "second is up").exists() and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(1)  # the living one keeps its work, however often it is looked at
        assert [line for line in log(tmp_path) if line.startswith("second")] == []
        first.kill()
        first.communicate()
        (tmp_path / "go").touch()
        _, err = second.communicate(timeout=40)
        assert second.returncode == 0, err
    finally:
        second.kill()
        first.kill()
    assert log(tmp_path) == [
        "first one 1",
        "first two begins 1",
        "second two begins 1",
        "second two ends 1",
        "second three 1",
    ]


def test_an_enqueued_look_is_there_with_its_transaction_or_not_at_all(url: str, tmp_path: Path) -> None:  # noqa: F811
    child = starts(ROLLED_BACK, url, tmp_path, "alone")
    _, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (0, "")
    assert log(tmp_path) == ["alone one 2", "alone two begins 2", "alone two ends 2", "alone three 2"]


def test_the_version_is_pinned_and_nothing_is_pickled(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'uploader.sqlite'}"  # noqa: F811
    child = starts(ROLLED_BACK.replace("assert engine.forget(int", "#"), url, tmp_path, "alone")
    _, err = child.communicate(timeout=60)
    assert child.returncode == 0, err
    database = open_database(url, tmp_path)
    with database.reading() as session:
        from sqlalchemy import text

        asked = text("SELECT application_version, serialization, executor_id FROM workflow_status")
        version, form, executor = session.execute(asked).one()
    database.close()
    assert version == "pipeline-1"
    assert form == "portable_json"
    assert executor.startswith("uploader-")
