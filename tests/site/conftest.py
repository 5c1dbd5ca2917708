"""A blog with one post of a person's."""

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
