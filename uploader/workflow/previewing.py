"""A post to look at: the same path from the talk to the checked file, without the branch and without the engine."""

from dataclasses import replace
from datetime import datetime

from uploader.ids import VideoId
from uploader.models import Details, Post, Summary
from uploader.post.page import render
from uploader.post.style import Style
from uploader.store import videos
from uploader.store.values import from_json
from uploader.talk.files import read_transcript
from uploader.workflow import listening, routing, watching, writing
from uploader.workflow.ports import Parts
from uploader.workflow.publishing import broken_by

Result = tuple[Post | None, tuple[str, ...]]
"""The post, or None and the reasons why there would be none."""


def of_video(video_id: VideoId, parts: Parts) -> Result:
    """The post of a video on YouTube; it becomes known, not due.

    Raises:
        Later, Never, Nobody, Stopped, OverBudget: as on any video's path.
    """
    with parts.database.begin() as session:
        videos.preview(session, video_id, parts.clock())
    name = routing.known(video_id, parts)
    parts = routing.named(routing.found(video_id, parts) if name is None else name, parts)
    # Whoever names a video means it, whatever other video shows the same talk.
    digest = listening.read_or_heard(video_id, lambda _, do: do(), replace(parts, reuploads="publish"))
    talk, draft = watching.read(video_id, digest, parts)
    return _written(writing.Writer(talk, draft, parts), talk.details, parts)


def of_file(text: str, name: str, parts: Parts) -> Result:
    """The post of a transcript file.

    Raises:
        BadInput: the file is no transcript. Later: its transcript is unusable.
        Nobody, Stopped, OverBudget: as on any video's path.
    """
    details, transcript = read_transcript(text, name)
    talk = watching.usable(details, transcript)
    return _written(writing.Writer(talk, 0, parts), details, parts)


def _written(writer: writing.Writer, details: Details, parts: Parts) -> Result:
    return checked(written(writer), details, parts.clock(), parts.style, parts)


def written(writer: writing.Writer) -> writing.Draft:
    """The whole way from the talk to a verdict, in one go. Raises as any video's path."""
    outline = writer.outline()
    draft = writer.merge(outline, writer.sections(outline))
    return writer.judged(outline, draft, lambda _, judge: judge())


def checked(draft: writing.Draft, details: Details, dated: datetime, style: Style, parts: Parts) -> Result:
    """The post of a judged draft, its file checked."""
    if draft["verdict"] != "passed":
        return None, tuple(draft["reasons"])
    post = render(from_json(Summary, draft["summary"]), details, dated, style)
    broken = broken_by(post, parts)
    return (None, broken) if broken else (post, ())
