"""Rule `number`: every number of a claim is borne out by its words.

What it means: a bullet's number stands in its own quote, else in its cited block ± 2, else in the title, the
description or the duration; a heading's and a key point's also in the bullets they rest on. The right digits in a
wrong scale, unit or sign are an error. A number keeps its bound (see `bounds`). Example: "235억" where the talk
says "235 billion" (2,350억). Cure: read the quote again and write its number.

Small counts that Korean writes where English only lists things (두 가지, 한 명) are a warning, unless the quote
itself counts differently. Measured on 118 posts of the automation that this program replaces: 35 % held a number
nobody said.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from uploader.facts.korean_numbers import read_korean
from uploader.facts.mentions import Mention, hear
from uploader.facts.quantity import Kind, Quantity
from uploader.facts.spelling import in_english, in_korean, plain
from uploader.facts.support import Fault, Support, bear_out
from uploader.gate.bounds import kept_bounds
from uploader.gate.claims import Claim, Evidence
from uploader.gate.hearing import page_texts, shown, window_texts
from uploader.gate.quoted import other_ordinal, passed_over, quote_counts, wrong_ratio
from uploader.gate.resting import contradicted, is_same, kept_from_bullets, resting
from uploader.gate.versions import heard_version, wrong_version
from uploader.models import Finding, Severity

_JUDGED = {Kind.AMOUNT, Kind.ORDINAL, Kind.VERSION, Kind.CLOCK}
_NEAR = 16


def numbers(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Findings for the numbers of one claim; none where there are no words to hold them against."""
    if not claim.window and evidence.talk is None and not claim.quote:
        return
    said = read_korean(claim.text)
    settled: list[tuple[int, int]] = []
    for quantity in said:
        if quantity.kind in {Kind.NAME, Kind.VERSION} and (wrong := wrong_version(quantity, claim, evidence)):
            yield wrong
            continue
        inside = any(start <= quantity.start and quantity.end <= end for start, end in settled)
        if quantity.kind not in _JUDGED or inside:
            continue
        found = tuple((_of_ratio if quantity.other else _of_number)(quantity, said, claim, evidence))
        if quantity.other and found:
            settled.append((quantity.start, quantity.end))
        yield from (each for each in found if each is not None)


def _of_ratio(
    quantity: Quantity, said: tuple[Quantity, ...], claim: Claim, evidence: Evidence
) -> Iterator[Finding | None]:
    """Findings for "여섯 건 중 한 건" as one number: None where it is settled so, nothing where each part is alone."""
    if claim.closed and (held := resting(quantity, claim)):
        yield from (None, *kept_from_bullets(quantity, held, claim))
    elif by := _support(quantity, claim, evidence).by:
        yield from (None, *kept_bounds(quantity, by, claim))
    elif wrong := wrong_ratio(quantity, said, claim):
        yield wrong


