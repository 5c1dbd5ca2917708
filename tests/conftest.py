from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.scene import Scene
from uploader.demo.emulator import emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import sample_world


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """The sample channel, a replaying model and an empty blog."""
    with emulated(sample_world(datetime.now(UTC)), tmp_path) as youtube, ModelServer() as model:
        yield Scene(tmp_path, youtube, model)
