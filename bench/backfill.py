"""Two hundred videos of a channel's past: how much of what the model could answer is used.

Throughput over (model calls at once ÷ mean time of a call) is the share of the slots' time in which a call was under
way. Short talks at the real endpoint's speed, with so many slots that the whole takes three minutes.
"""

import argparse
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.stream import Calls
from bench.world import speech
from bench.world.scene import POSTS, REAL, blog, environment, git, load, program, timed
from uploader.demo.emulator import EmulatedChannel, World, emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import CHANNEL, HANDLE
from uploader.ids import parse_video_id

GOAL = 0.90


def main(arguments: list[str] | None = None) -> int:
    """0 where the goal is met."""
    parser = argparse.ArgumentParser(prog="bench.backfill", description="A backfill against its model's capacity.")
    parser.add_argument("--videos", type=int, default=200)
    parser.add_argument("--slots", type=int, default=24)
    given = parser.parse_args(arguments)
    past = datetime.now(UTC) - timedelta(days=10)
    videos = tuple(
        speech.talk(number, 4 + number % 7 / 4).video(
            parse_video_id(f"bench-{number:05}"), past - number * timedelta(hours=1)
        )
        for number in range(given.videos)
    )
    calls = Calls()
    world = World((EmulatedChannel(CHANNEL, HANDLE, "Bench Talks", videos),))
    with (
        tempfile.TemporaryDirectory() as folder,
        emulated(world, Path(folder)) as youtube,
        ModelServer(pace=REAL, write=calls.answer) as model,
    ):
        site = blog(Path(folder))
        more = {"UPLOADER_LLM_CONCURRENCY": str(given.slots), "UPLOADER_WORKERS": str(given.slots)}
        known = environment(Path(folder), site, youtube, model, **more)
        wall = timed(lambda: program(known, "backfill", "--channel", CHANNEL, "--yes"))
        posts = len(git(site, "ls-tree", "--name-only", "main", f"{POSTS}/").split())
    seconds = [each for stage in calls.seconds.values() for each in stage]
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    ideal = sum(seconds) / given.slots
    sys.stdout.write(
        f"{posts} posts, {len(seconds)} calls of {sum(seconds) / len(seconds):.1f} s on {given.slots} slots; wall {wall:.1f} s, "
        f"{(spent.ru_utime + spent.ru_stime) / given.videos:.2f} s of processor a video; {load()}\n"
    )
    sys.stdout.write(f"ratio {ideal / wall:.2f}, goal {GOAL}\n")
    return int(ideal / wall < GOAL or posts < given.videos)


if __name__ == "__main__":
    sys.exit(main())
