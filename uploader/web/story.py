"""A video's story: every state, every call of the model, and trying again."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from uploader.decide import State
from uploader.ids import VideoId, parse_video_id
from uploader.store import evidence, ledger, services, videos
from uploader.web.actions import Fields, action
from uploader.web.page import Pages

TABS = (("Story", ""), ("Post", "/post"), ("Calls", "/calls"), ("Changes", "/changes"), ("Transcript", "/transcript"))
MOST_EVENTS, MOST_CALLS = 200, 200
LIVE = {State.QUEUED, State.WORKING}


def routes(pages: Pages) -> list[BaseRoute]:
    """`/videos/ID` and what is below it."""

    def story(request: Request) -> Response:
        video_id, home = asked(request)
        with pages.database.reading() as session:
            row = videos.one(session, video_id)
            told = videos.story(session, video_id)
            tried = evidence.attempts(session, video_id)
            posts = evidence.publications(session, video_id)
        if "hx-request" in request.headers and request.query_params.get("seen") == str(len(told)):
            return Response(status_code=204)
        return pages.shown(
            request, "story", row=row, home=home, tabs=TABS, events=told[-MOST_EVENTS:][::-1], many=len(told),
            attempts=tried, posts=posts, live=row.state in LIVE,
        )  # fmt: skip

    def calls(request: Request) -> Response:
        video_id, home = asked(request)
        with pages.database.reading() as session:
            row, made = videos.one(session, video_id), ledger.calls(session, video_id)
        return pages.shown(
            request, "story_calls", row=row, home=home, tabs=TABS, calls=made[-MOST_CALLS:], many=len(made),
            total=ledger.summed(made),
        )  # fmt: skip

    def retry(request: Request, fields: Fields) -> Response:
        video_id, home = asked(request)
        with pages.database.begin() as session:
            videos.one(session, video_id)
            videos.make_due(session, video_id, now=pages.clock(), anew=bool(fields["anew"]))
            services.try_again(session, pages.clock())
        return RedirectResponse(home, 303)

    here = "/videos/{video_id}"
    return [Route(here, story), Route(f"{here}/calls", calls), action(f"{here}/retry", retry)]


def asked(request: Request) -> tuple[VideoId, str]:
    """The video that the address names, and where its story is."""
    video_id = parse_video_id(request.path_params["video_id"])
    return video_id, f"/videos/{video_id}"
