"""All videos, page by page, by state, channel and words."""

from datetime import datetime

from starlette.datastructures import URL, QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from uploader.decide import State
from uploader.errors import BadInput
from uploader.ids import parse_channel_id, parse_video_id
from uploader.store import channels, lists
from uploader.store.today import BUSY, STOPPED
from uploader.web.page import Pages

MOST = 50
GROUPS = {"stopped": STOPPED, "busy": BUSY}
"""Several states under one name, as Today links to them."""


def routes(pages: Pages) -> list[BaseRoute]:
    """`/videos`."""

    def listed(request: Request) -> Response:
        asked = request.query_params
        words = asked.get("words", "").strip()
        if (video := _named(words)) is not None:
            return RedirectResponse(f"/videos/{video}", 303)
        state, channel = asked.get("state", ""), asked.get("channel", "")
        with pages.database.reading() as session:
            rows = lists.changed(
                session,
                states=_states(state),
                channel=parse_channel_id(channel) if channel else None,
                words=words,
                after=after(asked),
                most=MOST + 1,
            )
            known = channels.known(session)
        return pages.shown(
            request, "videos", rows=rows[:MOST], states=[*State], groups=[*GROUPS], known=known,
            chosen={"state": state, "channel": channel, "words": words},
            older=older(request.url, rows), first="after" not in asked,
        )  # fmt: skip

    return [Route("/videos", listed)]


def after(asked: QueryParams) -> lists.After | None:
    """Where the page that was asked for begins.

    Raises:
        BadInput: the address was not made by a page.
    """
    given = asked.get("after")
    if not given:
        return None
    moment, _, video = given.partition("~")
    try:
        return lists.After(datetime.fromisoformat(moment), parse_video_id(video))
    except ValueError:
        raise BadInput("that page's address is not whole") from None


def older(url: URL, rows: list[lists.Line], most: int = MOST) -> str | None:
    """The address of the page after `most` of these rows; None where there are no more."""
    if len(rows) <= most:
        return None
    last = rows[most - 1]
    return str(url.include_query_params(after=f"{last.changed_at.isoformat()}~{last.id}").replace(scheme="", netloc=""))


def _states(name: str) -> tuple[State, ...]:
    if not name or name in GROUPS:
        return GROUPS.get(name, ())
    if name not in [*State]:
        raise BadInput(f"there is no state {name!r}")
    return (State(name),)


def _named(words: str) -> str | None:
    """The video whose id or address was typed in."""
    try:
        return parse_video_id(words) if words else None
    except BadInput:
        return None
