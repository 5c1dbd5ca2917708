"""The key under which an answer is kept: a hash of everything that is sent to the model.

The base URL and the API key are no part of it: an answer that was paid for stays paid for when the endpoint moves or
the key is changed. Neither are stage, label and prompt digests, which are not sent.
"""

import hashlib
import json
from collections.abc import Mapping

from uploader.models import Request

_VERSION = 1  # of this way of hashing; a new one makes every kept answer unknown


def request_key(request: Request, model: str, parameters: Mapping[str, object]) -> str:
    """64 hexadecimal digits (SHA-256 of canonical JSON), the same in every process and on every machine."""
    sent = {
        "key": _VERSION,
        "model": model,
        "messages": [[message.role, message.content] for message in request.messages],
        "schema_name": request.schema_name,
        "schema": request.schema,
        "max_output_tokens": request.max_output_tokens,
        "parameters": dict(parameters),
    }
    canonical = json.dumps(sent, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
