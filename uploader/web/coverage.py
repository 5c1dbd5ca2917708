"""Coverage: long videos, each as a strip with its post's sections on it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from uploader.store import evidence, lists
from uploader.view.strip import strip
from uploader.web.page import Pages
from uploader.web.videos import after, older

LONG = 3600.0
"""Seconds from which on a video is long."""
MOST = 6


def routes(pages: Pages) -> list[BaseRoute]:
    """`/coverage`."""

    def coverage(request: Request) -> Response:
        asked = request.query_params
        with pages.database.reading() as session:
            found = lists.long(session, LONG, after=after(asked), most=MOST + 1)
            told = [(line, evidence.summary(session, number)) for line, number in found[:MOST]]
        strips = [(line, strip(judged.summary.sections, line.duration or 0), judged) for line, judged in told]
        return pages.shown(
            request, "coverage", strips=strips, older=older(request.url, [line for line, _ in found], MOST),
            first="after" not in asked,
        )  # fmt: skip

    return [Route("/coverage", coverage)]
