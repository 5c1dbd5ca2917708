"""A chat-completions server on loopback that replays answers written by hand.

It stands in for a model in the demo and in tests: real HTTP, real JSON, and the failings of real endpoints on demand
(`model_faults`). A request for which nobody wrote an answer gets a 503 that says so. Run by itself, it prints its base
URL as its first line and serves until its standard input closes:

    python -m uploader.demo.model_server [--answers DIR] [--fault JSON]… [--first-token S] [--tokens-per-second N]
"""

import argparse
import hashlib
import json
import select
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self, cast

from uploader.demo.completion import TokenCount, completion
from uploader.demo.model_faults import Fault, Faults, Kind, read_fault, refusal, spoil
from uploader.demo.replay import Asked, read_request, shown_blocks, wanted_keys, wanted_lists, written_answer
from uploader.errors import BadInput

MODEL = "replay"
"""The model's name in `/v1/models`; any other is answered too."""

ANSWERS = Path(__file__).parent / "answers"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long an answer takes: seconds to its first token, then tokens a second. Zero: at once."""

    first_token: float = 0.0
    tokens_per_second: float = 0.0

    def seconds(self, tokens: int) -> float:
        """For an answer of so many tokens."""
        return self.first_token + (tokens / self.tokens_per_second if self.tokens_per_second else 0.0)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it.

    Attributes:
        key: SHA-256 of the request's body; equal keys are the same question.
        fault: the fault's kind, empty where it was answered well.
        delivered: whether the whole response was handed to the connection.
    """

    schema: str
    video: str
    section: str
    repair: int
    key: str
    status: int
    fault: str
    delivered: bool


