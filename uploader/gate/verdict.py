"""The verdict: every rule over every claim, in one fixed order.

The same summary and the same evidence give the same findings in the same order. What a rule knows how to put right
without doubt is put right here, without a model.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from uploader.gate.acronyms import acronyms
from uploader.gate.chatter import chatter
from uploader.gate.claims import Claim, ClaimRule, Evidence, Page, PageRule, page_of
from uploader.gate.duplicates import duplicates
from uploader.gate.extent import extent
from uploader.gate.failures import failures
from uploader.gate.languages import english, korean
from uploader.gate.misspelling import misspellings
from uploader.gate.names import names
from uploader.gate.numbers import numbers
from uploader.gate.quotes import quotes, quotes_found, quotes_in_place
from uploader.gate.scripts import scripts
from uploader.gate.structure import structure
from uploader.gate.style import style
from uploader.gate.timestamps import timestamps
from uploader.gate.unrelated import foreign_titles, unrelated
from uploader.gate.years import years
from uploader.models import Bullet, Finding, KeyPoint, Place, Section, Severity, Summary

GATE_VERSION = "3"
"""Grows with every change that can change a finding; kept with each verdict."""

LONGEST_CLAIM = 2_000
"""Characters of one statement that are read; a bullet has 90, and forty words of a quote have 300."""

CLAIM_RULES: tuple[ClaimRule, ...] = (
    failures, chatter, english, scripts, style, quotes, numbers, years, extent, misspellings, names, acronyms,
)  # fmt: skip
PAGE_RULES: tuple[PageRule, ...] = (
    structure,
    timestamps,
    duplicates,
    unrelated,
    foreign_titles,
    korean,
    quotes_in_place,
    quotes_found,
)


class Memory:
    """What was found of claims before, for a summary that is judged again and again on one and the same evidence.

    A claim's findings depend on it and on that evidence alone, so what was found of it once is found again.
    """

    MOST = 20_000

    def __init__(self) -> None:
        self._found: dict[object, tuple[Finding, ...]] = {}

    def of(self, claim: Claim, evidence: Evidence) -> tuple[Finding, ...]:
        """What is wrong with the claim."""
        window = tuple(block.number for block in claim.window)
        key = (claim.text, claim.place, claim.quote, claim.cited, claim.rests_on, window)
        found = self._found.get(key)
        if found is None:
            found = tuple(_of_claim(claim, evidence))
            if len(self._found) >= self.MOST:
                self._found.clear()
            self._found[key] = found
        return found


def judge(summary: Summary, evidence: Evidence, memory: Memory | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a summary, claim by claim in reading order, then with the whole."""
    return judge_page(page_of(summary, evidence.talk), evidence, memory)


def judge_page(page: Page, evidence: Evidence, memory: Memory | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a page, a summary's or a file's."""
    return tuple(dict.fromkeys(_findings(page, evidence, PAGE_RULES, memory)))


def judge_post(page: Page, evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that is wrong with what a file says; how it is built is for `contract` to say."""
    rules = tuple(rule for rule in PAGE_RULES if rule is not structure)
    return tuple(dict.fromkeys(_findings(page, evidence, rules)))


def _findings(
    page: Page, evidence: Evidence, page_rules: tuple[PageRule, ...], memory: Memory | None = None
) -> Iterator[Finding]:
    for claim in page.claims:
        yield from memory.of(claim, evidence) if memory else _of_claim(claim, evidence)
    for rule in page_rules:
        yield from rule(page, evidence)


def _of_claim(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """A failure's text is one finding, not twenty: nothing more is asked of it. No text takes the gate hostage."""
    if len(claim.text) > LONGEST_CLAIM:
        if claim.place.part != "post":
            message = f"this has {len(claim.text)} characters; {LONGEST_CLAIM} are read"
            yield Finding("structure", Severity.ERROR, claim.place, claim.text[:80], message)
        claim = replace(claim, text=claim.text[:LONGEST_CLAIM])
    if claim.quote is not None and len(claim.quote) > LONGEST_CLAIM:
        claim = replace(claim, quote=claim.quote[:LONGEST_CLAIM])
    for rule in CLAIM_RULES:
        found = tuple(rule(claim, evidence))
        yield from found
        if any(finding.rule == "error-text" for finding in found):
            return


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stop publication."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def with_replacements(summary: Summary, findings: Iterable[Finding]) -> Summary:
    """The summary with each unambiguous replacement made where its finding stands, and nowhere else."""
    wanted: dict[Place, list[tuple[str, str]]] = {}
    for finding in findings:
        if finding.replacement is not None and finding.text:
            wanted.setdefault(finding.place, []).append((finding.text, finding.replacement))
    if not wanted:
        return summary
    return replace(
        summary,
        title=_put_right(summary.title, wanted.get(Place("title"), ())),
        key_points=tuple(
            _point(point, wanted.get(Place("key-point", index=index), ()))
            for index, point in enumerate(summary.key_points)
        ),
        sections=tuple(_section(section, wanted) for section in summary.sections),
    )


def _section(section: Section, wanted: dict[Place, list[tuple[str, str]]]) -> Section:
    return replace(
        section,
        heading=_put_right(section.heading, wanted.get(Place("heading", section.id), ())),
        bullets=tuple(
            _bullet(bullet, wanted.get(Place("bullet", section.id, index), ()))
            for index, bullet in enumerate(section.bullets)
        ),
    )


def _point(point: KeyPoint, changes: Iterable[tuple[str, str]]) -> KeyPoint:
    return replace(point, lead=_put_right(point.lead, changes), rest=_put_right(point.rest, changes))


def _bullet(bullet: Bullet, changes: Iterable[tuple[str, str]]) -> Bullet:
    return replace(bullet, ko=_put_right(bullet.ko, changes))


def _put_right(text: str, changes: Iterable[tuple[str, str]]) -> str:
    for wrong, right in changes:
        edge = "A-Za-z0-9" if wrong.isascii() else "가-힣A-Za-z0-9"
        after = r"(?![A-Za-z0-9])" if wrong.isascii() else ""
        found = re.compile(rf"(?<![{edge}]){re.escape(wrong)}{after}")
        text = right.join(found.split(text))
    return text
