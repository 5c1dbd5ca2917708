"""The command that keeps what is remembered, elsewhere: `move`."""

from typing import Annotated

import typer

from uploader.cli.exits import Exit
from uploader.cli.options import Config, read_settings, say

Target = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="URL",
        help="The empty database: `postgresql+psycopg://user@host/name` or `sqlite:///path`.",
    ),
]


def move(*, to: Target, config: Config = None) -> int:
    """Copy everything remembered into another, empty database, and verify it; nothing may run meanwhile."""
    from uploader.assembly import data_dir_of
    from uploader.store.database import shown
    from uploader.store.moving import move as moved

    settings = read_settings(config)
    # The same spellings are understood as in UPLOADER_DATABASE_URL.
    target = settings.model_copy(update={"database_url": to}).database
    tables = moved(settings.database, target, data_dir_of(settings))
    say([f"{table.name:<14}{table.rows:>9} rows  sha256 {table.digest}" for table in tables])
    say([f"Moved to {shown(target)}: set UPLOADER_DATABASE_URL to it before anything is started."])
    return Exit.DONE
