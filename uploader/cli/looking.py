"""The commands that look, and `retry`: `status`, `show`, `costs`, `doctor`."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from uploader.cli.exits import Exit
from uploader.cli.options import (
    AsJson,
    Config,
    VideoArgument,
    read_settings,
    say,
)

if TYPE_CHECKING:
    from uploader.settings import Settings


def status(*, config: Config = None, as_json: AsJson = False) -> int:
    """What waits, runs, is held, failed, and why."""
    from uploader.assembly import now, opened_database
    from uploader.cli import show as told

    with opened_database(read_settings(config)) as database:
        given = told.status(database, now())
    say([json.dumps(given, ensure_ascii=False)] if as_json else told.status_lines(given))
    return Exit.DONE


def show(
    video: VideoArgument,
    *,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Each bullet with its English words and their moment instead.")
    ] = False,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """One video's whole story: states, calls, findings, publications."""
    from uploader.assembly import opened_database
    from uploader.cli import show as told
    from uploader.cli.sources import sources, sources_lines
    from uploader.ids import parse_video_id

    video_id = parse_video_id(video)
    with opened_database(read_settings(config)) as database:
        given = sources(database, video_id) if evidence else told.story(database, video_id)
    lines = sources_lines if evidence else told.story_lines
    say([json.dumps(given, ensure_ascii=False)] if as_json else lines(given))
    return Exit.DONE


def export(*, config: Config = None) -> int:
    """Every video's story and evidence as JSON lines."""
    from uploader.assembly import opened_database
    from uploader.cli.sources import exported

    with opened_database(read_settings(config)) as database:
        for line in exported(database):
            say([line])
    return Exit.DONE


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
    with opened_database(read_settings(config)) as database, database.begin() as session:
        videos.one(session, video_id)
        due = videos.make_due(session, video_id, now=now(), anew=anew)
        services.try_again(session, now())
    say([f"{video_id}: {'due now' if due else 'is being worked on already'}"])
    return Exit.DONE


def costs(*, config: Config = None, as_json: AsJson = False) -> int:
    """Tokens and money by day, month, model, channel and stage."""
    from uploader.assembly import opened_database
    from uploader.cli import show as told

    with opened_database(read_settings(config)) as database:
        given = told.costs(database)
    say([json.dumps(given, ensure_ascii=False)] if as_json else told.costs_lines(given))
    return Exit.DONE


def doctor(*, config: Config = None) -> int:
    """Check settings, database, git access, model endpoint and YouTube; one line each, with the cure."""
    from uploader.settings import listed

    settings = read_settings(config)
    for one in listed(settings):
        say([f"     {one.name}={one.value}" + (f"  (default: {one.default or 'none'})" if one.changed else "")])
    return examined(settings)


def examined(settings: "Settings") -> Exit:
    """Every check, told as it is made; how they came out."""
    from uploader.doctor import examine

    failed = []
    for check in examine(settings):
        say([f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.said}"])
        if not check.ok:
            say([f"     {check.cure}"])
            failed.append(check)
    if any(check.refused for check in failed):
        return Exit.REFUSED
    return Exit.SOME_STOPPED if failed else Exit.DONE
