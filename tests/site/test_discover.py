"""A repository that is new to us tells its branch and its files."""

from pathlib import Path

import pytest

from tests.site.world import World, git
from uploader.errors import BadInput
from uploader.site.discover import discover


def test_the_branch_that_readers_get_and_its_files(world: World) -> None:
    world.writes("config/한글.toml", "x\n")
    git(world.person, "push", "-q", "origin", "HEAD:drafts/new")
    seen = discover(str(world.bare), None, None)
    assert seen.branch == "main"
    assert "config/한글.toml" in seen.files
    assert discover(str(world.bare), None, "drafts/new").branch == "drafts/new"


def test_where_no_branch_can_be_told_it_says_what_to_do(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has no branch old; it has main"):
        discover(str(world.bare), None, "old")
    git(world.bare, "symbolic-ref", "HEAD", "refs/heads/gone")
    assert discover(str(world.bare), None, None).branch == "main"
    git(world.person, "push", "-q", "origin", "HEAD:pages")
    with pytest.raises(BadInput, match="give one of main, pages"):
        discover(str(world.bare), None, None)
    git(tmp_path, "init", "-q", "--bare", "empty.git")
    with pytest.raises(BadInput, match="no commit yet"):
        discover(str(tmp_path / "empty.git"), None, None)
