"""`uploader --version`: uploader, and what it stands on whose version decides what works."""

import platform
import sqlite3
from importlib.metadata import version

from uploader import __version__

_MATTER = (
    "yt-dlp", "yt-dlp-ejs", "youtube-transcript-api", "openai", "dbos", "sqlalchemy", "psycopg", "starlette", "apprise",
)  # fmt: skip


def lines() -> list[str]:
    """One line each."""
    from uploader.site.git import git_version

    beneath = [
        f"python {platform.python_version()}",
        f"sqlite {sqlite3.sqlite_version}",
        f"git {git_version() or 'is not installed'}",
    ]
    return [f"uploader {__version__}", *(f"{name} {version(name)}" for name in _MATTER), *beneath]
