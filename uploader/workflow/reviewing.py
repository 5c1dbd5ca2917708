"""What a person ordered of a held video, carried out by its next look.

    publish   the summary as the person's acts made it: judged again, kept, and on by the path of every other post
    ask       one section written anew, everything else as the person left it; then it is held for them again

Publishing asks no model and no YouTube. A section asked for again has answers of its own: they are kept under the
act's number, so a kill buys nothing twice, and whoever wants a whole new draft is not given them.
"""

from dataclasses import dataclass, replace
from typing import Any, assert_never

from uploader.acts import Ask, Publish
from uploader.decide import Held, Outcome
from uploader.errors import Cause, Stopped
from uploader.gate.claims import Evidence
from uploader.gate.repair import MOST_ASKED, reasons
from uploader.gate.verdict import GATE_VERSION, errors, judge
from uploader.ids import VideoId
from uploader.models import Publication, Summary, Talk
from uploader.review.judging import Review, in_place, review
from uploader.store import evidence, reviews
from uploader.store.evidence import Judged
from uploader.store.values import from_json, to_json
from uploader.workflow import publishing, watching, writing
from uploader.workflow.outcomes import once
from uploader.workflow.ports import Parts, Steps


@dataclass(frozen=True, slots=True)
class Case:
    """A held summary with all that is needed to judge it anew."""

    video_id: VideoId
    number: int
    judged: Judged
    talk: Talk
    draft: int

    def ground(self, parts: Parts) -> Evidence:
        """What it is judged by."""
        return Evidence(self.talk.details, parts.glossary, self.talk, self.judged.summary.names)


def case(video_id: VideoId, number: int, parts: Parts) -> Case:
    """The held summary of that number."""
    with parts.database.reading() as session:
        judged = evidence.summary(session, number)
    talk, draft = watching.read(video_id, judged.transcript, parts)
    return Case(video_id, number, judged, talk, draft)


def carry_out(video_id: VideoId, look: int, number: int, steps: Steps, parts: Parts) -> Outcome:
    """What the act of that number orders, step by step."""
    with parts.database.reading() as session:
        summary, order = reviews.ordered(session, number)
    match order:
        case Publish():
            kept: dict[str, Any] = once(steps, "review", lambda: _approve(case(video_id, summary, parts), look, parts))
            if kept["stops"]:
                return Held(tuple(kept["stops"]))
            done = once(steps, "publish", lambda: to_json(publishing.publish(video_id, kept["summary"], parts)))
            return from_json(Publication, done)
        case Ask(section):
            held = case(video_id, summary, parts)
            outline = once(steps, "outline", writing.Writer(held.talk, held.draft, parts).outline)
            told = once(steps, "ask", lambda: _ask(held, section, outline, look, number, parts))
            raise Stopped(Cause.REVIEWED, "\n".join(told))
        case _:  # pragma: no cover
            assert_never(order)


def _approve(held: Case, look: int, parts: Parts) -> dict[str, Any]:
    """Keep what the person made of it; `stops` are the reasons where it may not be published after all."""
    now = _as_it_stands(held, parts)
    if now.stops:
        return {"summary": None, "stops": list(_reasons(now))}
    kept = replace(
        held.judged, summary=now.reviewed.summary, findings=in_place(now), verdict=reviews.REVIEWED, gate=GATE_VERSION
    )
    with parts.database.begin() as session:
        return {"summary": evidence.keep_summary(session, look, kept, parts.clock()), "stops": []}


def _ask(held: Case, name: str, outline: Any, look: int, number: int, parts: Parts) -> list[str]:
    """Keep the held summary with that section written anew, and the acts on the rest of it; what to tell the person."""
    writer = writing.Writer(held.talk, -number, parts)
    summary = _with_section(held.judged.summary, name, outline, writer)
    ground = held.ground(parts)
    for attempt in range(1, MOST_ASKED + 1):
        failing = tuple(found for found in errors(judge(summary, ground)) if found.place.section == name)
        if not failing:
            break
        summary = writer.rewrite(outline, summary, {name: failing}, attempt)

    others = (found for found in held.judged.findings if found.place.section != name)
    found = in_place(review(summary, others, (), ground))
    kept = replace(held.judged, summary=summary, findings=found, verdict="held", gate=GATE_VERSION)
    with parts.database.begin() as session:
        new = evidence.keep_summary(session, look, kept, parts.clock())
        reviews.carry(session, held.number, new, without=name)
    stands = _as_it_stands(replace(held, number=new, judged=kept), parts)
    return [f"section {name} was written again: look at it, then publish or refuse", *_reasons(stands)]


def _with_section(summary: Summary, name: str, outline: Any, writer: writing.Writer) -> Summary:
    """The summary with that section as the model writes it now.

    Raises:
        Stopped: the outline is another one than the summary was made by.
    """
    old = next(section for section in summary.sections if section.id == name)
    new = writer.anew(outline, old)
    if new is None:
        told = f"section {name} is not in the outline that today's prompts give: uploader retry makes all of it anew"
        raise Stopped(Cause.REVIEWED, told)
    return replace(summary, sections=tuple(new if section is old else section for section in summary.sections))


def _as_it_stands(held: Case, parts: Parts) -> Review:
    with parts.database.reading() as session:
        acts = [kept.act for kept in reviews.of_summary(session, held.number)]
    return review(held.judged.summary, held.judged.findings, acts, held.ground(parts))


def _reasons(stands: Review) -> tuple[str, ...]:
    return reasons(remark.finding for remark in stands.stops)
