"""Before every route: is the name ours, is the browser signed in, is it our own form; and after it: headers.

It wraps the whole application, so that a page of an error is guarded like any other.
"""

import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from uploader.web.access import Access

SIGNED_IN, FORM = "uploader-session", "uploader-form"
"""Cookies: that a browser is signed in, and the word that its forms must repeat."""

HEADERS = {
    # Thumbnails are YouTube's; nothing else comes from elsewhere, and nothing at all runs that is not a file of ours.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https://i.ytimg.com; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`: with it a browser sends its own forms with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_FOR_MACHINES = {"/healthz", "/metrics"}
_UNSEEN = {"/healthz", "/sign-in"}
"""What is answered without a password; static files as well."""


class Guard:
    """The application, guarded."""

    def __init__(self, app: ASGIApp, access: Access, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._access = access
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        word = request.cookies.get(FORM, "")
        fresh = not re.fullmatch(r"[\w-]{43}", word, re.ASCII)
        request.state.form_word = secrets.token_urlsafe(32) if fresh else word

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
                if fresh and headers.get("content-type", "").startswith("text/html"):
                    cookie = Response()
                    keep(cookie, request, FORM, request.state.form_word)
                    headers.append("Set-Cookie", cookie.headers["set-cookie"])
            await send(message)

        await (self._refusal(request) or self._app)(scope, receive, sending)

    def _refusal(self, request: Request) -> Response | None:
        path, bearer = request.url.path, self._bears(request)
        if self._access.closed:
            return None if path in _FOR_MACHINES else PlainTextResponse(f"{self._access.closed}\n", 403)
        if path != "/healthz" and not bearer and not self._access.knows(request.headers.get("host", "")):
            return PlainTextResponse("This name is not one of the pages': see http_names.\n", 421)
        seen = path in _UNSEEN or path.startswith("/static/")
        if not seen and not bearer and not self._access.signed_in(request.cookies.get(SIGNED_IN, ""), self._clock()):
            return _sign_in(request)
        if request.method not in {"GET", "HEAD"} and not _own(request):
            return PlainTextResponse("This did not come from one of our pages.\n", 403)
        return None

    def _bears(self, request: Request) -> bool:
        """Whether a machine shows the password itself, to read."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return request.method in {"GET", "HEAD"} and scheme.lower() == "bearer" and self._access.opens(given.strip())


def keep(response: Response, request: Request, name: str, value: str, seconds: int | None = None) -> None:
    """Have the browser keep a cookie: no script sees it, no other site sends it."""
    response.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def repeats(request: Request, given: str) -> bool:
    """Whether a form has the word that its browser keeps."""
    return hmac.compare_digest(given.encode(), request.state.form_word.encode())


def _sign_in(request: Request) -> Response:
    path = request.url.path
    if path in _FOR_MACHINES:
        return PlainTextResponse("a password is needed\n", 401, {"WWW-Authenticate": "Bearer"})
    if "hx-request" in request.headers:
        return PlainTextResponse("", 401, {"HX-Redirect": "/sign-in"})
    if request.method not in {"GET", "HEAD"}:
        return RedirectResponse("/sign-in", 303)
    return RedirectResponse("/sign-in" if path == "/" else f"/sign-in?next={quote(path)}", 303)


def _own(request: Request) -> bool:
    """Whether a browser sent this from a page of ours: it says so itself, by either of two headers."""
    fetch, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if fetch is not None and fetch != "same-origin":
        return False
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("host")
    return fetch is not None
