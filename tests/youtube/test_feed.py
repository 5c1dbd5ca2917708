"""The feed: fifteen newest, one request, and no half answers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.youtube.conftest import Show
from tests.youtube.scene import ANOTHER, CHANNEL, OTHER, TALK, THE_TALK, many
from uploader.demo.emulator import Emulator, Fault, Sort, State, Trouble
from uploader.errors import Cause, Later
from uploader.ids import parse_channel_id
from uploader.models import Kind, Sighting
from uploader.youtube import YouTube


def test_a_poll_sees_the_newest_first_for_one_request(emulator: Emulator, youtube: YouTube) -> None:
    assert youtube.feed(CHANNEL) == (
        Sighting(TALK, THE_TALK.title, datetime(2026, 11, 20, 10, 30, tzinfo=UTC)),
        Sighting(OTHER, "Another talk", datetime(2026, 11, 19, 9, 0, tzinfo=UTC)),
    )
    assert emulator.counted() == {"feed": 1}


def test_it_holds_fifteen(show: Show, youtube: YouTube) -> None:
    show(*many(40))
    assert [seen.title for seen in youtube.feed(CHANNEL)] == [f"Talk {number}" for number in range(39, 24, -1)]


def test_a_short_is_known_by_its_link(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, kind=Kind.SHORT), ANOTHER)
    assert [seen.kind for seen in youtube.feed(CHANNEL)] == [Kind.SHORT, None]


def test_upcoming_and_members_videos_are_in_it_but_not_unlisted_ones(show: Show, youtube: YouTube) -> None:
    show(replace(THE_TALK, state=State.UPCOMING), replace(ANOTHER, listed=False))
    assert [seen.video_id for seen in youtube.feed(CHANNEL)] == [TALK]


def test_a_channel_without_videos_has_an_empty_feed(show: Show, youtube: YouTube) -> None:
    show()
    assert youtube.feed(CHANNEL) == ()


def test_a_feed_of_another_channel_is_not_this_ones(show: Show, youtube: YouTube) -> None:
    emulator = show(THE_TALK)
    emulator.inject(Fault(Sort.FEED, Trouble.WRONG, times=1))
    with pytest.raises(Later, match="another channel's videos"):
        youtube.feed(CHANNEL)
    assert len(youtube.feed(CHANNEL)) == 1


def test_a_feed_that_is_not_there_is_an_outage_and_not_the_end_of_the_channel(
    emulator: Emulator, youtube: YouTube
) -> None:
    with pytest.raises(Later) as stopped:
        youtube.feed(parse_channel_id("UCcccccccccccccccccccccc"))
    assert stopped.value.cause is Cause.SERVER_FAULT
    assert emulator.counted() == {"feed": 1}
