"""Today: what waits, works, is held, was published, failed, and why; kept up to date without reloading."""

import hashlib
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from uploader.decide import State
from uploader.store import channels
from uploader.store.ledger import Caps
from uploader.store.today import BUSY, STOPPED, today
from uploader.view.today import following, headline, meters
from uploader.web.page import Pages

_MOST, _POSTS = 8, 6
"""Rows of each list; the rest is a click away."""


def routes(pages: Pages) -> list[BaseRoute]:
    """`/`, and `/now`: the part of it that changes."""

    def whole(request: Request) -> Response:
        now, head = _now(pages, request)
        return pages.shown(request, "today", now_part=now, seen=_digest(now), headline=head)

    def part(request: Request) -> Response:
        now, head = _now(pages, request)
        seen = _digest(now)
        if request.query_params.get("seen") == seen:
            return Response(status_code=204)  # htmx leaves the page as it is, and a reader's focus where it is
        return HTMLResponse(pages.text(request, "today_now", now_part=now, seen=seen, headline=head, swapped=True))

    return [Route("/", whole), Route("/now", part)]


def _now(pages: Pages, request: Request) -> tuple[str, object]:
    """The part of the page that changes, and the sentence above it."""
    settings, moment = pages.settings, pages.clock()
    with pages.database.reading() as session:
        stands = today(session, moment, most=_MOST, posts=_POSTS)
        named: dict[str, str | None] = {name: channels.channel_of(session, name) for name in settings.channels}
    caps = Caps(settings.budget_video_usd, settings.budget_day_usd, settings.budget_month_usd)
    follows = following(named, stands.polls, timedelta(minutes=settings.poll_minutes), moment)
    head = headline(stands.counts, stands.refusals, follows, moment)
    text = pages.text(
        request, "today_lists", stands=stands, following=follows, meters=meters(stands.spent, caps), states=[*State],
        more={"stopped": _beyond(stands.counts, STOPPED), "busy": _beyond(stands.counts, BUSY)},
    )  # fmt: skip
    return text, head


def _beyond(counts: dict[State, int], states: tuple[State, ...]) -> int:
    return max(0, sum(counts.get(state, 0) for state in states) - _MOST)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
