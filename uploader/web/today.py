"""Today: what waits, works, is held, was published, failed, and why."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from uploader.web.page import Pages


def routes(pages: Pages) -> list[BaseRoute]:
    """`/`."""

    def today(request: Request) -> Response:
        return pages.shown(request, "today")

    return [Route("/", today)]
