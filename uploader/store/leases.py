"""Locks that die with their holder: who runs which executor, who migrates, who publishes, who calls the model.

A lease is held as long as the process lives and is dropped by the system when it dies, `kill -9` included: `flock` on a
file of the data dir beside SQLite, an advisory lock of one session on PostgreSQL. Nobody writes "I am dead" anywhere.
"""

import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

_POLL_SECONDS = 0.05
_OTHERS = """
    SELECT EXISTS (
        SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE locktype = 'advisory' AND granted AND datname = current_database() AND pid <> pg_backend_pid()
    )
"""


class Leases(Protocol):
    """A namespace of named locks shared by every process on the same database."""

    def take(self, name: str) -> Callable[[], None] | None:
        """Take the lease if nobody has it; the answer gives it back. None where it is taken."""
        ...

    def forget(self, prefix: str, before: float) -> None:
        """Forget free leases of that prefix, last taken before that Unix time: their names never come again."""
        ...

    def taken(self) -> bool:
        """Whether any other process holds any lease."""
        ...


class FileLeases:
    """`flock` on one file a name: for processes of one machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, name: str) -> Callable[[], None] | None:
        """Take the lease if nobody has it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = os.open(self._folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None
        os.utime(file)
        return lambda: os.close(file)

    def forget(self, prefix: str, before: float) -> None:
        """Delete the files of dead processes; one that is held stays, however old it is."""
        for path in self._folder.glob(f"{prefix}*.lock"):
            if path.stat().st_mtime < before and (release := self.take(path.stem)):
                path.unlink()
                release()

    def taken(self) -> bool:
        """Whether any file is locked; whoever asks holds none itself."""
        for path in self._folder.glob("*.lock"):
            release = self.take(path.stem)
            if release is None:
                return True
            release()
        return False


class SessionLeases:
    """PostgreSQL's advisory locks, held by one session of this process: for processes of several machines."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._mutex = threading.Lock()
        self._session: Connection | None = None
        self._held: set[int] = set()

    def take(self, name: str) -> Callable[[], None] | None:
        """Take the lease if nobody has it."""
        key = int.from_bytes(hashlib.sha256(f"uploader:{name}".encode()).digest()[:8], "big", signed=True)
        with self._mutex:
            # A session may lock the same key twice: within this process the set decides.
            if key in self._held or not self._ask("SELECT pg_try_advisory_lock(:key)", key=key):
                return None
            self._held.add(key)
        return lambda: self._release(key)

    def _release(self, key: int) -> None:
        with self._mutex:
            if key in self._held:
                self._held.discard(key)
                self._ask("SELECT pg_advisory_unlock(:key)", key=key)

    def _ask(self, statement: str, **values: int) -> bool:
        if self._session is None:
            self._session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return bool(self._session.execute(text(statement), values).scalar())

    def forget(self, prefix: str, before: float) -> None:
        """Nothing is left behind: PostgreSQL keeps no lock that nobody holds."""

    def taken(self) -> bool:
        """Whether another session holds an advisory lock of this database."""
        with self._mutex:
            return self._ask(_OTHERS)

    def close(self) -> None:
        """Drop every lease of this process."""
        with self._mutex:
            if self._session is not None:
                self._session.close()
                self._session = None
            self._held.clear()


@contextmanager
def waiting(leases: Leases, *names: str) -> Generator[str, None, None]:
    """Hold the first of `names` that becomes free, waiting as long as it takes; gives that name.

    With several names this is a semaphore that survives kills: `waiting(leases, "model-0", "model-1")` lets two in.
    """
    while True:
        for name in names:
            release = leases.take(name)
            if release is not None:
                try:
                    yield name
                finally:
                    release()
                return
        time.sleep(_POLL_SECONDS)


def serialise(session: Session, name: str) -> None:
    """Let one transaction at a time pass here, over all processes, until it ends.

    For "look, then insert what is missing", which two may do at once. SQLite's transactions take the write lock at
    their start, so there it is done already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": f"uploader:{name}"})
