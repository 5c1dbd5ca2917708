"""The HTTP server, in a thread beside the workers; the daemon's signals stay the daemon's."""

import socket
import threading
from typing import TYPE_CHECKING

from uploader.errors import BadInput

if TYPE_CHECKING:
    from starlette.applications import Starlette


class Server:
    """Serves an application from `start` until `stop`."""

    def __init__(self, application: "Starlette", host: str, port: int) -> None:
        import uvicorn

        self._host, self._port = host, port
        config = uvicorn.Config(application, log_config=None, access_log=False, lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._thread: threading.Thread | None = None

    def start(self) -> int:
        """Listen; the port that was got.

        Raises:
            BadInput: the address is taken or not ours.
        """
        listener = socket.socket(socket.AF_INET6 if ":" in self._host else socket.AF_INET)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((self._host, self._port))
        except OSError as wrong:
            listener.close()
            raise BadInput(f"cannot serve on {self._host}:{self._port}: {wrong.strerror}") from wrong
        port: int = listener.getsockname()[1]
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="http", daemon=True)
        self._thread.start()
        return port

    def stop(self) -> None:
        """Finish the requests under way and leave."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(timeout=2)
