"""The commands: what they take, what they print, how they exit. Nothing is decided here.

arguments   every command with its options
logs        log lines, to standard error
checks      `check` and `audit`
findings    what those two print
show        what `status`, `show` and `demo` print
"""

import sys


def main() -> None:
    """The `uploader` program."""
    from uploader.cli.arguments import app
    from uploader.cli.exits import guarded

    sys.exit(guarded(app))
