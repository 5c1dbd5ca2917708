"""An 8.6-hour stream from the command to the pushed post, against the critical path of its own model calls.

The path: stage after stage; where a stage has more calls than there are slots, as long as they take with the longest
first and no slot left empty. Everything beyond is ours: start, YouTube, reading, the gate, git.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.world import reader, speech
from bench.world.scene import POSTS, REAL, blog, environment, git, load, program, timed
from uploader.demo.emulator import EmulatedChannel, World, emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import CHANNEL, HANDLE
from uploader.ids import parse_video_id
from uploader.models import Kind

VIDEO = parse_video_id("bench-strm1")
GOAL = 1.10
SLOTS = 16


class Calls:
    """A reader that notes how long each of its answers takes, by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)

    def answer(self, sent: dict[str, object]) -> str:
        """The answer, noted."""
        text = reader.answer(sent)
        stage = str(sent["response_format"]["json_schema"]["name"])  # type: ignore[index]
        again = any(row["role"] == "assistant" for row in sent["messages"])  # type: ignore[attr-defined]
        self.seconds[f"{stage} again" if again else stage].append(REAL.seconds(max(1, len(text.encode()) // 4)))
        return text

    def path(self, slots: int) -> float:
        """The critical path, seconds."""
        return sum(_longest_first(each, slots) for each in self.seconds.values())


def _longest_first(calls: list[float], slots: int) -> float:
    """Seconds until all are through, each in the slot that is free first."""
    free = [0.0] * slots
    for seconds in sorted(calls, reverse=True):
        free[free.index(min(free))] += seconds
    return max(free)


def main(arguments: list[str] | None = None) -> int:
    """0 where the goal is met."""
    parser = argparse.ArgumentParser(prog="bench.stream", description="A stream against its critical path.")
    parser.add_argument("--hours", type=float, default=8.6)
    given = parser.parse_args(arguments)
    said, calls = speech.stream(3, given.hours), Calls()
    sys.stdout.write(f"a stream of {said.seconds / 3600:.1f} hours, {said.words:,} words; {load()}\n")
    video = said.video(VIDEO, datetime.now(UTC) - timedelta(hours=30), Kind.STREAM)
    world = World((EmulatedChannel(CHANNEL, HANDLE, "Bench Talks", (video,)),))
    with (
        tempfile.TemporaryDirectory() as folder,
        emulated(world, Path(folder)) as youtube,
        ModelServer(pace=REAL, write=calls.answer) as model,
    ):
        site = blog(Path(folder))
        known = environment(Path(folder), site, youtube, model)
        wall = timed(lambda: program(known, "backfill", "--video-id", VIDEO))
        post = git(site, "show", f"main:{POSTS}/{VIDEO}.md")
    for stage, seconds in calls.seconds.items():
        sys.stdout.write(f"  {stage}: {len(seconds)} calls, longest {max(seconds):.1f} s, all {sum(seconds):.0f} s\n")
    path = calls.path(SLOTS)
    sys.stdout.write(
        f"wall {wall:.1f} s, critical path {path:.1f} s on {SLOTS} slots, post of {len(post):,} characters\n"
    )
    sys.stdout.write(f"ratio {wall / path:.2f}, goal {GOAL}\n")
    return int(wall / path > GOAL)


if __name__ == "__main__":
    sys.exit(main())
