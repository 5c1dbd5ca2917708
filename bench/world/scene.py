"""Where a bench runs: YouTube and a model on loopback, a blog, and the program as its users start it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from uploader.demo.emulator.proxy import Emulated
from uploader.demo.model_server import ModelServer, Pace
from uploader.demo.sample import CHANNEL

ROOT = Path(__file__).resolve().parents[2]
POSTS = "src/data/blog"
REAL = Pace(0.5, 80)
"""The endpoint of issue 5: 0.5 s to the first token, then 80 tokens a second."""
WHO = {f"GIT_{role}_{what}": "bench@localhost" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
COMMAND = (sys.executable, "-c", "from uploader.cli import main; main()")


def git(at: Path, *command: str, given: str | None = None) -> str:
    """What git says in that folder."""
    done = subprocess.run(
        ["git", "-C", str(at), *command], check=True, capture_output=True, text=True, env=os.environ | WHO, input=given
    )
    return done.stdout


def blog(folder: Path, name: str = "blog", posts: int = 0) -> Path:
    """A bare repository with so many posts on its branch `main`, made without a checkout."""
    bare = folder / f"{name}.git"
    git(folder, "init", "-q", "--bare", "-b", "main", str(bare))
    lines = [
        "commit refs/heads/main",
        f"committer bench <bench@localhost> {int(time.time()) - 100} +0000",
        "data 5",
        "first",
    ]
    lines += ["M 100644 inline README.md", "data 7", "a blog"]
    for number in range(posts):
        text = f"---\ntitle: Talk {number}\nslug: old-{number:06}\n---\n\n{'밤에 등불을 세는 이야기. ' * 150}\n"
        lines += [f"M 100644 inline {POSTS}/old-{number:06}.md", f"data {len(text.encode())}", text]
    git(bare, "fast-import", "--quiet", given="\n".join(lines) + "\n")
    return bare


def environment(folder: Path, blog: Path, youtube: Emulated, model: ModelServer, **more: str) -> dict[str, str]:
    """What the program is given; everything of its own is in `folder`."""
    return {
        **os.environ, **youtube.environment, **WHO, "PYTHONPATH": str(ROOT), "OPENAI_API_KEY": "none",
        "OPENAI_BASE_URL": model.base_url, "UPLOADER_LLM_MODEL": "reader", "UPLOADER_DATA_DIR": str(folder / "data"),
        "UPLOADER_SITE_REPOSITORY": str(blog), "UPLOADER_CHANNELS": CHANNEL, "UPLOADER_YOUTUBE_PACE_SECONDS": "0",
        "UPLOADER_HTTP_PORT": "0", **more,
    }  # fmt: skip


def program(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The program run to its end; its own words where it fails."""
    done = subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-4000:])
        raise SystemExit(f"uploader {' '.join(arguments)[:80]} ended with {done.returncode}")
    return done


def timed(run: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.monotonic()
    run()
    return time.monotonic() - start


def load() -> str:
    """How busy the machine is by itself: a ratio taken on a loaded one is the worse for it."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
