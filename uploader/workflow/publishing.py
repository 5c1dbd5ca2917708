"""From a judged summary to a post on the branch; and what stands there already.

The branch is the truth about what is published. With an empty database and a blog that has the post, nothing is
published again; a file that a person wrote is never touched.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from uploader.errors import Cause, Nobody, Stopped
from uploader.gate.contract import contract
from uploader.gate.schemas import moment_of
from uploader.ids import VideoId
from uploader.models import Post, Publication, Severity
from uploader.post.page import render
from uploader.post.read import DATE_KEYS, read_post
from uploader.post.style import AUTO_TAG
from uploader.store import evidence, regeneration, services, videos
from uploader.workflow.ports import Blog, Parts, Stands


def find(video_id: VideoId, parts: Parts) -> Publication | None:
    """The video's post where it stands on the branch already, recorded as published; None where it is to be replaced.

    Raises:
        Stopped: a person's file stands there.
        Later, Nobody: the branch cannot be read now.
    """
    with _serving(parts) as blog:
        standing = blog.find(video_id)
        if standing is None:
            return None
        text = blog.read(standing)
        if _to_be_replaced(video_id, parts):
            _may_be_replaced(blog, standing, text, video_id)
            _keep_date(text, video_id, parts)
            return None
    with parts.database.begin() as session:
        known = any(past.digest == standing.digest for past in evidence.publications(session, video_id))
        if not known and not _automatic(text, video_id):
            raise Stopped(Cause.PERSONS_FILE, f"{standing.path} was not written by uploader")
        publication = Publication(video_id, standing.path, None, standing.digest)
        if not known:
            evidence.keep_publication(session, publication, parts.clock())
    return publication


def publish(video_id: VideoId, summary: int, parts: Parts) -> Publication:
    """Render, check the file, push, record.

    Raises:
        Stopped: the file would break or disfigure the site, or a person's file stands in its place.
        Later, Nobody: the remote cannot take it now; what was paid for waits.
    """
    post, title = rendered(video_id, summary, parts)
    if broken := broken_by(post, parts):
        raise Stopped(Cause.GATE, "\n".join(broken))
    why = _to_be_replaced(video_id, parts)
    subject = f"post: {title} (made again: {why})" if why else f"post: {title}"
    with _serving(parts) as blog:
        old = blog.find(video_id) if why else None
        if old is not None:
            _may_be_replaced(blog, old, blog.read(old), video_id)
        replaces = old.digest if old else None
        publication = blog.publish(post, subject=subject, replaces=replaces, committed_at=parts.clock())
    with parts.database.begin() as session:
        evidence.keep_publication(session, publication, parts.clock())
        regeneration.end(session, video_id)
    return publication


def broken_by(post: Post, parts: Parts) -> tuple[str, ...]:
    """Why this file may not be put on the branch; nothing where it may."""
    found = contract(post.text, post.file_name, parts.clock(), kind=parts.style.format)
    return tuple(f"{f.rule}: {f.text} – {f.message}" for f in found if f.severity is Severity.ERROR)


def rendered(video_id: VideoId, summary: int, parts: Parts) -> tuple[Post, str]:
    """The post and the video's title; `pubDatetime` is fixed by the first rendering and kept."""
    with parts.database.begin() as session:
        judged = evidence.summary(session, summary)
        details = videos.one(session, video_id).details
        if details is None:
            raise LookupError(f"video {video_id} has a summary but no details")
        made_at = videos.fix_made_at(session, video_id, parts.clock())
        again = regeneration.reason(session, video_id)
    # A post made again keeps the date of the one it replaces, whatever new posts are dated by.
    style = replace(parts.style, dated="made") if again else parts.style
    return render(judged.summary, details, made_at, style), details.title


def replaceable(video_id: VideoId, parts: Parts) -> tuple[Stands, str, datetime | None] | None:
    """What stands for the video where a post made again may replace it, its text and date; None where nothing stands.

    Raises:
        Stopped: a person wrote or changed it. Later, Nobody: the branch cannot be read now.
    """
    with _serving(parts) as blog:
        standing = blog.find(video_id)
        if standing is None:
            return None
        text = blog.read(standing)
        _may_be_replaced(blog, standing, text, video_id)
    return standing, text, _date_of(text, parts)


def _to_be_replaced(video_id: VideoId, parts: Parts) -> str | None:
    """Why the post that stands is to be replaced, where it is."""
    with parts.database.begin() as session:
        return regeneration.reason(session, video_id)


def _may_be_replaced(blog: Blog, standing: Stands, text: str, video_id: VideoId) -> None:
    """Asked before anything is paid for, and again before the push: a person may have edited it meanwhile."""
    if not _automatic(text, video_id):
        raise Stopped(Cause.PERSONS_FILE, f"{standing.path} was not written by uploader")
    if not blog.as_written(standing):
        raise Stopped(Cause.PERSONS_FILE, f"{standing.path} was changed since it was written: it is not made again")


def _keep_date(text: str, video_id: VideoId, parts: Parts) -> None:
    if moment := _date_of(text, parts):
        with parts.database.begin() as session:
            regeneration.keep_date(session, video_id, moment)


def _date_of(text: str, parts: Parts) -> datetime | None:
    """The post's date, unless it is in the future: such posts are hidden."""
    values = read_post(text).frontmatter
    given = next((values[key] for key in DATE_KEYS if key in values), None) if isinstance(values, Mapping) else None
    dated = moment_of(given)
    if not isinstance(dated, datetime):
        return None
    moment = dated.astimezone(UTC) if dated.tzinfo else dated.replace(tzinfo=UTC)
    return moment if moment <= parts.clock() else None


def _automatic(text: str, video_id: VideoId) -> bool:
    """Whether the file is a post about this video with the automation's tag."""
    read = read_post(text)
    tags = read.frontmatter.get("tags") if isinstance(read.frontmatter, Mapping) else None
    return isinstance(tags, list) and AUTO_TAG in tags and read.video_id == video_id


class _serving:  # noqa: N801 - reads as what it does: with _serving(parts) as blog
    """The blog, unless its breaker is open; a refusal opens it, an answer closes it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def __enter__(self) -> Blog:
        with self._parts.database.begin() as session:
            services.pass_breaker(session, "site", self._parts.clock(), of=self._parts.blog.breaker)
        return self._parts.blog

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        with self._parts.database.begin() as session:
            if isinstance(error, Nobody):
                services.strike(session, error, self._parts.clock(), of=self._parts.blog.breaker)
            elif error is None or isinstance(error, Stopped):
                services.well(session, self._parts.blog.breaker)
