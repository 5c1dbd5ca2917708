"""Jekyll, installed once."""

import os
from pathlib import Path

import pytest

from tests.generators.building import NoJekyllError, install_jekyll


@pytest.fixture(scope="session")
def jekyll(request: pytest.FixtureRequest) -> None:
    cache: pytest.Cache = request.config.cache
    try:
        install_jekyll(Path(cache.mkdir("jekyll")) / "lock")
    except NoJekyllError as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
