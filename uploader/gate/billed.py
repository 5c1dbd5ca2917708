"""Whose talk it is, as far as the evidence bears it out: what headings of a stream open with.

An outline names speakers and companies as it hears them. A heading may print only what the gate would let pass, so
the fullest of the possible bills that no rule has anything against is taken: speakers with their company, the
speakers, the company, or nothing.
"""

from collections.abc import Iterator
from dataclasses import replace

from uploader.gate.chatter import chatter
from uploader.gate.claims import Claim, Evidence
from uploader.gate.failures import failures
from uploader.gate.misspelling import misspellings
from uploader.gate.names import names
from uploader.gate.scripts import scripts
from uploader.models import Outline, Place
from uploader.talk.billing import billing

_RULES = (failures, chatter, scripts, misspellings, names)
_LONGEST = 60
"""Characters; a heading of 50 follows."""


def with_bills(outline: Outline, evidence: Evidence) -> Outline:
    """The outline of a stream with each plan's `billed` filled."""
    bills = {talk: bill(talk, evidence) for talk in {plan.talk for plan in outline.plans}}
    return replace(outline, plans=tuple(replace(plan, billed=bills[plan.talk]) for plan in outline.plans))


def bill(talk: str, evidence: Evidence) -> str:
    """Speaker and company of a talk named `Title — Speaker, Company`, as far as they are borne out."""
    return next((text for text in _bills(talk) if len(text) <= _LONGEST and _is_borne_out(text, evidence)), "")


def _bills(talk: str) -> Iterator[str]:
    _, dash, side = talk.rpartition("—")
    speakers = billing(talk).speakers
    company = speakers[0].company if speakers else side.rpartition(",")[2].strip() if dash and "," in side else ""
    names = (
        ", ".join(speaker.name for speaker in speakers)
        if speakers
        else side.strip()
        if dash and "," not in side
        else ""
    )
    if names and company:
        yield f"{names}, {company}"
    if names:
        yield names
    if company:
        yield company


def _is_borne_out(text: str, evidence: Evidence) -> bool:
    claim = Claim(text, Place("heading"))
    return not any(finding for rule in _RULES for finding in rule(claim, evidence))
