"""`/healthz`: for container runtimes and monitors. Text, no secrets, cheap enough to be asked every few seconds."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response


def application(healthy: Callable[[], str | None]) -> "Starlette":
    """The web application; `healthy` says None, or why not."""
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def healthz(_request: "Request") -> "Response":
        reason = await run_in_threadpool(healthy)
        return PlainTextResponse("ok\n" if reason is None else f"{reason}\n", 200 if reason is None else 503)

    return Starlette(routes=[Route("/healthz", healthz)])
