"""Polls of an emulated channel with a clock of the test's own: what they bring, and what a fault leaves of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conference import Reader
from tests.workflow.world import parts
from tests.youtube.scene import ANOTHER, CHANNEL, THE_TALK, many, world
from uploader.app import App
from uploader.decide import State
from uploader.demo.emulator import EmulatedVideo, Emulator, Fault, Sort, Trouble, emulated
from uploader.ids import parse_video_id
from uploader.models import Kind
from uploader.settings import Settings
from uploader.store import channels, videos
from uploader.workflow.polling import Poll, poll
from uploader.youtube import YouTube, YouTubeOptions

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
STREAM = replace(ANOTHER, video_id=parse_video_id("stream-0001"), kind=Kind.STREAM, starts_at=ANOTHER.published)


class Watching:
    """Parts whose clock the test turns, polling an emulated channel."""

    def __init__(self, folder: Path, emulator: Emulator) -> None:
        self.now, self.emulator = NOW, emulator
        tube = YouTube(YouTubeOptions(pause=0, timeout=5, feed_timeout=5))
        self.parts = replace(parts(folder, Reader(), tube=tube), clock=lambda: self.now)

    def polls(self, after: timedelta = timedelta()) -> Poll:
        self.now += after
        return poll(CHANNEL, self.parts)

    def states(self) -> dict[str, State]:
        """The videos that are known, and whether they are due."""
        with self.parts.database.reading() as session:
            rows = videos.rows(session, list(State))
        return {str(row.id): row.state for row in rows if row.next_look_at is not None}

    def healthy(self) -> str | None:
        settings = Settings(channels=(CHANNEL,))
        engine: Any = None  # health asks the tables alone
        return App(settings, self.parts, engine, lambda: self.now).healthy()


@pytest.fixture
def watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Watching]]:
    with ExitStack() as stack:
        made: list[Watching] = []

        def start(*shown: EmulatedVideo) -> Watching:
            running = stack.enter_context(emulated(world(*shown), tmp_path))
            for name, value in running.environment.items():
                monkeypatch.setenv(name, value)
            made.append(Watching(tmp_path, running.emulator))
            return made[0]

        yield start
        for one in made:
            one.parts.database.close()


def test_one_bad_tab_leaves_what_the_others_say(watching: Callable[..., Watching]) -> None:
    """The feed fails and the streams cannot be read: a new video is seen all the same."""
    channel = watching(ANOTHER, STREAM)
    channel.polls()
    channel.polls(15 * MINUTE)
    channel.emulator.publish(CHANNEL, THE_TALK)
    channel.emulator.inject(Fault(Sort.FEED, Trouble.NOT_FOUND), Fault(Sort.TAB, Trouble.SERVER_ERROR, part="streams"))
    found = channel.polls(HOUR)
    assert found.fresh == (THE_TALK.video_id,)
    assert channel.healthy() is None


def test_a_tab_that_is_read_for_the_first_time_is_the_channels_past(watching: Callable[..., Watching]) -> None:
    """It could not be read before: nothing of it is published for that."""
    old = replace(STREAM, published=datetime(2024, 1, 1, tzinfo=UTC))
    channel = watching(*many(20), old)
    channel.emulator.inject(Fault(Sort.TAB, Trouble.SERVER_ERROR, part="streams"))
    channel.polls()
    channel.polls(HOUR)
    channel.emulator.heal()
    channel.polls(7 * HOUR)
    with channel.parts.database.reading() as session:
        row = videos.one(session, old.video_id)
    assert (row.state, row.next_look_at) == (State.DISCOVERED, None)


def test_first_contact_without_one_of_the_tabs_waits_for_it(watching: Callable[..., Watching]) -> None:
    channel = watching(ANOTHER, STREAM)
    channel.emulator.inject(Fault(Sort.FEED, Trouble.NOT_FOUND), Fault(Sort.TAB, Trouble.SERVER_ERROR, part="streams"))
    assert channel.polls().fault
    assert channel.states() == {}


def test_health_stays_good_in_a_long_outage_of_the_feed_while_the_listing_can_be_read(
    watching: Callable[..., Watching],
) -> None:
    channel = watching(ANOTHER)
    channel.polls()
    channel.emulator.inject(Fault(Sort.FEED, Trouble.NOT_FOUND))
    for _ in range(24):
        channel.polls(15 * MINUTE)
        assert channel.healthy() is None


def test_health_says_why_no_poll_was_good(watching: Callable[..., Watching]) -> None:
    channel = watching(ANOTHER)
    assert channel.healthy() == f"no successful poll of {CHANNEL} yet"
    channel.polls()
    channel.emulator.inject(Fault(Sort.FEED, Trouble.NOT_FOUND), Fault(Sort.TAB, Trouble.SERVER_ERROR))
    for _ in range(3):
        channel.polls(16 * MINUTE)
    why = channel.healthy() or ""
    assert why.startswith(f"no successful poll of {CHANNEL} for three intervals; server fault: feed: HTTP 404")
    channel.emulator.heal()
    channel.emulator.inject(Fault(Sort.FEED, Trouble.TOO_MANY))
    channel.polls(16 * MINUTE)
    assert "YouTube refuses us: YouTube blocks this address" in (channel.healthy() or "")
    channel.emulator.heal()
    assert channel.polls(HOUR).fault is None
    assert channel.healthy() is None
    with channel.parts.database.reading() as session:
        assert channels.polled(session, CHANNEL).last == channel.now
