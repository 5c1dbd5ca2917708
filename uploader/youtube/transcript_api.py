"""Captions by youtube-transcript-api: another client of YouTube's, for when the first is given none. Three requests."""

import time
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import errors

from uploader.errors import Cause, Stop
from uploader.ids import VideoId
from uploader.models import Cue, Transcript
from uploader.youtube.faults import reason, stop
from uploader.youtube.options import YouTubeOptions
from uploader.youtube.tracks import Track, choose

if TYPE_CHECKING:
    import requests

_NO_ELEMENTS = errors.codes[errors.XML_ERROR_NO_ELEMENTS]
_WRONG_SHAPE = (ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What escapes from the library when an answer has another shape than it expects."""


def fetch_transcript(options: YouTubeOptions, video_id: VideoId) -> Transcript:
    """The transcript in the first wanted language that has one.

    Raises:
        Later: no captions, captions withheld, no connection, an error status, or an unreadable answer.
        Never: captions in other languages only, or the video cannot be had.
        Nobody: YouTube refuses this address.
    """
    import requests
    import tenacity
    from youtube_transcript_api import YouTubeTranscriptApiException

    again = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type((requests.ConnectionError, requests.Timeout)),
        stop=tenacity.stop_after_attempt(2),
        wait=tenacity.wait_fixed(options.pause),
        reraise=True,
    )
    try:
        return again(_fetched, options, video_id)
    except YouTubeTranscriptApiException as error:
        raise _meaning(error) from error
    except requests.JSONDecodeError as error:
        raise stop(Cause.UNREADABLE_ANSWER, "youtube-transcript-api: not JSON") from error
    except requests.RequestException as error:
        raise stop(Cause.CONNECTION, f"youtube-transcript-api: {type(error).__name__}") from error
    except ParseError as error:
        # An empty body is what YouTube sends instead of captions that need a PO token.
        empty = (error.position, error.code) == ((1, 0), _NO_ELEMENTS)
        cause = Cause.CAPTIONS_WITHHELD if empty else Cause.UNREADABLE_ANSWER
        raise stop(cause, "youtube-transcript-api: captions are no XML") from error
    except _WRONG_SHAPE as error:
        raise stop(Cause.UNREADABLE_ANSWER, f"youtube-transcript-api: {type(error).__name__}") from error


def _fetched(options: YouTubeOptions, video_id: VideoId) -> Transcript:
    from youtube_transcript_api import YouTubeTranscriptApi

    from uploader.youtube.session import open_session

    time.sleep(options.pause)
    with open_session(options, options.timeout) as session:
        session.hooks["response"].append(partial(_of_this_video, video_id))
        found = {
            Track(each.language_code, each.is_generated, ""): each
            for each in YouTubeTranscriptApi(http_client=session).list(video_id)
        }
        track = choose(tuple(found), options.languages)
        if track is None:
            spoken = ", ".join(sorted(each.language for each in found))
            raise stop(Cause.NO_LANGUAGE, f"only {spoken}")
        time.sleep(options.pause)
        fetched = found[track].fetch()
    cues = tuple(Cue(each.start, each.duration, each.text) for each in fetched if each.text.strip())
    if not cues:
        raise stop(Cause.UNUSABLE_TRANSCRIPT, "the caption track has no words")
    return Transcript(video_id, track.language, track.auto_generated, "youtube-transcript-api", cues)


def _of_this_video(video_id: VideoId, answer: "requests.Response", **_: object) -> None:
    """The library never looks whose captions it was handed."""
    parts = urlsplit(answer.url)
    if parts.path == "/api/timedtext" and parse_qs(parts.query).get("v") != [video_id]:
        raise stop(Cause.UNREADABLE_ANSWER, "YouTube answered about another video")


def _meaning(error: Exception) -> Stop:
    import youtube_transcript_api as api

    by_type: tuple[tuple[type[Exception], Cause], ...] = (
        (api.RequestBlocked, Cause.BLOCKED),
        (api.TranscriptsDisabled, Cause.NO_CAPTIONS),
        (api.AgeRestricted, Cause.AGE_RESTRICTED),
        (api.VideoUnavailable, Cause.REMOVED),
        (api.PoTokenRequired, Cause.CAPTIONS_WITHHELD),
        (api.YouTubeRequestFailed, Cause.SERVER_FAULT),
    )
    name = f"youtube-transcript-api: {type(error).__name__}"
    if isinstance(error, api.VideoUnplayable):
        said = ". ".join([error.reason or "", *error.sub_reasons])
        return reason([said]) or stop(Cause.UNREADABLE_ANSWER, f"{name}: {said}")
    cause = next((cause for kind, cause in by_type if isinstance(error, kind)), Cause.UNREADABLE_ANSWER)
    return stop(cause, name)
