"""Rule `number`, second half: a number keeps the bound it was said with.

What it means: 최대, 이상, 최소, 이하, 평균, 약 and 완전히 stand at a number only where the talk has a cue beside that number; "up
to", "at least", "less than" and "more than" directly before a number are not lost. Example: "성능이 27% 이상" for "27 percent"; "비용은
10달러" for "up to ten dollars". Cure: write the bound of the quote, or none. Measured: 8 true errors in one present post, none
in 46 careful bullets.
"""

import re
from collections.abc import Iterator, Sequence

from uploader.facts.bounds import english_bounds, firm_bound
from uploader.facts.quantity import Bound, Quantity
from uploader.facts.support import Mention
from uploader.gate.claims import Claim
from uploader.gate.hearing import shown
from uploader.models import Finding, Severity

_CUES = {
    Bound.AT_MOST: re.compile(r"\b(?:best|highest|top|peak\w*|most|largest|biggest|longest|max\w*|fastest|up to|within|under|in)\b", re.IGNORECASE),
    Bound.AT_LEAST: re.compile(r"\b(?:minimum|min|smallest|lowest|least|at least|plus|cheapest|shortest|more)\b|\+", re.IGNORECASE),
    Bound.AVERAGE: re.compile(r"\b(?:averag\w*|mean|typical\w*|median|usual\w*|normal\w*)\b", re.IGNORECASE),
    Bound.WHOLLY: re.compile(r"\b(?:complete\w*|full\w*|entire\w*|total\w*|whol\w*|all|every\w*|perfect\w*|never|zero|100|absolute\w*)\b", re.IGNORECASE),
}  # fmt: skip
_KOREAN = {
    Bound.AT_LEAST: "이상/최소",
    Bound.AT_MOST: "최대/이내/이하",
    Bound.ABOUT: "약",
    Bound.AVERAGE: "평균",
    Bound.WHOLLY: "완전히",
}
_KEPT = {
    Bound.AT_LEAST: re.compile(
        r"넘|이상|초과|최소|적어도|여\s|여[가-힣]|\+|상회|웃도|웃돌|돌파|보다|더|못해도|다수|남짓|훌쩍|하한|한계|이후|앞서|능가|부터"
    ),
    Bound.AT_MOST: re.compile(
        r"이하|미만|이내|최대|까지|안에|안팎|못 ?미|도 안|도 채|못하|아래|밑|내로|한도|상한|많아야|덜|보다|내에|불과|만에|제한|않|고작|길어야|이전|채 |부족|한계|낮|하회"
    ),
}
_REACH = 22


def kept_bounds(quantity: Quantity, by: Sequence[Mention], claim: Claim) -> Iterator[Finding]:
    """Findings for a borne-out number that gained a bound nobody said, or lost one that was said."""
    heard = [mention for mention in by if mention.passage >= 0]
    if not heard:
        return
    yield from _gained(quantity, heard, claim)
    yield from _lost(quantity, heard, claim)


def _gained(quantity: Quantity, heard: list[Mention], claim: Claim) -> Iterator[Finding]:
    said: set[Bound] = set()
    for mention in heard:
        said |= mention.quantity.bounds | english_bounds(mention.text, mention.quantity.start, mention.quantity.end)
    for bound in sorted(quantity.bounds - said):
        if bound is Bound.ABOUT and (
            Bound.AT_LEAST in quantity.bounds or said or any(_differs(quantity, m) for m in heard)
        ):
            continue
        if bound in {Bound.AT_LEAST, Bound.AT_MOST} and any(_differs(quantity, m) for m in heard):
            continue
        cue = _CUES.get(bound)
        if cue and (any(cue.search(m.around(60)) for m in heard) or (claim.quote and cue.search(claim.quote))):
            continue
        yield Finding(
            "number", Severity.ERROR, claim.place, _with_bound(quantity, claim),
            f"{_KOREAN[bound]} stands at {quantity.text}, but the talk says '{heard[0].quantity.text}' without such a word.",
            shown(claim, heard[0]),
        )  # fmt: skip


def _differs(quantity: Quantity, mention: Mention) -> bool:
    """A rounded number needs its 약 or 이상: the rounding is the cue."""
    said = mention.quantity
    if said.unit.dimension == quantity.unit.dimension:
        return said.base_low != quantity.base_low and said.base_high != quantity.base_high
    return quantity.low not in {said.low, said.high}


def _with_bound(quantity: Quantity, claim: Claim) -> str:
    return claim.text[max(0, quantity.start - 4) : quantity.end + 4].strip()


def _lost(quantity: Quantity, heard: list[Mention], claim: Claim) -> Iterator[Finding]:
    """A firm bound is lost where every mention of the number has it and nothing near the Korean number says so."""
    if quantity.vague or quantity.is_range:
        return
    firm = [firm_bound(mention.text, mention.quantity.start) for mention in heard]
    bounds = {each[0] for each in firm if each}
    if not all(firm) or len(bounds) != 1:
        return
    bound = next(iter(bounds))
    near = claim.text[max(0, quantity.start - _REACH) : quantity.end + _REACH]
    if bound in quantity.bounds or _KEPT[bound].search(near):
        return
    words = next(each[1] for each in firm if each)
    yield Finding(
        "number", Severity.ERROR, claim.place, quantity.text,
        f"The talk says '{words} {heard[0].quantity.text}'; the bound is lost at {quantity.text}.",
        shown(claim, heard[0]),
    )  # fmt: skip
