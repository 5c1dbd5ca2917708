"""The shell completes commands and options."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scene import ROOT


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A shell's, with `uploader` on its path and a home of its own."""
    program = tmp_path / "bin" / "uploader"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from uploader.cli import main; main()" "$@"\n', "utf-8")
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}


def _bash(environment: dict[str, str], script: str) -> str:
    done = subprocess.run(
        ["bash", "--norc", "-c", script], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("ret", "retry"), ("prompts t", "test"), ("regenerate --dry", "--dry-run"), ("doc", "doctor")],
)
def test_bash_completes_by_the_script_that_is_shown(environment: dict[str, str], typed: str, completed: str) -> None:
    words = f"uploader {typed}"
    script = f"""
        eval "$(uploader --show-completion bash)"
        complete -p uploader >/dev/null
        COMP_WORDS=({words}) COMP_CWORD={len(words.split()) - 1}
        _uploader_completion uploader
        echo "${{COMPREPLY[@]}}"
    """
    assert _bash(environment, script).split() == [completed]


def test_installed_completion_is_there_in_the_next_shell(environment: dict[str, str]) -> None:
    assert "bash completion installed" in _bash(
        environment, "uploader --install-completion bash; exit $?"
    )  # so that a bash stands above it
    shell = 'source "$HOME/.bashrc"; complete -p uploader'
    assert "_uploader_completion" in _bash(environment, shell)
