"""What a video's page tells, and when it is not believed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.youtube.conftest import Show
from tests.youtube.scene import ANOTHER, CHANNEL, ENGLISH, GERMAN, STARTS, TALK, THE_TALK
from uploader.demo.emulator import Emulator, Fault, Sort, State, Trouble
from uploader.errors import Cause, Later, Nobody, Stop
from uploader.ids import parse_video_id
from uploader.models import Details, Kind, Live, Sighting
from uploader.youtube import YouTube


def test_a_page_tells_all_about_a_talk_for_two_requests(emulator: Emulator, youtube: YouTube) -> None:
    watched = youtube.watch(TALK)
    assert watched.details == Details(
        video_id=TALK,
        title=THE_TALK.title,
        channel="Builders",
        channel_id=CHANNEL,
        description="A talk about builds.",
        published=datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
        duration=1200.0,
        kind=Kind.VIDEO,
        live=Live.NOT_LIVE,
        chapters=THE_TALK.chapters,
        thumbnail="maxresdefault",
    )
    assert [(track.language, track.auto_generated) for track in watched.tracks] == [("en", True)]
    assert emulator.counted() == {"watch": 1, "player": 1}


def test_a_stream_that_has_become_a_video(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, kind=Kind.STREAM, starts_at=STARTS))
    details = youtube.watch(TALK).details
    assert (details.kind, details.live, details.starts_at) == (Kind.STREAM, Live.WAS_LIVE, STARTS)


def test_a_short_by_youtubes_own_word(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, kind=Kind.SHORT, duration=50))
    assert youtube.watch(TALK).details.kind is Kind.SHORT


def test_a_small_thumbnail_where_youtube_lists_no_large_one(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, high_definition=False))
    assert youtube.watch(TALK).details.thumbnail == "hqdefault"


def test_a_video_id_may_begin_with_a_dash(show: Show, youtube: YouTube) -> None:
    dashed = parse_video_id("-alk-000001")
    show(replace(THE_TALK, video_id=dashed))
    assert youtube.watch(dashed).details.video_id == dashed


def test_chapters_may_stand_in_the_description_alone(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, chapters=(), description="0:00 Start\n5:00 Middle\n10:00 End"))
    chapters = youtube.watch(TALK).details.chapters
    assert [(each.start, each.end, each.title) for each in chapters] == [
        (0, 300, "Start"),
        (300, 600, "Middle"),
        (600, 1200, "End"),
    ]


def test_an_upcoming_video_says_from_when_to_look(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, state=State.UPCOMING, starts_at=STARTS))
    with pytest.raises(Later) as stopped:
        youtube.watch(TALK)
    assert (stopped.value.cause, stopped.value.until) == (Cause.UPCOMING, STARTS)


def test_a_translation_is_no_track(show: Show, youtube: YouTube) -> None:
    """yt-dlp lists `en` for a German talk, with an URL that would have YouTube translate it."""
    show(replace(THE_TALK, tracks=(GERMAN,)))
    assert [track.language for track in youtube.watch(TALK).tracks] == ["de"]


def test_without_the_page_the_api_tells_as_much(emulator: Emulator, youtube: YouTube) -> None:
    whole = youtube.watch(TALK)
    emulator.inject(Fault(Sort.WATCH, Trouble.SERVER_ERROR))
    assert youtube.watch(TALK) == whole


def test_without_page_and_web_client_the_feed_fills_in(emulator: Emulator, youtube: YouTube) -> None:
    emulator.inject(Fault(Sort.WATCH, Trouble.JUNK), Fault(Sort.PLAYER, Trouble.SERVER_ERROR, client="WEB"))
    with pytest.raises(Later) as stopped:
        youtube.watch(TALK)
    assert stopped.value.cause is Cause.SERVER_FAULT
    seen = Sighting(TALK, THE_TALK.title, THE_TALK.published + timedelta(seconds=1), Kind.SHORT)
    details = youtube.watch(TALK, seen).details
    assert (details.published, details.kind) == (seen.published, Kind.SHORT)


@pytest.mark.parametrize(
    "faults",
    [
        (Fault(Sort.WATCH, Trouble.WRONG),),
        (Fault(Sort.PLAYER, Trouble.WRONG),),
        (Fault(Sort.WATCH, Trouble.WRONG), Fault(Sort.PLAYER, Trouble.WRONG)),
        (Fault(Sort.WATCH, Trouble.JUNK), Fault(Sort.NEXT, Trouble.WRONG)),
    ],
    ids=["page", "player", "both", "next"],
)
def test_another_videos_answer_is_never_this_videos_details(
    emulator: Emulator, youtube: YouTube, faults: tuple[Fault, ...]
) -> None:
    emulator.inject(*faults)
    with pytest.raises(Stop) as stopped:
        youtube.watch(TALK)
    assert stopped.value.cause in {Cause.UNREADABLE_ANSWER, Cause.BLOCKED}


def test_a_refused_client_beside_a_good_page_is_not_a_video_without_captions(
    emulator: Emulator, youtube: YouTube
) -> None:
    """The regression: VISIONOS got a 429, the page was whole, and the video was taken to have no captions."""
    emulator.inject(Fault(Sort.PLAYER, Trouble.TOO_MANY, client="VISIONOS"))
    with pytest.raises(Nobody) as stopped:
        youtube.watch(TALK)
    assert (stopped.value.service, stopped.value.cause) == ("youtube", Cause.BLOCKED)


def test_a_client_that_broke_leaves_the_question_of_captions_open(emulator: Emulator, youtube: YouTube) -> None:
    emulator.inject(Fault(Sort.PLAYER, Trouble.SERVER_ERROR, client="VISIONOS"))
    watched = youtube.watch(TALK)
    assert (watched.tracks, watched.hidden) == ((), Cause.SERVER_FAULT)
    assert youtube.transcript(watched).source == "youtube-transcript-api"


def test_withheld_captions_are_not_missing_ones(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, token_for=("WEB", "VISIONOS")), replace(ANOTHER, tracks=()))
    assert youtube.watch(TALK).hidden is Cause.CAPTIONS_WITHHELD
    assert youtube.watch(ANOTHER.video_id).hidden is None


def test_people_s_and_recognised_tracks_are_told_apart(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, tracks=(ENGLISH, replace(ENGLISH, auto=False, language="en-US"))))
    tracks = youtube.watch(TALK).tracks
    assert [(track.language, track.auto_generated) for track in tracks] == [("en-US", False), ("en", True)]
