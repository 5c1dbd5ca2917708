"""Caption tracks: which of them, and YouTube's json3 into cues.

A translated track is never taken: it is the first request that YouTube refuses, and its words were never spoken.
"""

import json
import time
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from uploader.errors import Cause
from uploader.ids import VideoId
from uploader.models import Cue, Transcript
from uploader.youtube.faults import is_captcha, stop
from uploader.youtube.options import YouTubeOptions


@dataclass(frozen=True, slots=True)
class Track:
    """A caption track that can be fetched. `url` delivers json3, for some hours."""

    language: str
    auto_generated: bool
    url: str


def tracks_of(info: dict[str, Any]) -> tuple[Track, ...]:
    """The tracks in spoken languages that yt-dlp found: people's first."""
    found: list[Track] = []
    for key, auto in (("subtitles", False), ("automatic_captions", True)):
        for name, forms in cast("dict[str, list[dict[str, Any]]]", info.get(key) or {}).items():
            url = next((str(form["url"]) for form in forms if form.get("ext") == "json3"), None)
            if url is None:
                continue
            query = parse_qs(urlsplit(url).query)
            if "tlang" in query:
                continue
            language = query.get("lang", [name.removesuffix("-orig")])[-1]
            track = Track(language, auto, url)
            if track not in found:
                found.append(track)
    return tuple(found)


def choose(tracks: tuple[Track, ...], languages: tuple[str, ...]) -> Track | None:
    """The best track in the first wanted language that has one: people's before recognised, `en` before `en-US`."""

    def rank(track: Track) -> tuple[int, bool, bool]:
        return _place(track.language, languages), track.auto_generated, track.language not in languages

    wanted = [track for track in tracks if _place(track.language, languages) < len(languages)]
    return min(wanted, key=rank, default=None)


def _place(language: str, languages: tuple[str, ...]) -> int:
    plain = language.lower()
    fits = (i for i, want in enumerate(languages) if plain == want.lower() or plain.startswith(f"{want.lower()}-"))
    return next(fits, len(languages))


def fetch_track(options: YouTubeOptions, video_id: VideoId, track: Track) -> Transcript:
    """The track's words; one request, and another where the connection failed.

    Raises:
        Later: no connection, an error status, an empty body (captions withheld), an unreadable or an empty track.
        Nobody: YouTube refuses this address.
    """
    body = _fetched(options, track)
    if not body.strip():
        raise stop(Cause.CAPTIONS_WITHHELD, "the caption track came empty")
    return Transcript(video_id, track.language, track.auto_generated, "yt-dlp", parse_json3(body))


def _fetched(options: YouTubeOptions, track: Track) -> bytes:
    import tenacity
    from yt_dlp.networking.exceptions import RequestError, TransportError

    from uploader.youtube.ytdlp import opened

    again = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(TransportError),
        stop=tenacity.stop_after_attempt(2),
        wait=tenacity.wait_fixed(options.pause),
        reraise=True,
    )

    def once() -> bytes:
        time.sleep(options.pause)
        with ydl.urlopen(track.url) as answer:
            body: bytes = answer.read()
        return body

    with opened(options, {}) as ydl:
        try:
            return again(once)
        except RequestError as error:
            raise ydl.meaning(error) from error


def parse_json3(body: bytes) -> tuple[Cue, ...]:
    """One cue for every line of a json3 track, in its order.

    A line is an event with words. Its words come as segments with offsets from the event's start, so the cue starts
    at its first word; window events and the appended line breaks of recognised captions hold no words.

    Raises:
        Later: `body` is not json3, or has no words.
        Nobody: it is a captcha page.
    """
    try:
        found: object = json.loads(body)
        cues = tuple(cue for event in _events(found) if (cue := _cue(event)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # whatever JSON that is no json3 leads to
        if is_captcha(body):
            raise stop(Cause.BLOCKED, "captions: a captcha page") from error
        raise stop(Cause.UNREADABLE_ANSWER, f"captions: {type(error).__name__}") from error
    if not cues:
        raise stop(Cause.UNUSABLE_TRANSCRIPT, "the caption track has no words")
    return cues


def _events(found: object) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", cast("dict[str, Any]", found)["events"])


def _cue(event: dict[str, Any]) -> Cue | None:
    segments: list[dict[str, Any]] = event.get("segs") or []
    text = "".join(str(segment.get("utf8", "")) for segment in segments).strip()
    if not text:
        return None
    first = next(segment for segment in segments if str(segment.get("utf8", "")).strip())
    offset = int(first.get("tOffsetMs", 0))
    start, duration = int(event["tStartMs"]) + offset, int(event.get("dDurationMs", 0)) - offset
    if start < 0:
        raise ValueError("a line before the video's start")
    return Cue(start / 1000, max(0, duration) / 1000, text)
