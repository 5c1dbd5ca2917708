"""Two machines on one PostgreSQL: the work is shared, and what a dead one had in hand the other one finishes."""

import signal
import time
from collections.abc import Callable, Iterator
from subprocess import Popen
from typing import Any

import psycopg
import pytest

from tests.scene import CACHE, EVALS, LEDGER, SHORT, SILENT, Scene
from tests.site.world import git
from tests.store.world import postgres_server
from uploader.demo.exchange import Pace

pytestmark = pytest.mark.slow

TAKEN_OVER_WITHIN = 60
_UNDONE = {"discovered", "queued", "working"}
_LOOKS = "SELECT workflow_uuid, executor_id, status FROM dbos.workflow_status WHERE workflow_uuid LIKE 'look:%'"


@pytest.fixture
def url() -> Iterator[str]:
    with postgres_server() as uri:
        yield uri


def _asked(url: str, query: str) -> list[Any]:
    """What the database says, read from outside; nothing while its tables are not there yet."""
    with psycopg.connect(url) as connection:
        try:
            return connection.execute(query.encode()).fetchall()
        except psycopg.errors.UndefinedTable:
            return []


def _running(url: str) -> dict[str, str]:
    """The looks under way: which executor has each."""
    return {look: executor for look, executor, status in _asked(url, _LOOKS) if status == "PENDING"}


def _until(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)


def _machine(scene: Scene, url: str, name: str) -> "Popen[str]":
    """A `run` with a folder of its own, as on a machine of its own, one video at a time."""
    more = {"UPLOADER_DATABASE_URL": url, "UPLOADER_DATA_DIR": str(scene.folder / name), "UPLOADER_WORKERS": "1"}
    return scene.starts("run", **more)


def _caught(machine: "Popen[str]", url: str) -> bool:
    """Whether two executors are at work; `machine` stands still then, so that it finishes nothing any more."""
    machine.send_signal(signal.SIGSTOP)
    if len(set(_running(url).values())) == 2:
        return True
    machine.send_signal(signal.SIGCONT)
    return False


def _states(url: str) -> dict[str, str]:
    return dict(_asked(url, "SELECT id, state FROM videos"))


def test_two_machines_share_the_work_and_one_finishes_what_the_other_left(scene: Scene, url: str) -> None:
    scene.model.pace = Pace(first_token=1)
    first = _machine(scene, url, "first")
    try:
        _until(lambda: len(_running(url)) == 1, "the first at work")
        (dead,) = _running(url).values()
        second = _machine(scene, url, "second")
        try:
            _until(lambda: _caught(first, url), "both at work, each on a video of its own")
            (left,) = (look for look, executor in _running(url).items() if executor == dead)
            first.kill()
            _until(lambda: _running(url).get(left, dead) != dead, "the living one has it", TAKEN_OVER_WITHIN)
            _until(lambda: not _UNDONE & set(_states(url).values()), "everything done by the one that lives", 120)
        finally:
            second.terminate()
            second.communicate(timeout=30)
    finally:
        first.kill()
        first.communicate()

    ended = {look: (executor, status) for look, executor, status in _asked(url, _LOOKS)}
    assert ended[left][1] == "SUCCESS"
    assert ended[left][0] != dead
    assert len(ended) == 5  # a look for each video, none twice
    assert _states(url) == {
        EVALS: "published", CACHE: "published", SHORT: "published", LEDGER: "held", SILENT: "waiting",
    }  # fmt: skip
    assert len(scene.posts()) == 3
    assert [scene.commits_for(video) for video in (EVALS, CACHE, SHORT)] == [1, 1, 1]
    git(scene.bare, "fsck", "--strict")
