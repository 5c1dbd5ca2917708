"""What holds for every file that is tracked."""

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

from uploader.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
LOCKS = [path for path in TRACKED if path.endswith((".lock", "package-lock.json"))]
MODULES = [path for path in TRACKED if path.startswith("uploader/") and path.endswith(".py")]
MOST_LINES = 300
LONGER = {
    "uploader/models.py",  # a list of values, read by looking up
}
"""None may be added."""


def _text(path: str) -> str:
    return (ROOT / path).read_bytes().decode("utf-8", "replace")


def test_no_file_names_this_machine_or_a_registry() -> None:
    machine = r"(?<![\w.}])/(?:wo" r"rk|ro" r"ot|ho" r"me/\w+)/|farm" r"-\w+"
    registry = r"\bpy" r"pi\.org|pythonhos" r"ted|registry\.np" r"mjs|np" r"mjs\.org"
    found = {path: hit[0] for path in TRACKED if (hit := re.search(f"{machine}|{registry}", _text(path)))}
    assert found == {}


@pytest.mark.parametrize("path", LOCKS)
def test_locks_name_hashes_and_no_hosts(path: str) -> None:
    text = _text(path)
    assert "sha256:" in text or '"integrity"' in text
    assert "://" not in text or not re.search(r'--index|--find-links|@ |"resolved"', text)


@pytest.mark.parametrize("path", [path for path in LOCKS if path.startswith("requirements")])
def test_every_locked_package_has_a_version_and_a_hash(path: str) -> None:
    for entry in re.split(r"\n(?=\S)", _text(path).strip()):
        if not entry.startswith("#"):
            assert re.match(r"[a-z0-9._-]+==\S+", entry), entry
            assert "--hash=sha256:" in entry, entry


def test_the_clients_of_youtube_are_the_ones_that_were_tried() -> None:
    for path in ("requirements.lock", "requirements-dev.lock"):
        assert {"yt-dlp==2026.10.26", "youtube-transcript-api==1.2.5"} <= {
            line.split(" ")[0] for line in _text(path).split("\n")
        }


def test_only_their_parsers_make_ids() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in TRACKED
        if path.endswith(".py") and path != "uploader/ids.py"
        for node in ast.walk(ast.parse(_text(path)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"VideoId", "ChannelId"}
    ]
    assert found == []


def test_a_module_is_read_at_one_sitting() -> None:
    assert {path for path in MODULES if len(_text(path).splitlines()) > MOST_LINES} <= LONGER


def test_every_setting_is_used() -> None:
    """A setting that nobody reads is a promise that nobody keeps."""
    text = "".join(_text(path) for path in MODULES)
    assert [key for key in Settings.model_fields if not re.search(rf"(?:settings|self)\.{key}\b", text)] == []


def test_every_module_says_what_it_is() -> None:
    assert [path for path in MODULES if not ast.get_docstring(ast.parse(_text(path)))] == []


@pytest.mark.parametrize("path", [".ci/run"])
def test_scripts_can_be_run(path: str) -> None:
    assert os.access(ROOT / path, os.X_OK)
