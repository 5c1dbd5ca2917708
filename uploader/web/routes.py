"""Every page's routes, put together."""

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from uploader.web import review, today
from uploader.web.page import Pages
from uploader.workflow.deciding import Desk

if TYPE_CHECKING:
    from uploader.app import App


def routes(pages: Pages, app: "App") -> list[BaseRoute]:
    """The routes of all pages."""
    return [*today.routes(pages), *review.routes(pages, Desk(app.parts))]
