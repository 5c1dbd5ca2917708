"""Jekyll, installed once: 17 seconds."""

import os

import pytest

from tests.debian import missing


@pytest.fixture(scope="session")
def jekyll() -> None:
    if why := missing("jekyll", "jekyll"):
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
