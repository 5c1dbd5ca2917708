"""A real browser: Debian's chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

WIDE, PHONE = (1440, 1000), (360, 740)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; without one the test is skipped, but not in CI."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI"):
            raise AssertionError("no chromium: apt-get install chromium")
        pytest.skip("no chromium: apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Browser, url: str, size: tuple[int, int] = WIDE) -> Page:
    """A page that fails the test at the first error in its scripts; thumbnails come from nowhere."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_default_timeout(15_000)
    page.route("https://i.ytimg.com/**", lambda route: route.abort())
    page.on("pageerror", _fail)
    page.goto(url)
    return page


def violations(page: Page) -> list[str]:
    """What axe finds, each with where."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def _fail(error: object) -> None:
    raise AssertionError(str(error))
