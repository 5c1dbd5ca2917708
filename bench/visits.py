"""Requests to YouTube per published video and per idle poll, and how long after its captions a talk is a post.

The requests are counted by the emulator while the program works. The time to the post is that of the real scheduling
code on a virtual clock, at default settings.
"""

import argparse
import logging
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean

import structlog

from bench.world import reader, speech
from bench.world.clockwork import Load, simulated
from bench.world.scene import blog, environment, load, program
from uploader.demo.emulator import EmulatedChannel, World, emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import CHANNEL, HANDLE
from uploader.ids import parse_video_id

PER_VIDEO, PER_POLL = 3.0, 1.0


def requests() -> tuple[float, float]:
    """For each of three talks that are published, and for a poll that finds nothing."""
    past = datetime.now(UTC) - timedelta(hours=5)
    talks = tuple(
        speech.talk(n, 4 + n).video(parse_video_id(f"bench-{n:05}"), past - n * timedelta(hours=1)) for n in range(3)
    )
    world = World((EmulatedChannel(CHANNEL, HANDLE, "Bench Talks", talks),))
    with (
        tempfile.TemporaryDirectory() as folder,
        emulated(world, Path(folder)) as youtube,
        ModelServer(write=reader.answer) as model,
    ):
        known = environment(Path(folder), blog(Path(folder)), youtube, model, UPLOADER_FIRST_RUN_VIDEOS="3")
        program(known, "once")  # the feed alone; the listing comes with the second poll and then every six hours
        about = sum(sum(youtube.emulator.counted(str(talk.video_id)).values()) for talk in talks)
        program(known, "once")
        before = len(youtube.emulator.requests)
        program(known, "once")
        return about / len(talks), float(len(youtube.emulator.requests) - before)


def main(arguments: list[str] | None = None) -> int:
    """0 where all goals are met."""
    parser = argparse.ArgumentParser(prog="bench.visits", description="Requests to YouTube, and the time to the post.")
    parser.add_argument("--days", type=float, default=7)
    given = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    per_video, per_poll = requests()
    sys.stdout.write(
        f"{load()}\nrequests per published video {per_video:.0f}, goal {PER_VIDEO:.0f}; per idle poll {per_poll:.0f}, goal {PER_POLL:.0f}\n"
    )
    goal = Load(1).poll_minutes / 2 + 2
    here = simulated(Load(channels=4, uploads=6), 24 * given.days)
    late = simulated(Load(channels=4, uploads=6, late=(5, 60)), 24 * given.days)
    lag = mean(here.lags) / 60
    sys.stdout.write(
        f"captions there with the upload: {lag:.1f} minutes to the post, mean of {here.published}, goal {goal:.1f}\n"
    )
    sys.stdout.write(
        f"captions 5 to 60 minutes later: {mean(late.lags) / 60:.1f} minutes from them to the post, mean of {late.published}\n"
    )
    return int(per_video > PER_VIDEO or per_poll > PER_POLL or lag > goal)


if __name__ == "__main__":
    sys.exit(main())
