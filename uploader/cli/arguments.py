"""Every command with its options; each reads as guard clauses around one call."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from uploader.cli import checks
from uploader.cli.exits import Exit

app = typer.Typer(
    name="uploader",
    help="Turns every talk of a YouTube channel into a checked Korean post in a blog's repository.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file; else UPLOADER_CONFIG, else uploader.toml.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
VideoIds = Annotated[list[str], typer.Option("--video-id", help="An id or any YouTube URL; may be repeated.")]
VideoArgument = Annotated[str, typer.Argument(metavar="ID", help="An id or any YouTube URL.")]
# An id may begin with "-": such a word is no option then.
_IDS_BEGIN_WITH_DASH = {"ignore_unknown_options": True}


@app.callback(invoke_without_command=True)
def _program(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Versions of uploader and the libraries that matter.")
    ] = False,
) -> None:
    if version:
        from uploader.cli.versions import lines

        _print(lines())
        raise typer.Exit


@app.command()
def run(config: Config = None) -> int:
    """Run for good: poll on a schedule, work the queue, serve health. SIGTERM leaves in order."""
    from uploader import daemon
    from uploader.app import opened

    settings = _settings(config)
    with opened(settings) as opened_app:
        return daemon.run(opened_app)


@app.command()
def once(config: Config = None) -> int:
    """One poll, then work until nothing is due; for cron. Safe beside another `once` or `run`."""
    from uploader.app import opened
    from uploader.cli.progress import shown

    settings = _settings(config)
    with opened(settings) as opened_app, shown(opened_app):
        since = opened_app.clock()
        opened_app.poll_all()
        opened_app.work()
        return _exit_for(opened_app.stopped_since(since), opened_app.refused())


@app.command()
def backfill(
    video_id: VideoIds,
    *,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """These videos, now, whatever the schedule says."""
    from uploader.app import opened
    from uploader.cli.progress import shown
    from uploader.decide import State
    from uploader.ids import parse_video_id

    ids = list(dict.fromkeys(parse_video_id(given) for given in video_id))
    settings = _settings(config)
    with opened(settings) as opened_app:
        with shown(opened_app):
            rows = opened_app.backfill(ids)
        ended = [
            {
                "video_id": r.id,
                "state": str(r.state),
                "reasons": [str(r.cause), *r.detail.splitlines()] if r.cause else [],
            }
            for r in rows
        ]
        if as_json:
            _print([json.dumps(ended, ensure_ascii=False)])
        else:
            _print(
                [
                    f"{row['video_id']}: {row['state']}" + "".join(f"\n    {reason}" for reason in row["reasons"])
                    for row in ended
                ]
            )
        return _exit_for([row.id for row in rows if row.state is not State.PUBLISHED], opened_app.refused())


@app.command()
def preview(
    video_id: Annotated[str | None, typer.Option("--video-id", help="An id or any YouTube URL.")] = None,
    transcript: Annotated[
        Path | None, typer.Option("--transcript", help="A transcript file instead: no YouTube at all.")
    ] = None,
    config: Config = None,
) -> int:
    """The post on standard output; nothing is published."""
    from uploader.app import previewed
    from uploader.errors import BadInput
    from uploader.ids import parse_video_id

    if (video_id is None) == (transcript is None):
        raise BadInput("give either --video-id or --transcript")
    wanted = parse_video_id(video_id) if video_id is not None else transcript
    assert wanted is not None  # noqa: S101 - one of the two is given
    result = previewed(_settings(config), wanted)
    if result.post is None:
        _print([f"held: {reason}" for reason in result.reasons], err=True)
        return Exit.SOME_STOPPED
    sys.stdout.write(result.post.text)
    return Exit.DONE


@app.command()
def status(*, config: Config = None, as_json: AsJson = False) -> int:
    """What waits, runs, is held, failed, and why."""
    from uploader.app import now, opened_database
    from uploader.cli import show as told

    with opened_database(_settings(config)) as database:
        given = told.status(database, now())
    _print([json.dumps(given, ensure_ascii=False)] if as_json else told.status_lines(given))
    return Exit.DONE


@app.command(context_settings=_IDS_BEGIN_WITH_DASH)
def show(video: VideoArgument, *, config: Config = None, as_json: AsJson = False) -> int:
    """One video's whole story: states, calls, findings, publications."""
    from uploader.app import opened_database
    from uploader.cli import show as told
    from uploader.ids import parse_video_id

    video_id = parse_video_id(video)
    with opened_database(_settings(config)) as database:
        given = told.story(database, video_id)
    _print([json.dumps(given, ensure_ascii=False)] if as_json else told.story_lines(given))
    return Exit.DONE


app.command(context_settings=_IDS_BEGIN_WITH_DASH)(checks.check)
app.command()(checks.audit)


@app.command(context_settings=_IDS_BEGIN_WITH_DASH)
def retry(
    video: VideoArgument,
    *,
    anew: Annotated[bool, typer.Option("--anew", help="Buy new answers instead of reading the kept ones.")] = False,
    config: Config = None,
) -> int:
    """Try a video again: `run` or the next `once` takes it up."""
    from uploader.app import now, opened_database
    from uploader.ids import parse_video_id
    from uploader.store import videos

    video_id = parse_video_id(video)
    with opened_database(_settings(config)) as database, database.begin() as session:
        videos.one(session, video_id)
        due = videos.make_due(session, video_id, now=now(), anew=anew)
    _print([f"{video_id}: {'due now' if due else 'is being worked on already'}"])
    return Exit.DONE


@app.command()
def doctor(*, config: Config = None) -> int:
    """Check settings, database, git access, model endpoint and YouTube; one line each, with the cure."""
    from uploader.doctor import examine

    checks = examine(_settings(config))
    for check in checks:
        _print(
            [
                f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.said}"
                + ("" if check.ok else f"\n     {check.cure}")
            ]
        )
    return Exit.DONE if all(check.ok for check in checks) else Exit.SOME_STOPPED


@app.command()
def demo(
    *,
    model: Annotated[
        str | None, typer.Option("--model", help="A real model at OPENAI_BASE_URL instead of replayed answers.")
    ] = None,
    local_model: Annotated[
        bool, typer.Option("--local-model", help="A small model from the package index: it must publish nothing.")
    ] = False,
    folder: Annotated[Path, typer.Option("--dir", help="Where the demo's world is made; made anew each time.")] = Path(
        ".demo"
    ),
) -> int:
    """The whole main job on this machine with no account and no network."""
    from uploader.cli.logs import configure
    from uploader.demo.show import run_demo

    configure(as_json=False)
    run_demo(folder, typer.echo, model=model, local_model=local_model)
    return Exit.DONE


def _settings(config: Path | None) -> "Settings":  # type: ignore[name-defined]  # noqa: F821
    from uploader.cli.logs import configure
    from uploader.settings import load_settings

    settings = load_settings(config)
    configure(as_json=settings.log_json)
    return settings


def _exit_for(stopped: Sequence[object], refused: dict[str, str]) -> int:
    if refused:
        _print([f"{service} refuses us: {reason}" for service, reason in refused.items()], err=True)
        return Exit.REFUSED
    return Exit.SOME_STOPPED if stopped else Exit.DONE


def _print(lines: list[str], *, err: bool = False) -> None:
    for line in lines:
        typer.echo(line, err=err)
