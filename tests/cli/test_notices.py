"""Notices as an operator gets them: real runs, a real receiver, each cause once a period."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.receiver import Receiver
from tests.scene import SHORT, Scene
from uploader.demo.model_faults import Fault as ModelFault
from uploader.demo.model_faults import Kind as Wrong

pytestmark = pytest.mark.slow

PRICED = {"UPLOADER_PRICES": '{"replayed": {"input": 2, "output": 8}}', "UPLOADER_FIRST_RUN_VIDEOS": "1"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiving:
        yield receiving


@pytest.fixture
def told(scene: Scene, receiver: Receiver) -> Scene:
    """The scene, its program telling the receiver; no yt-dlp is old in it, whatever the day."""
    scene.environment["UPLOADER_LIBRARY_DAYS"] = "100000"
    scene.environment["UPLOADER_NOTIFY_URLS"] = receiver.url
    return scene


def titles(receiver: Receiver) -> list[str]:
    return [one.title for one in receiver.told]


def test_without_anybody_to_tell_nothing_is_kept(scene: Scene) -> None:
    scene.runs("once", expecting=None)
    assert scene.rows("SELECT count(*) FROM notices") == [(0,)]


def test_a_held_video_is_told_once_over_two_runs(told: Scene, receiver: Receiver) -> None:
    told.runs("once", expecting=1)
    held = [video["video_id"] for video in told.status()["held"]]
    assert len(held) == 1
    first = list(receiver.told)
    assert [one.title for one in first] == [f"uploader: held: {held[0]}"]
    assert f"uploader show {held[0]}" in first[0].message
    told.runs("once", expecting=None)
    assert receiver.told == first


def test_a_refusal_is_told_once_and_not_again_while_it_stands(told: Scene, receiver: Receiver) -> None:
    told.model.faults.planned.append(ModelFault(Wrong.NO_CREDIT, times=None))
    for _ in range(2):
        told.runs("once", expecting=3, UPLOADER_FIRST_RUN_VIDEOS="1")
    assert titles(receiver) == ["uploader: model refuses us"]
    assert "no credit left" in receiver.told[0].message
    assert "sk-secret" not in receiver.told[0].message


def test_a_budget_is_told_at_80_percent_and_when_it_is_used_up(told: Scene, receiver: Receiver) -> None:
    told.environment.update(PRICED)
    told.runs("once", UPLOADER_BUDGET_DAY_USD="5")
    spent = told.status()["usd"]["today"]
    assert titles(receiver) == []
    for _ in range(2):
        told.runs("once", UPLOADER_BUDGET_DAY_USD=f"{spent / 0.9:.6f}")
    assert titles(receiver) == ["uploader: budget of the day at 80 %"]
    for _ in range(2):
        told.runs("once", UPLOADER_BUDGET_MONTH_USD=f"{spent / 1.1:.6f}")
    assert titles(receiver)[1:] == ["uploader: budget of the month is used up"]


def test_a_cap_that_stopped_a_call_is_used_up_whatever_was_spent(told: Scene, receiver: Receiver) -> None:
    told.environment.update(PRICED)
    told.runs("once", expecting=1, UPLOADER_BUDGET_DAY_USD="0.0001")
    assert told.state_of(SHORT)[0] == "over_budget"
    assert titles(receiver) == ["uploader: budget of the day is used up"]


def test_a_receiver_that_refuses_stops_nothing_and_is_told_later(told: Scene, receiver: Receiver) -> None:
    receiver.status = 503
    with Receiver() as other:
        several = f"{receiver.url}, {other.url}\n"
        done = told.runs("once", expecting=1, UPLOADER_NOTIFY_URLS=several)
        assert "hunter2" not in done.stderr + done.stdout
        assert "127.0.0.1" not in done.stderr
        assert len(other.told) == 1
        assert told.rows("SELECT tries, sent_at, owed FROM notices") == [(1, None, "[0]")]
        receiver.status = 200
        told.runs("once", expecting=None, UPLOADER_NOTIFY_URLS=several)
        assert receiver.told == []  # its minute is not over
        past = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S.000000")
        written(told, "UPDATE notices SET try_at = ?", past)
        told.runs("once", expecting=None, UPLOADER_NOTIFY_URLS=several)
        assert (len(receiver.told), len(other.told)) == (1, 1)
    assert all("hunter2" not in f"{row}" for row in told.rows("SELECT * FROM notices"))


def test_who_was_killed_while_it_told_tells_nobody_twice(told: Scene, receiver: Receiver) -> None:
    receiver.silent.set()
    assert told.killed_when(lambda: receiver.asked > 0, "once")
    receiver.silent.clear()
    told.runs("once", expecting=None)
    assert receiver.asked == 1
    assert receiver.told == []


def test_a_url_that_apprise_does_not_know_is_told_by_doctor_and_stops_no_work(told: Scene) -> None:
    told.environment["UPLOADER_NOTIFY_URLS"] = "nosuch://token-hunter2"
    done = told.runs("once", expecting=1)
    assert "apprise does not know such a URL" in done.stderr
    assert "hunter2" not in done.stderr
    told.environment["UPLOADER_NOTIFY_URLS"] = "token-hunter2"
    done = told.runs("once", expecting=2)
    assert "setting notify_urls" in done.stderr
    assert "hunter2" not in done.stderr


def test_new_trouble_of_an_audit_is_told_once(told: Scene, receiver: Receiver, tmp_path: Path) -> None:
    told.runs("once", expecting=1)
    receiver.told.clear()
    blog = tmp_path / "person"
    told.writes("src/data/blog/yt-broken.md", "An error occurred: HTTP 429\n")
    for _ in range(2):
        told.runs("audit", str(blog), expecting=1)
        told.runs("once", expecting=None)
    assert titles(receiver) == ["uploader: the audit found new trouble"]
    assert "yt-broken.md: " in receiver.told[0].message
    kept = told.rows("SELECT errors > 0, text IS NOT NULL FROM audited_posts WHERE file LIKE '%yt-broken.md'")
    assert kept == [(1, 1)], "what the pages show of the last audit alone"


def test_run_tells_by_itself_from_a_file_of_urls(told: Scene, receiver: Receiver, tmp_path: Path) -> None:
    from tests.test_daemon import running, until

    del told.environment["UPLOADER_NOTIFY_URLS"]
    (tmp_path / "urls").write_text(f"{receiver.url}\n")
    told.runs("once", expecting=1)
    assert receiver.told == []
    with running(told, UPLOADER_NOTIFY_URLS_FILE=str(tmp_path / "urls")):
        until(lambda: bool(receiver.told), "told")
    assert len(titles(receiver)) == 1


def written(scene: Scene, statement: str, *values: object) -> None:
    import sqlite3

    with sqlite3.connect(scene.database) as connection:
        connection.execute(statement, values)
    connection.close()
