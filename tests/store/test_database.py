"""Opening: migrated both ways, as durable as it says, and one clear line where it cannot be opened."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from uploader.errors import BadInput
from uploader.store.database import (
    Database,
    alembic_config,
    is_ours,
    migrate,
    missed_when_gone,
    newest_revision,
    open_database,
)
from uploader.store.tables import OURS, Base


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_the_tables_of_the_migrations_are_those_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours, "render_as_batch": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_go_down_and_up_again(database: Database) -> None:
    assert tables(database) >= OURS
    migrate(database, "base")
    assert tables(database) == {"alembic_version"}
    migrate(database)
    assert tables(database) >= OURS


def test_the_newest_revision_is_alembics_head() -> None:
    from alembic.script import ScriptDirectory

    assert newest_revision() == ScriptDirectory.from_config(alembic_config()).get_current_head()


def test_a_database_of_a_newer_uploader_is_left_alone(database: Database, url: str, tmp_path: Path) -> None:
    with database.begin() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadInput, match="newer uploader"):
        open_database(url, tmp_path)
    with database.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_many_processes_may_open_a_new_database_at_once(url: str, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from uploader.store.database import open_database
open_database({url!r}, Path({str(tmp_path)!r})).close()
"""
    children = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [(child.wait(60), child.communicate()[1]) for child in children] == [(0, "")] * 4


def test_sqlite_survives_a_power_cut(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path)
    with database.engine.connect() as connection:
        asked = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
        assert asked == ["wal", 2]  # 2 is FULL
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.close()


def test_looking_waits_for_no_writer(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}?timeout=0", tmp_path)
    with database.begin() as writing:
        writing.execute(text("DELETE FROM videos"))
        with database.reading() as looking:
            assert looking.execute(text("SELECT count(*) FROM videos")).scalar() == 0
    database.close()


def refused(url: str, folder: Path) -> str:
    with pytest.raises(BadInput) as wrong:
        open_database(url, folder)
    assert "\n" not in str(wrong.value)
    return str(wrong.value)


def test_what_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("A diary. " * 1000)
    assert "damaged" in refused(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path)
    assert (tmp_path / "a.sqlite").read_text() == "A diary. " * 1000


def test_a_locked_database_is_told_of(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path).close()
    with sqlite3.connect(tmp_path / "a.sqlite") as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("DELETE FROM videos")
        assert "another program holds the database" in refused(f"sqlite:///{tmp_path / 'a.sqlite'}?timeout=0", tmp_path)
    other.close()


@pytest.mark.parametrize(
    "url",
    [
        "not a url",
        "mysql://root@127.0.0.1/x",
        "postgresql+psycopg://me:hunter2@127.0.0.1:1/x",
        "postgresql+nosuch://me:hunter2@127.0.0.1:1/x",
        "sqlite:////dev/null/a.sqlite",
    ],
)
def test_a_database_that_is_not_there_is_told_without_its_password(url: str, tmp_path: Path) -> None:
    assert "hunter2" not in refused(url, tmp_path)


def test_a_database_whose_file_went_away_does_not_answer(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path)
    database.answers()
    (tmp_path / "a.sqlite").unlink()
    with pytest.raises(BadInput, match="is gone"):
        database.answers()
    database.close()


def test_both_ends_of_a_connection_to_a_server_notice_within_half_a_minute_that_the_other_is_gone(
    postgres: str,
) -> None:
    url = missed_when_gone(postgres.replace("postgresql://", "postgresql+psycopg://") + "&options=-c%20work_mem=5MB")
    engine = create_engine(url)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        ours = driver.info.get_parameters()
        servers = "SELECT name, source, boot_val FROM pg_settings WHERE name ~ '^tcp_keepalives_(idle|interval|count)$'"
        told = {row.name: row.source for row in connection.execute(text(servers))}
        assert connection.execute(text("SHOW work_mem")).scalar() == "5MB"
    engine.dispose()
    assert {ours[f"keepalives_{name}"] for name in ("idle", "interval", "count")} == {"10", "5", "4"}
    assert int(ours["tcp_user_timeout"]) <= 30_000
    assert told == dict.fromkeys(told, "client")
    assert len(told) == 3
    assert missed_when_gone("sqlite:///a.sqlite") == "sqlite:///a.sqlite"
