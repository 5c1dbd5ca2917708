"""Real speech, heard by a real model in its own process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from tests import speech
from uploader.asr import Ears, installed
from uploader.errors import Cause, Later
from uploader.ids import parse_video_id

Found = TypeVar("Found")
VIDEO = parse_video_id("heard-00001")
SAID = (
    "Good morning. Today I want to talk about how we test our software. "
    "We run four thousand two hundred tests every night. "
    "Last year it took an hour, and now it takes nine minutes."
)

pytestmark = pytest.mark.skipif(not speech.installed, reason=speech.WITHOUT)


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    path = tmp_path_factory.mktemp("voice") / "talk.webm"
    return path, speech.spoken(SAID, path)


def test_what_is_said_comes_back_with_the_moments_it_is_said_at(audio: tuple[Path, float], tmp_path: Path) -> None:
    path, seconds = audio
    assert installed()
    heard = Ears(speech.model(), tmp_path).hear(VIDEO, path, seconds)
    text = " ".join(cue.text for cue in heard.cues).lower()
    assert (heard.source, heard.language, heard.auto_generated) == ("asr", "en", True)
    for words in ("good morning", "how we test our software", "tests every night", "it took an hour"):
        assert words in text
    starts = [cue.start for cue in heard.cues]
    assert starts == sorted(starts)
    assert 0 <= starts[0] < 1
    assert all(cue.start + cue.duration <= seconds + 0.5 for cue in heard.cues)
    hour = next(cue for cue in heard.cues if "hour" in cue.text.lower())
    assert 0.5 * seconds < hour.start < 0.95 * seconds


def test_a_model_that_is_not_there_is_said(audio: tuple[Path, float], tmp_path: Path) -> None:
    with pytest.raises(Later, match=r"speech model .*nowhere cannot be loaded") as failed:
        Ears(str(tmp_path / "nowhere"), tmp_path).hear(VIDEO, *audio)
    assert failed.value.cause is Cause.AUDIO_FAILED


def test_a_name_is_fetched_by_nobody_here(audio: tuple[Path, float], tmp_path: Path) -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    with pytest.raises(Later, match=r"speech model tiny\.en cannot be loaded"):
        Ears("tiny.en", tmp_path).hear(VIDEO, *audio)


@pytest.mark.parametrize("content", [b"", b"<html>no sound</html>" * 100])
def test_what_is_no_audio_is_said(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "audio"
    path.write_bytes(content)
    with pytest.raises(Later, match="the audio is unreadable") as failed:
        Ears(speech.model(), tmp_path).hear(VIDEO, path, 10)
    assert failed.value.cause is Cause.AUDIO_FAILED


def test_it_leaves_when_whoever_started_it_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "long.webm"
    speech.spoken(SAID * 8, path)
    code = (
        "import sys; from pathlib import Path; from uploader.asr import Ears;"
        "from uploader.ids import parse_video_id as video;"
        "Ears(sys.argv[1], Path(sys.argv[2])).hear(video('heard-00001'), Path(sys.argv[3]), 600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, speech.model(), str(tmp_path), str(path)])
    try:
        child = _soon(lambda: _child_of(parent.pid))
        parent.send_signal(signal.SIGKILL)
        parent.wait(10)
        assert _soon(lambda: not Path(f"/proc/{child}").exists())
    finally:
        parent.kill()
        parent.wait(10)


def _child_of(parent: int) -> int | None:
    children = Path(f"/proc/{parent}/task/{parent}/children")
    found = children.read_text().split() if children.exists() else []
    return int(found[0]) if found else None


def _soon(look: Callable[[], Found], seconds: float = 30) -> Found:
    until = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.05)
    assert found
    return found
