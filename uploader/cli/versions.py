"""`uploader --version`: uploader and the libraries whose version decides what works."""

from importlib.metadata import version

from uploader import __version__

_MATTER = ("yt-dlp", "youtube-transcript-api", "dbos", "sqlalchemy", "openai")


def lines() -> list[str]:
    """One line each."""
    return [f"uploader {__version__}", *(f"{name} {version(name)}" for name in _MATTER)]
