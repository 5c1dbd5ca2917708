"""Debian's Chromium, driven by Playwright's client; nothing that it asks for leaves this machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
PICTURES = "i.ytimg.com"
_HUES = {"-": 210, "d": 160, "_": 30, "c": 265, "m": 0}


def missing() -> str | None:
    """Why there is no browser; None where there is one. Root gets it from Debian's archive."""
    if CHROMIUM.exists():
        return None
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return "no Chromium: apt-get install chromium"
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", *step], check=False, capture_output=True, text=True, timeout=140,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )  # fmt: skip
    return None if CHROMIUM.exists() else f"Chromium could not be installed: {done.stderr[-300:]}"


@contextmanager
def browser() -> Iterator[Browser]:
    """One browser. Where there is none and none can be had the test is skipped; on CI it fails."""
    if why := missing():
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=60_000)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def looking(started: Browser, width: int, *, dark: bool = False, height: int = 900) -> Iterator[tuple[Page, list[str]]]:
    """A page of that size, and the hosts that it asks; thumbnails are drawn here."""
    asked: list[str] = []
    context: BrowserContext = started.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )  # fmt: skip
    context.on("request", lambda request: asked.append(urlsplit(request.url).hostname or request.url))
    context.route(f"https://{PICTURES}/**", _picture)
    try:
        page = context.new_page()
        page.set_default_timeout(15_000)
        yield page, asked
    finally:
        context.close()


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe has against the page, by these rules or all, each with where."""
    page.evaluate(AXE)
    only = {"runOnly": [*rules]} if rules else {}
    found: Any = page.evaluate("asked => axe.run(document, asked)", {"resultTypes": ["violations"], **only})
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]


def _picture(route: Route) -> None:
    """Stands for a video's thumbnail."""
    video = route.request.url.split("/vi/")[1][:11]
    hue = (_HUES.get(video[0], 90) + 37 * sum(map(ord, video))) % 360
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><defs><linearGradient id="g" x2="1" y2="1">'
        f'<stop stop-color="hsl({hue},45%,38%)"/><stop offset="1" stop-color="hsl({(hue + 40) % 360},50%,20%)"/>'
        '</linearGradient></defs><rect width="320" height="180" fill="url(#g)"/><circle cx="250" cy="70" r="34" '
        'fill="#fff" opacity=".16"/><rect x="205" y="108" width="90" height="72" rx="36" fill="#fff" opacity=".16"/>'
        '<rect x="24" y="40" width="130" height="14" rx="7" fill="#fff" opacity=".8"/><rect x="24" y="66" width="90" '
        'height="10" rx="5" fill="#fff" opacity=".45"/></svg>'
    )
    route.fulfill(status=200, content_type="image/svg+xml", body=drawing)
