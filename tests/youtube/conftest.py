"""A small channel on the emulator, and the unmodified clients led to it by the environment alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from uploader.demo.emulator import EmulatedChannel, EmulatedTrack, EmulatedVideo, World, emulated
from uploader.demo.emulator.proxy import Emulated
from uploader.ids import ChannelId, VideoId, parse_channel_id, parse_video_id
from uploader.models import Chapter, Cue
from uploader.youtube import YouTube, YouTubeOptions

CHANNEL: ChannelId = parse_channel_id("UCaaaaaaaaaaaaaaaaaaaaaa")
OTHER_CHANNEL: ChannelId = parse_channel_id("UCbbbbbbbbbbbbbbbbbbbbbb")
TALK: VideoId = parse_video_id("talk-000001")
OTHER: VideoId = parse_video_id("other-00001")
STARTS = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
CUES = (
    Cue(0.0, 2.5, "we cut our build times"),
    Cue(2.5, 3.0, "from ten minutes to three"),
    Cue(5.5, 2.0, "and nobody noticed"),
)
ENGLISH = EmulatedTrack(CUES)
THE_TALK = EmulatedVideo(
    video_id=TALK,
    title='Builds & tests: "why <fast> matters" </script>',
    published=datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
    duration=1200,
    tracks=(ENGLISH,),
    description="A talk about builds.",
    chapters=(Chapter(0, 600, "Builds"), Chapter(600, 1200, "Tests")),
    starts_at=None,
)
ANOTHER = replace(
    THE_TALK, video_id=OTHER, title="Another talk", published=datetime(2026, 11, 19, 9, 0, tzinfo=UTC), chapters=()
)
TIMEOUT = 0.7


def world(*videos: EmulatedVideo) -> World:
    """The channel with these videos, and another channel beside it."""
    elsewhere = replace(ANOTHER, video_id=parse_video_id("elsewhere01"))
    return World(
        (
            EmulatedChannel(CHANNEL, "@builders", "Builders", videos),
            EmulatedChannel(OTHER_CHANNEL, "@others", "Others", (elsewhere,)),
        )
    )


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulated]:
    """The emulator with the talk and another; no request may leave it."""
    with emulated(world(THE_TALK, ANOTHER), tmp_path) as emulator:
        for name, value in emulator.environment.items():
            monkeypatch.setenv(name, value)
        yield emulator
    assert emulator.emulator.leaks == []


@pytest.fixture
def youtube() -> YouTube:
    """The adapter without pauses, and with little patience."""
    return YouTube(YouTubeOptions(pause=0, timeout=TIMEOUT, feed_timeout=TIMEOUT))
