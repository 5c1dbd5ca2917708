import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from tests.scene import Scene
from uploader.demo.emulator import emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import sample_world

# A deadline for one example measures how busy the machine is.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """The sample channel, a replaying model and an empty blog."""
    with emulated(sample_world(datetime.now(UTC)), tmp_path) as youtube, ModelServer() as model:
        yield Scene(tmp_path, youtube, model)


@pytest.fixture(autouse=True, scope="session")
def no_speech_model_is_fetched() -> None:
    """A name of one would be, from the network, wherever the packages are installed."""
    os.environ["HF_HUB_OFFLINE"] = "1"
