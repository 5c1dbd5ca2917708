"""Every command with its options; each reads as guard clauses around one call."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from uploader.cli import checks
from uploader.cli.exits import Exit

app = typer.Typer(
    name="uploader",
    help="Turns every talk of a YouTube channel into a checked Korean post in a blog's repository.",
    add_completion=True,
    pretty_exceptions_enable=False,
)

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
_IDS_BEGIN_WITH_DASH = {"ignore_unknown_options": True}


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

        _print(lines())
        raise typer.Exit
    if context.invoked_subcommand is None:
        _print([context.get_help()], err=True)
        raise typer.Exit(Exit.USAGE)


@app.command()
def run(config: Config = None) -> int:
    """Run for good: poll on a schedule, work the queue, serve health. SIGTERM leaves in order."""
    settings = _settings(config)
    from uploader import daemon

    return daemon.run(settings)


@app.command()
def once(config: Config = None) -> int:
    """One poll, then work until nothing is due; for cron. Safe beside another `once` or `run`."""
    from uploader.app import opened
    from uploader.cli.progress import shown

    settings = _settings(config)
    with opened(settings) as opened_app, shown(opened_app):
        since = opened_app.clock()
        unanswered = [f"poll of {poll.channel}: {poll.fault}" for poll in opened_app.poll_all() if poll.fault]
        opened_app.work()
        opened_app.tidy()
        _print(unanswered, err=True)
        return _exit_for([*opened_app.stopped_since(since), *unanswered], opened_app.refused())


@app.command()
def backfill(
    video_id: VideoIds = None,
    *,
    channel: Annotated[
        str | None, typer.Option("--channel", help="A channel's past videos, the oldest first: @handle, UC… or URL.")
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="So many videos at most.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before a channel's videos are begun.")] = False,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """These videos, now, whatever the schedule says; or a channel's past ones, at the polite pace.

    Broken off, the same command goes on with what is left.
    """
    from uploader.app import opened
    from uploader.cli.progress import shown
    from uploader.decide import State
    from uploader.errors import BadInput
    from uploader.ids import parse_channel, parse_video_id
    from uploader.workflow.backfilling import Period

    if bool(video_id) == (channel is not None):
        raise BadInput("give either --video-id or --channel")
    if video_id and (since or until or limit or yes):
        raise BadInput("--since, --until, --limit and --yes go with --channel")
    ids = list(dict.fromkeys(parse_video_id(given) for given in video_id or []))
    period = Period(_utc(since), _utc(until and until + timedelta(days=1)))
    named = parse_channel(channel) if channel is not None else None
    if named and not yes and not sys.stdin.isatty():
        raise BadInput("a channel may have hundreds of videos: add --yes to begin without being asked")
    settings = _settings(config)
    with opened(settings) as opened_app:
        if named:
            ids = opened_app.past(named, period, limit)
            _print([f"{len(ids)} videos to do"], err=True)
            if ids and not yes:
                typer.confirm("Begin?", abort=True, err=True)
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
    *,
    examine: Annotated[bool, typer.Option("--examine", help="Have a second reader check each bullet as well.")] = False,
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
    settings = _settings(config)
    result = previewed(settings.model_copy(update={"examine": examine or settings.examine}), wanted)
    if result.post is None:
        _print([f"held: {reason}" for reason in result.reasons], err=True)
        return Exit.SOME_STOPPED
    sys.stdout.write(result.post.text)
    return Exit.DONE


@app.command()
def status(*, config: Config = None, as_json: AsJson = False) -> int:
    """What waits, runs, is held, failed, and why."""
    from uploader.assembly import now, opened_database
    from uploader.cli import show as told

    with opened_database(_settings(config)) as database:
        given = told.status(database, now())
    _print([json.dumps(given, ensure_ascii=False)] if as_json else told.status_lines(given))
    return Exit.DONE


@app.command(context_settings=_IDS_BEGIN_WITH_DASH)
def show(video: VideoArgument, *, config: Config = None, as_json: AsJson = False) -> int:
    """One video's whole story: states, calls, findings, publications."""
    from uploader.assembly import opened_database
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
    from uploader.assembly import now, opened_database
    from uploader.ids import parse_video_id
    from uploader.store import services, videos

    video_id = parse_video_id(video)
    with opened_database(_settings(config)) as database, database.begin() as session:
        videos.one(session, video_id)
        due = videos.make_due(session, video_id, now=now(), anew=anew)
        services.try_again(session, now())
    _print([f"{video_id}: {'due now' if due else 'is being worked on already'}"])
    return Exit.DONE


@app.command()
def costs(*, config: Config = None, as_json: AsJson = False) -> int:
    """Tokens and money by day, month, model and stage."""
    from uploader.assembly import opened_database
    from uploader.cli import show as told

    with opened_database(_settings(config)) as database:
        given = told.costs(database)
    _print([json.dumps(given, ensure_ascii=False)] if as_json else told.costs_lines(given))
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


def _utc(day: datetime | None) -> datetime | None:
    return day and day.replace(tzinfo=UTC)


def _exit_for(stopped: Sequence[object], refused: dict[str, str]) -> int:
    if refused:
        _print([f"{service} refuses us: {reason}" for service, reason in refused.items()], err=True)
        return Exit.REFUSED
    return Exit.SOME_STOPPED if stopped else Exit.DONE


def _print(lines: list[str], *, err: bool = False) -> None:
    for line in lines:
        typer.echo(line, err=err)
