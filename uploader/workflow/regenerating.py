"""Which posts a better prompt, another model or a newer gate would change, and how: looked at before anything is paid.

    only the gate changed, and the kept summary passes it        nothing is made
    a person wrote or changed the file, or it is gone            left alone
    every answer that the new post takes is kept                 the new post is known: its diff is shown, for nothing
    else                                                         what it is likely to cost, by what it cost before

Nothing is asked of a model here, and nothing is written but that a kept summary passed a newer gate.
"""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from uploader.errors import Stop, Stopped
from uploader.gate.claims import Evidence
from uploader.gate.contract import contract
from uploader.gate.verdict import GATE_VERSION, errors, judge
from uploader.ids import VideoId
from uploader.models import Finding, Talk
from uploader.post.page import render
from uploader.store import evidence, ledger, regeneration, videos
from uploader.store.regeneration import Made
from uploader.talk.blocks import read_talk
from uploader.workflow import previewing, publishing, routing, writing
from uploader.workflow.asking import NotKeptError
from uploader.workflow.ports import Parts

_STAGES = ("outline", "names", "section", "merge", "repair", "examine")
"""In the order in which they are asked: what is bought anew makes everything after it new."""
_AT_ONCE = 200


class Fate(StrEnum):
    """What becomes of a post that was made otherwise than one would be made now."""

    PASSES = "passes the present gate as it is"
    LEFT = "left alone"
    SAME = "would come out the same"
    KEPT = "to be made from kept answers, for nothing"
    PAID = "to be made, with answers that must be paid for"
    HELD = "would be held for a person"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which posts are looked at: those that prompts or model, or the gate, have changed for; of `only`, where given."""

    prompts: bool = True
    gate: bool = True
    only: tuple[VideoId, ...] | None = None
    anyway: bool = False
    """Also those for which nothing has changed: a person names them and wants new answers."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would become of one post.

    Attributes:
        why: what changed, for the commit and for people.
        notes: what the gate finds, why it is left alone, or what must be paid for; a line each.
        diff: from the post that stands to the new one, where that is known.
        usd: what it is likely to cost at the model's present price; None where nothing is known of it.
        anew: whether all answers are bought again.
        findings: the present gate's about the kept summary (number `summary`), where it was judged again.
    """

    summary: int
    video_id: VideoId
    title: str
    why: str
    fate: Fate
    notes: tuple[str, ...] = ()
    diff: str = ""
    usd: Decimal | None = None
    anew: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def is_made(self) -> bool:
        """Whether its video is to be worked on."""
        return self.fate in {Fate.KEPT, Fate.PAID, Fate.HELD}


def proposals(wanted: Wanted, parts: Parts) -> Iterator[Proposal]:
    """Every post that `wanted` means, the one that was made last first.

    Raises:
        Later, Nobody, BadInput: the branch cannot be read now.
    """
    before: int | None = None
    while page := _page(before, wanted.only, parts):
        for made in page:
            own = routing.parts_of(made.video_id, parts)
            changed = changes(made, own)
            mine = {what for what in changed if (what != "gate" and wanted.prompts) or (what == "gate" and wanted.gate)}
            if mine or wanted.anyway:
                yield _proposal(made, changed, own, gate_alone=mine == {"gate"})
        before = page[-1].number


def _page(before: int | None, only: Sequence[VideoId] | None, parts: Parts) -> list[Made]:
    with parts.database.reading() as session:
        return regeneration.made(session, before, _AT_ONCE, only)


def changes(made: Made, parts: Parts) -> dict[str, str]:
    """What is otherwise now than when the summary was made: `prompts`, `model`, `gate`, each told in a few words."""
    changed: dict[str, str] = {}
    now = dict(parts.prompts.digests())
    if names := [name for name in now if made.prompts.get(name) != now[name]]:
        changed["prompts"] = f"prompts {', '.join(names)}"
    if made.model != parts.model.name:
        changed["model"] = f"model {made.model} to {parts.model.name}"
    if made.gate != GATE_VERSION:
        changed["gate"] = f"gate {made.gate} to {GATE_VERSION}"
    return changed


def _proposal(made: Made, changed: dict[str, str], parts: Parts, *, gate_alone: bool) -> Proposal:
    about = Proposal(made.number, made.video_id, made.title, "; ".join(changed.values()) or "asked for", Fate.PASSES)
    if gate_alone:
        found = _judged_again(made, parts)
        about = replace(about, findings=found, notes=tuple(f"{f.rule}: {f.text} – {f.message}" for f in errors(found)))
        if not about.notes:
            return about
    try:
        standing = publishing.replaceable(made.video_id, parts)
    except Stopped as person:
        return replace(about, fate=Fate.LEFT, notes=(str(person),))
    if standing is None:
        return replace(about, fate=Fate.LEFT, notes=("its post is not on the branch any more",))
    file, text, dated = standing
    about = replace(about, anew=not changed)
    talk, draft = _talk(made.video_id, parts)
    try:
        written = previewing.written(writing.Writer(talk, draft + about.anew, replace(parts, buys=False)))
        style = replace(parts.style, dated="made")
        post, reasons = previewing.checked(written, talk.details, dated or parts.clock(), style, parts)
    except NotKeptError as unpaid:
        usd = _likely(made.video_id, unpaid.request.stage, parts)
        note = f"to be asked first: {unpaid.request.label}"
        return replace(about, fate=Fate.PAID, notes=(*about.notes, note), usd=usd)
    except Stop as stop:
        post, reasons = None, (str(stop),)
    if post is None:
        # Where what stands passes, it is better than nothing; where it does not, a person must know.
        return replace(about, fate=Fate.HELD if gate_alone else Fate.LEFT, notes=(*about.notes, *reasons))
    if post.text == text:
        return replace(about, fate=Fate.SAME)
    lines = difflib.unified_diff(text.splitlines(), post.text.splitlines(), file.path, "made again", lineterm="")
    return replace(about, fate=Fate.KEPT, diff="\n".join(lines), usd=Decimal(0))


def _talk(video_id: VideoId, parts: Parts) -> tuple[Talk, int]:
    """The talk that the new post is made from, and its draft's number."""
    with parts.database.reading() as session:
        source = evidence.captions_of(session, video_id)
        row = videos.one(session, video_id)
    if source is None:
        raise LookupError(f"video {video_id} has a summary but no transcript")
    return read_talk(*source), row.draft


