"""`check` and `audit`: posts that stand already, judged like new ones. Neither needs a model, a key or the network."""

import json
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from uploader.cli.exits import Exit
from uploader.cli.options import AsJson, Config, read_settings, say

if TYPE_CHECKING:
    from uploader.audit.checkout import Checkout
    from uploader.audit.examine import Examined, Source
    from uploader.audit.report import Report
    from uploader.settings import Settings


def check(
    post: Annotated[Path, typer.Argument(metavar="POST.md", help="A post's file.")],
    *,
    transcript: Annotated[Path | None, typer.Option("--transcript", help="The talk's transcript file.")] = None,
    as_json: AsJson = False,
) -> int:
    """Run the publish gate over one post's file; needs no settings, no key and no network."""
    from uploader.audit.examine import examine, read_source
    from uploader.audit.report import check_json
    from uploader.cli.findings import post_lines
    from uploader.files import shipped

    source = read_source(transcript) if transcript else None
    found = examine(post, str(post), shipped("glossary.tsv").read_text("utf-8"), _now(), source=source)
    if as_json:
        say([json.dumps(check_json(found), ensure_ascii=False)])
    else:
        say(post_lines(found))
    say([found.note] if found.note else [], err=True)
    return Exit.SOME_STOPPED if found.errors else Exit.DONE


def audit(
    blog: Annotated[Path, typer.Argument(metavar="BLOG_DIR", help="A checkout of the blog, or its posts' folder.")],
    *,
    transcripts: Annotated[Path | None, typer.Option("--transcripts", help="A folder of <video id>.json.")] = None,
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option("--html", help="Also a page to hand around.")] = None,
    requeue: Annotated[
        bool, typer.Option("--requeue", help="Schedule the posts with errors for regeneration.")
    ] = False,
    config: Config = None,
) -> int:
    """Judge every post of a blog's checkout; reads only, unless --requeue."""
    from uploader.audit.checkout import posts_of
    from uploader.audit.page import render
    from uploader.audit.report import Report
    from uploader.cli.findings import report_lines
    from uploader.errors import BadInput

    settings = read_settings(config)
    checkout = posts_of(blog, *(own.posts_dir for own in (settings, *settings.apart.values())))
    if transcripts is not None and not transcripts.is_dir():
        raise BadInput(f"no such folder: {transcripts}")
    if html is not None and not html.absolute().parent.is_dir():
        raise BadInput(f"no such folder: {html.absolute().parent}")
    moment = _now()
    report = Report(_judged(checkout, transcripts, settings, moment))
    if html is not None:
        _write(html, render(report, blog.absolute().name, moment))
    say([f"{post.file}: {post.note}" for post in report.posts if post.note], err=True)
    if as_json:
        say([json.dumps(report.as_json(), ensure_ascii=False)])
    else:
        say(report_lines(report))
    _remember(report, checkout, blog, settings, moment)
    if requeue:
        say(_requeued(report, settings, moment), err=True)
    return Exit.SOME_STOPPED if report.broken else Exit.DONE


def _remember(report: "Report", checkout: "Checkout", blog: Path, settings: "Settings", moment: datetime) -> None:
    """Keep what was found, where there is a database: notices tell what is new in it, and the pages show all of it."""
    from uploader.assembly import opened_database
    from uploader.store import audits
    from uploader.store.database import is_there

    if not is_there(settings.database):
        return
    found = [
        audits.Post(post.file, post.video_id, post.findings, checkout.text(post.file))
        for post in report.posts
        if post.findings
    ]
    with opened_database(settings) as database, database.begin() as session:
        audits.keep(session, str(blog.absolute()), len(report.posts), found, moment)


def _requeued(report: "Report", settings: "Settings", moment: datetime) -> list[str]:
    """Schedule each broken post's video once; what came of it."""
    from uploader.assembly import opened_database
    from uploader.audit.report import visible
    from uploader.models import Severity
    from uploader.store import regeneration, reviews

    lines = [f"{visible(post.file)}: names no video: not scheduled" for post in report.broken if not post.video_id]
    named = {post.video_id: post for post in reversed(report.broken) if post.video_id}
    scheduled = 0
    with opened_database(settings) as database:
        for video_id, post in named.items():
            rules = dict.fromkeys(str(one.rule) for one in post.findings if one.severity is Severity.ERROR)
            with database.begin() as session:
                reviewed = reviews.is_reviewed(session, video_id)
                due = regeneration.schedule(session, video_id, ", ".join(rules), now=moment)
            scheduled += due
            why = "a person published it from review: left alone" if reviewed else "is being worked on already"
            lines += [] if due else [f"{video_id}: {why}"]
    return [*lines, f"{scheduled} scheduled for regeneration: `run` or the next `once` takes them up"]


def _judged(
    checkout: "Checkout", transcripts: Path | None, settings: "Settings", moment: datetime
) -> tuple["Examined", ...]:
    from uploader.audit.checkout import across, audit

    glossary = _glossary(settings)
    with _kept(settings) as kept, _progress(len(checkout.files)) as advance:
        judged: list[Examined] = []
        cores = len(os.sched_getaffinity(0))
        for post in audit(checkout, glossary, moment, processes=cores, transcripts=transcripts, kept=kept):
            judged.append(post)
            advance()
    return across(judged)


@contextmanager
def _kept(settings: "Settings") -> Generator[Callable[[Path], "Source | None"], None, None]:
    """The captions that the database holds for a post's file, where there is a database."""
    from uploader.assembly import opened_database
    from uploader.audit.examine import video_of
    from uploader.store.database import is_there
    from uploader.store.evidence import captions_of

    if not is_there(settings.database):
        yield lambda _: None
        return
    with opened_database(settings) as database:

        def kept(path: Path) -> "Source | None":
            video_id = video_of(path)
            if video_id is None:
                return None
            with database.begin() as session:
                return captions_of(session, video_id)

        yield kept


@contextmanager
def _progress(total: int) -> Generator[Callable[[], None], None, None]:
    """A bar on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("posts", total=total)
        yield lambda: progress.advance(task)


def _now() -> datetime:
    """The present, without the parts that `uploader.assembly` puts together: a check starts quickly."""
    return datetime.now(UTC)


def _glossary(settings: "Settings") -> str:
    from uploader.errors import BadInput
    from uploader.files import shipped

    path = settings.glossary_file or shipped("glossary.tsv")
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadInput(f"cannot read {path}: {wrong}") from wrong


def _write(path: Path, text: str) -> None:
    from uploader.errors import BadInput

    try:
        path.write_text(text, "utf-8")
    except OSError as wrong:
        raise BadInput(f"cannot write {path}: {wrong.strerror}") from wrong
