"""The site's packages, installed once."""

import os
from pathlib import Path

import pytest

from tests.astro.building import RegistryUnreachableError, install


@pytest.fixture(scope="session")
def packages(request: pytest.FixtureRequest) -> Path:
    cache: pytest.Cache = request.config.cache
    try:
        return install(Path(cache.mkdir("astro")))
    except RegistryUnreachableError as unreachable:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no npm registry in reach: {unreachable}")
