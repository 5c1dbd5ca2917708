"""The application: what machines ask, the pages, static files, and what an error looks like; guarded as a whole."""

from collections.abc import Callable, Sequence

import structlog
from sqlalchemy.exc import DatabaseError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from uploader.errors import BadInput
from uploader.store.trouble import trouble
from uploader.web import signing
from uploader.web.access import Access
from uploader.web.guard import Guard
from uploader.web.metrics import CONTENT_TYPE
from uploader.web.page import STATIC, Pages

log = structlog.get_logger()


def for_machines(healthy: Callable[[], str | None], measured: Callable[[], bytes]) -> list[BaseRoute]:
    """`/healthz` and `/metrics`: text, no secrets, cheap enough to be asked every few seconds.

    Args:
        healthy: None, or why not; `/healthz` answers 200 or 503.
        measured: Prometheus' text for `/metrics`.
    """

    async def healthz(_request: Request) -> Response:
        reason = await run_in_threadpool(healthy)
        return PlainTextResponse("ok\n" if reason is None else f"{reason}\n", 200 if reason is None else 503)

    async def metrics(_request: Request) -> Response:
        return Response(await run_in_threadpool(measured), headers={"Content-Type": CONTENT_TYPE})

    return [Route("/healthz", healthz), Route("/metrics", metrics)]


def application(
    machines: Sequence[BaseRoute], access: Access, pages: Pages, routes: Sequence[BaseRoute] = ()
) -> ASGIApp:
    """The web application: `machines`, `routes` of the pages, signing in, static files."""

    def failed(request: Request, error: Exception) -> Response:
        if isinstance(error, BadInput):
            return pages.shown(request, "wrong", status=400 if request.method == "POST" else 404, said=str(error))
        if isinstance(error, HTTPException):
            return pages.shown(request, "wrong", status=error.status_code, said=error.detail)
        if isinstance(error, DatabaseError) and (why := trouble(error)):
            return pages.shown(request, "wrong", status=503, said=why)
        log.error("page failed", path=request.url.path, kind=type(error).__name__)
        return pages.shown(request, "wrong", status=500, said="This page failed. Its reason is in the log.")

    kinds: tuple[type[Exception], ...] = (BadInput, HTTPException, DatabaseError, Exception)
    bare = Starlette(
        routes=[*machines, *routes, *signing.routes(pages, access), Mount("/static", _Static(directory=STATIC))],
        exception_handlers=dict.fromkeys(kinds, failed),
    )
    return Guard(bare, access, pages.clock)


class _Static(StaticFiles):
    """Files of ours: their address changes with them (see `page`), so a browser may keep one for good."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer
