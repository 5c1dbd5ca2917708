"""A real browser: Debian's chromium, driven by Playwright."""

from playwright.sync_api import Browser, Page

from tests.browser.chromium import browser as chromium
from tests.browser.chromium import violations

__all__ = ["PHONE", "WIDE", "chromium", "opened", "violations"]

WIDE, PHONE = (1440, 1000), (360, 740)


def opened(browser: Browser, url: str, size: tuple[int, int] = WIDE) -> Page:
    """A page that fails the test at the first error in its scripts; thumbnails come from nowhere."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_default_timeout(15_000)
    page.route("https://i.ytimg.com/**", lambda route: route.abort())
    page.on("pageerror", _fail)
    page.goto(url)
    return page


def _fail(error: object) -> None:
    raise AssertionError(str(error))
