"""How old yt-dlp is: its version is the day it was made."""

from datetime import date, datetime
from importlib.metadata import version


def made() -> date:
    """The day of the installed yt-dlp."""
    return datetime.strptime(".".join(version("yt-dlp").split(".")[:3]), "%Y.%m.%d").date()  # noqa: DTZ007 - a day
