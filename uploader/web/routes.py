"""Every page's routes, put together."""

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from uploader.web import today
from uploader.web.page import Pages

if TYPE_CHECKING:
    from uploader.app import App


def routes(pages: Pages, _app: "App") -> list[BaseRoute]:
    """The routes of all pages."""
    return [*today.routes(pages)]