class ModelServer:
    """The server, in threads of this process. Use as a context manager.

    Args:
        answers: directory with one folder a video.
        faults: what goes wrong; more can be added to `faults.planned` while it runs.
        pace: how long answers take.
        write: what is answered to a request's JSON, in place of what is written in `answers`.
        log: a file that gets one JSON line an exchange, flushed: it survives the death of whoever asked.
    """

    def __init__(
        self,
        answers: Path = ANSWERS,
        *,
        faults: Iterable[Fault] = (),
        pace: Pace | None = None,
        log: Path | None = None,
        write: Callable[[dict[str, object]], str] | None = None,
    ) -> None:
        self.answers = answers
        self.write = write
        self.faults = Faults(list(faults))
        self.pace = pace or Pace()
        self.exchanges: list[Exchange] = []
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.idle = threading.Condition(self.lock)
        self.busy = 0
        self._log = log
        self.count = TokenCount(self.pace.first_token)
        self._http = _Http(self)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="model", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        """What `OPENAI_BASE_URL` is to be."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def asked(self, **wanted: object) -> list[Exchange]:
        """The exchanges whose attributes have these values, once no answer is on its way any more."""
        with self.idle:
            self.idle.wait_for(lambda: not self.busy, timeout=5)
            return [
                seen for seen in self.exchanges if all(getattr(seen, name) == value for name, value in wanted.items())
            ]

    def note(self, exchange: Exchange) -> None:
        """Keeps an exchange, in memory and in the log."""
        with self.lock:
            self.exchanges.append(exchange)
            if self._log is not None:
                with self._log.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(exchange)) + "\n")


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, server: ModelServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.model = server

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that are gone: what dies in the middle of a request is what tests are for."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed names its private types


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Nothing on standard error: `Exchange` is the log."""

    @property
    def model(self) -> ModelServer:
        return cast("_Http", self.server).model

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            row = {"id": MODEL, "object": "model", "created": 0, "owned_by": "uploader"}
            self._send(200, {"object": "list", "data": [row]})
        else:
            self._send(404, {"error": {"message": f"no such path: {self.path}", "type": "invalid_request_error"}})

    def do_POST(self) -> None:
        with self.model.idle:
            self.model.busy += 1
        try:
            self._post()
        finally:
            with self.model.idle:
                self.model.busy -= 1
                self.model.idle.notify_all()

    def _post(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        raw = self.rfile.read(length)
        if len(raw) < length:
            self.close_connection = True  # whoever asked died in the middle of it
            return
        if self.path != "/v1/chat/completions":
            self._send(404, {"error": {"message": f"no such path: {self.path}", "type": "invalid_request_error"}})
            return
        model, key = self.model, hashlib.sha256(raw).hexdigest()
        sent: dict[str, object] = json.loads(raw)
        try:
            asked = read_request(sent)
            if model.write:
                text = model.write(sent)
            else:
                only = wanted_lists(sent)
                text = written_answer(model.answers, asked, wanted_keys(sent), shown_blocks(sent), only)
        except BadInput as nobody:
            sys.stderr.write(f"model server: {nobody}\n")
            model.note(Exchange("", "", "", 0, key, 503, str(nobody), delivered=True))
            self._send(503, {"error": {"message": str(nobody), "type": "server_error", "code": "no_written_answer"}})
            return
        with model.lock:
            fault = model.faults.next(asked, sent)
        status, delivered = self._respond(sent, asked, text, fault)
        self.model.note(
            Exchange(**asdict(asked), key=key, status=status, fault=fault.kind if fault else "", delivered=delivered)
        )

    def _respond(self, sent: Mapping[str, object], asked: Asked, text: str, fault: Fault | None) -> tuple[int, bool]:
        """Answers one request; the status, and whether the response went out whole."""
        if fault and (refused := refusal(fault, self.headers.get("Authorization", "").removeprefix("Bearer "))):
            header = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
            return refused[0], self._send(*refused, header)
        match fault.kind if fault else None:
            case Kind.HANG:
                while not self.model.closing.wait(0.05) and self._connected():
                    pass
                return 0, self._drop()
            case Kind.DROP:
                return 0, self._drop()
            case Kind.JUNK:
                return 200, self._send_bytes(200, b"<html><body>Bad gateway</body></html>", "text/html")
            case _:
                said = spoil(fault, text)
                usage = self.model.count(sent, said.content or "")
                self.model.closing.wait(self.model.pace.seconds(usage["completion_tokens"]))
                half = fault is not None and fault.kind is Kind.HALF_SENT
                return 200, self._send(200, completion(sent, asked, said, usage), half=half)

    def _send(
        self, status: int, answer: object, headers: Mapping[str, str] | None = None, *, half: bool = False
    ) -> bool:
        raw = json.dumps(answer, ensure_ascii=False).encode()
        return self._send_bytes(status, raw, "application/json", headers or {}, half=half)

    def _send_bytes(
        self, status: int, raw: bytes, kind: str, headers: Mapping[str, str] | None = None, *, half: bool = False
    ) -> bool:
        try:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(raw)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw[: len(raw) // 2] if half else raw)
            self.wfile.flush()
        except OSError:  # whoever asked is gone
            self.close_connection = True
            return False
        if half:
            return self._drop()
        return True

    def _connected(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        return not readable or self.connection.recv(1, socket.MSG_PEEK) != b""

    def _drop(self) -> bool:
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return False  # it was gone already
        return False


def main() -> None:
    """Serves until standard input closes: a child does not outlive its parent."""
    parser = argparse.ArgumentParser(prog="model_server", description="Replays answers written by hand.")
    parser.add_argument("--answers", type=Path, default=ANSWERS)
    parser.add_argument("--fault", type=read_fault, action="append", default=[])
    parser.add_argument("--first-token", type=float, default=0.0)
    parser.add_argument("--tokens-per-second", type=float, default=0.0)
    parser.add_argument("--log", type=Path)
    given = parser.parse_args()
    pace = Pace(given.first_token, given.tokens_per_second)
    with ModelServer(given.answers, faults=given.fault, pace=pace, log=given.log) as server:
        sys.stdout.write(f"{server.base_url}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
