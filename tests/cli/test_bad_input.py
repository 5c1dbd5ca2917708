"""What cannot be used gets one clear line and exit code 2; nothing is lost by it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scene import SHORT, Scene
from uploader.demo.sample import CHANNEL

pytestmark = pytest.mark.slow

TALK = {"video_id": SHORT, "title": "A talk", "segments": [{"start": 0.0, "duration": 2.0, "text": "hello"}]}


def refused(scene: Scene, *arguments: str, **more: str) -> str:
    done = scene.runs(*arguments, expecting=2, **more)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("uploader: ")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


USAGE: dict[tuple[str, ...], str] = {
    ("backfill", "--video-id", "tooshort"): "not a video id: 'tooshort'",
    ("backfill", "--video-id", "https://vimeo.com/abcdefghijk"): "not a YouTube URL",
    ("backfill", "--video-id"): "--video-id",
    ("backfill",): "give either --video-id or --channel",
    ("backfill", "--video-id", SHORT, "--limit", "3"): "go with --channel",
    ("backfill", "--channel", "no-handle", "--yes"): "not a channel",
    ("backfill", "--channel", CHANNEL): "--yes",
    ("backfill", "--channel", CHANNEL, "--yes", "--since", "yesterday"): "--since",
    ("preview",): "give either --video-id or --transcript",
    ("preview", "--video-id", "nope"): "not a video id",
    ("show", "-short"): "not a video id: '-short'",
    ("show", SHORT): f"no video {SHORT} is known here",
    ("retry", SHORT): f"no video {SHORT} is known here",
    ("once", "--nonsense"): "--nonsense",
    ("nonsense",): "nonsense",
    ("status", "--config", "none.toml"): "cannot read settings none.toml",
}


def test_usage(scene: Scene) -> None:
    for arguments, said in USAGE.items():
        assert said in refused(scene, *arguments), arguments


def test_settings(scene: Scene) -> None:
    (scene.folder / "broken.toml").write_text("workers = ")
    (scene.folder / "file").write_text("in the way")
    (scene.folder / "empty").mkdir()
    bare = {name: value for name, value in scene.environment.items() if name != "OPENAI_API_KEY"}
    for said, more in {
        "is not TOML": {"UPLOADER_CONFIG": "broken.toml"},
        "did you mean UPLOADER_CHANNELS": {"UPLOADER_CHANELS": "@x"},
        "setting workers": {"UPLOADER_WORKERS": "many"},
        "cannot write the data dir": {"UPLOADER_DATA_DIR": str(scene.folder / "file")},
        "not a repository": {"UPLOADER_SITE_REPOSITORY": str(scene.folder / "empty")},
        "no blog is set": {"UPLOADER_SITE_REPOSITORY": ""},
        "no model is set": {"UPLOADER_LLM_MODEL": ""},
        "database_url": {"UPLOADER_DATABASE_URL": "mysql://localhost/x"},
        "cannot read the prompts": {"UPLOADER_PROMPTS_DIR": str(scene.folder / "empty")},
        "prices needs a row": {"UPLOADER_BUDGET_DAY_USD": "1"},
    }.items():
        assert said in refused(scene, "once", **more), more
    scene.environment = bare
    assert "OPENAI_API_KEY" in refused(scene, "once")
    assert not scene.youtube.emulator.requests


def test_channels_that_nobody_has(scene: Scene) -> None:
    nobody = "UC" + "x" * 22
    assert "YouTube knows no channel @nobody-here" in refused(scene, "once", UPLOADER_CHANNELS="@nobody-here")
    assert f"YouTube knows no channel {nobody}" in refused(scene, "once", UPLOADER_CHANNELS=nobody)
    assert "@nobody-here" in refused(scene, "backfill", "--yes", "--channel", "@nobody-here")


FILES: dict[str, str] = {
    "": "invalid JSON",
    "not json": "invalid JSON",
    "[]": "input should be",
    json.dumps(TALK | {"segments": []}): "there are no segments",
    json.dumps({"video_id": SHORT, "title": "A talk"}): "segments",
    json.dumps(TALK | {"segments": [{"start": -1.0, "duration": 2.0, "text": "x"}]}): "segments.0.start",
    json.dumps(TALK | {"segments": [{"start": 0.0, "duration": 2.0, "text": 7}]}): "segments.0.text",
    json.dumps(TALK | {"video_id": "no"}): "video_id",
}


def test_transcript_files(scene: Scene) -> None:
    path = scene.folder / "talk.json"
    for text, said in FILES.items():
        path.write_text(text, "utf-8")
        assert said.lower() in refused(scene, "preview", "--transcript", str(path)).lower(), text
    path.write_bytes(b"\xff\xfe\x00")
    assert "cannot read" in refused(scene, "preview", "--transcript", str(path))
    assert "No such file" in refused(scene, "preview", "--transcript", "none.json")
    assert not scene.model.asked()


def test_a_broken_database_is_told_and_left_as_it_is(scene: Scene) -> None:
    scene.data.mkdir()
    scene.database.write_text("A diary. " * 999)
    for command in (("status",), ("once",), ("show", SHORT)):
        assert "damaged" in refused(scene, *command)
    assert scene.database.read_text() == "A diary. " * 999


def test_help_is_cheap() -> None:
    heavy = ["yt_dlp", "openai", "dbos", "sqlalchemy", "alembic", "requests", "httpx", "starlette"]
    code = (
        "import sys\nfrom uploader.cli import main\n"
        "try: main()\n"
        "except SystemExit as left: print(left.code, *sorted(sys.modules))"
    )
    for arguments, code_of in (["--help"], "0"), (["backfill", "--help"], "0"), (["nonsense"], "2"):
        out = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
        ).stdout  # fmt: skip
        left, *loaded = out.splitlines()[-1].split()
        # Typer itself loads pydantic where it reads the options of a command.
        unwanted = {*heavy, "pydantic"} if arguments == ["--help"] else set(heavy)
        assert (left, unwanted & set(loaded)) == (code_of, set())
