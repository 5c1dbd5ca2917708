"""A state moves to another database: whole and verified, or not at all; and the work goes on there."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from tests.scene import Scene
from tests.store.world import CHANNEL, NOW, TALK, sightings
from uploader.decide import State
from uploader.errors import BadInput
from uploader.ids import VideoId
from uploader.store import videos
from uploader.store.database import Database, migrate, open_database
from uploader.store.moving import move
from uploader.store.tables import OURS, Base, Call, Event, Transcript, Video


def _enqueue(_connection: object, _video: VideoId, _look: int) -> None:
    """The engine takes it."""


@pytest.fixture
def empty(postgres: str) -> Callable[[], str]:
    """Makes an empty PostgreSQL database; its URL."""

    def make() -> str:
        name = f"t{uuid4().hex}"
        with psycopg.connect(postgres, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        return postgres.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture
def old(tmp_path: Path) -> str:
    """A state with some of everything that databases tell differently; its URL."""
    url = f"sqlite:///{tmp_path / 'uploader.sqlite'}"
    database = open_database(url, tmp_path)
    with database.begin() as session:
        videos.see(session, sightings(1200), CHANNEL, publish=3, now=NOW)
        # PostgreSQL would sort these two as people do, SQLite by bytes.
        session.add(Video(id=TALK, title="π “quoted”\n", seen_at=NOW, state="discovered", changed_at=NOW))
        session.add(Video(id="Video-00000", title="", seen_at=NOW, state="discovered", changed_at=NOW))
        session.add(
            Transcript(
                digest="d" * 64, video_id=TALK, language="en", auto_generated=True, source="yt-dlp",
                cues=bytes(range(256)), fetched_at=NOW + timedelta(microseconds=1),
            )
        )  # fmt: skip
        session.add(
            Call(
                key="k" * 64, video_id=TALK, stage="section", label="s1", model="m", sent_at=NOW,
                usd=Decimal("0.000123"),
            )
        )  # fmt: skip
        videos.take_due(session, _enqueue, now=NOW, most=1)
        session.get_one(Video, "Video-00000").details = {"title": "x", "parts": [1.5, None, "é"]}
    database.close()
    return url


def _opened(url: str, folder: Path) -> Iterator[Database]:
    database = open_database(url, folder)
    yield database
    database.close()


def _rows(url: str, folder: Path) -> dict[str, Counter[str]]:
    """Every row of ours, by table, read by a way of its own."""
    database = open_database(url, folder)
    with database.reading() as session:
        found = {
            table.name: Counter(repr(tuple(row)) for row in session.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }
    database.close()
    return found


def test_all_of_it_arrives_and_is_told_by_table(old: str, empty: Callable[[], str], tmp_path: Path) -> None:
    before, new = _rows(old, tmp_path), empty()

    moved = move(old, new, tmp_path)

    assert {table.name for table in moved} == OURS
    assert {table.name: table.rows for table in moved} == {name: rows.total() for name, rows in before.items()}
    assert _rows(new, tmp_path) == before == _rows(old, tmp_path)
    assert all(len(table.digest) == 64 for table in moved)


def test_there_and_back_every_table_has_the_same_hash(old: str, empty: Callable[[], str], tmp_path: Path) -> None:
    there = empty()
    assert move(old, there, tmp_path) == move(there, f"sqlite:///{tmp_path / 'back.sqlite'}", tmp_path)
    assert move(there, empty(), tmp_path) == move(f"sqlite:///{tmp_path / 'back.sqlite'}", empty(), tmp_path)


def test_new_rows_are_numbered_after_the_moved_ones(old: str, empty: Callable[[], str], tmp_path: Path) -> None:
    new = empty()
    events = next(table for table in move(old, new, tmp_path) if table.name == "events")
    for database in _opened(new, tmp_path):
        with database.begin() as session:
            assert videos.make_due(session, TALK, now=NOW)
            session.add(Event(video_id=TALK, at=NOW, state="discovered"))
            session.flush()
            assert session.scalars(select(Event.number).order_by(Event.number.desc())).first() == events.rows + 1


def test_what_was_under_way_is_taken_up_again(old: str, empty: Callable[[], str], tmp_path: Path) -> None:
    new = empty()
    move(old, new, tmp_path)
    for database in _opened(new, tmp_path):
        with database.begin() as session:
            busy = videos.busy(session)
            assert len(busy) == 1
            known_to_the_new_engine: set[tuple[str, int]] = set()
            (again,) = videos.put_back(session, busy - known_to_the_new_engine, now=NOW)
            assert videos.one(session, again).state is State.DISCOVERED
            assert again in videos.take_due(session, _enqueue, now=NOW, most=9)
            assert videos.one(session, again).look == 2


def test_it_is_refused_while_a_process_lives_on_either(old: str, empty: Callable[[], str], tmp_path: Path) -> None:
    new = empty()
    for url in (old, new):
        for database in _opened(url, tmp_path):
            held = database.leases.take("executor-uploader-1")
            assert held is not None
            with pytest.raises(BadInput, match=r"uploader is running on .*: stop every"):
                move(old, new, tmp_path)
            held()
    assert _rows(new, tmp_path)["videos"].total() == 0
    assert move(old, new, tmp_path)


def test_a_source_of_an_older_uploader_is_left_as_it_is(old: str, empty: Callable[[], str], tmp_path: Path) -> None:
    for database in _opened(old, tmp_path):
        migrate(database, "0001")
    before = (tmp_path / "uploader.sqlite").read_bytes()
    with pytest.raises(BadInput, match=r"stand at revision 0001, not \d+: .*`uploader status` bring them up to date"):
        move(old, empty(), tmp_path)
    assert (tmp_path / "uploader.sqlite").read_bytes() == before


def test_a_target_with_rows_is_refused_and_stays_as_it_is(old: str, empty: Callable[[], str], tmp_path: Path) -> None:
    new = empty()
    for database in _opened(new, tmp_path):
        with database.begin() as session:
            videos.see(session, sightings(1), None, publish=1, now=NOW)
    before = _rows(new, tmp_path)
    with pytest.raises(BadInput, match=r"is not empty \(videos, events\): give a new database"):
        move(old, new, tmp_path)
    assert _rows(new, tmp_path) == before


def test_a_row_that_does_not_fit_moves_nothing(old: str, empty: Callable[[], str], tmp_path: Path) -> None:
    """SQLite holds texts longer than their column; PostgreSQL does not."""
    new = empty()
    for database in _opened(old, tmp_path):
        with database.begin() as session:
            session.get_one(Transcript, "d" * 64).language = "x" * 33
    with pytest.raises(BadInput, match="transcripts: a row does not fit the new database"):
        move(old, new, tmp_path)
    assert all(not rows for rows in _rows(new, tmp_path).values())


def test_what_cannot_be_moved_is_told_in_one_line(old: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing to move"):
        move(f"sqlite:///{tmp_path / 'none.sqlite'}", old, tmp_path)
    assert not (tmp_path / "none.sqlite").exists()
    with pytest.raises(BadInput, match="in use already"):
        move(old, old, tmp_path)
    with pytest.raises(BadInput, match="not a URL"):
        move(old, "nonsense", tmp_path)


@pytest.mark.parametrize(
    "url",
    ["postgresql+psycopg://me:hush-hush@127.0.0.1:9/new", "postgresql+psycopg://127.0.0.1:9/new?password=hush-hush"],
)
def test_no_password_is_ever_told(old: str, url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"127\.0\.0\.1:9/new.*does not answer") as refused:
        move(old, url, tmp_path)
    assert "hush" not in str(refused.value)


@pytest.mark.slow
def test_a_lived_in_state_moves_and_nothing_is_published_or_bought_again(
    scene: Scene, empty: Callable[[], str]
) -> None:
    scene.runs("once", expecting=1)  # one is held
    before, posts, calls = scene.status(), scene.posts(), len(scene.model.asked())
    url = empty().replace("postgresql+psycopg://", "postgresql://")

    done = scene.runs("move", "--to", url)

    lines = done.stdout.splitlines()
    assert {line.split()[0] for line in lines[:-1]} == OURS
    assert "set UPLOADER_DATABASE_URL" in lines[-1]
    assert "is not empty" in scene.runs("move", "--to", url, expecting=2).stderr

    scene.environment["UPLOADER_DATABASE_URL"] = url
    scene.database.rename(scene.folder / "kept.sqlite")
    assert scene.status() == before
    scene.runs("once")
    assert scene.posts() == posts
    assert len(posts) == 3
    assert len(scene.model.asked()) == calls
    assert json.loads(scene.runs("status", "--json").stdout)["videos"] == before["videos"]
