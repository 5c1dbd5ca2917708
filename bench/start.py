"""What starting costs: `--help` beside `python -c pass`, `run` to its first poll, and its memory while idle."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.world import reader
from bench.world.scene import COMMAND, ROOT, blog, environment, load, program, timed
from uploader.demo.emulator import Sort, emulated
from uploader.demo.emulator.messages import Noted
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import sample_world

HELP, FIRST_POLL, MEMORY = 0.35, 3.0, 150
IDLE_SECONDS = 8.0


def helps(rounds: int) -> tuple[float, float]:
    """Median seconds of `--help` and of a Python that does nothing, in turn."""
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    mine, plain = [], []
    for _ in range(rounds):
        mine.append(timed(lambda: subprocess.run([*COMMAND, "--help"], check=True, capture_output=True, env=known)))
        plain.append(timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True, env=known)))
    return median(mine), median(plain)


def first_poll() -> tuple[float, float]:
    """Seconds from the start of `run` to its first request to YouTube, and MB resident when it is idle.

    The data dir is there already, as at every start but the first: `once` was run before.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        emulated(sample_world(datetime.now(UTC)), Path(folder)) as youtube,
        ModelServer(write=reader.answer) as model,
    ):
        known = environment(Path(folder), blog(Path(folder)), youtube, model, UPLOADER_FIRST_RUN_VIDEOS="0")
        program(known, "once")
        asked = len(_feeds(youtube.emulator.requests))
        began = time.monotonic()
        child = subprocess.Popen([*COMMAND, "run"], env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while len(_feeds(youtube.emulator.requests)) == asked and time.monotonic() - began < 120:
                time.sleep(0.01)
            took = time.monotonic() - began
            time.sleep(IDLE_SECONDS)
            resident = next(
                line for line in Path(f"/proc/{child.pid}/status").read_text().splitlines() if line.startswith("VmRSS")
            )
        finally:
            child.terminate()
            child.wait(30)
    return took, int(resident.split()[1]) / 1024


def _feeds(requests: "Iterable[Noted]") -> list["Noted"]:
    return [each for each in requests if each.sort == Sort.FEED]


def main(arguments: list[str] | None = None) -> int:
    """0 where all goals are met."""
    parser = argparse.ArgumentParser(prog="bench.start", description="Starting, and idling.")
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args(arguments)
    mine, plain = helps(given.rounds)
    took, resident = first_poll()
    sys.stdout.write(f"{load()}\n--help {mine:.2f} s, python -c pass {plain:.2f} s, goal {HELP} s\n")
    sys.stdout.write(f"start of run to first poll {took:.1f} s, goal {FIRST_POLL:.0f} s\n")
    sys.stdout.write(f"idle memory {resident:.0f} MB, goal {MEMORY} MB\n")
    return int(mine > HELP or took > FIRST_POLL or resident > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
