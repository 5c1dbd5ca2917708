"""A receiver of notices on loopback: what apprise's `json://` sends, kept; it may refuse, or never answer."""

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass(frozen=True)
class Told:
    title: str
    message: str


class Receiver:
    def __init__(self) -> None:
        self.told: list[Told] = []
        self.asked = 0
        self.status = 200
        self.silent = threading.Event()
        self.closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked += 1
                if outer.silent.is_set():
                    outer.closing.wait(30)
                    return
                if outer.status == 200:
                    outer.told.append(Told(body["title"], body["message"]))
                self.send_response(outer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing on the test's output."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"json://someone:hunter2@127.0.0.1:{self._http.server_port}/in"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
