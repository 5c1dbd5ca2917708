"""The HTTP server, in a thread beside the workers; the daemon's signals stay the daemon's."""

import socket
import threading
from typing import TYPE_CHECKING

from uploader.errors import BadInput

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes any free one.

    Raises:
        BadInput: the address is taken or not ours.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as wrong:
        listener.close()
        raise BadInput(f"cannot serve on {host}:{port}: {wrong.strerror}") from wrong
    return listener


class Server:
    """Serves an application on a listening socket from `start` until `stop`."""

    def __init__(self, application: "ASGIApp", listener: socket.socket) -> None:
        import uvicorn

        config = uvicorn.Config(
            application, log_config=None, access_log=False, lifespan="off", ws="none", server_header=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="http", daemon=True)

    def start(self) -> None:
        """Serve, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the requests under way and leave."""
        self._server.should_exit = True
        self._thread.join(timeout=2)
