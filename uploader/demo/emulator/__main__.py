"""`python -m uploader.demo.emulator WORLD.json [DIRECTORY]`: the emulator as a process of its own.

Writes one line of JSON with `proxy`, `ca_file` and `control`, then serves until SIGTERM or the end of standard input.
"""

import json
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

from uploader.demo.emulator.control import controlled
from uploader.demo.emulator.proxy import emulated
from uploader.demo.emulator.world import read_world


def main() -> None:
    """Serve the world that the first argument names."""
    signal.signal(signal.SIGTERM, _leave)
    world = read_world(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as own:
        directory = Path(sys.argv[2]) if sys.argv[2:] else Path(own)
        with emulated(world, directory) as running, controlled(running.emulator) as control:
            where = {"proxy": running.proxy, "ca_file": str(running.ca_file), "control": control}
            sys.stdout.write(json.dumps(where) + "\n")
            sys.stdout.flush()
            sys.stdin.read()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
