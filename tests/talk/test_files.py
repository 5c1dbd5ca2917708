import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.errors import BadInput
from uploader.ids import parse_video_id
from uploader.models import Chapter, Cue, Details, Transcript
from uploader.talk.files import read_transcript, write_transcript

VIDEO = parse_video_id("aB3-_x9Yz01")

WHOLE = """{
  "video_id": "https://youtu.be/aB3-_x9Yz01", "title": "Small Engines", "channel": "Workshop", "language": "en",
  "auto_generated": false, "duration": 62, "description": "About engines.", "timing": "real",
  "chapters": [{"start_time": 0, "end_time": 62.0, "title": "All"}], "published": "2026-03-04T09:00:00+09:00",
  "segments": [{"start": 0, "duration": 2.5, "text": "Hello &amp; welcome"}, {"start": 2.5, "duration": 1, "text": ""}]
}"""


def test_a_whole_file_is_read() -> None:
    assert read_transcript(WHOLE, "talk.json") == (
        Details(
            video_id=VIDEO,
            title="Small Engines",
            channel="Workshop",
            description="About engines.",
            published=datetime(2026, 3, 4, tzinfo=UTC),
            duration=62,
            chapters=(Chapter(0, 62, "All"),),
        ),
        Transcript(VIDEO, "en", False, "file", (Cue(0, 2.5, "Hello &amp; welcome"), Cue(2.5, 1, ""))),  # noqa: FBT003
    )


def test_what_a_file_may_leave_out_is_unknown_rather_than_guessed() -> None:
    details, transcript = read_transcript(file(duration=0, description=None), "talk.json")
    assert (details.channel, details.description, details.published, details.duration) == ("", "", None, None)
    assert (transcript.language, transcript.auto_generated) == ("und", True)


def test_a_time_without_a_zone_is_utc_and_a_byte_order_mark_is_no_fault() -> None:
    details, _ = read_transcript("\ufeff" + file(published="2026-03-04T09:00:00"), "talk.json")
    assert details.published == datetime(2026, 3, 4, 9, tzinfo=UTC)


def file(**changed: object) -> str:
    """A small file's text with some keys set, or left out where None is `...`."""
    whole = {"video_id": VIDEO, "title": "T", "segments": [{"start": 0, "duration": 1, "text": "x"}]} | changed
    return json.dumps({key: value for key, value in whole.items() if value is not ...})


def segment(**changed: object) -> str:
    return file(segments=[{"start": 0, "duration": 1, "text": "x"} | changed])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Invalid JSON"),
        ("{", "Invalid JSON"),
        ("[" * 100_000, "Invalid JSON"),
        ("\ud800", "Invalid JSON"),
        ("[]", "Input should be an object"),
        ('"talk"', "Input should be an object"),
        ("{}", "video_id: field required"),
        (file(title=...), "title: field required"),
        (file(title="  "), "title: is empty"),
        (file(title=None), "title: input should be a valid string"),
        (file(video_id=12345678901), "video_id: input should be a valid string"),
        (file(video_id="short"), "video_id: not a video id"),
        (file(video_id="https://example.org/watch?v=aB3-_x9Yz01"), "video_id: not a YouTube URL"),
        (file(segments=...), "segments: field required"),
        (file(segments=[]), "there are no segments"),
        (file(segments="x"), "segments: input should be a valid array"),
        (file(segments=["x"]), "segments.0: input should be an object"),
        (segment(start=-0.5), "segments.0.start: input should be greater"),
        (segment(duration=-1), "segments.0.duration: input should be greater"),
        (segment(start=float("nan")), "segments.0.start"),
        (segment(start=float("inf")), "segments.0.start: input should be less"),
        (segment(start=10**400), "segments.0.start"),
        (segment(start="1.0"), "segments.0.start: input should be a valid number"),
        (segment(start=True), "segments.0.start: input should be a valid number"),
        (segment(text=5), "segments.0.text: input should be a valid string"),
        (segment(text=None), "segments.0.text: input should be a valid string"),
        (segment(text="\ud800"), "Invalid JSON"),
        (file(duration=-4), "duration: input should be greater"),
        (file(auto_generated="yes"), "auto_generated: input should be a valid boolean"),
        (file(published="yesterday"), "published: input should be a valid datetime"),
        (file(published="0001-01-01T00:00:00+05:00"), "published: 0001-01-01 00:00:00+05:00 is out of range"),
        (file(chapters=[{"start_time": 0, "title": "x"}]), "chapters.0.end_time: field required"),
    ],
)
def test_anything_else_is_one_line_that_says_what_is_wrong_and_where(text: str, said: str) -> None:
    with pytest.raises(BadInput) as raised:
        read_transcript(text, "talk.json")
    message = str(raised.value)
    assert message.startswith(f"talk.json: {said}")
    assert "\n" not in message
    assert len(message) < 200


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SECONDS = st.floats(0, 1_000_000)
DETAILS = st.builds(
    Details,
    video_id=st.just(VIDEO),
    title=TEXT.filter(str.strip),
    channel=TEXT,
    description=TEXT,
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    duration=st.none() | SECONDS.filter(bool),
    chapters=st.lists(st.builds(Chapter, SECONDS, SECONDS, TEXT), max_size=3).map(tuple),
)


TRANSCRIPTS = st.builds(
    Transcript,
    video_id=st.just(VIDEO),
    language=st.sampled_from(["en", "de"]),
    source=st.just("file"),
    cues=st.lists(st.builds(Cue, SECONDS, SECONDS, TEXT), min_size=1, max_size=5).map(tuple),
)


@given(DETAILS, TRANSCRIPTS)
def test_what_is_written_is_read_back(details: Details, transcript: Transcript) -> None:
    assert read_transcript(write_transcript(details, transcript), "talk.json") == (details, transcript)
