"""From a talk to a judged summary: outline, sections side by side, one merge; then the gate, and repair of what fails.

Where a second reader is wanted, it reads what the gate has passed; what it stops goes the way of the gate's findings.

Everything a model said is in the kept answers, so each method may be run again after a kill: it asks for what is
missing and reads the rest. What passes between the methods is JSON, since the engine keeps it.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

from uploader.errors import TooLong
from uploader.gate import repair
from uploader.gate.claims import Evidence
from uploader.gate.structure import least_key_points
from uploader.gate.verdict import GATE_VERSION, judge, with_replacements
from uploader.models import Finding, KeyPoint, Outline, Passage, Request, Section, Severity, Summary, Talk
from uploader.store import evidence
from uploader.store.evidence import Judged
from uploader.store.values import from_json, to_json
from uploader.summary import examine
from uploader.summary.examine import Opinion
from uploader.summary.merge import assemble, chosen, key_point_counts, merge_request, read_merge
from uploader.summary.repair import keep_passed, repair_merge_request, repair_section_request
from uploader.summary.sections import joined, read_section, section_request
from uploader.talk.passages import cut, halves
from uploader.workflow.asking import Asker
from uploader.workflow.outlining import outlined
from uploader.workflow.ports import Parts
from uploader.workflow.side_by_side import side_by_side

MOST_ROUNDS = 12
"""Judgements at most: two repairs of the sections, two of the merge, what dropping leads to, and as often as bullets
changed another look by the second reader, with room to spare."""

Draft = dict[str, Any]
"""`{"summary", "findings", "verdict", "reasons", "asked", "whole", "examined"}`: the verdict is empty while the gate is
not done; `asked` counts what went back, `whole` is the summary before anything was dropped from it, `examined` are the
second reader's opinions so far."""


