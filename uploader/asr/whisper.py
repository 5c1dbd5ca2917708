"""faster-whisper, in a process of its own: `python -m uploader.asr.whisper MODEL MODELS_DIR AUDIO`.

Writes one JSON object on standard output: `{"language", "words": [[start, end, text], …]}`, or `{"failed", "detail"}`
where `failed` is `model` or `audio`. It leaves as soon as its standard input ends, which happens when whoever started
it dies in whatever way: nobody hears on for hours on behalf of the dead.
"""

import json
import os
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

ENGLISH_ONLY = ".en"
_NICE = 10  # behind everything else that this machine does


def main() -> None:
    """Hear the file that the last argument names."""
    model, models, audio = sys.argv[1:]
    threading.Thread(target=_leave_with_whoever_started_us, daemon=True).start()
    os.nice(_NICE)
    json.dump(_heard(model, Path(models), audio), sys.stdout)


def _leave_with_whoever_started_us() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _heard(name: str, models: Path, audio: str) -> dict[str, Any]:
    # Untyped, and not there for most.
    whisper, av = import_module("faster_whisper"), import_module("av")
    hub = import_module("huggingface_hub.errors")
    try:
        model = whisper.WhisperModel(name, device="cpu", compute_type="int8", download_root=str(models))
    except (OSError, ValueError, RuntimeError, hub.HfHubHTTPError) as wrong:
        return {"failed": "model", "detail": _line(wrong)}
    try:
        segments, info = model.transcribe(
            audio,
            language=None if model.model.is_multilingual else "en",
            vad_filter=True,  # what is no speech is not guessed at
            word_timestamps=True,
            condition_on_previous_text=False,  # or one mistake is repeated for minutes
        )
        words = [[word.start, word.end, word.word] for segment in segments for word in segment.words]
    except (av.FFmpegError, IndexError) as wrong:  # IndexError: a file without a sound track
        return {"failed": "audio", "detail": _line(wrong)}
    return {"language": info.language, "words": [[float(start), float(end), text] for start, end, text in words]}


def _line(wrong: Exception) -> str:
    return " ".join(f"{type(wrong).__name__}: {wrong}".split())[:200]


if __name__ == "__main__":
    main()
