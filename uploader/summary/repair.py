"""What goes back to the model: a section or the head that the gate stopped, and an answer that nobody can read.

A repair goes on with the conversation that asked first, so that the provider's cache serves all of it: the first
request, the answer as it stands now, then what was found. Only the failing part is asked for again.
"""

import json
import re
from dataclasses import replace
from typing import Final

from uploader.models import Finding, KeyPoint, Message, Place, Request, Section
from uploader.summary.evidence import plain
from uploader.summary.prompts import Prompts

MOST_FINDINGS: Final = 20
MOST_EVIDENCE: Final = 5
"""Lines of the talk shown for one finding."""
LONGEST_SENT_BACK: Final = 20_000
"""Characters of an unreadable answer that are shown again."""

_KEYS = re.compile(r"^(?:video|section|repair): [\w-]+$", re.MULTILINE | re.ASCII)
"""The lines by which a reader of requests, and the replay server, tells them apart; no data begins a line so."""


def repair_section_request(
    request: Request, section: Section, findings: tuple[Finding, ...], attempt: int, prompts: Prompts
) -> Request:
    """Ask for a section again: `request` asked for it first, `section` is what stands now, `attempt` counts from 1."""
    told = _told(findings, [bullet.ko for bullet in section.bullets])
    asked = _asked(request, told, attempt, prompts, "repair-section")
    return _repair(request, _section_answer(section), asked, attempt, prompts.digests("repair-section"))


def keep_passed(before: Section, after: Section, findings: tuple[Finding, ...]) -> Section:
    """The rewritten section, with the statements that had passed as they were.

    What comes back may be new throughout, and new words may be wrong anew. Where the bullets are not as many as they
    were, nobody knows which is which, and all of it is taken.
    """
    if len(before.bullets) != len(after.bullets):
        return after
    failed = {finding.place.index for finding in findings if finding.place.part == "bullet"}
    bullets = tuple(
        new if index in failed else old
        for index, (old, new) in enumerate(zip(before.bullets, after.bullets, strict=True))
    )
    headed = any(finding.place.part == "heading" for finding in findings)
    return replace(after, bullets=bullets, heading=after.heading if headed else before.heading)


def repair_merge_request(
    request: Request,
    head: tuple[str, tuple[KeyPoint, ...]],
    findings: tuple[Finding, ...],
    attempt: int,
    prompts: Prompts,
) -> Request:
    """Ask for title and key points again.

    `request` is the merge's, made from the sections as they stand now; `head` is what `read_merge` gave.
    """
    told = _told(findings, [point.text for point in head[1]])
    asked = _asked(request, told, attempt, prompts, "repair-merge")
    return _repair(request, _merge_answer(*head), asked, attempt, prompts.digests("repair-merge"))


def _asked(request: Request, told: str, attempt: int, prompts: Prompts, prompt: str) -> str:
    keys = [*_keys(request), f"repair: {attempt}"]
    return prompts.fill(prompt, keys="\n".join(keys), findings=told)


def _repair(request: Request, answer: str, asked: str, attempt: int, digests: tuple[tuple[str, str], ...]) -> Request:
    return replace(
        request,
        stage="repair",
        label=f"{request.label} repair {attempt}",
        messages=(*request.messages, Message("assistant", answer), Message("user", asked)),
        prompts=(*request.prompts, *digests),
    )


def again_request(request: Request, answer: str, problem: str, prompts: Prompts) -> Request:
    """Ask once more after an answer that could not be read; `problem` is `BadAnswer.problem`."""
    asked = prompts.fill("again", keys="\n".join(_keys(request)), problem=plain(problem, 300))
    sent_back = "".join(char for char in answer[:LONGEST_SENT_BACK] if char.isprintable() or char == "\n")
    return replace(
        request,
        label=f"{request.label} again",
        messages=(*request.messages, Message("assistant", sent_back or "{}"), Message("user", asked)),
        prompts=(*request.prompts, *prompts.digests("again")),
    )


def _keys(request: Request) -> list[str]:
    last = next(message for message in reversed(request.messages) if message.role == "user")
    return _KEYS.findall(last.content)


def _told(findings: tuple[Finding, ...], statements: list[str]) -> str:
    """The findings, numbered; `statements` are the bullets or key points that their places count."""
    told = (_one(finding, statements) for finding in findings[:MOST_FINDINGS])
    return "\n\n".join(f"{number}. {text}" for number, text in enumerate(told, 1))


def _one(finding: Finding, statements: list[str]) -> str:
    place, lines = finding.place, [f"{_where(finding.place)}: {plain(finding.message, 300)}"]
    if place.part in {"bullet", "key-point"} and place.index is not None and place.index < len(statements):
        lines.append(f"> {plain(statements[place.index], 300)}")
    lines.append(f"At fault: {plain(finding.text, 300)}")
    if finding.replacement:
        lines.append(f"Right would be: {plain(finding.replacement, 100)}")
    if finding.evidence:
        lines += ["The talk has:", *(f"> {plain(line, 600)}" for line in finding.evidence[:MOST_EVIDENCE])]
    return "\n".join(lines)


def _where(place: Place) -> str:
    return place.part if place.index is None else f"{place.part} {place.index + 1}"


def _section_answer(section: Section) -> str:
    return _json(
        bullets=[{"block": f"b{each.block}", "quote_en": each.quote_en, "ko": each.ko} for each in section.bullets],
        heading=section.heading,
        names=[
            {"as_heard": each.as_heard[0] if each.as_heard else "", "canonical": each.canonical, "basis": each.basis}
            for each in section.names
        ],
        numbers=[{"ko": each.ko, "en": each.en, "block": f"b{each.block}"} for each in section.numbers],
        unclear=[{"text": each.text, "block": f"b{each.block}"} for each in section.unclear],
    )


def _merge_answer(title: str, key_points: tuple[KeyPoint, ...]) -> str:
    points = [{"lead": each.lead, "rest": each.rest, "sections": list(each.sections)} for each in key_points]
    return _json(key_points=points, title=title)


def _json(**answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False)
