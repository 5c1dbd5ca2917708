"""Progress: a line that moves on a terminal, plain log lines elsewhere."""

import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager

from uploader.app import App
from uploader.decide import State
from uploader.store import lists

_SHOWN = (State.DISCOVERED, State.QUEUED, State.WORKING, State.WAITING, State.PUBLISHED, State.HELD, State.FAILED)


@contextmanager
def shown(app: App) -> Generator[None, None, None]:
    """Show how the videos stand while the block runs."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    done = threading.Event()
    console = Console(stderr=True)
    with console.status("starting") as spinner:

        def watch() -> None:
            while not done.wait(0.5):
                with app.database.reading() as session:
                    counts = lists.counts(session)
                spinner.update(
                    "  ".join(f"{counts[state]} {state}" for state in _SHOWN if counts.get(state)) or "polling"
                )

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join(timeout=2)
