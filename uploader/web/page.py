"""How a page is made: templates that escape whatever they are given, and what all of them share."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from uploader.files import shipped
from uploader.settings import Settings
from uploader.store.database import Database
from uploader.view import words
from uploader.web.actions import WORD

STATIC = shipped("web/static")

PLACES = (("Today", "/"), ("Review", "/review"), ("Videos", "/videos"), ("Coverage", "/coverage"), ("Costs", "/costs"),
          ("Audit", "/audit"))  # fmt: skip
"""The menu."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What every page is made with."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]

    def shown(self, request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """The template `NAME` (of `NAME.html.jinja`) as a page, or as the part of one that htmx asked for."""
        return HTMLResponse(self.text(request, template, **values), status)

    def text(self, request: Request, template: str, **values: object) -> str:
        """The same as text."""
        shared = {
            "now": self.clock(), "path": request.url.path, "places": PLACES, "form_word": request.state.form_word,
            "site_url": (self.settings.site_url or "").rstrip("/"), "guarded": self.settings.http_token is not None,
        }  # fmt: skip
        return _templates().get_template(f"{template}.html.jinja").render(**shared, **values)


@lru_cache
def _templates() -> Environment:
    world = Environment(
        loader=PackageLoader("uploader.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    world.filters.update(words.FILTERS)
    cast("dict[str, Any]", world.globals).update(static=_static, WORD=WORD)
    return world


@lru_cache
def _static(name: str) -> str:
    """A static file's address; it changes with the file, so that browsers may keep it for good."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
