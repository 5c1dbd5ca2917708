"""Every command under its name; what each takes stands in the modules that hold them."""

from typing import Annotated

import typer

from uploader.cli import beginning, checks, keeping, looking, prompting, renewing, working
from uploader.cli.exits import Exit
from uploader.cli.options import IDS_BEGIN_WITH_DASH, say

app = typer.Typer(
    name="uploader",
    help="Turns every talk of a YouTube channel into a checked Korean post in a blog's repository.",
    add_completion=True,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _program(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Versions of uploader and the libraries that matter.")
    ] = False,
) -> None:
    if version:
        from uploader.cli.versions import lines

        say(lines())
        raise typer.Exit
    if context.invoked_subcommand is None:
        say([context.get_help()], err=True)
        raise typer.Exit(Exit.USAGE)


app.command()(beginning.init)
app.command()(working.run)
app.command()(working.once)
app.command()(working.backfill)
app.command()(working.preview)
app.command()(looking.status)
app.command(context_settings=IDS_BEGIN_WITH_DASH)(looking.show)
app.command(context_settings=IDS_BEGIN_WITH_DASH)(checks.check)
app.command()(checks.audit)
app.command(context_settings=IDS_BEGIN_WITH_DASH)(looking.retry)
app.command()(renewing.regenerate)
app.command()(looking.costs)
app.command()(looking.export)
app.command()(looking.doctor)
app.command()(keeping.move)
app.command()(working.demo)
app.add_typer(prompting.prompts, name="prompts")
