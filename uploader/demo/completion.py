"""A completion's JSON, with tokens counted as a provider with a prompt cache counts them."""

import hashlib
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from uploader.demo.replay import Asked

_BYTES_PER_TOKEN = 4
_CACHED_FROM, _CACHED_BY = 1024, 128  # tokens: OpenAI's prompt cache begins at the one and grows by the other


@dataclass(frozen=True, slots=True)
class Said:
    """What the model says: `content`, why it stopped, and its words where it refuses."""

    content: str | None
    finish: str = "stop"
    refusal: str | None = None


class TokenCount:
    """Counts tokens by bytes, and as cached those of a prompt that begins like an earlier one.

    `reading`: seconds until a prompt is read, that is until its first token comes: no cache serves it before.
    """

    def __init__(self, reading: float = 0.0) -> None:
        self._reading = reading
        self._read_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, sent: Mapping[str, object], content: str) -> dict[str, int]:
        """`prompt_tokens`, `completion_tokens` and `cached_tokens` of one exchange."""
        prompt = json.dumps(sent["messages"], ensure_ascii=False).encode()
        return {
            "prompt_tokens": len(prompt) // _BYTES_PER_TOKEN,
            "completion_tokens": max(1, len(content.encode()) // _BYTES_PER_TOKEN),
            "cached_tokens": self._cached(prompt),
        }

    def _cached(self, prompt: bytes) -> int:
        step, cached, known = _CACHED_BY * _BYTES_PER_TOKEN, 0, True
        running, now = hashlib.sha256(), time.monotonic()
        with self._lock:
            for end in range(step, len(prompt) + 1, step):
                running.update(prompt[end - step : end])
                begun = running.hexdigest()
                known = known and begun in self._read_at and self._read_at[begun] <= now
                cached += _CACHED_BY if known else 0
                self._read_at.setdefault(begun, now + self._reading)
        return cached if cached >= _CACHED_FROM else 0


def completion(sent: Mapping[str, object], asked: Asked, said: Said, tokens: Mapping[str, int]) -> dict[str, object]:
    """The body of a 200, as OpenAI's reference shows it."""
    message = {"role": "assistant", "content": said.content, "refusal": said.refusal}
    return {
        "id": f"chatcmpl-{asked.video}-{asked.schema}-{asked.section}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": str(sent.get("model", "")),
        "choices": [{"index": 0, "message": message, "finish_reason": said.finish, "logprobs": None}],
        "usage": {
            "prompt_tokens": tokens["prompt_tokens"],
            "completion_tokens": tokens["completion_tokens"],
            "total_tokens": tokens["prompt_tokens"] + tokens["completion_tokens"],
            "prompt_tokens_details": {"cached_tokens": tokens["cached_tokens"]},
        },
    }