def _of_number(quantity: Quantity, said: tuple[Quantity, ...], claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Findings for a number that stands for itself."""
    if claim.closed and (held := resting(quantity, claim)):
        yield from kept_from_bullets(quantity, held, claim)
        return
    if other := contradicted(quantity, claim) or other_ordinal(quantity, said, claim):
        yield other
        return
    support = _support(quantity, claim, evidence)
    if support.by and (passed := passed_over(quantity, support, said, claim)):
        yield passed
    elif support.by:
        yield from kept_bounds(quantity, support.by, claim)
    else:
        yield from _unborne(quantity, support, claim)


def _support(quantity: Quantity, claim: Claim, evidence: Evidence) -> Support:
    """The first of quote, window, resting bullets, page that bears the number out; else what is wrong."""
    context = claim.text[max(0, quantity.start - _NEAR) : quantity.end + _NEAR]
    if claim.quote:
        support = bear_out(quantity, hear((claim.quote,)), context=context)
        if support.by:
            return support
    support = bear_out(quantity, hear(window_texts(claim.window)), context=context)
    if support.by:
        return support
    for text in claim.rests_on:
        if any(is_same(quantity, other) for other in read_korean(text)):
            return Support((Mention(quantity, -1, ""),))
    page = bear_out(quantity, hear(page_texts(evidence)), context=context)
    if page.by:
        return page
    if quantity.kind is Kind.VERSION and (named := heard_version(quantity, evidence)):
        return Support((named,))
    return support


# ---------------------------------------------------------------- what is not borne out

_ENUMERATING = re.compile(
    r"(?:가지|개|종|단계|축|부분|요소|방식|유형|층|갈래|측면|항목|부|분야|모델|도구|편|쪽|곳|사람|명|"
    r"번|회|건|차례|팀|"
    r"회사|기업|대|수준|세트|묶음|겹|파일|테이블|문제|질문|역할|에이전트|사례|예|이유|조건|원칙|질의)"
)


_TOLD, _TIMES, _TWICE = re.compile(r"(?:건|배|줄|장)$"), re.compile(r"(?:번|회|차례)$"), 2
"""What is counted only where somebody counted: cases and copies are not listed by their names; "again" is two 번."""


def _counts_only(quantity: Quantity, claim: Claim) -> bool:
    """Whether this is a small count of things, which English may show by listing them."""
    if quantity.kind is Kind.ORDINAL:
        return quantity.low <= 3 and not quantity.text.startswith("제")
    if quantity.unit.dimension not in {"count", "none"} or quantity.is_range or quantity.low not in {1, 2, 3, 4}:
        return False
    words = claim.text[quantity.start : quantity.end + 6]
    if quantity.low > 1 and (_TOLD.search(quantity.text) or (quantity.low > _TWICE and _TIMES.search(quantity.text))):
        return False
    return quantity.unit.dimension == "count" or _ENUMERATING.search(words) is not None


def _unborne(quantity: Quantity, support: Support, claim: Claim) -> Iterator[Finding]:
    counting = _counts_only(quantity, claim)
    otherwise = quote_counts(quantity, claim)
    if counting and quantity.low == 1 and not (otherwise and quantity.text[0].isdigit()):
        return
    severity = Severity.WARNING if (counting and not otherwise) or _put_together(quantity, claim) else Severity.ERROR
    yield Finding(
        "number",
        severity,
        claim.place,
        quantity.text,
        _message(quantity, support, claim),
        shown(claim, support.nearest),
    )


def _put_together(quantity: Quantity, claim: Claim) -> bool:
    """Whether a range without a quote is made of two numbers said in one block or the next: 1.5 and 1.7 billion."""
    if not quantity.is_range or claim.quote:
        return False
    heard = hear(tuple(block.text for block in claim.window))
    lows = bear_out(replace(quantity, high=quantity.low), heard).by
    highs = bear_out(replace(quantity, low=quantity.high), heard).by
    return any(abs(low.passage - high.passage) <= 1 for low in lows for high in highs)


def _value(quantity: Quantity) -> str:
    unit = {"": "", "count": "", "fraction": "", "%": "%"}.get(quantity.unit.name, f" {quantity.unit.name}")
    if quantity.is_range:
        return f"{in_english(quantity.low)} to {in_english(quantity.high)}{unit}"
    return f"{in_english(quantity.low)}{unit}"


def _message(quantity: Quantity, support: Support, claim: Claim) -> str:
    near = support.nearest.quantity if support.nearest else None
    value = _value(quantity)
    if near is None:
        return f"{quantity.text} ({value}): no number of the talk here bears it out."
    korean = in_korean(near.low) if near.low == near.high else f"{in_korean(near.low)}~{in_korean(near.high)}"
    said = f"'{near.text}'"
    if support.fault is Fault.SCALE:
        return f"{quantity.text} is {value}; the talk says {said} here ({korean}): wrong scale."
    if support.fault is Fault.UNIT:
        unit = near.unit.name or "no unit"
        return f"{quantity.text} is in {quantity.unit.name or 'plain numbers'}; the talk says {said} here ({unit})."
    if support.fault is Fault.SIGN:
        return f"{quantity.text} has the wrong sign; the talk says {said} here."
    if support.fault is Fault.RANGE:
        return f"{quantity.text} is no range that was said; the talk says {said} here."
    where = "the quote and its blocks" if claim.quote else "these words"
    return f"{quantity.text} ({value}) is not said in {where}; nearest is {said} ({plain(near.low)})."
