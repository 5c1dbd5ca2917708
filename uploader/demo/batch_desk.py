"""The Batch API of the replaying model server: files, batches, and what goes wrong with them.

Every line is answered as the plain endpoint would; a line that is refused stands in the error file.
"""

import itertools
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

Json = dict[str, object]
Said = tuple[int, bytes]


class Trouble(StrEnum):
    """What can become of a batch, other than done."""

    NO_FILES = "no-files"
    """The endpoint knows no such paths: 404."""
    REFUSED = "refused"
    """Its creation is refused: 400."""
    FAILED = "failed"
    """Its file is found wanting: no line is run."""
    EXPIRED = "expired"
    """The day is over after half of its lines."""
    UNTOLD = "untold"
    """It is made, and the answer that says so is lost on the way."""


@dataclass(slots=True)
class Desk:
    """The files and batches of one server.

    Attributes:
        answer: what the plain endpoint says to a body: status and JSON.
        troubles: of the batches to come, one each in order; `None` is none. The last one stays.
        looks: how often a batch is told to be in progress before it is over.
        run: the lines that were run, by their custom ids, in order: each of them costs.
    """

    answer: Callable[[Json, str], tuple[int, Json]]
    troubles: list[Trouble | None] = field(default_factory=list)
    looks: int = 1
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, Json] = field(default_factory=dict)
    run: list[str] = field(default_factory=list)
    _looked: dict[str, int] = field(default_factory=dict)
    _fates: dict[str, Trouble | None] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def respond(self, method: str, path: str, headers: Message, body: bytes) -> Said | None:
        """Status and body of the answer; None where the connection drops instead."""
        parts = urlsplit(path)
        with self._lock:
            if self.troubles[:1] == [Trouble.NO_FILES]:
                return _error(404, f"no such path: {parts.path}")
            if (method, parts.path) == ("POST", "/v1/files"):
                return self._upload(headers, body)
            if found := re.fullmatch(r"/v1/files/([\w-]+)/content", parts.path):
                return (200, self.files[found[1]]) if found[1] in self.files else _error(404, "no such file")
            if (method, parts.path) == ("POST", "/v1/batches"):
                return self._create(json.loads(body))
            if parts.path == "/v1/batches":
                return self._list(parse_qs(parts.query))
            batch = self.batches.get(parts.path.removeprefix("/v1/batches/"))
            return _said(self._look(batch)) if batch else _error(404, f"no such path: {parts.path}")

    def _upload(self, headers: Message, body: bytes) -> Said:
        form = message_from_bytes(f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode() + body)
        files = [part for part in form.walk() if part.get_filename()]
        content = files[0].get_payload(decode=True) if files else None
        if not isinstance(content, bytes):
            return _error(400, "no file")
        return _said({"id": self._keep(content), "object": "file", "purpose": "batch", "bytes": len(content)})

    def _keep(self, content: bytes) -> str:
        file_id = f"file-{next(self._numbers)}"
        self.files[file_id] = content
        return file_id

    def _create(self, sent: Json) -> Said | None:
        fate = self.troubles.pop(0) if len(self.troubles) > 1 else next(iter(self.troubles), None)
        if fate is Trouble.REFUSED or sent.get("input_file_id") not in self.files:
            return _error(400, "this batch is not accepted")
        batch: Json = {
            "id": f"batch-{next(self._numbers)}",
            "object": "batch",
            "status": "validating",
            "output_file_id": None,
            "error_file_id": None,
            "created_at": int(time.time()),
            **{name: sent.get(name) for name in ("input_file_id", "endpoint", "completion_window", "metadata")},
        }
        self.batches[str(batch["id"])], self._fates[str(batch["id"])] = batch, fate
        if fate is Trouble.UNTOLD:
            self.troubles.clear()
            return None
        return _said(batch)

    def _list(self, query: dict[str, list[str]]) -> Said:
        newest, limit = [*self.batches.values()][::-1], int(query.get("limit", ["20"])[0])
        after = query.get("after", [""])[0]
        start = next((place for place, batch in enumerate(newest, 1) if batch["id"] == after), 0)
        page = newest[start : start + limit]
        return _said({"object": "list", "data": page, "has_more": start + limit < len(newest)})

    def _look(self, batch: Json) -> Json:
        name = str(batch["id"])
        self._looked[name] = self._looked.get(name, 0) + 1
        if batch["status"] in {"validating", "in_progress"}:
            batch["status"] = "in_progress" if self._looked[name] <= self.looks else self._finish(batch)
        return batch

    def _finish(self, batch: Json) -> str:
        fate = self._fates[str(batch["id"])]
        if fate is Trouble.FAILED:
            return "failed"
        lines = [json.loads(line) for line in self.files[str(batch["input_file_id"])].splitlines()]
        runs = lines[: len(lines) // 2] if fate is Trouble.EXPIRED else lines
        good: list[bytes] = []
        bad = [_line(line["custom_id"], None, "batch_expired") for line in lines[len(runs) :]]
        for line in runs:
            self.run.append(line["custom_id"])
            status, said = self.answer(line["body"], line["custom_id"])
            told = _line(line["custom_id"], {"status_code": status, "request_id": "r", "body": said}, None)
            (good if status == 200 else bad).append(told)
        for kind, file in (("output_file_id", good), ("error_file_id", bad)):
            batch[kind] = self._keep(b"".join(file)) if file else None
        return "expired" if fate is Trouble.EXPIRED else "completed"


def _line(custom_id: str, response: Json | None, error: str | None) -> bytes:
    told: Json = {"id": f"r-{custom_id[:8]}", "custom_id": custom_id, "response": response}
    told["error"] = {"code": error, "message": "not run"} if error else None
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _said(answer: Json) -> Said:
    return 200, json.dumps(answer).encode()


def _error(status: int, message: str) -> Said:
    return status, json.dumps({"error": {"message": message, "type": "invalid_request_error"}}).encode()
