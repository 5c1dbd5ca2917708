"""What goes wrong on our own side: disk, database, clock, signals, ten thousand videos at once, a bug in one."""

import json
import random
import resource
import signal
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from tests.faults.pairs import HOUR
from tests.faults.world import Desk, desk, small_disk
from tests.scene import CACHE, POSTS, SHORT, Scene
from tests.store.world import CHANNEL, NOW
from tests.test_daemon import left, running, until
from uploader.daemon import Clockwork
from uploader.decide import State
from uploader.demo.model_server import Pace
from uploader.errors import Cause, Nobody
from uploader.ids import parse_video_id
from uploader.models import Sighting
from uploader.store import lists, services, videos
from uploader.store.database import open_database
from uploader.store.services import Pace as Politeness

pytestmark = pytest.mark.slow

ENDS = {
    "disk full while the database is written": (
        "`once`: exit code 2, `there is no room for the database`; `run` goes on by itself when there is room again; "
        "no answer is bought twice"
    ),
    "database held by another program": (
        "waited for; after 30 seconds exit code 2, `another program holds the database`; a look under way `waiting`: "
        "`database trouble`"
    ),
    "database damaged: no database": "exit code 2, `damaged`, nothing overwritten; `doctor` says how to restore",
    "database damaged: cut off": "exit code 2, `damaged`, nothing overwritten; `doctor` says how to restore",
    "database damaged: one page": "`doctor` finds it, nothing overwritten, and says how to restore",
    "clock goes forward by hours": "what is due then is looked at; nothing twice",
    "clock goes back by hours": "timers and polls go on at once; what was planned waits as long as the jump at most",
    "SIGTERM at any moment": "exit code 0 within ten seconds; the next process goes on, nothing twice",
    "killed at any moment": "the next process goes on, nothing lost, nothing twice (tests/chaos)",
    "ten thousand videos due at once": "so many are taken up as YouTube will be visited for; memory and time bounded",
    "a bug in one video": "`waiting`: `bug`, again in 1 h, three times; every other video goes on",
}


def told() -> dict[str, str]:
    """As `docs/faults.md` has it."""
    return ENDS


# ------------------------------------------------------------------------------------------- the disk


def fill(disk: Path, name: str = "filler") -> None:
    """Until nothing more fits."""
    with (disk / name).open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"\0" * 4096)
        except OSError:
            return


def test_a_disk_that_fills_up_stops_nothing_for_good(scene: Scene) -> None:
    with small_disk(scene.folder / "small", kilobytes=8_000) as disk:
        scene.environment["UPLOADER_DATA_DIR"] = str(disk)
        scene.runs("status")
        fill(disk)
        done = scene.runs("once", expecting=None, UPLOADER_FIRST_RUN_VIDEOS="1")
        assert done.returncode == 2, done.stderr
        assert "no room" in done.stderr
        assert "Traceback" not in done.stderr
        (disk / "filler").unlink()

        scene.model.pace = Pace(first_token=1.5)
        with running(scene, UPLOADER_FIRST_RUN_VIDEOS="1") as daemon:
            until(lambda: scene.model.busy > 0, "a call of the model")
            fill(disk)
            until(lambda: scene.model.busy == 0, "its end")
            time.sleep(3)
            assert daemon.poll() is None
            (disk / "filler").unlink()
            scene.model.pace = Pace()
            until(lambda: scene.posts() == [f"{POSTS}/{SHORT}.md"], "the post", seconds=90)
            daemon.terminate()
            daemon.communicate(timeout=10)
            assert daemon.returncode == 0
        assert scene.commits_for(SHORT) == 1
        good = [each.key for each in scene.model.asked(status=200) if each.delivered]
        assert len(good) - len(set(good)) <= 1  # the one that came while nothing could be kept


# ------------------------------------------------------------------------------------------- the database


