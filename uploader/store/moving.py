"""Everything remembered, copied into another database: all of it, verified, or nothing.

Only our own tables move. The engine may forget: what it had in hand stands in `videos` as busy, and is made due again
by the first process on the new database, which finds no look of it there (`videos.put_back`); answers that were
bought are found by their keys.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, String, Table, bindparam, func, insert, make_url, select, text
from sqlalchemy.exc import DataError, IntegrityError

from uploader.errors import BadInput
from uploader.store.database import Database, is_there, newest_revision, open_database, revision, shown
from uploader.store.tables import Base

_BATCH = 500
"""Rows held in memory at once; a transcript's row has some 20 kB."""
_TABLES = Base.metadata.sorted_tables
_LOCK = f"LOCK TABLE {', '.join(table.name for table in _TABLES)} IN EXCLUSIVE MODE"


@dataclass(frozen=True, slots=True)
class Moved:
    """One table as it now stands in both databases: how many rows, and the SHA-256 of them all in key order."""

    name: str
    rows: int
    digest: str


def move(source: str, target: str, data_dir: Path) -> list[Moved]:
    """Copy every row of the database at `source` into the empty one at `target`, in one transaction.

    Args:
        source: URL of the database, its tables up to date; nothing of it is changed.
        target: URL of the empty one; its tables are made.
        data_dir: where the leases of SQLite's processes are.

    Raises:
        BadInput: nothing to move, something runs on either, the target has rows, or what arrived is not what was
            sent. The target then has no row more than before.
    """
    told, asked = shown(source), shown(target)
    if not is_there(source):
        raise BadInput(f"there is no database at {told}: nothing to move")
    if _place(source) == _place(target):
        raise BadInput(f"--to names the database that is in use already: {asked}")
    old = open_database(source, data_dir, as_it_is=True)
    try:
        if (stands_at := revision(old)) != newest_revision():
            raise BadInput(
                f"the tables of {told} stand at revision {stands_at}, not {newest_revision()}: make a backup, have "
                "`uploader status` bring them up to date, then move again; nothing was changed"
            )
        new = open_database(target, data_dir)
        try:
            return _moved(old, new, told, asked)
        finally:
            new.close()
    finally:
        old.close()


def _moved(old: Database, new: Database, told: str, asked: str) -> list[Moved]:
    def alone() -> None:
        for database, name in ((old, told), (new, asked)):
            if database.leases.taken():
                raise BadInput(f"uploader is running on {name}: stop every `run` and `once`, then move again")

    alone()
    # The transactions of both keep every other writer out until all is verified.
    with old.engine.begin() as source, new.engine.begin() as target:
        _keep_out(source)
        _keep_out(target)
        if full := [table.name for table in _TABLES if target.execute(select(table).limit(1)).first()]:
            raise BadInput(f"{asked} is not empty ({', '.join(full)}): give a new database; nothing was changed")
        sent = [_copied(table, source, target) for table in _TABLES]
        arrived = [_seen(table, target) for table in _TABLES]
        for one, other in zip(sent, arrived, strict=True):
            if one != other:
                raise BadInput(
                    f"{one.name}: {one.rows} rows ({one.digest}) were sent and {other.rows} ({other.digest}) arrived; "
                    f"nothing was kept in {asked}, go on with {told}"
                )
        alone()  # who began after the first look waits for us with what it knows already
    return arrived


def _copied(table: Table, source: Connection, target: Connection) -> Moved:
    """Send every row; what was sent."""
    given = {column.name: bindparam(f"_{column.name}", type_=_bound(column.type)) for column in table.columns}
    adding = insert(table).values(given)
    digest, rows = hashlib.sha256(), 0
    for batch in _batches(table, source):
        for row in batch:
            digest.update(_line(row))
        rows += len(batch)
        try:
            target.execute(adding, [{f"_{name}": value for name, value in row.items()} for row in batch])
        except (DataError, IntegrityError) as wrong:
            said = " ".join(str(wrong.orig).split())
            raise BadInput(f"{table.name}: a row does not fit the new database ({said}); nothing was moved") from wrong
    _count_on(table, target)
    return Moved(table.name, rows, digest.hexdigest())


def _seen(table: Table, connection: Connection) -> Moved:
    digest, rows = hashlib.sha256(), 0
    for batch in _batches(table, connection):
        for row in batch:
            digest.update(_line(row))
        rows += len(batch)
    return Moved(table.name, rows, digest.hexdigest())


def _batches(table: Table, connection: Connection) -> Iterator[list[dict[str, Any]]]:
    """Every row in key order, the same order on every database: PostgreSQL would sort texts as people do."""
    bytewise = connection.dialect.name == "postgresql"
    keys = [
        column.collate("C") if bytewise and isinstance(column.type, String) else column for column in table.primary_key
    ]
    query = select(table).order_by(*keys).execution_options(yield_per=_BATCH)
    for batch in connection.execute(query).mappings().partitions():
        yield [dict(row) for row in batch]


def _line(row: dict[str, Any]) -> bytes:
    """A row as every database tells it."""
    return json.dumps(row, default=_plain, sort_keys=True).encode() + b"\n"


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case Decimal():
            return f"{value:.9f}"
        case bytes():
            return value.hex()
        case _:
            raise TypeError(f"no column holds a {type(value).__name__}")


def _bound(kind: Any) -> Any:
    return JSON(none_as_null=True) if isinstance(kind, JSON) else kind  # no value stays no value, not JSON's null


def _count_on(table: Table, target: Connection) -> None:
    """Have PostgreSQL number the next row after those that came with their numbers; SQLite does so by itself."""
    (key, *more) = table.primary_key
    if target.dialect.name != "postgresql" or more or isinstance(key.type, String):
        return
    last = target.scalar(select(func.max(key)))
    if last is not None:
        target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, key.name), last)))


def _keep_out(connection: Connection) -> None:
    """Nobody else writes until the transaction ends; SQLite's has taken that lock at its start."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '30s'"))
        connection.execute(text(_LOCK))


def _place(url: str) -> object:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return Path(parsed.database).resolve()
    return parsed.host, parsed.port, parsed.database, parsed.query.get("host")
