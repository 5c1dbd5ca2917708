"""What attempts at a video's post came to: the post beside its evidence, what changed between two, and the talk."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from uploader.errors import BadInput
from uploader.gate.explain import EXPLANATIONS
from uploader.store import evidence, videos
from uploader.view.changes import changes
from uploader.view.post import shown, transcript
from uploader.view.strip import strip
from uploader.web.page import Pages
from uploader.web.story import TABS, asked
from uploader.web.talks import Talks

MOST_BLOCKS = 60


def routes(pages: Pages) -> list[BaseRoute]:
    """Below `/videos/ID`."""
    talks = Talks(pages.database)

    def post(request: Request) -> Response:
        video_id, home = asked(request)
        with pages.database.reading() as session:
            row = videos.one(session, video_id)
            tried = evidence.attempts(session, video_id)
            number = _attempt(request, "attempt", [each.number for each in tried])
            judged = evidence.summary(session, number) if number else None
        if judged is None:
            return pages.shown(request, "story_post", row=row, home=home, tabs=TABS, attempts=tried, post=None)
        talk = talks.of(video_id, judged.transcript, row.details)
        return pages.shown(
            request, "story_post", row=row, home=home, tabs=TABS, attempts=tried, number=number, judged=judged,
            post=shown(judged.summary, judged.findings, talk), explanations=EXPLANATIONS,
            strip=strip(judged.summary.sections, talk.duration),
        )  # fmt: skip

    def changed(request: Request) -> Response:
        video_id, home = asked(request)
        with pages.database.reading() as session:
            row, tried = videos.one(session, video_id), evidence.attempts(session, video_id)
            numbers = [each.number for each in tried]
            new, old = _attempt(request, "new", numbers), _attempt(request, "old", numbers[1:] or numbers)
            pair = (evidence.summary(session, old), evidence.summary(session, new)) if new and old else None
        found = changes(pair[0].summary, pair[1].summary) if pair and old != new else []
        return pages.shown(
            request, "story_changes", row=row, home=home, tabs=TABS, attempts=tried, old=old, new=new, changes=found
        )

    def spoken(request: Request) -> Response:
        video_id, home = asked(request)
        with pages.database.reading() as session:
            row = videos.one(session, video_id)
            judged = evidence.newest_summary(session, video_id)
        digest = judged.transcript if judged else row.transcript
        talk = talks.of(video_id, digest, row.details) if digest else None
        try:
            first = max(1, int(request.query_params.get("from", "1")))
        except ValueError:
            raise BadInput("blocks are counted by numbers") from None
        blocks = talk.blocks[first - 1 : first - 1 + MOST_BLOCKS] if talk else ()
        return pages.shown(
            request, "story_transcript", row=row, home=home, tabs=TABS, talk=talk, digest=digest, first=first,
            blocks=transcript(blocks, judged.summary if judged else None), step=MOST_BLOCKS,
        )  # fmt: skip

    here = "/videos/{video_id}"
    return [Route(f"{here}/post", post), Route(f"{here}/changes", changed), Route(f"{here}/transcript", spoken)]


def _attempt(request: Request, name: str, numbers: list[int]) -> int | None:
    """The attempt that was asked for, else the newest of these; None where there are none."""
    given = request.query_params.get(name, "")
    if not given:
        return numbers[0] if numbers else None
    if not given.isdecimal() or int(given) not in numbers:
        raise BadInput("this video has no such attempt")
    return int(given)
