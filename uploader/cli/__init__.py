"""The commands: what they take, what they print, how they exit. Nothing is decided here.

arguments   every command under its name
beginning   `init`: the first settings, each tried as it is given
working     those that work: run, once, backfill, preview, demo
looking     those that look, and retry
keeping     `move`: what is remembered, elsewhere
renewing    `regenerate`: posts made again
prompting   `prompts test`: a changed prompt tried on talks
options     what commands share
logs        log lines, to standard error
checks      `check` and `audit`
findings    what those two print
sources     what `show --evidence` prints
show        what `status`, `show` and `demo` print
"""

import os
import sys
from contextlib import suppress


def main() -> None:
    """The `uploader` program."""
    from uploader.cli.arguments import app
    from uploader.cli.exits import Exit, guarded

    code = guarded(app)
    if code == Exit.INTERRUPTED or "dbos" in sys.modules:
        # After a command that worked, the interpreter's own tidying takes half a second, and threads in a network
        # call would keep it for minutes; what they do is resumed by the next process.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(code)
    sys.exit(code)
