"""What the gate says of a statement, as a person reads it; and where in the text that is."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from uploader.gate.explain import EXPLANATIONS
from uploader.models import Finding, Severity
from uploader.review.judging import Remark
from uploader.store.reviews import Kept
from uploader.view.marked import runs

Pieces = tuple[tuple[bool, str], ...]
"""A text in pieces: whether a rule is about it, and the piece."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One finding.

    Attributes:
        key: tells it from the others of its page.
        means, cure: what the rule is about, in general.
        lines: of the talk, that contradict or come nearest.
        better: what `text` is to be replaced by, where that is beyond doubt.
        accepted: who accepted it, when and why.
    """

    key: str
    rule: str
    stops: bool
    is_error: bool
    acceptable: bool
    text: str
    message: str
    means: str
    cure: str
    lines: tuple[str, ...]
    better: str | None
    accepted: tuple[str, datetime, str] | None


def noted(remark: Remark, acts: Iterable[Kept]) -> Noted:
    """The remark for the page; `acts` tell who accepted it."""
    found, rule = remark.finding, EXPLANATIONS[remark.finding.rule]
    by = next((kept for kept in acts if kept.act == remark.accepted), None) if remark.accepted else None
    return Noted(
        key=finding_key(found),
        rule=found.rule,
        stops=remark.stops,
        is_error=found.severity is Severity.ERROR,
        acceptable=remark.acceptable,
        text=found.text,
        message=found.message,
        means=rule.means,
        cure=rule.cure,
        lines=found.evidence,
        better=found.replacement,
        accepted=(by.who, by.at, remark.accepted.reason) if by and remark.accepted else None,
    )


def finding_key(found: Finding) -> str:
    """Twelve hexadecimal digits that name a finding by its place, rule and text."""
    place = (found.place.part, found.place.section, found.place.index, found.place.line)
    told = json.dumps([*place, found.rule, found.text])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def marked(text: str, wrong: Iterable[str]) -> Pieces:
    """The text cut at the places where one of the wrong strings stands."""
    at = [False] * len(text)
    for each in wrong:
        start = text.find(each) if each else -1
        while start >= 0:
            at[start : start + len(each)] = [True] * len(each)
            start = text.find(each, start + len(each))
    return runs(text, at)
