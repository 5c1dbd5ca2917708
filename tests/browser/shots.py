"""`make screenshots`: the pages as people see them, into docs/screenshots."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.chromium import browser, looking, missing
from tests.web.morning import sample_pages

FOLDER = Path(__file__).resolve().parents[2] / "docs/screenshots"
WIDE, NARROW = 1440, 360
SHOTS = {
    "today": "/", "review": "/review", "review-post": "/review/demo-ledger", "videos": "/videos",
    "story": "/videos/demo-evals1", "post": "/videos/demo-ledger/post",
    "calls": "/videos/demo-evals1/calls", "changes": "/videos/demo-evals1/changes",
    "transcript": "/videos/demo-evals1/transcript", "coverage": "/coverage", "costs": "/costs",
    "audit": "/audit", "audit-post": "/audit/post?file=src/data/blog/company-000.md",
}  # fmt: skip
LOOKS = {
    "": (WIDE, 1120, False), "-dark": (WIDE, 1120, True),
    "-phone": (NARROW, 740, False), "-phone-dark": (NARROW, 740, True),
}  # fmt: skip
PLAIN = "Ask Me Anything about Agents — Tove Lind, Northmark"
KEPT = (
    "today", "today-dark", "today-phone", "review-post", "story", "post", "changes", "coverage", "costs", "costs-dark",
    "audit", "audit-post",
)  # fmt: skip
"""Those that the papers show; the rest are for whoever works on the pages."""


def main() -> None:
    """Take them; every one where an argument names a folder."""
    if why := missing():
        raise SystemExit(why)
    folder = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as data,
        sample_pages(Path(data), datetime.now(UTC), PLAIN) as pages,
        browser() as started,
    ):
        for look, (width, height, dark) in LOOKS.items():
            with looking(started, width, dark=dark, height=height) as (page, _):
                for name, path in SHOTS.items():
                    if not sys.argv[1:] and f"{name}{look}" not in KEPT:
                        continue
                    page.goto(pages.url + path)
                    page.wait_for_load_state("networkidle")
                    if name == "review-post" and name in KEPT:
                        page.locator(".remark").first.evaluate("part => part.scrollIntoView({block: 'center'})")
                    page.screenshot(path=folder / f"{name}{look}.png", full_page=bool(sys.argv[1:]))


if __name__ == "__main__":
    main()
