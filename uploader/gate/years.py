"""Rule `year`: no calendar year, month or day that nobody said.

What it means: a year of a claim is said in its quote or blocks, stands in the title or description, or is what a
relative date there ("February of last year") means on the day of publication. Example: "mid-train" told as "2023년
중반부터". Cure: write the date as the talk says it (지난 2월), or leave it out. Measured on 118 posts of the
automation that this program replaces: 16 % held a year that nobody said.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from uploader.facts.dates import Resolved, resolve
from uploader.facts.korean_numbers import read_korean
from uploader.facts.mentions import Mention, hear
from uploader.facts.quantity import NONE, Kind, Quantity
from uploader.gate.claims import Claim, Evidence
from uploader.gate.denials import kept_denials
from uploader.gate.hearing import page_texts, shown, window_texts
from uploader.models import Finding, Severity

_DATED = {Kind.YEAR, Kind.DECADE, Kind.MONTH, Kind.DAY}


def years(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Findings for the years, decades, months and days of one claim."""
    if not claim.window and evidence.talk is None and not claim.quote:
        return
    yield from _weekdays(claim, evidence)
    dated = [each for each in read_korean(claim.text) if each.kind in _DATED]
    if not dated:
        return
    texts = ((claim.quote,) if claim.quote else ()) + window_texts(claim.window)
    known = [other for text in claim.rests_on for other in read_korean(text)]
    for quantity in dated:
        if heard := _said(quantity, texts):
            if quantity.kind is Kind.YEAR and claim.quote and _said(quantity, (claim.quote,)) == heard:
                yield from kept_denials(quantity, (heard,), claim)
            continue
        if _said(quantity, page_texts(evidence)):
            continue
        relative = _relative(texts, evidence)
        if _meant(quantity, relative):
            continue
        if any(other.kind is quantity.kind and other.low == quantity.low for other in known):
            continue
        yield from _unsaid(quantity, claim, evidence, relative)


def _said(quantity: Quantity, texts: tuple[str, ...]) -> Mention | None:
    """Where the words say it."""
    value = float(quantity.low)
    for mention in hear(texts).between(value, value + (9 if quantity.kind is Kind.DECADE else 0)):
        kind = mention.quantity.kind
        if kind is quantity.kind or (
            quantity.kind is Kind.DECADE and kind in {Kind.YEAR, Kind.AMOUNT} and mention.quantity.unit is NONE
        ):
            return mention
        if quantity.kind is Kind.YEAR and kind is Kind.AMOUNT and mention.quantity.unit is NONE:
            return mention
        if quantity.kind is Kind.YEAR and kind is Kind.DECADE and not quantity.low % 10:
            return mention
        if quantity.kind is Kind.DAY and kind in {Kind.ORDINAL, Kind.AMOUNT} and mention.quantity.unit is NONE:
            return mention
    return None


def _relative(texts: tuple[str, ...], evidence: Evidence) -> list[Resolved]:
    published = evidence.details.published
    return [] if published is None else [each for text in texts for each in resolve(text, published.date())]


def _meant(quantity: Quantity, relative: list[Resolved]) -> bool:
    if quantity.kind is Kind.YEAR:
        return any(each.year == quantity.low for each in relative)
    return quantity.kind is Kind.MONTH and any(each.month == quantity.low for each in relative)


_WEEKDAYS = dict(zip("월화수목금토일", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), strict=True))
_WEEKDAY = re.compile(r"([월화수목금토일])요일")


def _weekdays(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """A day of the week that neither the claim's words nor the video's page name."""
    for found in _WEEKDAY.finditer(claim.text):
        name = _WEEKDAYS[found[1]]
        said = re.compile(rf"\b{name}(?:s|nes|rs|ur)?(?:days?)?\b|\b{name}[a-z]*days?\b", re.IGNORECASE)
        texts = (*((claim.quote,) if claim.quote else ()), *window_texts(claim.window), *page_texts(evidence))
        if not any(said.search(text) for text in texts):
            message = f"No such day of the week is said here: {found[0]}."
            yield Finding("year", Severity.ERROR, claim.place, found[0], message, shown(claim, None))


_NAMES = {Kind.YEAR: "year", Kind.DECADE: "decade", Kind.MONTH: "month", Kind.DAY: "day"}


def _unsaid(quantity: Quantity, claim: Claim, evidence: Evidence, relative: list[Resolved]) -> Iterator[Finding]:
    word = _NAMES[quantity.kind]
    elsewhere = None
    if evidence.talk is not None:
        elsewhere = _said(quantity, tuple(block.text for block in evidence.talk.blocks))
    if elsewhere is not None and quantity.kind is Kind.YEAR:
        said = elsewhere.around(60).strip()
        message = f"{quantity.text} is said elsewhere in the talk ('…{said}…'), not in the words of this claim."
        yield Finding("year", Severity.WARNING, claim.place, quantity.text, message, shown(claim, elsewhere))
        return
    message = f"No such {word} is said here or on the video's page: {quantity.text}."
    if relative and quantity.kind is Kind.YEAR:
        near = relative[0]
        message = f"{quantity.text}: the talk says '{near.text}', which is {_date(near)} as of its publication."
    elif evidence.details.published is None:
        message += " The publication date is unknown, so no relative date can be resolved."
    yield Finding("year", Severity.ERROR, claim.place, quantity.text, message, shown(claim, _first(relative, claim)))


def _date(resolved: Resolved) -> str:
    return f"{resolved.year}" if resolved.month is None else f"{resolved.year}-{resolved.month:02}"


def _first(relative: list[Resolved], claim: Claim) -> Mention | None:
    """The relative date's own place, to show its block."""
    for block in claim.window:
        for each in relative:
            if block.text[each.start : each.start + len(each.text)] == each.text:
                here = Quantity(Decimal(0), Decimal(0), start=each.start, end=each.start + len(each.text))
                return Mention(here, 0, block.text)
    return None
