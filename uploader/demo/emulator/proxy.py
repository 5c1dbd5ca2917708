"""The socket's side: a CONNECT proxy that becomes the TLS server of YouTube's hosts, and the faults of the wire."""

import json
import re
import ssl
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from uploader.demo.emulator.emulator import Emulator
from uploader.demo.emulator.faults import Trouble
from uploader.demo.emulator.messages import Answer, Asked
from uploader.demo.emulator.routes import HOSTS
from uploader.demo.emulator.world import World

_HANDSHAKE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Emulated:
    """A running emulator: where its proxy listens, and the certificate to trust."""

    emulator: Emulator
    proxy: str
    ca_file: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead every client of this process or a child's to the emulator, and nowhere else."""
        ca = str(self.ca_file)
        return {
            "HTTPS_PROXY": self.proxy,
            "HTTP_PROXY": self.proxy,
            "SSL_CERT_FILE": ca,
            "REQUESTS_CA_BUNDLE": ca,
            "NO_PROXY": "127.0.0.1,localhost",
        }


@contextmanager
def emulated(world: World, directory: Path, port: int = 0) -> Generator[Emulated, None, None]:
    """Serve `world` from a thread of this process; the authority's certificate goes to `directory`/ca.pem."""
    import trustme

    authority = trustme.CA()
    ca_file = directory / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*sorted(HOSTS)).configure_cert(tls)
    emulator = Emulator(world)
    server = _Proxy(("127.0.0.1", port), _Connection)
    server.emulator, server.tls = emulator, tls
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="emulator", daemon=True)
    thread.start()
    try:
        yield Emulated(emulator, f"http://127.0.0.1:{server.server_address[1]}", ca_file)
    finally:
        emulator.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    emulator: Emulator
    tls: ssl.SSLContext

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that hang up are what the emulator is for."""


class _Connection(BaseHTTPRequestHandler):
    """One client's connection: first CONNECT in the clear, then requests inside TLS."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "YouTube"
    sys_version = ""
    host = ""

    @property
    def _emulator(self) -> Emulator:
        return cast("_Proxy", self.server).emulator

    def do_CONNECT(self) -> None:  # the name that http.server calls
        host = self.path.rpartition(":")[0]
        if self.host or host not in HOSTS:
            self._refuse(host)
            return
        self.send_response_only(200, "Connection established")
        self.end_headers()
        self.connection.settimeout(_HANDSHAKE_SECONDS)
        try:
            inside = cast("_Proxy", self.server).tls.wrap_socket(self.connection, server_side=True)
        except OSError:  # the client does not trust us, or left
            self.close_connection = True
            return
        inside.settimeout(None)
        self.host, self.connection, self.close_connection = host, inside, False
        self.rfile, self.wfile = inside.makefile("rb"), inside.makefile("wb")

    def finish(self) -> None:
        """Close what `CONNECT` opened, too."""
        with suppress(OSError):  # the client may have left
            super().finish()
        self.connection.close()

    def do_GET(self) -> None:  # the name that http.server calls
        self._serve({})

    def do_POST(self) -> None:  # the name that http.server calls
        length = int(self.headers.get("Content-Length") or 0)
        sent: object = json.loads(self.rfile.read(length) or b"{}")
        self._serve(cast("dict[str, object]", sent) if isinstance(sent, dict) else {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's own name
        """Say nothing: the emulator's book holds the requests."""

    def _refuse(self, host: str) -> None:
        self._emulator.leaks.append(host)
        self.close_connection = True
        self.send_error(403, "Not a host of the emulator")

    def _serve(self, body: dict[str, object]) -> None:
        if not self.host:  # a plain request through the proxy: nothing of YouTube's is served without TLS
            self._refuse(urlsplit(self.path).hostname or self.path)
            return
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        answer, fault = self._emulator.respond(Asked(self.host, parts.path, query, body, self._span()))
        trouble = fault.trouble if fault else None
        if trouble is Trouble.HANG:
            self._emulator.over.wait()
        if trouble in {Trouble.HANG, Trouble.DROP}:
            self.close_connection = True
            return
        if trouble is Trouble.SLOW and fault:
            time.sleep(fault.seconds)
        half = len(answer.body) // 2
        if trouble is Trouble.TRUNCATE:
            answer = replace(answer, body=answer.body[:half])
        self._send(answer, answer.body[:half] if trouble is Trouble.SHORT_READ else answer.body)

    def _span(self) -> tuple[int, int] | None:
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        return (int(found[1]), int(found[2] or sys.maxsize)) if found else None

    def _send(self, answer: Answer, delivered: bytes) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        if answer.content_range:
            self.send_header("Content-Range", answer.content_range)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(delivered)
        if len(delivered) < len(answer.body):
            self.close_connection = True
