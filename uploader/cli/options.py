"""What commands share: options that several of them take, and how each begins and ends."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from uploader.cli.exits import Exit

if TYPE_CHECKING:
    from uploader.settings import Settings

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file; else UPLOADER_CONFIG, else uploader.toml.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
VideoIds = Annotated[list[str] | None, typer.Option("--video-id", help="An id or any YouTube URL; may be repeated.")]
VideoArgument = Annotated[str, typer.Argument(metavar="ID", help="An id or any YouTube URL.")]
_DAYS = ["%Y-%m-%d"]
Since = Annotated[
    datetime | None, typer.Option("--since", formats=_DAYS, metavar="DATE", help="Uploaded on that day (UTC) or later.")
]
Until = Annotated[
    datetime | None,
    typer.Option("--until", formats=_DAYS, metavar="DATE", help="Uploaded on that day (UTC) or earlier."),
]
# An id may begin with "-": such a word is no option then.
IDS_BEGIN_WITH_DASH = {"ignore_unknown_options": True}


def read_settings(config: Path | None) -> "Settings":
    """The settings as given; the log speaks as they say from here on."""
    from uploader.cli.logs import configure
    from uploader.settings import load_settings

    settings = load_settings(config)
    configure(as_json=settings.log_json)
    return settings


def utc(day: datetime | None) -> datetime | None:
    """A day as typed begins in UTC."""
    return day and day.replace(tzinfo=UTC)


def exit_for(stopped: Sequence[object], refused: dict[str, str]) -> int:
    """3 where a service refuses us all, 1 where something stopped, else 0."""
    if refused:
        say([f"{service} refuses us: {reason}" for service, reason in refused.items()], err=True)
        return Exit.REFUSED
    return Exit.SOME_STOPPED if stopped else Exit.DONE


def say(lines: list[str], *, err: bool = False) -> None:
    """Lines to standard output, or to standard error."""
    for line in lines:
        typer.echo(line, err=err)
