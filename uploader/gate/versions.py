"""Rule `number`, versions: a version is bound to its product.

What it means: "GLM 5.2" holds where the talk or the page says 5.2 of GLM, anywhere; where they name GLM with other
versions only, another one is an error. A product that is never named with a number is the names rule's business.
Example: "Claude 3.5" in a talk about Claude 3.7. Cure: write the version that was said of this product.
"""

import re
from functools import lru_cache

from uploader.facts.mentions import Mention, hear
from uploader.facts.quantity import NONE, Kind, Quantity
from uploader.gate.claims import Claim, Evidence
from uploader.gate.hearing import page_texts, shown
from uploader.models import Finding, Severity

_SHORTEST = 3
"""Letters of a product's word below which its number is a part of the name (H100, o3, v2)."""
_LARGEST = 1000
_PRODUCT = re.compile(r"([A-Za-z][A-Za-z+]*) $")
_LISTED = re.compile(r"(?:,? (?:or|and|to|even|like|uh|um))+ |, ")
"""Between the versions of one product: "Kite 4.1 or even 4.2"."""


def heard_version(quantity: Quantity, evidence: Evidence) -> Mention | None:
    """Where this version is said of this product."""
    return next((each for each in _versions(quantity, evidence) if _covers(quantity, each.quantity)), None)


def _covers(claimed: Quantity, said: Quantity) -> bool:
    """The same version, one without its point ("Qwen 35"), or a line of which one was said ("Opus 4.x" of Opus 4.5)."""
    ours, theirs = f"{claimed.low.normalize():f}", f"{said.low.normalize():f}"
    return theirs.startswith(ours) or theirs == ours.replace(".", "")


def wrong_version(quantity: Quantity, claim: Claim, evidence: Evidence) -> Finding | None:
    """The finding for a version that its product has nowhere, though it has others."""
    if len(quantity.name) < _SHORTEST:
        return None
    others = _versions(quantity, evidence)
    if not others or any(_covers(quantity, each.quantity) for each in others):
        return None
    said = sorted({f"{each.quantity.low.normalize():f}" for each in others})
    message = f"{quantity.name} {quantity.low} is said nowhere; the talk has {quantity.name} {', '.join(said)}."
    return Finding("number", Severity.ERROR, claim.place, quantity.text, message, shown(claim, others[0]))


def _versions(quantity: Quantity, evidence: Evidence) -> tuple[Mention, ...]:
    """Every number that is said right after the product's word, in the talk or on the page."""
    blocks = evidence.talk.blocks if evidence.talk else ()
    texts = (*(block.text for block in blocks), *page_texts(evidence))
    return _by_product(texts).get(quantity.name.lower(), ())


@lru_cache(maxsize=8)
def _by_product(texts: tuple[str, ...]) -> dict[str, tuple[Mention, ...]]:
    """The numbers of `texts` by the word (in lower case) that they name a version of."""
    found: dict[str, tuple[Mention, ...]] = {}
    last, last_product = None, ""
    for mention in sorted(hear(texts).mentions, key=lambda each: (each.passage, each.quantity.start)):
        said = mention.quantity
        product = said.name
        if said.kind is Kind.AMOUNT and said.unit is NONE and said.low < _LARGEST:
            before = _PRODUCT.search(mention.text, max(0, said.start - 24), said.start)
            product = before[1] if before else ""
            if (
                last
                and last.passage == mention.passage
                and _LISTED.fullmatch(mention.text, last.quantity.end, said.start)
            ):
                product = last_product
        if product:
            found[product.lower()] = (*found.get(product.lower(), ()), mention)
            last, last_product = mention, product
    return found
