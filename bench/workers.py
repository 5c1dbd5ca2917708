"""Two `run` processes on one PostgreSQL against one: 60 videos each time, one after the other in the same run.

Each process takes eight videos at once, and the model has slots enough for both, so that the work waits for what it
waits for in life: answers. Starting up is not counted: the time is that from the first video taken up to the last one
published.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bench.world import reader, speech
from bench.world.postgres import postgres
from bench.world.scene import COMMAND, REAL, blog, environment, load
from uploader.demo.emulator import EmulatedChannel, World, emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import CHANNEL, HANDLE
from uploader.ids import parse_video_id
from uploader.store import videos
from uploader.store.database import Database, open_database

GOAL = 1.8

_SPAN = "SELECT min(at) FILTER (WHERE state = 'working'), max(at) FILTER (WHERE state = 'published') FROM events"


def seconds(processes: int, count: int, at_once: int) -> float:
    """From the first look to the last post."""
    past = datetime.now(UTC) - timedelta(days=2)
    talks = tuple(
        speech.talk(n, 3.5 + n % 5 / 4).video(parse_video_id(f"bench-{n:05}"), past - n * timedelta(hours=1))
        for n in range(count)
    )
    world = World((EmulatedChannel(CHANNEL, HANDLE, "Bench Talks", talks),))
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres() as url,
        emulated(world, Path(folder)) as youtube,
        ModelServer(pace=REAL, write=reader.answer) as model,
    ):
        database = open_database(url, Path(folder))
        with database.begin() as session:
            for talk in talks:
                videos.make_due(session, talk.video_id, now=datetime.now(UTC))
        site = blog(Path(folder))
        children = []
        for number in range(processes):
            more = {
                "UPLOADER_DATABASE_URL": url, "UPLOADER_DATA_DIR": f"{folder}/{number}", "UPLOADER_WORKERS": str(at_once),
                "UPLOADER_LLM_CONCURRENCY": "64", "UPLOADER_FIRST_RUN_VIDEOS": "0",
            }  # fmt: skip
            known = environment(Path(folder), site, youtube, model) | more
            children.append(
                subprocess.Popen([*COMMAND, "run"], env=known, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            )
        try:
            return _span(database, count)
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait(30)
            database.close()


def _span(database: Database, count: int) -> float:
    """Waits until so many are published."""
    until = time.monotonic() + 900
    while time.monotonic() < until:
        time.sleep(0.5)
        with database.reading() as session:
            done = sum(
                number for state, number in videos.counts(session).items() if state in {"published", "held", "failed"}
            )
            if done >= count:
                first, last = session.execute(text(_SPAN)).one()
                return float((last - first).total_seconds())
    raise SystemExit("the videos did not come to an end in 15 minutes")


def main(arguments: list[str] | None = None) -> int:
    """0 where the goal is met."""
    parser = argparse.ArgumentParser(prog="bench.workers", description="Two workers against one on PostgreSQL.")
    parser.add_argument("--videos", type=int, default=60)
    parser.add_argument("--at-once", type=int, default=8)
    given = parser.parse_args(arguments)
    sys.stdout.write(f"{load()}\n")
    one, two = (seconds(processes, given.videos, given.at_once) for processes in (1, 2))
    sys.stdout.write(
        f"{given.videos} videos: one process {one:.1f} s, two {two:.1f} s, ratio {one / two:.2f}, goal {GOAL}\n"
    )
    return int(one / two < GOAL)


if __name__ == "__main__":
    sys.exit(main())