def test_a_database_that_is_held_for_a_moment_is_waited_for(scene: Scene) -> None:
    scene.runs("status")
    with sqlite3.connect(scene.database, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        child = scene.starts("backfill", "--video-id", SHORT)
        time.sleep(4)
        other.execute("COMMIT")
    other.close()
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0, out + err
    assert scene.commits_for(SHORT) == 1


def test_a_look_that_meets_a_held_database_waits_and_buys_nothing_twice(at: Desk) -> None:
    """The answer that comes while it is held cannot be kept; every other one is."""
    folder = at.folder / "data"
    at.parts.database.close()
    database = open_database(f"sqlite:///{folder / 'uploader.sqlite'}?timeout=0.1", folder)
    object.__setattr__(at.parts, "database", database)
    at.looks(parse_video_id("demo-silent"))  # another one, so that all is there
    at.model.pace = Pace(first_token=0.5)
    other = sqlite3.connect(folder / "uploader.sqlite", isolation_level=None, check_same_thread=False)
    import threading

    def hold() -> None:
        until(lambda: at.model.busy > 0, "a call")
        other.execute("BEGIN IMMEDIATE")
        time.sleep(0.9)
        other.execute("COMMIT")

    holding = threading.Thread(target=hold)
    holding.start()
    with pytest.raises(Exception, match="locked"):
        at.looks()
    holding.join()
    other.close()
    at.model.pace = Pace()
    with at.parts.database.begin() as session:
        videos.put_back(session, videos.busy(session), now=at.now)
    assert at.looks().state is State.PUBLISHED
    bought = at.delivered()
    assert len(bought) - len(set(bought)) <= 1
    database.close()


def damaged(file: Path, how: str) -> None:
    data = bytearray(file.read_bytes())
    if how == "no database":
        data[:100] = b"A diary. " * 11 + b"!"
    elif how == "cut off":
        del data[len(data) // 2 :]
    else:
        page = int.from_bytes(data[16:18])
        for number in range(3, len(data) // page - 1):
            data[number * page : number * page + 24] = b"\xff" * 24
    file.write_bytes(bytes(data))


@pytest.mark.parametrize("how", ["no database", "cut off", "one page"])
def test_a_damaged_database_is_told_of_and_left_as_it_is(scene: Scene, how: str) -> None:
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="1")
    with sqlite3.connect(scene.database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    damaged(scene.database, how)
    before = scene.database.read_bytes()
    doctor = scene.runs("doctor", expecting=1)
    assert "FAIL database" in doctor.stdout
    assert "put the last backup in their place" in doctor.stdout
    commands = ["once", "status"] if how != "one page" else []
    for command in commands:
        done = scene.runs(command, expecting=2)
        assert "damaged" in done.stderr
        assert done.stderr.count("\n") == 1
    assert scene.database.read_bytes()[100:] == before[100:]


# ------------------------------------------------------------------------------------------- the clock


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk(tmp_path, monkeypatch.setenv) as made:
        yield made


@pytest.mark.parametrize("hours", [5, 30])
def test_a_clock_that_jumps_forward_and_back_publishes_once_and_in_the_present(at: Desk, hours: int) -> None:
    """The post is refused while the clock is ahead, so its date is one of the future until the clock is right."""
    hook = at.bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    right = at.now
    assert at.looks(later=hours * HOUR).cause is Cause.PUSH_REFUSED
    hook.unlink()
    at.now = right + HOUR
    row = at.looks()
    assert row.state is State.PUBLISHED
    assert row.made_at is not None
    assert row.made_at <= at.now
    assert len(at.delivered()) == len(set(at.delivered()))
    assert at.looks(later=hours * HOUR).state is State.PUBLISHED
    assert len(at.posts()) == 1


@pytest.mark.parametrize("hours", [-5, 5])
def test_timers_go_on_when_the_clock_jumps(hours: int) -> None:
    clock = [NOW]
    ran: list[datetime] = []
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None})
    scheduler.add_job(lambda: ran.append(clock[0]), "interval", hours=6)
    scheduler.start()
    watch = Clockwork(scheduler, lambda: clock[0], lambda: 100.0)
    watch.look()
    before = scheduler.get_jobs()[0].next_run_time
    clock[0] += timedelta(seconds=5)
    watch.look()
    assert scheduler.get_jobs()[0].next_run_time == before
    clock[0] += timedelta(hours=hours)
    watch.look()
    until(lambda: ran != [], "the job", seconds=5)
    scheduler.shutdown()


# ------------------------------------------------------------------------------------------- signals


def test_sigterm_at_any_moment_leaves_in_order_and_loses_nothing(scene: Scene) -> None:
    chance = random.Random(7)
    for _ in range(6):
        with running(scene, UPLOADER_FIRST_RUN_VIDEOS="3", UPLOADER_POLL_MINUTES="0.02") as daemon:
            until(lambda: _catches(daemon.pid) or daemon.poll() is not None, "its handler")
            time.sleep(chance.uniform(0, 3))
            assert left(daemon)[0] == 0
    scene.runs("once", expecting=None, UPLOADER_FIRST_RUN_VIDEOS="3")
    assert all(scene.commits_for(Path(post).stem) == 1 for post in scene.posts())
    assert scene.commits_for(SHORT) == 1
    good = [each.key for each in scene.model.asked(status=200) if each.delivered]
    # An answer on its way to a process that leaves is the one that nobody could keep.
    assert len(good) - len(set(good)) <= 6
    assert scene.rows("PRAGMA integrity_check") == [("ok",)]


def _catches(pid: int) -> bool:
    """Whether the process has taken SIGTERM into its own hands; before that it is the system's to end it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


# ------------------------------------------------------------------------------------------- many videos


def many(count: int) -> list[Sighting]:
    return [Sighting(parse_video_id(f"m{number:010}"), "") for number in range(count)]


def test_ten_thousand_due_videos_are_taken_up_as_they_can_be_served(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path)
    with database.begin() as session:
        videos.see(session, many(10_000), CHANNEL, publish=None, now=NOW)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    pace, taken = Politeness(seconds=20), 0
    for second in range(0, 120, 2):
        now = NOW + timedelta(seconds=second)
        with database.begin() as session:
            found = videos.take_due(
                session, lambda *_: None, now=now, most=200, visits=services.room(session, pace, now)
            )
            for video_id in found:
                services.visit_slot(session, video_id, pace, now)
                videos.keep_transcript(session, video_id, "of some digest")  # visited
        taken += len(found)
    assert 4 <= taken <= 13  # every 20 to 40 seconds, and two minutes ahead
    assert time.process_time() - began < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB
    with database.reading() as session:
        assert lists.counts(session) == {State.DISCOVERED: 10_000 - taken, State.QUEUED: taken}
    database.close()


def test_what_nobody_can_serve_is_left_where_it_costs_nothing(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path)
    refusal = Nobody("youtube", Cause.BLOCKED, "HTTP 429")

    def room(now: datetime) -> int | None:
        with database.begin() as session:
            return services.room(session, Politeness(seconds=0), now)

    assert room(NOW) is None
    with database.begin() as session:
        services.strike(session, refusal, NOW)
    assert room(NOW + HOUR - timedelta(seconds=1)) == 0
    assert room(NOW + HOUR) == 1
    with database.begin() as session:
        services.pass_breaker(session, "youtube", NOW + HOUR)
    assert room(NOW + HOUR) == 0
    with database.begin() as session:
        services.well(session, "youtube")
    assert room(NOW + HOUR) is None
    database.close()


def test_a_daemon_with_ten_thousand_due_videos_stays_small_and_answers(scene: Scene) -> None:
    scene.runs("status")
    database = open_database(f"sqlite:///{scene.database}", scene.data)
    with database.begin() as session:
        videos.see(session, many(10_000), CHANNEL, publish=None, now=NOW)
    database.close()
    with running(scene, UPLOADER_YOUTUBE_PACE_SECONDS="1", UPLOADER_FIRST_RUN_VIDEOS="0") as daemon:
        until(lambda: scene.rows("SELECT 1 FROM videos WHERE state = 'skipped'") != [], "the first ones", seconds=90)
        status = Path(f"/proc/{daemon.pid}/status").read_text()
        assert int(status.split("VmRSS:")[1].split()[0]) < 400_000  # kB
        began = time.monotonic()
        assert scene.status()["videos"]["discovered"] > 9_900
        assert time.monotonic() - began < 20
        assert left(daemon)[0] == 0


# ------------------------------------------------------------------------------------------- bugs


def test_a_bug_in_one_video_never_stops_another(scene: Scene) -> None:
    """Its row names a transcript that is not there: nobody raises that on purpose."""
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")
    with sqlite3.connect(scene.database) as connection:
        connection.execute("UPDATE videos SET transcript = ? WHERE id = ?", ("0" * 64, CACHE))
    connection.close()
    done = scene.runs("backfill", "--video-id", CACHE, "--video-id", SHORT, "--json", expecting=1)
    assert "Traceback" in done.stderr
    ended = {row["video_id"]: (row["state"], row["reasons"]) for row in json.loads(done.stdout)}
    assert ended[SHORT] == ("published", [])
    assert ended[CACHE][0] == "waiting"
    assert ended[CACHE][1][0] == "bug"
    story = json.loads(scene.runs("show", CACHE, "--json").stdout)
    wait = datetime.fromisoformat(story["next_look"]).timestamp() - time.time()
    assert 3000 < wait <= 3600
