"""One look after another at the sample's shortest talk, in this process: real database, clients, servers and git.

What YouTube, the model and the remote do is emulated at the far side of real connections; the clock is the test's.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.scene import POSTS, SHORT
from tests.site.world import git
from tests.workflow.world import parts
from uploader.demo.emulator import Emulator, emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import CHANNEL, sample_world
from uploader.facts.glossary import read_glossary
from uploader.files import shipped
from uploader.ids import VideoId, parse_video_id
from uploader.llm.client import ChatModel
from uploader.llm.options import ModelOptions
from uploader.llm.priced import PricedModel
from uploader.models import Sighting
from uploader.site.publish import Blog
from uploader.store import services, videos
from uploader.workflow.path import look
from uploader.workflow.ports import Parts
from uploader.youtube import YouTube, YouTubeOptions

VIDEO = parse_video_id(SHORT)
Value = TypeVar("Value")


class Straight:
    """Steps that are done and not kept: what an engine adds is kills' matter."""

    def step(self, name: str, do: Callable[[], Value]) -> Value:  # noqa: ARG002 - the protocol's
        return do()


@dataclass
class Desk:
    """Everything around one video.

    Attributes:
        now: what the clock tells.
        slept: seconds that the model's client wanted to wait between tries.
    """

    folder: Path
    emulator: Emulator
    model: ModelServer
    now: datetime
    slept: list[float] = field(default_factory=list)
    patience: float = 2.0
    tries: int = 3

    def __post_init__(self) -> None:
        git(self.folder, "init", "-q", "--bare", "-b", "main", "blog.git")
        git(self.folder, "clone", "-q", "blog.git", "person")
        git(self.folder / "person", "checkout", "-q", "-b", "main")
        self.edits("README.md")
        self.parts = self._parts()

    def _parts(self) -> Parts:
        options = ModelOptions("replayed", "sk-made-up-0123456789", self.model.base_url, timeout=self.patience)
        made = ChatModel(options, clock=lambda: self.now, sleep=self.slept.append)
        blog = Blog(
            str(self.bare), "main", POSTS, self.folder / "data" / "site", timeout=30 * self.patience, tries=self.tries
        )
        tube = YouTube(YouTubeOptions(pause=0, timeout=self.patience, feed_timeout=self.patience))
        (self.folder / "data").mkdir(exist_ok=True)
        plain = parts(self.folder / "data", PricedModel(made, None), tube=tube, blog=blog)
        glossary = read_glossary(shipped("glossary.tsv").read_text("utf-8"))
        return replace(plain, clock=lambda: self.now, glossary=glossary)

    @property
    def bare(self) -> Path:
        return self.folder / "blog.git"

    @property
    def clone(self) -> Path:
        return self.folder / "data" / "site"

    def edits(self, path: str, *, push: str = "HEAD:main") -> None:
        """A person writes a file."""
        person = self.folder / "person"
        (person / path).write_text(f"{path}\n")
        git(person, "add", "-A")
        git(person, "commit", "-q", "-m", f"Edit {path}")
        git(person, "push", "-q", "--force", "origin", push)

    def looks(self, video_id: VideoId = VIDEO, *, later: timedelta = timedelta()) -> videos.Row:
        """Take the video up, whatever its schedule says, and one look further."""
        self.now += later
        with self.parts.database.begin() as session:
            if not videos.known(session, [video_id]):
                videos.see(session, [Sighting(video_id, "", self.now)], CHANNEL, publish=None, now=self.now)
            row = videos.one(session, video_id)
            if row.next_look_at is None or row.next_look_at > self.now:
                videos.make_due(session, video_id, now=self.now)
            services.try_again(session, self.now)
            videos.take_due(session, lambda *_: None, now=self.now, most=1, only=[video_id])
            number = videos.one(session, video_id).look
        look(video_id, number, Straight(), self.parts)
        return self.row(video_id)

    def row(self, video_id: VideoId = VIDEO) -> videos.Row:
        with self.parts.database.reading() as session:
            return videos.one(session, video_id)

    def refused(self) -> dict[str, str]:
        with self.parts.database.reading() as session:
            return services.refused(session)

    def posts(self) -> list[str]:
        found = git(self.bare, "ls-tree", "-r", "--name-only", "main")
        return [line for line in found.splitlines() if line.startswith(POSTS)]

    def delivered(self) -> list[str]:
        """The questions that were answered whole and well, in order."""
        return [exchange.key for exchange in self.model.asked(status=200, fault="") if exchange.delivered]


@contextmanager
def desk(folder: Path, environment: Callable[[str, str], None], **more: Any) -> Iterator[Desk]:
    """A desk; `environment` sets a variable for as long as the test runs."""
    now = datetime.now(UTC).replace(microsecond=0)
    with emulated(sample_world(now), folder) as youtube, ModelServer() as model:
        for name, value in youtube.environment.items():
            environment(name, value)
        made = Desk(folder, youtube.emulator, model, now, **more)
        try:
            yield made
        finally:
            made.parts.database.close()


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of so many kilobytes, where the system lets us have one (root may)."""
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    if subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("no disk of our own may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
