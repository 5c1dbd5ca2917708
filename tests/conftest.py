import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from tests.scene import LEDGER, Scene
from uploader.demo.emulator import emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import sample_world

# A deadline for one example measures how busy the machine is.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a scene in which the gate held a talk (`LEDGER`), made once: tests copy it."""
    folder = tmp_path_factory.mktemp("held")
    with emulated(sample_world(datetime.now(UTC)), folder) as youtube, ModelServer() as model:
        scene = Scene(folder, youtube, model)
        scene.runs("backfill", "--video-id", LEDGER, expecting=1)
        copy = folder / "held.sqlite"
        with closing(sqlite3.connect(scene.database)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
    return copy


@pytest.fixture(autouse=True)
def log_as_at_the_start() -> Iterator[None]:
    """Commands that a test calls in this process say where log lines go, and that place ends with the test."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """The sample channel, a replaying model and an empty blog."""
    with emulated(sample_world(datetime.now(UTC)), tmp_path) as youtube, ModelServer() as model:
        yield Scene(tmp_path, youtube, model)


@pytest.fixture(autouse=True, scope="session")
def no_speech_model_is_fetched() -> None:
    """A name of one would be, from the network, wherever the packages are installed."""
    os.environ["HF_HUB_OFFLINE"] = "1"
