"""What a person does on a page: a form read, its word compared, the doing called in a thread.

Every route that changes something is made by `action`, so none can forget the word (see `guard`).
"""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from uploader.web.guard import repeats

WORD, HEADER = "form_word", "x-form-word"
"""Where a form has its word; a form that htmx sends may have it in a header."""

MOST_BYTES = 1_000_000


class Fields:
    """A form's fields."""

    def __init__(self, given: Mapping[str, list[str]]) -> None:
        self._given = given

    def __getitem__(self, name: str) -> str:
        """The field's last value; "" where the form has no such field."""
        return self._given.get(name, [""])[-1]

    def all(self, name: str) -> list[str]:
        """Every value of a field, as ticked boxes have them."""
        return self._given.get(name, [])


Doing = Callable[[Request, Fields], Response]


def action(path: str, doing: Doing, name: str | None = None) -> Route:
    """A route for POST: `doing` gets the form's fields, in a thread."""

    async def posted(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return PlainTextResponse("That is too much.\n", 413)
        try:
            fields = Fields(parse_qs(body.decode(), keep_blank_values=True, max_num_fields=1000, strict_parsing=False))
        except ValueError:
            return PlainTextResponse("That is no form.\n", 400)
        if not repeats(request, fields[WORD] or request.headers.get(HEADER, "")):
            return PlainTextResponse("The page was too old: load it again.\n", 403)
        return await run_in_threadpool(doing, request, fields)

    return Route(path, posted, methods=["POST"], name=name)
