"""One browser for all, over one morning's pages."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.web.morning import sample_pages
from tests.web.world import Served


@pytest.fixture(scope="session")
def started() -> Iterator[Browser]:
    with chromium.browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with sample_pages(tmp_path_factory.mktemp("morning"), datetime.now(UTC)) as pages:
        yield pages
