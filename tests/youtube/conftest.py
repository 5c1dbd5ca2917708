"""A small channel on the emulator, and the unmodified clients led to it by the environment alone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.youtube.scene import ANOTHER, PATIENCE, THE_TALK, world
from uploader.demo.emulator import EmulatedVideo, Emulator, emulated
from uploader.youtube import YouTube, YouTubeOptions

Show = Callable[..., Emulator]


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    """Start the emulator with these videos; no request may try to leave it."""
    with ExitStack() as stack:
        started: list[Emulator] = []

        def start(*videos: EmulatedVideo) -> Emulator:
            running = stack.enter_context(emulated(world(*videos), tmp_path))
            for name, value in running.environment.items():
                monkeypatch.setenv(name, value)
            started.append(running.emulator)
            return running.emulator

        yield start
        for emulator in started:
            assert emulator.leaks == []


@pytest.fixture
def emulator(show: Show) -> Emulator:
    """The emulator with the talk and another."""
    return show(THE_TALK, ANOTHER)


@pytest.fixture
def youtube() -> YouTube:
    """The adapter without pauses."""
    return YouTube(YouTubeOptions(pause=0, timeout=PATIENCE, feed_timeout=PATIENCE))
