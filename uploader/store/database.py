"""Opening the database, bringing its tables up to date, and saying plainly what is wrong with it.

SQLite runs with WAL and `synchronous=FULL`, since a power cut must not take back a publication; every transaction
takes the write lock at its start, so that a reading that leads to a writing cannot be
overtaken. What only looks (`reading`) waits for nobody.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.orm import Session

from uploader.errors import BadInput
from uploader.files import folder
from uploader.store.leases import FileLeases, Leases, SessionLeases, waiting
from uploader.store.tables import OURS
from uploader.store.trouble import cut_off, trouble

if TYPE_CHECKING:
    from alembic.config import Config

_BUSY_SECONDS = 30
_KEEPALIVE = {"idle": 10, "interval": 5, "count": 4}
"""Seconds, seconds, times. A machine that loses its power closes no connection: by default the other side would wait
for two hours (the server with its locks and leases), so for half a minute."""


class Database:
    """The open database and the leases that go with it."""

    def __init__(self, engine: Engine, leases: Leases) -> None:
        self.engine = engine
        self.leases = leases

    @contextmanager
    def begin(self) -> Generator[Session, None, None]:
        """A transaction: committed at the end, rolled back on an exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Generator[Session, None, None]:
        """A look at the database that waits for no writer and changes nothing."""
        with Session(self.engine.execution_options(reading=True), expire_on_commit=False) as session, session.begin():
            yield session

    def answers(self) -> None:
        """Raise unless the database answers (for health checks)."""
        database = self.engine.url.database
        if self.engine.dialect.name == "sqlite" and database and not Path(database).exists():
            raise BadInput(f"the database {database} is gone")
        with self.engine.connect().execution_options(reading=True) as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Drop leases and connections."""
        if isinstance(self.leases, SessionLeases):
            self.leases.close()
        self.engine.dispose()


def open_database(url: str, data_dir: Path, *, as_it_is: bool = False) -> Database:
    """Open the database, migrated to the newest tables unless it is to stay `as_it_is`.

    Raises:
        BadInput: it cannot be reached, written, or read as a database; nothing was changed.
    """
    named = shown(url)
    try:
        engine = _engine(url)
        leases: Leases = (
            SessionLeases(engine) if engine.dialect.name == "postgresql" else FileLeases(data_dir / "leases")
        )
        database = Database(engine, leases)
        try:
            if as_it_is:
                revision(database)  # it can be read
            else:
                with waiting(leases, "migrate"):
                    migrate(database)
        except Exception:
            database.close()  # whoever asked gets no database to close
            raise
    except DatabaseError as wrong:
        raise BadInput(f"{named}: {trouble(wrong)}. Nothing was changed") from wrong
    except OSError as wrong:
        raise BadInput(f"cannot write the data dir {data_dir}: {wrong.strerror}") from wrong
    return database


def is_there(url: str) -> bool:
    """Whether there is a database to look at; a server's always is. Nothing is made by asking."""
    parsed = make_url(url)
    return parsed.get_backend_name() != "sqlite" or bool(parsed.database and Path(parsed.database).is_file())


def migrate(database: Database, wanted: str = "head") -> None:
    """Bring the tables to revision `wanted`, up or down; the caller holds the `migrate` lease."""
    if wanted == "head" and revision(database) == newest_revision():
        return  # every start of every command comes here; Alembic takes longer to load than most of them run
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = alembic_config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        current = MigrationContext.configure(connection).get_current_revision()
        known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
        if current is not None and current not in known:
            raise BadInput(
                f"the database was made by a newer uploader (revision {current}), and nothing was changed: "
                "upgrade uploader, or restore the backup"
            )
        walk = command.upgrade if wanted == "head" or current is None else command.downgrade
        walk(config, wanted)


def alembic_config() -> "Config":
    """Alembic's settings, without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    return config


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Alembic's `include_name`: the engine's tables in the same file are none of our business."""
    return kind != "table" or name in OURS


def newest_revision() -> str:
    """The last migration; their files are numbered."""
    return max(path.name for path in (folder("migrations") / "versions").glob("[0-9]*.py")).partition("_")[0]


def revision(database: Database) -> str | None:
    """Which migration its tables stand at; None where there are none."""
    with database.reading() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        try:
            return create_engine(missed_when_gone(url), pool_pre_ping=True, pool_size=10, max_overflow=20)
        except (NoSuchModuleError, ModuleNotFoundError) as wrong:
            raise BadInput(f"database_url: no driver for {parsed.drivername}; use postgresql+psycopg://") from wrong
    if parsed.get_backend_name() != "sqlite":
        raise BadInput(f"database_url: SQLite or PostgreSQL, not {parsed.get_backend_name()}")
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        if cut_off(Path(parsed.database)):
            raise BadInput(
                f"{parsed.database} is damaged (shorter than it says): restore the last backup; nothing was changed"
            )
    waits = {} if "timeout" in parsed.query else {"timeout": _BUSY_SECONDS}
    engine = create_engine(parsed, connect_args={**waits, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # our own BEGIN below, not sqlite3's late one
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begins(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def missed_when_gone(url: str) -> str:
    """The URL with both ends of a PostgreSQL connection told to notice that the other is gone; SQLite's as it is."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        return url
    ours = {f"keepalives_{name}": str(value) for name, value in _KEEPALIVE.items()} | {"tcp_user_timeout": "30000"}
    servers = " ".join(f"-c tcp_keepalives_{name}={value}" for name, value in _KEEPALIVE.items())
    given = parsed.query.get("options", "")
    options = f"{servers} {given if isinstance(given, str) else ' '.join(given)}".strip()
    return parsed.set(query={**ours, **parsed.query, "options": options}).render_as_string(hide_password=False)


def shown(url: str) -> str:
    """The URL as it may be printed: without its password, wherever that stands.

    Raises:
        BadInput: it is no URL.
    """
    try:
        return make_url(url).difference_update_query(["password"]).render_as_string(hide_password=True)
    except ArgumentError:
        raise BadInput("database_url: not a URL; give postgresql+psycopg://user@host/name or sqlite:///path") from None
