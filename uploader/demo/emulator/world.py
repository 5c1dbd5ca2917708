"""What there is to see: channels with their videos, and each video's captions, as plain frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from uploader.ids import ChannelId, VideoId
from uploader.models import Chapter, Cue, Kind


class State(StrEnum):
    """What YouTube does when the video is asked for."""

    PUBLIC = "public"
    PRIVATE = "private"
    REMOVED = "removed"
    MEMBERS = "members"
    AGE = "age"
    GEO = "geo"
    BOT = "bot"
    RATE_LIMITED = "ratelimited"
    CAPTCHA = "captcha"
    UPCOMING = "upcoming"
    LIVE = "live"
    POST_LIVE = "post_live"


@dataclass(frozen=True, slots=True)
class EmulatedTrack:
    """A caption track. `auto`: made by speech recognition, as most are. `cues` may be empty: so is the track then."""

    cues: tuple[Cue, ...]
    language: str = "en"
    auto: bool = True


@dataclass(frozen=True, slots=True)
class EmulatedVideo:
    """A video as it stands.

    Attributes:
        published: the upload's moment.
        duration: seconds.
        starts_at: a broadcast's scheduled or actual start.
        token_for: the clients whose caption URLs need a PO token that nobody here has. The web's do today.
        empty_for: the clients whose caption URLs deliver an empty body.
        captions_after_looks: as many looks at the video show no captions yet; a look is a request for its watch page.
        captions_from: the moment before which there are no captions yet.
        listed: whether feed and tabs show it.
        high_definition: whether YouTube lists a `maxresdefault` thumbnail.
        audio: a file (WebM) with what is said in it; without one no media is offered.
    """

    video_id: VideoId
    title: str
    published: datetime
    duration: int = 600
    tracks: tuple[EmulatedTrack, ...] = ()
    state: State = State.PUBLIC
    kind: Kind = Kind.VIDEO
    description: str = ""
    chapters: tuple[Chapter, ...] = ()
    starts_at: datetime | None = None
    token_for: tuple[str, ...] = ("WEB",)
    empty_for: tuple[str, ...] = ()
    captions_after_looks: int = 0
    captions_from: datetime | None = None
    listed: bool = True
    high_definition: bool = True
    audio: Path | None = None


@dataclass(frozen=True, slots=True)
class EmulatedChannel:
    """A channel. `handle` begins with `@`."""

    channel_id: ChannelId
    handle: str
    title: str
    videos: tuple[EmulatedVideo, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """Everything that YouTube has."""

    channels: tuple[EmulatedChannel, ...] = ()


def write_world(world: World, path: Path) -> None:
    """Write `world` as JSON, for an emulator in another process."""
    from pydantic import TypeAdapter

    path.write_bytes(TypeAdapter(World).dump_json(world, indent=1))


def read_world(path: Path) -> World:
    """The world that `write_world` wrote.

    Raises:
        pydantic.ValidationError: the file holds something else.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(World).validate_json(path.read_bytes())
