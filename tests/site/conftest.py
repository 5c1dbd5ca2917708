"""A blog with one post of a person's."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.site.world import FOLDER, World, git


@pytest.fixture
def world(tmp_path: Path) -> World:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "blog.git")
    git(tmp_path, "init", "-q", "-b", "main", "person")
    made = World(tmp_path)
    git(made.person, "remote", "add", "origin", str(made.bare))
    (made.person / FOLDER).mkdir(parents=True)
    (made.person / FOLDER / "hello.md").write_text("a person's own post\n")
    (made.person / "README.md").write_text("a blog\n")
    git(made.person, "add", "-A")
    git(made.person, "commit", "-q", "-m", "A blog")
    git(made.person, "push", "-q", "origin", "HEAD:main")
    return made


@pytest.fixture
def spy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in which every command line of git's is noted: a `git` before the real one in PATH."""
    real, note, double = shutil.which("git"), tmp_path / "argv.txt", tmp_path / "bin" / "git"
    double.parent.mkdir()
    double.write_text(
        f"#!{sys.executable} -S\nimport os, sys\n"
        f"open({str(note)!r}, 'a').write(' '.join(sys.argv) + '\\n')\nos.execv({real!r}, sys.argv)\n"
    )
    double.chmod(0o755)
    monkeypatch.setenv("PATH", f"{double.parent}{os.pathsep}{os.environ['PATH']}")
    return note
