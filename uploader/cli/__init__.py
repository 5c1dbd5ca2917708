"""The commands: what they take, what they print, how they exit. Nothing is decided here.

arguments   every command under its name
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


def main() -> None:
    """The `uploader` program."""
    from uploader.cli.arguments import app
    from uploader.cli.exits import Exit, guarded

    code = guarded(app)
    if code == Exit.INTERRUPTED:
        # Threads in a network call would keep the process for minutes; what they do is resumed by the next one.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
