"""Duplicates: no bullet, heading or key point is said twice, in the same words or nearly so.

Nearness is the share of letter pairs in common. A hashed set of pairs in one integer sorts out most pairs of bullets
in a fraction of a microsecond; what is left is compared exactly. Bullets that differ in a number or a name differ.
"""

import re
from collections.abc import Iterator

from uploader.gate.claims import Claim, Evidence, Page
from uploader.models import Finding, Severity

_NEAR = 0.7
_BITS = 1024
_SOUND = re.compile(r"[^\w]+")
_OWN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z][A-Za-z0-9.+-]*")


def duplicates(page: Page, _: Evidence) -> Iterator[Finding]:
    """The later of two statements of one kind that say the same."""
    for kind in ("key-point", "heading", "bullet"):
        yield from _among(page.of(kind))


def _among(claims: tuple[Claim, ...]) -> Iterator[Finding]:
    seen: list[tuple[frozenset[str], int, Claim]] = []
    for claim in claims:
        pairs = _pairs(claim.text)
        bits = _bits(pairs)
        for other_pairs, other_bits, other in seen:
            if _may_be_near(bits, other_bits) and _are_near(claim, pairs, other, other_pairs):
                where = f"line {other.place.line}" if other.place.line else f"section {other.place.section}"
                yield Finding(
                    "duplicate", Severity.ERROR, claim.place, claim.text, f"{where} says the same: {other.text}"
                )
                break
        else:
            seen.append((pairs, bits, claim))


def _pairs(text: str) -> frozenset[str]:
    letters = _SOUND.sub("", text.casefold())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _bits(pairs: frozenset[str]) -> int:
    bits = 0
    for pair in pairs:
        bits |= 1 << (31 * ord(pair[0]) + ord(pair[1])) % _BITS
    return bits


def _may_be_near(left: int, right: int) -> bool:
    return (left & right).bit_count() >= 0.6 * (left | right).bit_count()


def _are_near(claim: Claim, pairs: frozenset[str], other: Claim, other_pairs: frozenset[str]) -> bool:
    if not pairs or not other_pairs or len(pairs & other_pairs) < _NEAR * len(pairs | other_pairs):
        return False
    own, others = _own(claim.text), _own(other.text)
    return own == others or own < others or others < own


def _own(text: str) -> frozenset[str]:
    return frozenset(found.casefold() for found in _OWN.findall(text))
