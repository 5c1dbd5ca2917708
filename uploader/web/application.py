"""The routes: `/healthz` and `/metrics`. Text, no secrets, cheap enough to be asked every few seconds."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from uploader.web.metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response


def application(healthy: Callable[[], str | None], measured: Callable[[], bytes]) -> "Starlette":
    """The web application.

    Args:
        healthy: None, or why not; `/healthz` answers 200 or 503.
        measured: Prometheus' text for `/metrics`.
    """
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    async def healthz(_request: "Request") -> "Response":
        reason = await run_in_threadpool(healthy)
        return PlainTextResponse("ok\n" if reason is None else f"{reason}\n", 200 if reason is None else 503)

    async def metrics(_request: "Request") -> "Response":
        return Response(await run_in_threadpool(measured), headers={"Content-Type": CONTENT_TYPE})

    return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", metrics)])
