"""The commands that work: `run`, `once`, `backfill`, `preview`, `demo`; each reads as guard clauses around one call."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from uploader.cli.exits import Exit
from uploader.cli.options import (
    AsJson,
    Config,
    Since,
    Until,
    VideoIds,
    exit_for,
    read_settings,
    say,
    utc,
)

if TYPE_CHECKING:
    from uploader.app import App


def run(config: Config = None) -> int:
    """Run for good: poll on a schedule, work the queue, serve health. SIGTERM leaves in order."""
    settings = read_settings(config)
    from uploader import daemon

    return daemon.run(settings)


def once(config: Config = None) -> int:
    """One poll, then work until nothing is due; for cron. Safe beside another `once` or `run`."""
    from uploader.app import opened
    from uploader.cli.progress import shown

    settings = read_settings(config)
    with opened(settings, leaving=True) as opened_app, shown(opened_app):
        since = opened_app.clock()
        unanswered = [f"poll of {poll.channel}: {poll.fault}" for poll in opened_app.poll_all() if poll.fault]
        opened_app.work()
        opened_app.tidy()
        _tell(opened_app)
        say(unanswered, err=True)
        return exit_for([*opened_app.stopped_since(since), *unanswered], opened_app.refused())


def _tell(opened_app: "App") -> None:
    """Notices are told beside the work: whatever they meet, it is done."""
    import structlog

    try:
        opened_app.tell()
    except Exception:  # noqa: BLE001 - whatever it is, it is in the log, and the exit code tells of the videos
        structlog.get_logger().exception("telling failed")


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
    from uploader.cli.show import ended, ended_lines
    from uploader.decide import State
    from uploader.errors import BadInput
    from uploader.ids import parse_channel, parse_video_id
    from uploader.workflow.backfilling import Period

    if bool(video_id) == (channel is not None):
        raise BadInput("give either --video-id or --channel")
    if video_id and (since or until or limit or yes):
        raise BadInput("--since, --until, --limit and --yes go with --channel")
    ids = list(dict.fromkeys(parse_video_id(given) for given in video_id or []))
    period = Period(utc(since), utc(until and until + timedelta(days=1)))
    named = parse_channel(channel) if channel is not None else None
    if named and not yes and not sys.stdin.isatty():
        raise BadInput("a channel may have hundreds of videos: add --yes to begin without being asked")
    settings = read_settings(config)
    with opened(settings, leaving=True) as opened_app:
        if named:
            ids = opened_app.past(named, period, limit)
            cost = opened_app.likely_cost(len(ids))
            about = "cost unknown: prices has no row for the model" if cost is None else f"about {cost:.2f} USD"
            say([f"{len(ids)} videos to do, {about}"], err=True)
            if ids and not yes:
                typer.confirm("Begin?", abort=True, err=True)
        with shown(opened_app):
            rows = opened_app.backfill(ids)
        how = [ended(row) for row in rows]
        say([json.dumps(how, ensure_ascii=False)] if as_json else ended_lines(how))
        return exit_for([row.id for row in rows if row.state is not State.PUBLISHED], opened_app.refused())


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
    settings = read_settings(config)
    result = previewed(settings.model_copy(update={"examine": examine or settings.examine}), wanted)
    if result.post is None:
        say([f"held: {reason}" for reason in result.reasons], err=True)
        return Exit.SOME_STOPPED
    sys.stdout.write(result.post.text)
    return Exit.DONE


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
