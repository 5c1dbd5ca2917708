"""The whole room against the emulator: each state of a video, each fault of each request, and what it costs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.youtube.conftest import Show
from tests.youtube.scene import ANOTHER, BY_HAND, CHANNEL, CUES, ENGLISH, GERMAN, STARTS, TALK, THE_TALK, many
from uploader.demo.emulator import EmulatedVideo, Emulator, Fault, Sort, State, Trouble
from uploader.errors import BadInput, Cause, Later, Never, Nobody, Stop
from uploader.ids import Handle, parse_video_id
from uploader.models import Kind, Transcript
from uploader.youtube import YouTube, YouTubeOptions


def fetched(youtube: YouTube) -> Transcript:
    return youtube.transcript(youtube.watch(TALK))


# ------------------------------------------------------------------------------------------- what it costs


def test_a_published_video_costs_three_requests(emulator: Emulator, youtube: YouTube) -> None:
    found = fetched(youtube)
    assert [cue.text for cue in found.cues] == [cue.text for cue in CUES]
    assert (found.video_id, found.language, found.auto_generated, found.source) == (TALK, "en", True, "yt-dlp")
    assert emulator.counted() == {"watch": 1, "player": 1, "timedtext": 1}


def test_an_idle_poll_costs_one(emulator: Emulator, youtube: YouTube) -> None:
    youtube.feed(CHANNEL)
    assert emulator.counted() == {"feed": 1}


def test_a_look_in_vain_costs_two(show: Show, youtube: YouTube) -> None:
    emulator = show(replace(THE_TALK, captions_after_looks=1))
    with pytest.raises(Later) as stopped:
        fetched(youtube)
    assert stopped.value.cause is Cause.NO_CAPTIONS
    assert emulator.counted() == {"watch": 1, "player": 1}
    assert fetched(youtube).cues
    assert emulator.counted() == {"watch": 2, "player": 2, "timedtext": 1}


# ------------------------------------------------------------------------------------------- the states of a video

STATES: dict[str, tuple[EmulatedVideo, type[Stop], Cause]] = {
    "private": (replace(THE_TALK, state=State.PRIVATE), Never, Cause.PRIVATE),
    "removed": (replace(THE_TALK, state=State.REMOVED), Never, Cause.REMOVED),
    "never there": (replace(THE_TALK, video_id=parse_video_id("someone-els")), Never, Cause.REMOVED),
    "members": (replace(THE_TALK, state=State.MEMBERS), Never, Cause.MEMBERS_ONLY),
    "age": (replace(THE_TALK, state=State.AGE), Never, Cause.AGE_RESTRICTED),
    "geo": (replace(THE_TALK, state=State.GEO), Never, Cause.GEO_BLOCKED),
    "bot check": (replace(THE_TALK, state=State.BOT), Nobody, Cause.BLOCKED),
    "rate limited": (replace(THE_TALK, state=State.RATE_LIMITED), Nobody, Cause.BLOCKED),
    "captcha": (replace(THE_TALK, state=State.CAPTCHA), Nobody, Cause.BLOCKED),
    "premiere to come": (replace(THE_TALK, state=State.UPCOMING, starts_at=STARTS), Later, Cause.UPCOMING),
    "stream to come": (
        replace(THE_TALK, state=State.UPCOMING, kind=Kind.STREAM, starts_at=STARTS),
        Later,
        Cause.UPCOMING,
    ),
    "live": (replace(THE_TALK, state=State.LIVE, kind=Kind.STREAM, starts_at=STARTS), Later, Cause.LIVE),
    "just ended": (replace(THE_TALK, state=State.POST_LIVE, kind=Kind.STREAM), Later, Cause.POST_LIVE),
    "no captions": (replace(THE_TALK, tracks=()), Later, Cause.NO_CAPTIONS),
    "captions to come": (
        replace(THE_TALK, captions_from=datetime(2100, 1, 1, tzinfo=UTC)),
        Later,
        Cause.NO_CAPTIONS,
    ),
    "German only": (replace(THE_TALK, tracks=(GERMAN,)), Never, Cause.NO_LANGUAGE),
    "German by hand": (replace(THE_TALK, tracks=(replace(GERMAN, auto=False),)), Never, Cause.NO_LANGUAGE),
    "German, withheld": (
        replace(THE_TALK, tracks=(GERMAN,), token_for=("WEB", "VISIONOS")),
        Never,
        Cause.NO_LANGUAGE,
    ),
    "withheld everywhere": (
        replace(THE_TALK, token_for=("WEB", "VISIONOS", "ANDROID")),
        Later,
        Cause.CAPTIONS_WITHHELD,
    ),
    "empty bodies": (replace(THE_TALK, empty_for=("VISIONOS", "ANDROID")), Later, Cause.CAPTIONS_WITHHELD),
    "track without words": (
        replace(THE_TALK, tracks=(replace(ENGLISH, cues=()),)),
        Later,
        Cause.UNUSABLE_TRANSCRIPT,
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_each_state_has_its_end(show: Show, youtube: YouTube, name: str) -> None:
    video, kind, cause = STATES[name]
    show(video, ANOTHER)
    with pytest.raises(Stop) as stopped:
        fetched(youtube)
    assert (type(stopped.value), stopped.value.cause) == (kind, cause)


@pytest.mark.parametrize("name", STATES)
def test_neither_source_finds_words_where_the_other_finds_none(show: Show, name: str) -> None:
    """With the sources the other way round a video never ends better, nor for good where it only waited."""
    video, kind, _ = STATES[name]
    show(video, ANOTHER)
    turned = YouTube(YouTubeOptions(pause=0, sources=("youtube-transcript-api", "yt-dlp")))
    with pytest.raises(kind):
        fetched(turned)


DELIVERED: dict[str, tuple[EmulatedVideo, str, str, bool]] = {
    "automatic": (THE_TALK, "yt-dlp", "en", True),
    "by hand": (replace(THE_TALK, tracks=(BY_HAND,)), "yt-dlp", "en", False),
    "both": (replace(THE_TALK, tracks=(ENGLISH, BY_HAND)), "yt-dlp", "en", False),
    "en-US only": (replace(THE_TALK, tracks=(replace(BY_HAND, language="en-US"),)), "yt-dlp", "en-US", False),
    "among others": (replace(THE_TALK, tracks=(GERMAN, ENGLISH)), "yt-dlp", "en", True),
    "a Short": (replace(THE_TALK, kind=Kind.SHORT), "yt-dlp", "en", True),
    "a stream": (replace(THE_TALK, kind=Kind.STREAM, starts_at=STARTS), "yt-dlp", "en", True),
    "withheld": (replace(THE_TALK, token_for=("WEB", "VISIONOS")), "youtube-transcript-api", "en", True),
    "empty body": (replace(THE_TALK, empty_for=("VISIONOS",)), "youtube-transcript-api", "en", True),
}


@pytest.mark.parametrize("name", DELIVERED)
def test_captions_come_from_whoever_is_given_them(show: Show, youtube: YouTube, name: str) -> None:
    video, source, language, auto = DELIVERED[name]
    show(video)
    found = fetched(youtube)
    assert (found.source, found.language, found.auto_generated) == (source, language, auto)


def test_the_other_source_first(emulator: Emulator) -> None:
    youtube = YouTube(YouTubeOptions(pause=0, sources=("youtube-transcript-api", "yt-dlp")))
    assert fetched(youtube).source == "youtube-transcript-api"
    assert emulator.counted() == {"watch": 2, "player": 2, "timedtext": 1}


def test_another_language_by_setting(show: Show) -> None:
    show(replace(THE_TALK, tracks=(GERMAN, ENGLISH)))
    youtube = YouTube(YouTubeOptions(pause=0, languages=("de", "en")))
    assert fetched(youtube).language == "de"


# ------------------------------------------------------------------------------------------- faults

FINE, BLOCKED, SERVER, BROKEN, MUTE = None, Cause.BLOCKED, Cause.SERVER_FAULT, Cause.CONNECTION, Cause.UNREADABLE_ANSWER
WITHHELD, USERS = Cause.CAPTIONS_WITHHELD, BadInput

REQUESTS: dict[str, tuple[tuple[Sort, ...], Callable[[YouTube], object]]] = {
    "feed": ((Sort.FEED,), lambda youtube: youtube.feed(CHANNEL)),
    "tab": ((Sort.TAB,), lambda youtube: youtube.listing(CHANNEL)),
    "continuation": ((Sort.CONTINUATION,), lambda youtube: youtube.listing(CHANNEL, limit=40)),
    "resolve": ((Sort.TAB,), lambda youtube: youtube.resolve(Handle("@builders"))),
    "watch": ((Sort.WATCH,), fetched),
    "next": ((Sort.NEXT,), fetched),
    "player": ((Sort.PLAYER,), fetched),
    "timedtext": ((Sort.TIMEDTEXT,), fetched),
}
"""A request and the call that makes it. `next` is only made where the watch page is broken, so there it is."""

TABLE: dict[Trouble, tuple[object, ...]] = {
    #                       feed     tab      contin.  resolve  watch next     player   timedtext
    Trouble.TOO_MANY:      (BLOCKED, BLOCKED, BLOCKED, BLOCKED, FINE, BLOCKED, BLOCKED, BLOCKED),
    Trouble.SERVER_ERROR:  (SERVER,  SERVER,  SERVER,  SERVER,  FINE, SERVER,  SERVER,  SERVER),
    Trouble.NOT_FOUND:     (SERVER,  SERVER,  SERVER,  USERS,   FINE, SERVER,  SERVER,  SERVER),
    Trouble.FORBIDDEN:     (SERVER,  SERVER,  SERVER,  SERVER,  FINE, SERVER,  SERVER,  SERVER),
    Trouble.CAPTCHA:       (BLOCKED, BLOCKED, BLOCKED, BLOCKED, FINE, BLOCKED, BLOCKED, BLOCKED),
    Trouble.CONSENT:       (MUTE,    MUTE,    MUTE,    MUTE,    FINE, MUTE,    MUTE,    MUTE),
    Trouble.EMPTY:         (MUTE,    MUTE,    MUTE,    MUTE,    FINE, MUTE,    MUTE,    WITHHELD),
    Trouble.JUNK:          (MUTE,    MUTE,    MUTE,    MUTE,    FINE, MUTE,    MUTE,    MUTE),
    Trouble.HOLLOW:        (MUTE,    MUTE,    MUTE,    MUTE,    FINE, MUTE,    MUTE,    MUTE),
    Trouble.WRONG:         (MUTE,    MUTE,    FINE,    MUTE,    MUTE, MUTE,    MUTE,    FINE),
    Trouble.HANG:          (BROKEN,  BROKEN,  BROKEN,  BROKEN,  FINE, BROKEN,  BROKEN,  BROKEN),
    Trouble.DROP:          (BROKEN,  BROKEN,  BROKEN,  BROKEN,  FINE, BROKEN,  BROKEN,  BROKEN),
    Trouble.TRUNCATE:      (MUTE,    MUTE,    MUTE,    MUTE,    FINE, MUTE,    MUTE,    MUTE),
    Trouble.SHORT_READ:    (BROKEN,  BROKEN,  BROKEN,  BROKEN,  FINE, BROKEN,  BROKEN,  BROKEN),
    Trouble.SLOW:          (FINE,    FINE,    FINE,    FINE,    FINE, FINE,    FINE,    FINE),
}  # fmt: skip
"""What becomes of the call when every such request goes wrong so. Without the watch page yt-dlp asks the API."""


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(Trouble)
    assert {len(row) for row in TABLE.values()} == {len(REQUESTS)}


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("request_name", REQUESTS)
def test_each_fault_of_each_request_has_its_end(show: Show, request_name: str, trouble: Trouble) -> None:
    emulator = show(THE_TALK, ANOTHER, *many(40))
    sorts, call = REQUESTS[request_name]
    if request_name == "next":
        emulator.inject(Fault(Sort.WATCH, Trouble.JUNK))
    emulator.inject(*(Fault(sort, trouble, seconds=0.1) for sort in sorts))
    patience = 0.8 if trouble is Trouble.HANG else 5.0
    youtube = YouTube(YouTubeOptions(pause=0, timeout=patience, feed_timeout=patience))
    expected = TABLE[trouble][list(REQUESTS).index(request_name)]

    if expected is FINE:
        assert call(youtube)
    elif expected is USERS:
        with pytest.raises(BadInput):
            call(youtube)
    else:
        with pytest.raises((Later, Nobody)) as stopped:
            call(youtube)
        assert stopped.value.cause is expected


@pytest.mark.parametrize("sort", [Sort.WATCH, Sort.PLAYER, Sort.TIMEDTEXT])
@pytest.mark.parametrize("trouble", [Trouble.DROP, Trouble.SHORT_READ])
def test_a_connection_that_fails_once_is_tried_again(
    emulator: Emulator, youtube: YouTube, sort: Sort, trouble: Trouble
) -> None:
    emulator.inject(Fault(sort, trouble, times=1))
    assert fetched(youtube).source == "yt-dlp"
    assert emulator.counted()[sort] == 2


def test_a_refusal_is_not_tried_again_with_the_other_source(emulator: Emulator, youtube: YouTube) -> None:
    emulator.inject(Fault(Sort.TIMEDTEXT, Trouble.TOO_MANY))
    with pytest.raises(Nobody):
        fetched(youtube)
    assert emulator.counted() == {"watch": 1, "player": 1, "timedtext": 1}


def test_a_retracted_client_does_not_give_up_a_video_that_was_just_seen(show: Show, youtube: YouTube) -> None:
    emulator = show(replace(THE_TALK, token_for=("WEB", "VISIONOS")), ANOTHER)
    watched = youtube.watch(TALK)
    emulator.publish(CHANNEL, replace(THE_TALK, state=State.REMOVED))
    with pytest.raises(Later) as stopped:
        youtube.transcript(watched)
    assert stopped.value.cause is Cause.CAPTIONS_WITHHELD
