"""Every page's routes, put together."""

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from uploader.web import attempts, audit, costs, coverage, review, story, today, videos
from uploader.web.page import Pages
from uploader.workflow.deciding import Desk

if TYPE_CHECKING:
    from uploader.app import App


def routes(pages: Pages, app: "App") -> list[BaseRoute]:
    """The routes of all pages."""
    return [*looking(pages), *review.routes(pages, Desk(app.parts))]


def looking(pages: Pages) -> list[BaseRoute]:
    """Those that need the database alone."""
    rooms = (today, videos, story, attempts, coverage, costs, audit)
    return [route for room in rooms for route in room.routes(pages)]
