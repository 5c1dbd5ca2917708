"""Rule `number`, fourth part: a heading, a key point and the title claim only what their bullets do.

What it means: they are written from the bullets and cite no words of their own, so their numbers stand in the bullets
they rest on, with the same bound; Korean is held against Korean. Example: "심각한 발견의 70%" over
the bullet "심각한 발견의 70% 이상". Cure: write the number as its bullet has it. A file that was read back has no
quotes, so its headings may also rest on the talk itself.
"""

import re
from collections.abc import Iterator

from uploader.facts.korean_numbers import read_korean
from uploader.facts.quantity import Bound, Kind, Quantity
from uploader.gate.claims import Claim
from uploader.gate.korean_bounds import NAMES, is_compared, keeps, own_clause
from uploader.models import Finding, Severity


def resting(quantity: Quantity, claim: Claim) -> tuple[tuple[str, Quantity], ...]:
    """The bullets that hold this very number, each with the number as it stands there."""
    return tuple(
        (text, other) for text in claim.rests_on for other in read_korean(text) if is_same(quantity, other)
    )  # fmt: skip


def is_same(claimed: Quantity, other: Quantity) -> bool:
    """Whether a bullet holds this very number."""
    if claimed.kind is not other.kind or claimed.vague is not other.vague:
        return False
    units = {claimed.unit.dimension, other.unit.dimension}
    if len(units) > 1 and not units <= {"none", "count"} and "none" not in units:
        return False
    if claimed.is_range:
        return (claimed.base_low, claimed.base_high) == (other.base_low, other.base_high)
    if claimed.unit.dimension == other.unit.dimension:
        return claimed.base_low in {other.base_low, other.base_high}
    return claimed.low in {other.low, other.high}


def kept_from_bullets(quantity: Quantity, held: tuple[tuple[str, Quantity], ...], claim: Claim) -> Iterator[Finding]:
    """Findings for a number whose bound is not that of the bullets that hold it."""
    if quantity.vague or quantity.kind is not Kind.AMOUNT:
        return
    for bound in (Bound.AT_LEAST, Bound.AT_MOST):
        lost = all(bound in other.bounds and not _denied(text, other) for text, other in held)
        if lost and not keeps(bound, claim.text, quantity):
            yield _finding(quantity, claim, f"its bullet says {NAMES[bound]} of it: '{held[0][0]}'")
        if bound not in quantity.bounds or is_compared(quantity, bound, claim.text):
            continue
        if not any(_denied(text, other) or keeps(bound, text, other) for text, other in held):
            yield _finding(quantity, claim, f"{NAMES[bound]} stands at it, but not in its bullet: '{held[0][0]}'")


_DENIED = re.compile(r"않|없[음는다이어고]|못[함하한해 ]|불가|실패")


def _denied(text: str, quantity: Quantity) -> bool:
    """Whether the number's own clause denies: then "10%를 넘지 않음" is 10 % at most."""
    if Bound.AT_LEAST not in quantity.bounds:
        return False
    clause = own_clause(text, quantity)
    return _DENIED.search(clause, clause.find(quantity.text)) is not None


def _finding(quantity: Quantity, claim: Claim, what: str) -> Finding:
    return Finding("number", Severity.ERROR, claim.place, quantity.text, f"{quantity.text}: {what}.", ())


_COUNTER = re.compile(r"\s?([가-힣]+)$")


def contradicted(quantity: Quantity, claim: Claim) -> Finding | None:
    """The finding for a number in none of its bullets where one of them says another of the same thing.

    As in "50단계를 두 단계로" over "50단계를 … 네 단계", "28초" over "28밀리초", "세 번째" over "두 번째".
    """
    if not claim.closed or quantity.vague or quantity.other:
        return None
    told = read_korean(claim.text)
    for text in claim.rests_on:
        for other in read_korean(text):
            if other.vague or other.other or any(is_same(other, each) for each in told):
                continue
            if _is_other(quantity, other):
                return _finding(quantity, claim, f"its bullet says {other.text}: '{text}'")
    return None


def _is_other(quantity: Quantity, other: Quantity) -> bool:
    if quantity.kind is not other.kind or quantity.kind not in {Kind.AMOUNT, Kind.ORDINAL}:
        return False
    ends = {quantity.base_low, quantity.base_high} & {other.base_low, other.base_high}
    if quantity.is_range and other.is_range:
        return quantity.unit == other.unit and len(ends) == 1
    if quantity.unit.dimension != other.unit.dimension:
        return False
    if quantity.low == other.low and quantity.unit != other.unit:
        return True
    if quantity.kind is Kind.ORDINAL:
        return True
    ours, theirs = _COUNTER.search(quantity.text), _COUNTER.search(other.text)
    if quantity.unit.dimension != "count" or not ours or not theirs or ours[1] != theirs[1]:
        return False
    slipped = quantity.low.normalize().as_tuple().digits == other.low.normalize().as_tuple().digits
    return slipped or max(quantity.low, other.low) <= _A_DOZEN


_A_DOZEN = 12
"""Small counts of one counter are of one thing; of "도구 400개" and "64개" nobody knows."""
