"""The last audit of the blog: counts per rule, filters, a post with its findings marked, and making posts again."""

from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from uploader.errors import BadInput
from uploader.gate.explain import EXPLANATIONS
from uploader.ids import VideoId, parse_video_id
from uploader.store import audits, regeneration
from uploader.view.marked import marked
from uploader.web.actions import Fields, action
from uploader.web.page import Pages

MOST = 50
MOST_AT_ONCE = 2000
"""Posts made again at one word; more are asked for in turns."""


def routes(pages: Pages) -> list[BaseRoute]:
    """`/audit`, `/audit/post` and what makes posts again."""

    def audit(request: Request) -> Response:
        asked = request.query_params
        which = {name: asked.get(name, "") for name in ("rule", "severity", "words")}
        with pages.database.reading() as session:
            last = audits.last(session)
            if last is None:
                return pages.shown(request, "audit", last=None)
            totals = audits.totals(session, last.number)
            rows = audits.listed(session, last.number, after=asked.get("after", ""), most=MOST + 1, **which)
        given = {name: value for name, value in which.items() if value}
        older = f"/audit?{urlencode({**given, 'after': rows[MOST - 1].file})}" if len(rows) > MOST else None
        return pages.shown(
            request, "audit", last=last, totals=totals, rows=rows[:MOST], chosen=which, older=older,
            first="after" not in asked, begin=f"/audit?{urlencode(given)}", explanations=EXPLANATIONS,
            done=asked.get("done", ""), most=MOST_AT_ONCE,
        )  # fmt: skip

    def post(request: Request) -> Response:
        file = request.query_params.get("file", "")
        with pages.database.reading() as session:
            last = audits.last(session)
            found = audits.post(session, last.number, file) if last else None
        if last is None or found is None:
            raise BadInput("the last audit found nothing in such a post")
        line, text, findings = found
        return pages.shown(
            request, "audit_post", last=last, post=line, explanations=EXPLANATIONS,
            lines=None if text is None else marked(text, findings), findings=findings,
        )  # fmt: skip

    def again(_request: Request, fields: Fields) -> Response:
        which = {name: fields[name] for name in ("rule", "severity", "words")}
        with pages.database.begin() as session:
            last = audits.last(session)
            if last is None:
                raise BadInput("there was no audit yet")
            if fields["all"]:
                rows = audits.listed(session, last.number, most=MOST_AT_ONCE, **which)
            else:
                chosen = [audits.post(session, last.number, file) for file in fields.all("file")]
                rows = [each[0] for each in chosen if each is not None]
            scheduled = sum(_scheduled(session, last.number, row, pages) for row in rows)
        given = {name: value for name, value in which.items() if value}
        return RedirectResponse(f"/audit?{urlencode({**given, 'done': f'{scheduled} of {len(rows)}'})}", 303)

    return [Route("/audit", audit), Route("/audit/post", post), action("/audit/again", again)]


def _scheduled(session: Session, audit: int, row: audits.Line, pages: Pages) -> bool:
    """Have the post made again for the errors in it; False where it names no video, or that is under way."""
    video_id = _video(row)
    if video_id is None:
        return False
    rules = audits.rules(session, audit, row.file)
    return regeneration.schedule(session, video_id, ", ".join(rules), now=pages.clock())


def _video(row: audits.Line) -> VideoId | None:
    return None if row.video_id is None else parse_video_id(row.video_id)