class Writer:
    """Writes one talk's summary; another `draft` is written from new answers."""

    def __init__(self, talk: Talk, draft: int, parts: Parts) -> None:
        self._talk, self._parts = talk, parts
        self._ask = Asker(talk.details.video_id, draft, parts, parts.model)
        self._examiner = Asker(talk.details.video_id, draft, parts, parts.examiner) if parts.examiner else None

    def outline(self) -> Any:
        """The talk's sections and its name table."""
        return to_json(outlined(self._talk, self._ask, self._parts))

    def sections(self, outline: Any) -> Any:
        """Every section, written side by side; each call sees its own blocks and two on either side."""
        passages = self._passages(outline)
        written = side_by_side(passages, partial(self._section, outline), self._parts, length=_words)
        return [to_json(section) for section in written]

    def anew(self, outline: Any, section: Section) -> Section | None:
        """That section written from its own blocks; None where the outline has no such section any more."""
        same = (each for each in self._passages(outline) if each.plan.id == section.id)
        passage = next(
            (each for each in same if (each.plan.first, each.plan.last) == (section.first, section.last)), None
        )
        return self._section(outline, passage) if passage else None

    def _section(self, outline: Any, passage: Passage, *, half: bool = False) -> Section:
        """The passage written; in two halves where it is more than the model reads or answers at once."""
        parts = halves(passage)
        request = self._section_request(outline, passage)
        try:
            return self._ask.read(
                request, lambda text: read_section(text, passage, half=half), divisible=parts is not None
            )
        except TooLong:
            if parts is None:
                raise
        early, late = (self._section(outline, each, half=True) for each in parts)
        return joined(passage, early, late)

    def merge(self, outline: Any, sections: Any) -> Draft:
        """Title and key points over the finished sections, which stay as they are."""
        answered = tuple(from_json(Section, section) for section in sections)
        # A break or applause has nothing to tell; where all is silent, the gate says so. Coverage counts what is left.
        written = tuple(section for section in answered if section.bullets) or answered
        title, points = self._head(written)
        summary = assemble(self._talk, from_json(Outline, outline), written, title, points)
        return {
            "summary": to_json(summary),
            "findings": [],
            "verdict": "",
            "reasons": [],
            "asked": {"sections": 0, "merge": 0},
            "whole": None,
            "examined": [],
        }

    def _head(self, sections: tuple[Section, ...]) -> tuple[str, tuple[KeyPoint, ...]]:
        """Title and key points in one call; where that is more than the model takes, of each half, and a choice."""
        request = merge_request(self._talk, sections, self._parts.prompts)
        try:
            return self._ask.read(request, lambda text: read_merge(text, sections), divisible=len(sections) > 1)
        except TooLong:
            if len(sections) == 1:
                raise
        half = len(sections) // 2
        (title, early), (_, late) = self._head(sections[:half]), self._head(sections[half:])
        return title, chosen((*early, *late), key_point_counts(self._talk.duration, len(sections))[1])

    def judge(self, outline: Any, draft: Draft) -> Draft:
        """One round of the gate: what passes is done, what fails is asked for again, dropped, or held."""
        summary, found = self._judged(from_json(Summary, draft["summary"]))
        opinions = tuple(from_json(Opinion, opinion) for opinion in draft["examined"])
        found = (*found, *examine.findings(summary, self._talk, opinions))
        asked = repair.Asked(**draft["asked"])
        whole = from_json(Summary, draft["whole"]) if draft["whole"] else None
        least = least_key_points(self._talk.duration)
        match repair.next_step(summary, found, asked, whole=whole, least_key_points=least):
            case repair.Passed() if self._examiner and (unread := examine.unread(summary, opinions)):
                more = self._examine(self._examiner, unread, asked.sections)
                return _draft(draft, summary, found, examined=[to_json(opinion) for opinion in (*opinions, *more)])
            case repair.Passed():
                return _draft(draft, summary, found, verdict="passed")
            case repair.Held(reasons):
                return _draft(draft, summary, found, verdict="held", reasons=list(reasons))
            case repair.Drop() as drop:
                whole = draft["whole"] or to_json(summary)
                return _draft(draft, self._retold(repair.without(summary, drop), found), found, whole=whole)
            case repair.AskAgain(sections, merge) if sections:
                again = replace(asked, sections=asked.sections + 1)
                summary = self._retold(self.rewrite(outline, summary, sections, again.sections), found)
                return _draft(draft, summary, found, asked=to_json(again))
            case repair.AskAgain(_, merge):
                again = replace(asked, merge=asked.merge + 1)
                summary = self._remerge(summary, merge, again.merge)
                return _draft(draft, summary, found, asked=to_json(again))

    def judged(self, outline: Any, draft: Draft, rounds: Callable[[str, Callable[[], Draft]], Draft]) -> Draft:
        """Rounds of the gate until there is a verdict; each is run by name through `rounds`, to be kept."""
        for number in range(1, MOST_ROUNDS + 1):
            draft = rounds(f"judge {number}", partial(self.judge, outline, draft))
            if draft["verdict"]:
                return draft
        return {**draft, "verdict": "held", "reasons": [f"no verdict after {MOST_ROUNDS} rounds"]}

    def _judged(self, summary: Summary) -> tuple[Summary, tuple[Finding, ...]]:
        ground = Evidence(self._talk.details, self._parts.glossary, self._talk, summary.names)
        found = judge(summary, ground)
        replaced = with_replacements(summary, found)
        return (summary, found) if replaced == summary else (replaced, judge(replaced, ground))

    def _examine(self, examiner: Asker, unread: tuple[Section, ...], attempt: int) -> tuple[Opinion, ...]:
        """Opinions of bullets that have none yet; one call a section, side by side."""

        def of(section: Section) -> tuple[Opinion, ...]:
            request = examine.examine_request(self._talk, section, attempt, self._parts.prompts)
            return examiner.read(request, lambda text: examine.read_opinions(text, section.bullets))

        read = side_by_side(unread, of, self._parts, length=lambda section: len(section.bullets))
        return tuple(opinion for opinions in read for opinion in opinions)

    def _retold(self, summary: Summary, found: tuple[Finding, ...]) -> Summary:
        """With a new head where the second reader stopped a bullet: no rule sees whether the old one repeats it."""
        if not any(each.rule == "examiner" and each.severity is Severity.ERROR for each in found):
            return summary
        title, points = self._head(summary.sections)
        return replace(summary, title=title, key_points=points)

    def rewrite(
        self, outline: Any, summary: Summary, failing: Mapping[str, tuple[Finding, ...]], attempt: int
    ) -> Summary:
        """The failing sections sent back with what was found; what had passed of them stays."""
        passages = {passage.plan.id: passage for passage in self._passages(outline)}

        def again(section: Section) -> Section:
            if section.id not in failing:
                return section
            passage = passages[section.id]
            first = self._section_request(outline, passage)
            request = repair_section_request(first, section, failing[section.id], attempt, self._parts.prompts)
            try:
                rewritten = self._ask.read(request, lambda text: read_section(text, passage))
            except TooLong:
                return section  # asked for in halves first; what fails in it is dropped, or the video is held
            return keep_passed(section, rewritten, failing[section.id])

        with ThreadPoolExecutor(max_workers=max(1, min(len(failing), self._parts.model_slots))) as pool:
            return replace(summary, sections=tuple(pool.map(again, summary.sections)))

    def _remerge(self, summary: Summary, found: tuple[Finding, ...], attempt: int) -> Summary:
        first = merge_request(self._talk, summary.sections, self._parts.prompts)
        head = (summary.title, summary.key_points)
        request = repair_merge_request(first, head, found, attempt, self._parts.prompts)
        title, points = self._ask.read(request, lambda text: read_merge(text, summary.sections))
        return replace(summary, title=title, key_points=points)

    def _passages(self, outline: Any) -> tuple[Passage, ...]:
        """What is told of the talk, section by section."""
        return tuple(each for each in cut(self._talk, from_json(Outline, outline)) if each.plan.part.is_told)

    def _section_request(self, outline: Any, passage: Passage) -> Request:
        known = from_json(Outline, outline)
        return section_request(self._talk, known, passage, self._parts.glossary, self._parts.prompts)


def keep(draft: Draft, look: int, transcript: str, parts: Parts) -> int:
    """Keep the judged summary with all that it was made with; its number."""
    judged = Judged(
        summary=from_json(Summary, draft["summary"]),
        findings=tuple(from_json(Finding, finding) for finding in draft["findings"]),
        verdict=draft["verdict"],
        transcript=transcript,
        model=parts.model.name,
        prompts=dict(parts.prompts.digests()),
        gate=GATE_VERSION,
    )
    with parts.database.begin() as session:
        return evidence.keep_summary(session, look, judged, parts.clock())


def _words(passage: Passage) -> int:
    return sum(len(block.text) for block in passage.blocks)


def _draft(draft: Draft, summary: Summary, found: tuple[Finding, ...], **changed: Any) -> Draft:
    return {**draft, "summary": to_json(summary), "findings": [to_json(finding) for finding in found], **changed}
