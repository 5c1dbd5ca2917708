"""A channel's tabs, page by page, and who a handle is."""

from dataclasses import replace

import pytest

from tests.youtube.conftest import Show
from tests.youtube.scene import ANOTHER, CHANNEL, OTHER, STARTS, TALK, THE_TALK, many
from uploader.demo.emulator import Emulator, Fault, Sort, State, Trouble
from uploader.errors import BadInput, Cause, Later
from uploader.ids import Handle, parse_channel, parse_channel_id
from uploader.models import Kind, Sighting
from uploader.youtube import Channel, YouTube
from uploader.youtube.listing import Tab


def test_the_first_page_is_one_request(show: Show, youtube: YouTube) -> None:
    emulator = show(*many(70))
    found = youtube.listing(CHANNEL)
    assert [seen.title for seen in found] == [f"Talk {number}" for number in range(69, 39, -1)]
    assert emulator.counted() == {"tab": 1}


def test_a_whole_channel_is_a_request_for_every_thirty(show: Show, youtube: YouTube) -> None:
    emulator = show(*many(70))
    found = youtube.listing(CHANNEL, limit=None)
    assert [seen.title for seen in found] == [f"Talk {number}" for number in range(69, -1, -1)]
    assert emulator.counted() == {"tab": 1, "continuation": 2}


def test_no_page_is_asked_for_before_it_is_needed(show: Show, youtube: YouTube) -> None:
    emulator = show(*many(70))
    assert len(youtube.listing(CHANNEL, limit=31)) == 31
    assert emulator.counted() == {"tab": 1, "continuation": 1}


def test_each_tab_holds_its_kind(show: Show, youtube: YouTube) -> None:
    short = replace(ANOTHER, kind=Kind.SHORT)
    stream = replace(many(1)[0], kind=Kind.STREAM, state=State.UPCOMING, starts_at=STARTS)
    show(THE_TALK, short, stream)
    tabs: tuple[Tab, ...] = ("videos", "shorts", "streams")
    assert [youtube.listing(CHANNEL, tab) for tab in tabs] == [
        (Sighting(TALK, THE_TALK.title, kind=Kind.VIDEO),),
        (Sighting(OTHER, "Another talk", kind=Kind.SHORT),),
        (Sighting(stream.video_id, "Talk 0", kind=Kind.STREAM),),
    ]


def test_a_tab_that_the_channel_does_not_have_is_empty(emulator: Emulator, youtube: YouTube) -> None:
    assert youtube.listing(CHANNEL, "streams") == ()
    assert emulator.counted() == {"tab": 1}


def test_a_list_that_breaks_off_is_no_list(show: Show, youtube: YouTube) -> None:
    emulator = show(*many(70))
    emulator.inject(Fault(Sort.CONTINUATION, Trouble.TRUNCATE))
    with pytest.raises(Later) as stopped:
        youtube.listing(CHANNEL, limit=None)
    assert stopped.value.cause is Cause.UNREADABLE_ANSWER


@pytest.mark.parametrize("name", ["@builders", "@Builders", str(CHANNEL)])
def test_who_a_channel_is(emulator: Emulator, youtube: YouTube, name: str) -> None:
    assert youtube.resolve(parse_channel(name)) == Channel(CHANNEL, "Builders")
    assert emulator.counted() == {"tab": 1}


@pytest.mark.parametrize("channel", [Handle("@nobody"), parse_channel_id("UCcccccccccccccccccccccc")])
def test_a_channel_that_nobody_knows_is_the_users_mistake(
    emulator: Emulator, youtube: YouTube, channel: Handle
) -> None:
    with pytest.raises(BadInput, match=f"YouTube knows no channel {channel}"):
        youtube.resolve(channel)
    assert emulator.leaks == []
