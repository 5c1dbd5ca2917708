"""The channel that the tests of this room look at, and what its videos say."""

from dataclasses import replace
from datetime import UTC, datetime

from uploader.demo.emulator import EmulatedChannel, EmulatedTrack, EmulatedVideo, World
from uploader.ids import ChannelId, VideoId, parse_channel_id, parse_video_id
from uploader.models import Chapter, Cue

CHANNEL: ChannelId = parse_channel_id("UCaaaaaaaaaaaaaaaaaaaaaa")
OTHERS: ChannelId = parse_channel_id("UCbbbbbbbbbbbbbbbbbbbbbb")
TALK: VideoId = parse_video_id("talk-000001")
OTHER: VideoId = parse_video_id("other-00001")
STARTS = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
CUES = (
    Cue(0.0, 2.5, "we cut our build times"),
    Cue(2.5, 3.0, "from ten minutes to <T> three"),
    Cue(5.5, 2.0, 'and nobody "noticed" & left'),
)
ENGLISH = EmulatedTrack(CUES)
BY_HAND = replace(ENGLISH, auto=False)
GERMAN = EmulatedTrack((Cue(0.0, 3.0, "wir bauen schneller"),), language="de")
THE_TALK = EmulatedVideo(
    video_id=TALK,
    title='Builds & tests: "why <fast> matters" </script>',
    published=datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
    duration=1200,
    tracks=(ENGLISH,),
    description="A talk about builds.",
    chapters=(Chapter(0, 600, "Builds"), Chapter(600, 1200, "Tests")),
)
ANOTHER = replace(
    THE_TALK, video_id=OTHER, title="Another talk", published=datetime(2026, 11, 19, 9, 0, tzinfo=UTC), chapters=()
)
PATIENCE = 5.0
"""Seconds; far more than the emulator takes, even on a busy machine."""


def world(*videos: EmulatedVideo) -> World:
    """The channel with these videos, and another channel beside it."""
    elsewhere = replace(ANOTHER, video_id=parse_video_id("elsewhere01"))
    return World(
        (
            EmulatedChannel(CHANNEL, "@builders", "Builders", videos),
            EmulatedChannel(OTHERS, "@others", "Others", (elsewhere,)),
        )
    )


def many(count: int) -> tuple[EmulatedVideo, ...]:
    """As many talks, one a day, the newest last."""
    return tuple(
        replace(
            ANOTHER,
            video_id=parse_video_id(f"many-{number:06}"),
            title=f"Talk {number}",
            published=datetime(2025, 1 + number // 28, 1 + number % 28, tzinfo=UTC),
        )
        for number in range(count)
    )
