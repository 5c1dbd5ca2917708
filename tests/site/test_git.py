"""What the caller's surroundings hold does not change what git does for us."""

from pathlib import Path

import pytest

from tests.site.world import World, git, publish
from uploader.errors import BadInput


def test_a_callers_git_variables_do_not_reach_us(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As inside somebody's hook or rebase."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody Else")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "x")
    publish(world.blog())
    assert git(world.bare, "log", "-1", "--format=%an %as", "main") == "uploader 2026-11-24"


def test_a_users_configuration_does_not_change_the_result(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "pre-push").write_text("#!/bin/sh\nexit 1\n")
    (hooks / "pre-push").chmod(0o755)
    config = tmp_path / "gitconfig"
    config.write_text(
        f"[core]\nhooksPath = {hooks}\nquotePath = true\n[commit]\ngpgSign = true\n[push]\ngpgSign = true\n"
        "default = nothing\npushOption = x\nfollowTags = true\n[color]\nui = always\n[log]\nshowSignature = true\n"
        '[remote "origin"]\nfetch = +refs/pull/*:refs/pull/*\nprune = true\n[user]\nname = Somebody Else\n'
        "[i18n]\ncommitEncoding = latin1\n[init]\ndefaultBranch = other\n[fetch]\nprune = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    blog = world.blog()
    made = publish(blog)
    assert made.commit == world.tip()
    seen = blog.find(made.video_id)
    assert seen is not None
    assert blog.last_change(seen).ours
    assert git(world.bare, "log", "-1", "--format=%an %e", "main") == "uploader"


def test_no_git_is_bad_input(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(BadInput, match="apt-get install git"):
        publish(world.blog())
