"""What the path of a video needs of the worlds outside, as protocols: real adapters fit, and nothing else is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from uploader.facts.glossary import Glossary
from uploader.ids import ChannelId, Handle, VideoId
from uploader.models import Answer, Post, Publication, Request, Sighting, Transcript, Usage
from uploader.post.style import Style
from uploader.store.database import Database
from uploader.store.ledger import Caps
from uploader.store.services import Pace
from uploader.summary.prompts import Prompts
from uploader.talk.filters import Filters

Clock = Callable[[], datetime]
"""The present moment, aware, UTC."""

Step = TypeVar("Step")


class Steps(Protocol):
    """Runs named effects so that each is done once across restarts; results are JSON."""

    def step(self, name: str, do: Callable[[], Step]) -> Step:
        """What `do` returns, now or when it was done before."""
        ...


class Channel(Protocol):
    """A channel as YouTube knows it."""

    @property
    def channel_id(self) -> ChannelId:
        """Its id."""
        ...


class Tube(Protocol):
    """YouTube. Every call raises `Later`, `Never` or `Nobody` (see `uploader.errors`)."""

    def feed(self, channel_id: ChannelId) -> tuple[Sighting, ...]:
        """The newest videos by RSS, newest first: one request."""
        ...

    def listing(self, channel_id: ChannelId, tab: Any, limit: int | None) -> tuple[Sighting, ...]:
        """The newest of the channel's `videos` or `streams`: one request for every thirty."""
        ...

    def resolve(self, channel: ChannelId | Handle) -> Channel:
        """Who that is; `BadInput` where nobody."""
        ...

    def watch(self, video_id: VideoId, seen: Sighting | None) -> Any:
        """The video's page, its `details` among it; stops where it is not (yet) for us."""
        ...

    def transcript(self, watched: Any) -> Transcript:
        """The captions of what `watch` gave."""
        ...

    def audio(self, video_id: VideoId, folder: Path, most_bytes: int) -> Path:
        """Its audio as a file in `folder`."""
        ...


class Ears(Protocol):
    """Speech into words."""

    def hear(self, video_id: VideoId, audio: Path, seconds: float) -> Transcript:
        """What is said in the file; `Later` where it could not be heard, `Never` in another language."""
        ...


class Model(Protocol):
    """A model that writes or examines, with its prices."""

    @property
    def name(self) -> str:
        """As the endpoint knows it."""
        ...

    def key(self, request: Request, draft: int) -> str:
        """The hash of everything that is sent; another `draft` is another question."""
        ...

    def ask(self, request: Request) -> Answer:
        """The model's answer; stops as `uploader.errors` tells."""
        ...

    def at_most(self, request: Request) -> Decimal:
        """USD that the call may cost at most."""
        ...

    def cost(self, usage: Usage) -> Decimal:
        """USD that it did cost."""
        ...


class Stands(Protocol):
    """A file that stands on the branch for a video."""

    @property
    def path(self) -> str:
        """Within the repository."""
        ...

    @property
    def digest(self) -> str:
        """Of its bytes."""
        ...


class Blog(Protocol):
    """The branch that posts are published on. Every call raises `Later`, `Nobody` or `Stopped`."""

    @property
    def breaker(self) -> str:
        """Under which name its refusals are remembered."""
        ...

    def find(self, video_id: VideoId) -> Stands | None:
        """What stands there for the video now."""
        ...

    def read(self, standing: Any) -> str:
        """The text of what `find` gave."""
        ...

    def as_written(self, standing: Any) -> bool:
        """Whether nobody has changed what `find` gave since a program wrote it."""
        ...

    def publish(self, post: Post, *, subject: str, replaces: str | None = None, committed_at: datetime) -> Publication:
        """Put the post there, once."""
        ...


@dataclass(frozen=True, slots=True)
class Listening:
    """How talks without captions are heard.

    Attributes:
        ears: who hears; None where the extra is not installed.
        folder: where the audio lies meanwhile; of this machine.
        most_seconds: longer videos are not heard.
        most_bytes: larger audio is not fetched.
        at_once: whether nobody waits for captions first.
    """

    ears: Ears | None
    folder: Path
    most_seconds: float
    most_bytes: int
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that a look goes by, put together in `uploader.assembly`.

    Attributes:
        examiner: the model that reads each bullet a second time; None where nobody does.
        listening: how talks without captions are heard; None where none are to be.
        model_slots: model calls under way at once, over all processes on this database.
        model_lead: seconds that the first of several calls goes ahead, for the sake of a provider's prompt cache.
        filters: which videos are wanted.
        poll_every: the time between two polls of a channel.
        reuploads: what becomes of a talk that was published before: hold, skip, link or publish.
        buys: whether the model may be asked; else kept answers are all there is (`asking.NotKeptError`).
        site: repository and branch as they were given: what is published there is on one site.
        channels: the parts of each channel that differs, by its name in the settings (see `routing`).
        root: of a channel's own parts, everybody's.
    """

    database: Database
    tube: Tube
    model: Model
    blog: Blog
    clock: Clock
    sleep: Callable[[float], None]
    style: Style
    prompts: Prompts
    glossary: Glossary
    pace: Pace
    caps: Caps
    model_slots: int
    filters: Filters
    first_run_videos: int
    poll_every: timedelta = timedelta(minutes=15)
    reuploads: Literal["hold", "skip", "link", "publish"] = "hold"
    examiner: Model | None = None
    model_lead: float = 0.0
    listening: Listening | None = None
    buys: bool = True
    site: str = ""
    channels: Mapping[str, "Parts"] = field(default_factory=dict[str, "Parts"])
    root: "Parts | None" = field(default=None, repr=False, compare=False)
