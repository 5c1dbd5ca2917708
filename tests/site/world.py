"""A blog as a bare repository, a person with a checkout of it, and our `Blog` beside them: all real git."""

import os
import stat
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from uploader.ids import VideoId, parse_video_id
from uploader.models import Post, Publication
from uploader.site.publish import Blog

FOLDER = "src/data/blog"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
VIDEO = parse_video_id("abcdefghijk")


def git(folder: Path, *arguments: str) -> str:
    """Run git as a person would, whoever runs the tests; its standard output."""
    who = {"GIT_AUTHOR_NAME": "Person", "GIT_AUTHOR_EMAIL": "p@example.org"}
    who |= {"GIT_COMMITTER_NAME": "Person", "GIT_COMMITTER_EMAIL": "p@example.org"}
    plain = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    plain |= who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def post(video_id: VideoId = VIDEO, text: str = "제목\n\n본문\n", prefix: str = "") -> Post:
    return Post(video_id, f"{prefix}{video_id}.md", text)


@dataclass
class World:
    """The bare repository `bare`, a person's checkout `person`, and what we keep under `data`."""

    root: Path
    settings: dict[str, object] = field(default_factory=dict)

    @property
    def bare(self) -> Path:
        return self.root / "blog.git"

    @property
    def person(self) -> Path:
        return self.root / "person"

    @property
    def clone(self) -> Path:
        return self.root / "data" / "clone"

    def blog(  # each is what a test turns
        self, repository: str | None = None, *, folder: str = FOLDER, timeout: float = 60, tries: int = 8,
        token: str | None = None, branch: str = "main", clone: str = "clone",
    ) -> Blog:  # fmt: skip
        given = repository or str(self.bare)
        place = self.root / "data" / clone
        return Blog(given, branch, folder, place, timeout=timeout, tries=tries, token=token)

    def writes(self, path: str, text: str, *, push: bool = True) -> None:
        """A person changes a file, on top of whatever the branch holds."""
        git(self.person, "pull", "-q", "--rebase", "origin", "main")
        target = self.person / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        git(self.person, "add", "-A")
        git(self.person, "commit", "-q", "-m", f"Edit {path}")
        if push:
            git(self.person, "push", "-q", "origin", "HEAD:main")

    def shows(self, path: str) -> str:
        return git(self.bare, "show", f"main:{path}")

    def tip(self) -> str:
        return git(self.bare, "rev-parse", "main")

    def count(self) -> int:
        return int(git(self.bare, "rev-list", "--count", "main"))

    def hook(self, name: str, script: str) -> None:
        """Install a server-side hook."""
        path = self.bare / "hooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def unhook(self, name: str) -> None:
        (self.bare / "hooks" / name).unlink()


def publish(blog: Blog, what: Post | None = None, *, replaces: str | None = None) -> Publication:
    return blog.publish(what or post(), subject="Add a talk", replaces=replaces, committed_at=NOON)
