"""Transcript files: the one shape in which talks come in and go out without YouTube.

    {"video_id", "title", "channel", "language", "auto_generated", "duration",
     "segments": [{"start", "duration", "text"}],
     "description", "chapters": [{"start_time", "end_time", "title"}], "published"}

Seconds are numbers, `published` is ISO 8601. `video_id`, `title` and `segments` must be there; more keys are free.
"""

import json
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NotRequired

from annotated_types import Ge, Le, MinLen
from typing_extensions import TypedDict

from uploader.errors import BadInput
from uploader.ids import parse_video_id
from uploader.models import Chapter, Cue, Details, Transcript

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

Seconds = Annotated[float, Ge(0), Le(1_000_000)]
"""A finite time; no video lasts eleven days."""


class _Segment(TypedDict):
    start: Seconds
    duration: Seconds
    text: str


class _Chapter(TypedDict):
    start_time: Seconds
    end_time: Seconds
    title: str


class _File(TypedDict):
    video_id: str
    title: Annotated[str, MinLen(1)]
    segments: Annotated[list[_Segment], MinLen(1)]
    channel: NotRequired[str | None]
    language: NotRequired[str | None]
    auto_generated: NotRequired[bool | None]
    duration: NotRequired[Seconds | None]
    description: NotRequired[str | None]
    chapters: NotRequired[list[_Chapter] | None]
    published: NotRequired[datetime | None]


def read_transcript(text: str, name: str) -> tuple[Details, Transcript]:
    """The video and its captions out of a transcript file's `text`; `name` is what messages call the file.

    A missing language is `und`, a missing `auto_generated` true (the more careful reading), a duration of 0 unknown.
    A `published` without a time zone is UTC.

    Raises:
        BadInput: one line that says what is wrong and where: no JSON, no segments, a negative or endless time, a text
            that is no string, no video id.
    """
    from pydantic import ValidationError  # 0.1 s that only a reader of files pays

    try:
        file = _shape().validate_json(text.removeprefix("\ufeff").encode("utf-8", "replace"), strict=True)
    except ValidationError as wrong:
        raise BadInput(f"{name}: {_first(wrong.errors(include_url=False)[0])}") from wrong
    try:
        video_id = parse_video_id(file["video_id"])
    except BadInput as wrong:
        raise BadInput(f"{name}: video_id: {wrong}") from wrong
    if not file["title"].strip():
        raise BadInput(f"{name}: title: is empty")
    details = Details(
        video_id=video_id,
        title=file["title"],
        channel=file.get("channel") or "",
        description=file.get("description") or "",
        published=_moment(file.get("published"), name),
        duration=file.get("duration") or None,
        chapters=tuple(
            Chapter(chapter["start_time"], chapter["end_time"], chapter["title"])
            for chapter in file.get("chapters") or ()
        ),
    )
    generated = file.get("auto_generated")
    transcript = Transcript(
        video_id=video_id,
        language=file.get("language") or "und",
        auto_generated=True if generated is None else generated,
        source="file",
        cues=tuple(Cue(cue["start"], cue["duration"], cue["text"]) for cue in file["segments"]),
    )
    return details, transcript


def write_transcript(details: Details, transcript: Transcript) -> str:
    """The two as a transcript file's text; `read_transcript` reads the same values back."""
    file: dict[str, Any] = {
        "video_id": details.video_id,
        "title": details.title,
        "channel": details.channel,
        "language": transcript.language,
        "auto_generated": transcript.auto_generated,
        "duration": details.duration,
        "published": details.published.isoformat() if details.published else None,
        "description": details.description,
        "chapters": [
            {"start_time": chapter.start, "end_time": chapter.end, "title": chapter.title}
            for chapter in details.chapters
        ],
        "segments": [{"start": cue.start, "duration": cue.duration, "text": cue.text} for cue in transcript.cues],
    }
    return json.dumps(file, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


@cache
def _shape() -> "TypeAdapter[_File]":
    from pydantic import TypeAdapter

    return TypeAdapter(_File)


def _first(error: "ErrorDetails") -> str:
    """The first fault as `segments.3.start: input should be …`, one line."""
    if error["type"] == "too_short" and error["loc"] == ("segments",):
        return "there are no segments"
    where = ".".join(str(step) for step in error["loc"])
    what = " ".join(str(error["msg"]).split())
    return f"{where}: {what[0].lower()}{what[1:]}" if where else what


def _moment(published: datetime | None, name: str) -> datetime | None:
    if published is None:
        return None
    try:
        return (published if published.tzinfo else published.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as wrong:
        raise BadInput(f"{name}: published: {published} is out of range") from wrong
