"""The process that hears: started, awaited, and read.

Decoding what strangers uploaded and hours of arithmetic stand in a process of their own: when it runs out of memory
or crashes, one video waits; when we are killed, it leaves.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from uploader.asr.lines import Word, cues
from uploader.errors import Cause, Later, Never
from uploader.ids import VideoId
from uploader.models import Transcript

INSTALL = "pip install 'uploader[asr]'"
SLOWEST = 6.0
"""Seconds of work for a second of speech, after which it is given up; tiny.en took 0.2 on two busy cores."""
_LENT = ("PATH", "HOME", "LANG", "LC_", "TMPDIR", "PYTHONPATH", "HF_", "OMP_", "SSL_", "REQUESTS_", "HTTP", "NO_PROXY")
"""How the variables begin that the process is given: it reads files of strangers, and no secret is its business."""

_SILENT = {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""From 1.29 on onnxruntime tells its makers on Linux too what it runs, unless told not to."""

START = 1800.0
"""Seconds beside that, for loading a model, or fetching one whose name was given."""
LANGUAGE = "en"


def installed() -> bool:
    """Whether the extra is here."""
    return find_spec("faster_whisper") is not None


class Ears:
    """A speech model by name or folder; any thread may use it, and each hearing is a process.

    Args:
        model: a folder with a CTranslate2 Whisper model, or a name that faster-whisper fetches once (`small.en`).
        models: where fetched ones are kept.
    """

    def __init__(self, model: str, models: Path) -> None:
        self._model, self._models = model, models

    def hear(self, video_id: VideoId, audio: Path, seconds: float) -> Transcript:
        """What is said in `audio`, which lasts `seconds`, with times; its source is `asr`.

        Raises:
            Later: (AUDIO_FAILED) the model cannot be loaded, the file cannot be read, or the process died.
            Never: another language than English is spoken.
        """
        told = self._run(audio, START + SLOWEST * seconds)
        if failed := told.get("failed"):
            what = (
                f"the speech model {self._model} cannot be loaded" if failed == "model" else "the audio is unreadable"
            )
            raise Later(Cause.AUDIO_FAILED, f"{what}: {told['detail']}")
        if told["language"] != LANGUAGE:
            raise Never(Cause.NO_LANGUAGE, f"the audio speaks {told['language']!r}")
        words = (Word(start, end, text) for start, end, text in told["words"])
        return Transcript(video_id, LANGUAGE, auto_generated=True, source="asr", cues=cues(words))

    def _run(self, audio: Path, longest: float) -> dict[str, Any]:
        command = [sys.executable, "-m", "uploader.asr.whisper", self._model, str(self._models), str(audio)]
        reading, writing = os.pipe()  # its other end closes when this process dies: that is how the child knows
        try:
            done = subprocess.run(
                command, stdin=reading, capture_output=True, timeout=longest, check=False, env=_environment()
            )
        except subprocess.TimeoutExpired as slow:
            raise Later(Cause.AUDIO_FAILED, f"not heard within {longest / 3600:.1f} hours") from slow
        finally:
            os.close(reading)
            os.close(writing)
        try:
            told: dict[str, Any] = json.loads(done.stdout)
        except ValueError:
            last = (done.stderr.decode(errors="replace").strip().splitlines() or ["nothing was said"])[-1]
            raise Later(Cause.AUDIO_FAILED, f"hearing ended with {done.returncode}: {last[:200]}") from None
        return told


def _environment() -> dict[str, str]:
    lent = {name: value for name, value in os.environ.items() if name.upper().startswith(_LENT)}
    return {**lent, **_SILENT}
