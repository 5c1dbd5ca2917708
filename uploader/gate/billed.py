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
    """Speaker and company of a talk named `Title — Speaker, Company`, as far as they are borne out.

    A name counts as a whole: "Kevin" and "How" may be heard often, "Kevin How" once.
    """
    for held in _bills(talk):
        text = ", ".join(held)
        if (
            text
            and len(text) <= _LONGEST
            and all(_is_heard(name, evidence) for name in held)
            and _passes(text, evidence)
        ):
            return text
    return ""


def _bills(talk: str) -> Iterator[tuple[str, ...]]:
    """Speakers with their company, the speakers, the company."""
    speakers = billing(talk).speakers
    people, company = tuple(each.name for each in speakers), speakers[0].company if speakers else ""
    _, dash, side = talk.rpartition("—")
    if dash and not speakers:  # `Title — Speaker` or `Title — , Company`
        person, _, company = (each.strip() for each in side.partition(","))
        people = tuple(each.strip() for each in person.split("&") if each.strip())
    yield (*people, company) if company else ()
    yield people
    yield (company,) if company else ()


def _is_heard(name: str, evidence: Evidence) -> bool:
    return evidence.heard.support(name) in {"strong", "some"}


def _passes(text: str, evidence: Evidence) -> bool:
    claim = Claim(text, Place("heading"))
    return not any(finding for rule in _RULES for finding in rule(claim, evidence))
