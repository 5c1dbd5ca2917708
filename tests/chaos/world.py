"""A channel on which everything happens: talks that come one by one, and services that fail now and then, by seed."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from uploader.decide import State
from uploader.demo.emulator import EmulatedChannel, EmulatedVideo, Fault, Sort, Trouble, World
from uploader.demo.emulator import State as Shown
from uploader.demo.model_faults import Fault as ModelFault
from uploader.demo.model_faults import Kind
from uploader.demo.sample import CHANNEL, HANDLE, sample_world
from uploader.files import shipped
from uploader.ids import VideoId, parse_video_id

SHORT, LONGER, LONG, HELD = "-demo-short", "_demo-cache", "demo-evals1", "demo-ledger"
"""Of one section, of three, of nine, and one that the gate stops."""

YOUTUBE_SORTS = (Sort.FEED, Sort.WATCH, Sort.PLAYER, Sort.TIMEDTEXT)
YOUTUBE_TROUBLES = (
    Trouble.SERVER_ERROR, Trouble.DROP, Trouble.TRUNCATE, Trouble.SHORT_READ, Trouble.SLOW, Trouble.EMPTY,
    Trouble.JUNK, Trouble.TOO_MANY, Trouble.CAPTCHA, Trouble.FORBIDDEN, Trouble.NOT_FOUND, Trouble.HANG,
)  # fmt: skip
MODEL_KINDS = (
    Kind.RATE_LIMITED, Kind.SERVER, Kind.OVERLOADED, Kind.DROP, Kind.HALF_SENT, Kind.JUNK, Kind.BAD_JSON,
    Kind.FENCED_JSON, Kind.EMPTY, Kind.NO_CREDIT, Kind.CUT, Kind.HANG,
)  # fmt: skip
"""What passes: a fault for good would be that video's end, and its right one."""


def empty_channel() -> World:
    """The channel before its first upload."""
    return World((EmulatedChannel(CHANNEL, HANDLE, "Lantern AI Conference"),))


def talks(count: int) -> Iterator[tuple[EmulatedVideo, str, State]]:
    """So many videos, each with the sample talk whose answers are its own and the state in which it must end.

    The third of eight is private, the fifth gets its captions at the third look; of sixteen one is upcoming and one
    does not pass the gate; the others are published, two in five of them of several sections, where a kill falls among
    answers of one step.
    """
    samples = {str(video.video_id): video for video in sample_world(datetime.now(UTC)).channels[0].videos}
    for number in range(count):
        kind = HELD if number % 16 == 9 else LONG if number % 8 == 4 else LONGER if number % 4 == 2 else SHORT
        video = replace(samples[kind], video_id=_named(number), title=f"{samples[kind].title}, take {number}")
        ends = State.HELD if kind == HELD else State.PUBLISHED
        if number % 8 == 3:
            video, ends = replace(video, state=Shown.PRIVATE), State.SKIPPED
        elif number % 8 == 5:
            video = replace(video, captions_after_looks=2)
        elif number % 16 == 8:
            starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
            video, ends = replace(video, state=Shown.UPCOMING, starts_at=starts), State.WAITING
        yield video, kind, ends


def answers_for(kinds: dict[VideoId, str], folder: Path) -> Path:
    """A folder with the written answers of each video."""
    for video_id, kind in kinds.items():
        shutil.copytree(shipped("demo") / "answers" / kind, folder / video_id)
    return folder


def youtube_fault(chance: random.Random) -> Fault:
    """One request to YouTube that goes wrong."""
    return Fault(chance.choice(YOUTUBE_SORTS), chance.choice(YOUTUBE_TROUBLES), times=1, seconds=0.5)


def model_fault(chance: random.Random) -> ModelFault:
    """One of the next calls of the model that goes wrong."""
    kind = chance.choice(MODEL_KINDS)
    # Of the written answers only a section's can be told by halves.
    stage = "section" if kind is Kind.CUT else None
    return ModelFault(kind, stage=stage, skip=chance.randrange(4), retry_after="1")


def _named(number: int) -> VideoId:
    return parse_video_id(f"chaos-{number:05}")


__all__ = ["CHANNEL", "answers_for", "empty_channel", "model_fault", "talks", "youtube_fault"]
