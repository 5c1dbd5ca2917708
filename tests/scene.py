"""The whole world around the program: a channel on loopback, a model that replays answers, a blog, a data dir.

The program runs as a real child process, through its real command line; everything else is real too, but YouTube's
hosts and the model's endpoint, which are servers on loopback.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.site.world import git
from uploader.demo.emulator.proxy import Emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import CHANNEL
from uploader.files import shipped

POSTS = "src/data/blog"
ROOT = Path(__file__).resolve().parents[1]
EVALS, CACHE, LEDGER, SILENT, SHORT = "demo-evals1", "_demo-cache", "demo-ledger", "demo-silent", "-demo-short"


@dataclass
class Scene:
    """One world; `environment` is what the program is given, and a test may change it."""

    folder: Path
    youtube: Emulated
    model: ModelServer
    environment: dict[str, str] = field(default_factory=dict)
    program: tuple[str, ...] = (sys.executable, "-c", "from uploader.cli import main; main()")

    def __post_init__(self) -> None:
        git(self.folder, "init", "-q", "--bare", "-b", "main", "blog.git")
        git(self.folder, "clone", "-q", "blog.git", "person")
        self.writes("README.md", "a blog\n")
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            **self.youtube.environment,
            "UPLOADER_DATA_DIR": str(self.data),
            "UPLOADER_SITE_REPOSITORY": str(self.bare),
            "UPLOADER_CHANNELS": CHANNEL,
            "UPLOADER_FIRST_RUN_VIDEOS": "5",
            "UPLOADER_YOUTUBE_PACE_SECONDS": "0",
            "UPLOADER_LLM_MODEL": "replayed",
            "UPLOADER_HTTP_PORT": "0",
            "UPLOADER_ASR": "false",  # these videos have no sound; what has is heard where a test says so
            "OPENAI_API_KEY": "sk-secret-of-the-scene",
            "OPENAI_BASE_URL": self.model.base_url,
        }

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def bare(self) -> Path:
        return self.folder / "blog.git"

    @property
    def database(self) -> Path:
        return self.data / "uploader.sqlite"

    def knows_nothing_yet(self) -> None:
        """A newcomer's world: an AstroPaper blog, and no setting but the model's key."""
        self.writes("astro.config.ts", "export default {};\n")
        self.writes(f"{POSTS}/hello.md", "---\ntitle: Hello\n---\n")
        for name in [name for name in self.environment if name.startswith("UPLOADER_")]:
            del self.environment[name]
        del self.environment["OPENAI_BASE_URL"]
        self.environment |= {"UPLOADER_YOUTUBE_PROXY": self.youtube.proxy, "UPLOADER_YOUTUBE_PACE_SECONDS": "0"}

    def starts(self, *arguments: str, **more: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*self.program, *arguments], cwd=self.folder, env={**self.environment, **more}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def runs(self, *arguments: str, expecting: int | None = 0, **more: str) -> "subprocess.CompletedProcess[str]":
        child = self.starts(*arguments, **more)
        try:
            out, err = child.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            child.kill()
            out, err = child.communicate()
            raise AssertionError(f"{arguments} hung\n{out}\n{err}") from None
        assert "sk-secret-of-the-scene" not in out + err
        if expecting is not None:
            assert child.returncode == expecting, f"{arguments} → {child.returncode}\n{out}\n{err}"
        return subprocess.CompletedProcess(arguments, child.returncode, out, err)

    def killed_when(self, condition: Callable[[], bool], *arguments: str, seconds: float = 60, **more: str) -> bool:
        """Run, and `kill -9` as soon as the condition holds; False where it ended before that."""
        child = self.starts(*arguments, **more)
        until = time.monotonic() + seconds
        try:
            while child.poll() is None and time.monotonic() < until:
                if condition():
                    child.send_signal(signal.SIGKILL)
                    return True
                time.sleep(0.002)
            return False
        finally:
            if child.poll() is None:
                child.kill()
            child.communicate()

    def status(self) -> dict[str, Any]:
        given: dict[str, Any] = json.loads(self.runs("status", "--json").stdout)
        return given

    def state_of(self, video_id: str) -> tuple[str, list[str]]:
        story = json.loads(self.runs("show", video_id, "--json").stdout)
        return story["state"], [reason for reason in story["reasons"] if reason]

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database says, read from outside; nothing while it is not there yet."""
        if not self.database.exists():
            return []
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            try:
                return connection.execute(query, values).fetchall()
            except sqlite3.OperationalError:
                return []
            finally:
                connection.commit()

    def writes(self, path: str, text: str) -> None:
        """A person changes a file of the blog."""
        person = self.folder / "person"
        if (person / ".git/refs/heads/main").exists():
            git(person, "pull", "-q", "--rebase", "origin", "main")
        (person / path).parent.mkdir(parents=True, exist_ok=True)
        (person / path).write_text(text, "utf-8")
        git(person, "add", "-A")
        git(person, "commit", "-q", "-m", f"Edit {path}")
        git(person, "push", "-q", "origin", "HEAD:main")

    def posts(self) -> list[str]:
        return [line for line in git(self.bare, "ls-tree", "--name-only", "main", f"{POSTS}/").splitlines() if line]

    def shows(self, path: str) -> str:
        return git(self.bare, "show", f"main:{path}")

    def commits_for(self, video_id: str) -> int:
        found = git(self.bare, "log", "--format=%(trailers:key=Video-Id,valueonly)", "main")
        return found.split().count(video_id)


def answers() -> Path:
    return shipped("demo") / "answers"
