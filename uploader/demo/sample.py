"""The sample channel: every sample talk as a video that was uploaded in the last hours."""

import json
from datetime import datetime, timedelta
from typing import Any

from uploader.demo.emulator import EmulatedChannel, EmulatedTrack, EmulatedVideo, World
from uploader.files import shipped
from uploader.ids import Handle, parse_channel_id, parse_video_id
from uploader.models import Chapter, Cue, Kind

CHANNEL = parse_channel_id("UCdemo-lantern-talks-000")
HANDLE = Handle("@lantern-demo")
_SHORT_SECONDS = 60


def sample_world(now: datetime) -> World:
    """One channel whose last upload was 20 minutes ago; a talk without captions has none yet."""
    talks = [json.loads(path.read_text("utf-8")) for path in (shipped("demo") / "talks").glob("*.json")]
    talks.sort(key=lambda talk: str(talk["published"]))
    uploaded = [now - timedelta(minutes=20 + 95 * back) for back in reversed(range(len(talks)))]
    videos = [_video(talk, at.replace(microsecond=0)) for talk, at in zip(talks, uploaded, strict=True)]
    return World((EmulatedChannel(CHANNEL, HANDLE, "Lantern AI Conference", tuple(reversed(videos))),))


def _video(talk: dict[str, Any], uploaded: datetime) -> EmulatedVideo:
    cues = tuple(Cue(row["start"], row["duration"], row["text"]) for row in talk["segments"])
    duration = int(talk["duration"])
    return EmulatedVideo(
        parse_video_id(talk["video_id"]),
        talk["title"],
        uploaded,
        duration=duration,
        tracks=(EmulatedTrack(cues),) if cues else (),
        kind=Kind.SHORT if duration <= _SHORT_SECONDS else Kind.VIDEO,
        description=talk["description"],
        chapters=tuple(Chapter(row["start_time"], row["end_time"], row["title"]) for row in talk["chapters"]),
    )
