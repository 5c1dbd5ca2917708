"""Every page's routes, put together."""

from starlette.routing import BaseRoute

from uploader.web import attempts, audit, costs, coverage, review, story, today, videos
from uploader.web.page import Pages
from uploader.workflow.deciding import Desk


def routes(pages: Pages, desk: Desk) -> list[BaseRoute]:
    """The routes of all pages; `desk` is where a person decides."""
    return [*looking(pages), *review.routes(pages, desk)]


def looking(pages: Pages) -> list[BaseRoute]:
    """Those that need the database alone."""
    rooms = (today, videos, story, attempts, coverage, costs, audit)
    return [route for room in rooms for route in room.routes(pages)]
