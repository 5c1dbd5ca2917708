"""Prompts tried on a transcript: the whole way to a verdict, what it took, what came of it; nothing is published.

Answers are kept and paid for once as everywhere, so trying a changed merge prompt buys merges alone. Caps hold.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from uploader.gate.claims import page_of
from uploader.gate.timestamps import covered_tenths
from uploader.gate.verdict import GATE_VERSION
from uploader.models import Answer, Finding, Request, Severity, Summary, Talk, Usage
from uploader.store import answers
from uploader.store.trials import Trial
from uploader.store.values import from_json
from uploader.talk.files import read_transcript
from uploader.workflow import watching, writing
from uploader.workflow.ports import Model, Parts


@dataclass(slots=True)
class _Noted:
    """A model, and what was asked of it: the key of each question, and what answers were paid for."""

    model: Model
    keys: list[str] = field(default_factory=list)
    paid: list[Usage] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.model.name

    def key(self, request: Request, draft: int) -> str:
        key = self.model.key(request, draft)
        self.keys.append(key)
        return key

    def ask(self, request: Request) -> Answer:
        answer = self.model.ask(request)
        self.paid.append(answer.usage)
        return answer

    def at_most(self, request: Request) -> Decimal:
        return self.model.at_most(request)

    def cost(self, usage: Usage) -> Decimal:
        return self.model.cost(usage)


def tried(text: str, name: str, parts: Parts) -> Trial:
    """What becomes of a transcript file's `text` under `parts.prompts`.

    Raises:
        BadInput: the file is no transcript. Later, Stopped: no summary can be made of it.
        Nobody, OverBudget: as on any video's path.
    """
    details, transcript = read_transcript(text, name)
    talk = watching.usable(details, transcript)
    noted = _Noted(parts.model)
    rounds: list[writing.Draft] = []
    writer = writing.Writer(talk, 0, replace(parts, model=noted))
    outline = writer.outline()
    draft = writer.merge(outline, writer.sections(outline))

    def noted_round(_: str, judge: Callable[[], writing.Draft]) -> writing.Draft:
        rounds.append(judge())
        return rounds[-1]

    draft = writer.judged(outline, draft, noted_round)
    summary = from_json(Summary, draft["summary"])
    first, last = (_found(each) for each in (rounds[0], draft))
    calls = _usages(noted.keys, parts)
    return Trial(
        video_id=details.video_id,
        title=details.title,
        verdict=draft["verdict"],
        reasons=tuple(draft["reasons"]),
        sections=len(summary.sections),
        key_points=len(summary.key_points),
        bullets=sum(len(section.bullets) for section in summary.sections),
        tenths=_tenths(summary, talk),
        first=_counted(first, Severity.ERROR),
        errors=_counted(last, Severity.ERROR),
        warnings=_counted(last, Severity.WARNING),
        calls=len(calls),
        input=sum(each.input for each in calls),
        cached=sum(each.cached for each in calls),
        output=sum(each.output for each in calls),
        usd=float(sum((parts.model.cost(each) for each in calls), Decimal(0))),
        paid=float(sum((parts.model.cost(each) for each in noted.paid), Decimal(0))),
        text=plain(summary),
        model=parts.model.name,
        gate=GATE_VERSION,
        prompts=dict(parts.prompts.digests()),
    )


def plain(summary: Summary) -> str:
    """A summary as lines to compare: what it says, without the layout of any blog."""
    lines = [summary.title, *(f"* {point.text}" for point in summary.key_points)]
    for section in summary.sections:
        lines += ["", f"# {section.headline}", *(f"- {bullet.ko}" for bullet in section.bullets)]
    return "\n".join(lines) + "\n"


def _found(draft: writing.Draft) -> list[Finding]:
    return [from_json(Finding, finding) for finding in draft["findings"]]


def _counted(found: Iterable[Finding], severity: Severity) -> dict[str, int]:
    return dict(sorted(Counter(str(each.rule) for each in found if each.severity is severity).items()))


def _tenths(summary: Summary, talk: Talk) -> int:
    return len(covered_tenths(page_of(summary, talk), talk))


def _usages(keys: Iterable[str], parts: Parts) -> list[Usage]:
    """Of each answer once, whenever it was paid for."""
    with parts.database.reading() as session:
        found = (answers.find(session, key) for key in dict.fromkeys(keys))
        return [answer.usage for answer in found if answer]
