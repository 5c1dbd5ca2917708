"""Rule `number`, fifth part: a bullet tells the numbers of its own quote, not others said nearby.

What it means: where the quote counts one thing and the bullet another, that other number is wrong even where the blocks
around say it of something else. Example: "여섯 건 중 네 건" for "one in six", "세 번째" for "the second". Cure: write
the quote's number, or quote the words that say the other.
"""

import re

from uploader.facts.korean_numbers import read_korean
from uploader.facts.mentions import hear
from uploader.facts.quantity import FRACTION, PERCENT, Kind, Quantity
from uploader.facts.support import Support, bear_out
from uploader.gate.claims import Claim
from uploader.gate.hearing import shown
from uploader.models import Finding, Severity


def wrong_ratio(quantity: Quantity, said: tuple[Quantity, ...], claim: Claim) -> Finding | None:
    """The finding for "여섯 건 중 네 건" where the quote says one in six."""
    whole = next(each for each in said if not each.other and each.start == quantity.start)
    for mention in hear((claim.quote,)).mentions if claim.quote else ():
        text = mention.quantity.text
        ends = [each.quantity for each in hear((text,)).mentions if each.quantity.end == len(text)]
        if mention.quantity.unit == FRACTION and any(each.low == whole.low and each.unit != FRACTION for each in ends):
            message = f"{quantity.text}: the quote says '{text}'."
            return Finding("number", Severity.ERROR, claim.place, quantity.text, message, shown(claim, mention))
    return None


def passed_over(quantity: Quantity, support: Support, said: tuple[Quantity, ...], claim: Claim) -> Finding | None:
    """The finding for a number from outside the quote that stands where the quote's own number of this unit should."""
    if quantity.kind is Kind.ORDINAL:
        return None
    unit = quantity.unit.dimension
    if not claim.quote or quantity.vague or quantity.is_range or quantity.low in {0, 1}:
        return None
    alike = {"none", "count"} if unit in {"none", "count"} else {unit}
    quoted = hear((claim.quote,))
    if any(mention in quoted.mentions for mention in support.by):
        return None
    untold = [
        mention
        for mention in quoted.mentions
        if mention.quantity.unit.dimension in alike
        and mention.quantity.kind is Kind.AMOUNT
        and not mention.quantity.other
        and not (mention.quantity.unit.dimension == "none" and not _is_count_like(mention.quantity, quantity))
        and not any(mention in bear_out(each, quoted).by for each in said)
    ]
    if len(untold) != 1 or (quantity.unit == PERCENT and untold[0].quantity.base_low + quantity.base_low == 1):
        return None  # of a share, the rest tells as much: 9 % get through where 91 % are stopped
    message = f"{quantity.text} is said elsewhere; the quote says '{untold[0].quantity.text}', which is not told."
    return Finding("number", Severity.ERROR, claim.place, quantity.text, message, shown(claim, untold[0]))


def quote_counts(quantity: Quantity, claim: Claim) -> bool:
    """Whether the quote itself counts something else: "three things" told as 네 가지."""
    if not claim.quote:
        return False
    if _LONE.search(claim.quote) and _PEOPLE.search(quantity.text):
        return True
    counts = [
        mention.quantity
        for mention in hear((claim.quote,)).mentions
        if mention.quantity.kind is Kind.AMOUNT
        and not mention.quantity.other
        and mention.quantity.unit.dimension == "none"
        and mention.quantity.low >= 2
    ]
    told = [each for each in read_korean(claim.text) if each.kind is Kind.AMOUNT and each is not quantity]
    return any(all(each.low != other.low for other in told) for each in counts)


def other_ordinal(quantity: Quantity, said: tuple[Quantity, ...], claim: Claim) -> Finding | None:
    """The finding for "세 번째" where the quote says "the second", of which nothing is told."""
    if not claim.quote or quantity.kind is not Kind.ORDINAL:
        return None
    told = {each.low for each in said}
    quoted = [m for m in hear((claim.quote,)).mentions if m.quantity.kind is Kind.ORDINAL]
    untold = [m for m in quoted if m.quantity.low not in told and not _ADVERB.match(claim.quote, m.quantity.start)]
    if not untold or any(m.quantity.low == quantity.low for m in quoted):
        return None
    message = f"{quantity.text}: the quote says '{untold[0].quantity.text}'."
    return Finding("number", Severity.ERROR, claim.place, quantity.text, message, shown(claim, untold[0]))


_ADVERB = re.compile(
    r"first(?:ly)?\b(?! \w+)|first,|second,|third,|second(?:s|ly)?\b(?= (?:ago|of|per|and|or|on|in|to|it|we)\b)",
    re.IGNORECASE,
)
"""Where an ordinal is a word of order or a time, not the number of a thing."""


def _is_count_like(said: Quantity, quantity: Quantity) -> bool:
    """Whether a bare number may count what `quantity` counts: whole, no mere pair, of no other order."""
    return said.low > _A_PAIR and said.low % 1 == 0 and quantity.low <= 10 * said.low <= 100 * quantity.low


_A_PAIR = 2
_LONE = re.compile(
    r"\b(?:one|1|a single) (?:single )?(?:person|user|customer|employee|engineer|doctor|developer|"
    r"student|client|company|team|"
    r"human|man|woman|author|owner|patient|analyst|expert|lawyer|teacher|researcher|writer|reviewer)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"(?:명|사람|팀|곳|회사)$")
