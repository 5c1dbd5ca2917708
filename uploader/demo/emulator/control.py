"""The emulator steered from another process, over HTTP on loopback: for tests that kill what they test.

==========================  =======================================================
`GET /requests`             the book: every request so far
`GET /leaks`                hosts that were refused
`POST /faults`              a list of `Fault`: they go wrong from now on
`DELETE /faults`            nothing goes wrong any more
`POST /videos/UC…`          a list of `EmulatedVideo`: put into that channel
==========================  =======================================================
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import cast

from uploader.demo.emulator.emulator import Emulator
from uploader.demo.emulator.faults import Fault
from uploader.demo.emulator.messages import Noted
from uploader.demo.emulator.world import EmulatedVideo
from uploader.ids import parse_channel_id


@contextmanager
def controlled(emulator: Emulator) -> Generator[str, None, None]:
    """Serve the table above; gives its URL."""
    server = _Control(("127.0.0.1", 0), _Order)
    server.emulator = emulator
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="control", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Control(ThreadingHTTPServer):
    daemon_threads = True
    emulator: Emulator


class _Order(BaseHTTPRequestHandler):
    """One order; answered by JSON, or by 404 where it is none of the table's."""

    def do_GET(self) -> None:  # the name that http.server calls
        from pydantic import TypeAdapter

        emulator = cast("_Control", self.server).emulator
        shown: dict[str, Callable[[], bytes]] = {
            "/requests": lambda: TypeAdapter(tuple[Noted, ...]).dump_json(emulator.requests),
            "/leaks": lambda: TypeAdapter(list[str]).dump_json(emulator.leaks),
        }
        self._say(shown[self.path]() if self.path in shown else None)

    def do_POST(self) -> None:  # the name that http.server calls
        from pydantic import TypeAdapter

        emulator = cast("_Control", self.server).emulator
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/faults":
            emulator.inject(*TypeAdapter(list[Fault]).validate_json(sent))
        elif self.path.startswith("/videos/"):
            channel_id = parse_channel_id(self.path.removeprefix("/videos/"))
            emulator.publish(channel_id, *TypeAdapter(list[EmulatedVideo]).validate_json(sent))
        else:
            self._say(None)
            return
        self._say(b"{}")

    def do_DELETE(self) -> None:  # the name that http.server calls
        if self.path == "/faults":
            cast("_Control", self.server).emulator.heal()
        self._say(b"{}" if self.path == "/faults" else None)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's own name
        """Say nothing."""

    def _say(self, body: bytes | None) -> None:
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")
