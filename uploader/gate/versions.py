"""Rule `number`, versions: a version is bound to its product.

What it means: "GLM 5.2" holds where the talk or the page says 5.2 of GLM, anywhere; where they name GLM with other
versions only, another one is an error. A product that is never named with a number is the names rule's business.
Example: "Claude 3.5" in a talk about Claude 3.7. Cure: write the version that was said of this product.
"""

from collections.abc import Iterator

from uploader.facts.mentions import Mention, hear
from uploader.facts.quantity import NONE, Kind, Quantity
from uploader.gate.claims import Claim, Evidence
from uploader.gate.hearing import page_texts, shown
from uploader.models import Finding, Severity

_SHORTEST = 3
"""Letters of a product's word below which its number is a part of the name (H100, o3, v2)."""
_LARGEST = 1000


def heard_version(quantity: Quantity, evidence: Evidence) -> Mention | None:
    """Where this version is said of this product."""
    return next((each for each in _versions(quantity, evidence) if _covers(quantity, each.quantity)), None)


def _covers(claimed: Quantity, said: Quantity) -> bool:
    """The same version, or a line of versions of which one was said ("Opus 4.x" of Opus 4.5)."""
    return f"{said.low.normalize():f}".startswith(f"{claimed.low.normalize():f}")


def wrong_version(quantity: Quantity, claim: Claim, evidence: Evidence) -> Finding | None:
    """The finding for a version that its product has nowhere, though it has others."""
    if len(quantity.name) < _SHORTEST:
        return None
    others = list(_versions(quantity, evidence))
    if not others or any(_covers(quantity, each.quantity) for each in others):
        return None
    said = sorted({f"{each.quantity.low.normalize():f}" for each in others})
    message = f"{quantity.name} {quantity.low} is said nowhere; the talk has {quantity.name} {', '.join(said)}."
    return Finding("number", Severity.ERROR, claim.place, quantity.text, message, shown(claim, others[0]))


def _versions(quantity: Quantity, evidence: Evidence) -> Iterator[Mention]:
    """Every number that is said right after the product's word, in the talk or on the page."""
    product = quantity.name.lower()
    if not product:
        return
    blocks = evidence.talk.blocks if evidence.talk else ()
    for mention in hear((*(block.text for block in blocks), *page_texts(evidence))).mentions:
        said = mention.quantity
        if (said.kind in {Kind.VERSION, Kind.NAME} and said.name.lower() == product) or (
            said.kind is Kind.AMOUNT
            and said.unit is NONE
            and said.low < _LARGEST
            and mention.text[max(0, said.start - 24) : said.start].lower().endswith(f"{product} ")
        ):
            yield mention
