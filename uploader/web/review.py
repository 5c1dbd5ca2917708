"""Review: a held post beside its evidence; a person edits, deletes, accepts, asks again, publishes or refuses.

Every act is a form that works by itself; with htmx what changed is put in place, and what is being typed elsewhere on
the page stays. A form names what its page has seen (`seen`), so that nobody acts on what is not there any more.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from uploader.acts import Act, Ask, Edit, Publish, Refuse
from uploader.decide import State
from uploader.errors import BadInput, Overtaken
from uploader.ids import VideoId, parse_video_id
from uploader.store import evidence, lists, reviews, videos
from uploader.view.sheet import Sheet, Statement, Stretch, noted_at, sheet, stopped_keys
from uploader.web.actions import Fields, action
from uploader.web.page import Pages
from uploader.web.review_forms import act_of, place_named, seen_of
from uploader.web.videos import after, older
from uploader.workflow.deciding import Desk, Opened

WHO = "the page"
"""Who does what is done here; pages have one password and no names."""

MOST_LISTED = 25


def routes(pages: Pages, desk: Desk) -> list[BaseRoute]:
    """`/review` and everything below it."""
    shown = _Shown(pages, desk)
    return [
        Route("/review", shown.held),
        Route("/review/{video}", shown.page, name="review"),
        Route("/review/{video}/statement/{key}", shown.statement),
        Route("/review/{video}/around/{number:int}", shown.around),
        Route("/review/{video}/progress", shown.progress),
        action("/review/{video}/check", shown.check),
        action("/review/{video}/do", shown.do),
    ]


class _Shown:
    """The pages of the review, over one desk."""

    def __init__(self, pages: Pages, desk: Desk) -> None:
        self._pages, self._desk = pages, desk

    def held(self, request: Request) -> Response:
        """What is held, the last one first."""
        with self._pages.database.reading() as session:
            rows = lists.changed(session, states=(State.HELD,), after=after(request.query_params), most=MOST_LISTED + 1)
            reviewable = reviews.reviewable(session, [row.id for row in rows])
        return self._pages.shown(
            request, "review_list", rows=rows[:MOST_LISTED], reviewable=reviewable,
            older=older(request.url, rows, MOST_LISTED), first="after" not in request.query_params,
        )  # fmt: skip

    def page(self, request: Request) -> Response:
        """One held video; or where one stands that is not held."""
        video_id = _video(request)
        with self._pages.database.reading() as session:
            is_held = videos.one(session, video_id).state is State.HELD
        if not is_held:
            return self._away(request, "review_away", video_id)
        opened = self._desk.open(video_id)
        return self._pages.shown(request, "review", **_told(opened, _sheet(opened)))

    def statement(self, request: Request) -> Response:
        """One statement as it stands: what a person goes back to who stops editing."""
        opened = self._desk.open(_video(request))
        told = _sheet(opened)
        row = _statement(told, request.path_params["key"])
        return self._pages.shown(request, "review_statement", **_told(opened, told), row=row, focus=True)

    def around(self, request: Request) -> Response:
        """The words around a block."""
        video_id, number = _video(request), request.path_params["number"]
        with self._pages.database.reading() as session:
            seen = reviews.seen(session, video_id)
        window = self._desk.held(video_id, seen).talk.window(number)
        return self._pages.shown(request, "review_around", window=window, number=number)

    def progress(self, request: Request) -> Response:
        """What becomes of an order, asked again and again."""
        return self._away(request, "review_progress", _video(request))

    def check(self, request: Request, fields: Fields) -> Response:
        """What the gate would say to the words that are being typed; nothing is kept."""
        video_id, key = _video(request), fields["key"]
        try:
            seen = seen_of(fields)
            edit = Edit(place_named(key, self._desk.held(video_id, seen).judged.summary), fields["text"])
            would = self._desk.tried(video_id, seen, edit)
        except BadInput as wrong:
            return self._pages.shown(request, "review_check", said=str(wrong))
        notes, others = noted_at(key, would, ()), stopped_keys(would) - {key}
        return self._pages.shown(request, "review_check", said="", notes=notes, others=len(others), key=key)

    def do(self, request: Request, fields: Fields) -> Response:
        """One act: kept, and shown where it stands."""
        video_id = _video(request)
        by_htmx = request.headers.get("hx-request") == "true"
        before = self._desk.open(video_id)
        try:
            act = act_of(fields, before)
            self._desk.do(video_id, seen_of(fields), act, who=WHO)
        except BadInput as wrong:
            return self._refused(request, wrong, by_htmx=by_htmx)
        here = f"/review/{video_id}"
        if isinstance(act, Publish | Ask | Refuse):
            return Response(headers={"HX-Redirect": here}) if by_htmx else RedirectResponse(here, 303)
        if not by_htmx:
            return RedirectResponse(f"{here}#row-{fields['key']}", 303)
        return self._changed(request, fields["key"], act, _sheet(before), self._desk.open(video_id))

    def _changed(self, request: Request, key: str, act: Act, before: Sheet, opened: Opened) -> Response:
        after = _sheet(opened)
        old = {row.key: row for row in before.statements}
        stretch = _changed_stretch(before, after, key)
        inside = {row.key for row in (stretch.heading, *stretch.bullets)} if stretch else {key}
        others = [row for row in after.statements if row.key not in inside and _looks(row) != _looks(old[row.key])]
        target = f"#part-{stretch.key}" if stretch else "#whole" if key == "whole" else f"#row-{key}"
        answer = self._pages.shown(
            request, "review_changed", **_told(opened, after), stretch=stretch, key=key, others=others, act=act,
            row=None if stretch or key == "whole" else _statement(after, key),
        )  # fmt: skip
        answer.headers.update({"HX-Retarget": target, "HX-Reswap": "outerHTML"})
        return answer

    def _refused(self, request: Request, wrong: BadInput, *, by_htmx: bool) -> Response:
        overtaken = isinstance(wrong, Overtaken)
        if not by_htmx:
            return self._pages.shown(request, "wrong", status=409 if overtaken else 400, said=str(wrong))
        # htmx leaves the page as it is at an error's status; this belongs on it.
        answer = self._pages.shown(request, "review_refused", said=str(wrong), overtaken=overtaken)
        answer.headers.update({"HX-Retarget": "#told", "HX-Reswap": "innerHTML"})
        return answer

    def _away(self, request: Request, template: str, video_id: VideoId) -> Response:
        with self._pages.database.reading() as session:
            row = videos.one(session, video_id)
            acts = reviews.of_video(session, video_id)
            posts = [past for past in evidence.publications(session, video_id) if row.state is State.PUBLISHED]
        goes_on = row.state not in {State.HELD, State.PUBLISHED, State.SKIPPED, State.FAILED}
        answer = self._pages.shown(
            request, template, video=row, acts=acts, post=posts[-1] if posts else None, goes_on=goes_on
        )
        if row.state is State.HELD:
            answer.headers["HX-Refresh"] = "true"
        return answer


def _video(request: Request) -> VideoId:
    return parse_video_id(request.path_params["video"])


def _sheet(opened: Opened) -> Sheet:
    return sheet(opened.review, opened.case.talk, opened.kept)


def _told(opened: Opened, told: Sheet) -> dict[str, Any]:
    return {
        "video": opened.row, "sheet": told, "seen": f"{opened.seen.summary}.{opened.seen.last}",
        "acts": opened.kept, "talk": opened.case.talk, "judged": opened.case.judged,
    }  # fmt: skip


def _statement(told: Sheet, key: str) -> Statement:
    found = next((row for row in told.statements if row.key == key), None)
    if found is None:
        raise BadInput("there is no such statement in this summary")
    return found


def _looks(row: Statement) -> object:
    return row.lead, row.pieces, row.remarks


def _changed_stretch(before: Sheet, after: Sheet, key: str) -> Stretch | None:
    """The section that must be shown anew as a whole: the one that went or came back."""
    for was, now in zip(before.stretches, after.stretches, strict=True):
        if was.gone is not now.gone and key in {now.key, *(row.key for row in now.bullets)}:
            return now
    return None
