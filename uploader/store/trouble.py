"""A database that fails us: in one line, with the cure, and as the stop of a look that met it."""

from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError

from uploader.errors import Cause, Later

_FULL = ("disk is full", "No space left on device", "could not extend file", "disk I/O error")
"""On a full disk SQLite's own files cannot grow, and then it speaks of the disk and not of room."""
_DAMAGED = ("malformed", "not a database")


def trouble(wrong: BaseException) -> str | None:
    """One line about a database that failed us, with the cure; None where the fault is not the database's."""
    if not isinstance(wrong, DatabaseError) or isinstance(wrong, IntegrityError | ProgrammingError):
        return None
    said = " ".join(str(wrong.orig).split())
    if any(words in said for words in _FULL):
        return f"there is no room for the database, or its disk fails ({said}): make room, or look at the disk"
    if any(words in said for words in _DAMAGED):
        return f"the database is damaged ({said}): restore the last backup"
    if "is locked" in said:
        return f"another program holds the database ({said}): try again when it is done"
    return f"the database does not answer: {said}"


def as_stop(wrong: BaseException) -> Later | None:
    """What it means for the video whose look met it: it waits, however long. None as for `trouble`."""
    line = trouble(wrong)
    if line is None:
        return None
    return Later(Cause.DISK_FULL if line.startswith("there is no room") else Cause.DATABASE, line)


def cut_off(file: Path) -> bool:
    """Whether a SQLite file is shorter than its first page says.

    Writing to it would fill the gap and hide the damage. With a journal beside it SQLite mends it itself.
    """
    journal = file.with_name(f"{file.name}-wal")
    if not file.is_file() or (journal.exists() and journal.stat().st_size):
        return False
    with file.open("rb") as opened:
        head = opened.read(100)
    size = 65536 if head[16:18] == b"\0\1" else int.from_bytes(head[16:18])
    told = head[24:28] == head[92:96]  # else an old SQLite wrote last, which counts no pages
    return head.startswith(b"SQLite format 3\0") and told and file.stat().st_size < size * int.from_bytes(head[28:32])


def damage(engine: Engine) -> str | None:
    """What SQLite finds wrong with its file when it reads all of it; None where nothing is, and on a server."""
    if engine.dialect.name != "sqlite":
        return None
    with engine.connect().execution_options(reading=True) as connection:
        found = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
    return None if found == "ok" else " ".join(found.split())
