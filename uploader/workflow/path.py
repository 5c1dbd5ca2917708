"""One look at a video: the whole path, in the order in which a person would tell it.

    Whose video is it?                              its channel's own settings and blog, else everybody's
    Does its post stand on the branch already?      then there is nothing to do
    Has a person reviewed it?                       then what they ordered is carried out, and the rest is left out
    What does YouTube say, and are there captions?  if not yet: wait; if never: listen, or skip, with the reason
    Outline, sections, merge                        one model call each at least, every answer paid for once
    Gate, and repair of what fails, twice at most   what still fails is dropped, or the video is held
    Render, check the file, push                    exactly once
    Settle: the state, the reason, the next look

Each line is a step: it is done once, whatever dies, and a look that is taken up again goes on after the last one.
"""

from functools import partial
from typing import TypedDict

import structlog

from uploader.decide import Bug, Held, Outcome, State, after
from uploader.errors import Later, Never, Nobody, OverBudget, Stopped
from uploader.ids import VideoId
from uploader.models import Publication
from uploader.store import reviews, videos
from uploader.store.trouble import as_stop
from uploader.store.values import from_json, to_json
from uploader.workflow import listening, publishing, reviewing, routing, watching, writing
from uploader.workflow.outcomes import once
from uploader.workflow.ports import Parts, Steps

log = structlog.get_logger()


class Begun(TypedDict, total=False):
    """What is known when a look begins.

    Attributes:
        channel: by whose parts it goes; None where YouTube must be asked.
        review: the number of the act that a person ordered, where one did.
    """

    channel: str | None
    review: int


_CARRIED_OUT = {State.PUBLISHED, State.HELD, State.SKIPPED}
"""States in which nothing is left of what a person ordered; after any other the next look goes on with it."""


def look(video_id: VideoId, number: int, steps: Steps, parts: Parts) -> str:
    """Take a video as far as it goes today; the state it ends in.

    Whatever happens is settled before this returns. A bug is settled first, so that it cannot spin, and raised.
    """
    begun: Begun | None = steps.step("begin", lambda: _begin(video_id, parts))
    try:
        outcome = _path(video_id, number, begun or {}, steps, _own(video_id, begun, steps, parts))
    except (Later, Never, Nobody, Stopped, OverBudget) as stop:
        outcome = stop
    except Exception as bug:
        if trouble := as_stop(bug):
            log.error("database trouble", video_id=video_id, look=number, reason=trouble.detail)  # noqa: TRY400 - no bug
            return _settle(video_id, number, trouble, steps, parts)
        log.exception("bug", video_id=video_id, look=number)
        _settle(video_id, number, Bug(type(bug).__name__), steps, parts)
        raise
    return _settle(video_id, number, outcome, steps, parts)


def _path(video_id: VideoId, number: int, begun: Begun, steps: Steps, parts: Parts) -> Outcome:
    if found := once(steps, "find", lambda: _json(publishing.find(video_id, parts))):
        return from_json(Publication, found)
    if "review" in begun:
        return reviewing.carry_out(video_id, number, begun["review"], steps, parts)

    transcript = listening.read_or_heard(video_id, partial(once, steps), parts)
    talk, drafts = watching.read(video_id, transcript, parts)
    writer = writing.Writer(talk, drafts, parts)

    outline = once(steps, "outline", writer.outline)
    sections = once(steps, "sections", lambda: writer.sections(outline))
    draft = once(steps, "merge", lambda: writer.merge(outline, sections))
    draft = writer.judged(outline, draft, lambda name, judge: once(steps, name, judge))
    judged: int = once(steps, "keep", lambda: writing.keep(draft, number, transcript, parts))
    if draft["verdict"] == "held":
        return Held(tuple(draft["reasons"]))

    return from_json(Publication, once(steps, "publish", lambda: to_json(publishing.publish(video_id, judged, parts))))


def _begin(video_id: VideoId, parts: Parts) -> Begun:
    """The video is worked on."""
    with parts.database.begin() as session:
        videos.begin_look(session, video_id, parts.clock())
        order = reviews.order(session, video_id)
    begun: Begun = {"channel": routing.known(video_id, parts)}
    if order is not None:
        begun["review"] = order
    return begun


def _own(video_id: VideoId, begun: Begun | None, steps: Steps, parts: Parts) -> Parts:
    """The parts of the video's channel: as they were found first, so that a look taken up again goes the same way."""
    # A look that was begun before channels could differ kept nothing about it.
    name = begun.get("channel", routing.EVERYBODYS) if begun else routing.EVERYBODYS
    if name is None:
        name = once(steps, "route", lambda: routing.found(video_id, parts))
    return routing.named(str(name), parts)


def _settle(video_id: VideoId, number: int, outcome: Outcome, steps: Steps, parts: Parts) -> str:
    def settle() -> str:
        now = parts.clock()
        with parts.database.begin() as session:
            decision = after(outcome, videos.one(session, video_id).standing, now)
            ended = videos.settle(session, video_id, number, decision, now)
            if ended and decision.state in _CARRIED_OUT:
                reviews.end(session, video_id)
        log.info(
            "settled", video_id=video_id, state=decision.state, cause=decision.cause, detail=decision.detail,
            next_look=decision.look_at.isoformat() if decision.look_at else None,
        )  # fmt: skip
        return str(decision.state)

    return steps.step("settle", settle)


def _json(found: Publication | None) -> object:
    return to_json(found) if found else None
