"""Signing in and out, where a password guards the pages."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from uploader.web.access import SESSION, Access, Attempts
from uploader.web.actions import Fields, action
from uploader.web.guard import SIGNED_IN, keep
from uploader.web.page import Pages


def routes(pages: Pages, access: Access) -> list[BaseRoute]:
    """`/sign-in` and `/sign-out`."""
    attempts = Attempts()

    def asked(request: Request) -> Response:
        if access.signed_in(request.cookies.get(SIGNED_IN, ""), pages.clock()):
            return RedirectResponse("/", 303)
        return pages.shown(request, "sign_in", wrong="", next=_local(request.query_params.get("next", "")))

    def given(request: Request, fields: Fields) -> Response:
        now, then = pages.clock(), _local(fields["next"])
        address = request.client.host if request.client else ""
        if not attempts.may(address, now):
            wrong = "Too many tries. Wait a minute."
            return pages.shown(request, "sign_in", status=429, wrong=wrong, next=then)
        if not access.opens(fields["password"]):
            attempts.failed(address, now)
            return pages.shown(request, "sign_in", status=403, wrong="That is not the password.", next=then)
        answer = RedirectResponse(then, 303)
        keep(answer, request, SIGNED_IN, access.session(now), int(SESSION.total_seconds()))
        return answer

    def left(_request: Request, _fields: Fields) -> Response:
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(SIGNED_IN, httponly=True, samesite="strict")
        return answer

    return [Route("/sign-in", asked), action("/sign-in", given), action("/sign-out", left)]


def _local(path: str) -> str:
    """A path of ours to go on to; anything else leads home."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