def _judged_again(made: Made, parts: Parts) -> tuple[Finding, ...]:
    """What the present gate finds in the summary that was kept, and in the file that it makes."""
    with parts.database.reading() as session:
        kept = evidence.summary(session, made.number)
        row = videos.one(session, made.video_id)
    talk, _ = _talk(made.video_id, parts)
    found = judge(kept.summary, Evidence(talk.details, parts.glossary, talk, kept.summary.names))
    post = render(kept.summary, talk.details, row.made_at or parts.clock(), parts.style)
    return (*found, *contract(post.text, post.file_name, parts.clock(), kind=parts.style.format))


def _likely(video_id: VideoId, stage: str, parts: Parts) -> Decimal | None:
    """USD at the present price for what is asked from that stage on, by the tokens that it took before."""
    with parts.database.reading() as session:
        usage = ledger.taken(session, video_id, _STAGES[_STAGES.index(stage) :])
    return parts.model.cost(usage) if usage.output else None


def remember(passed: Proposal, parts: Parts) -> None:
    """That what stands passed the present gate, so that it is not judged at every call."""
    with parts.database.begin() as session:
        evidence.judge_again(session, passed.summary, passed.findings, GATE_VERSION)


def schedule(proposal: Proposal, parts: Parts) -> bool:
    """Have the post made; False where its video is being worked on already."""
    with parts.database.begin() as session:
        return regeneration.schedule(
            session, proposal.video_id, proposal.why, now=parts.clock(), anew=proposal.anew
        )  # fmt: skip
