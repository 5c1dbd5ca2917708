"""Rule `number`, second half: a number keeps the bound it was said with.

What it means: 최대, 이상, 최소, 이하, 평균, 약 and 완전히 stand at a number only where the talk has a cue beside
that number; "up to", "at least", "less than" and "more than" directly before a number are not lost. Example:
"성능이 27% 이상" for "27 percent"; "비용은 10달러" for "up to ten dollars". Nor is a denial or a direction beside
a number lost or invented: "did not reach 90 percent" told as "90% 달성", "dropped by 5 percent" as "5% 증가".
Cure: write what the quote says of that number. Measured: 8 true errors in one present post, none in 46 careful
bullets.
"""

import re
from collections.abc import Iterator, Sequence

from uploader.facts.bounds import english_bounds, firm_bound, is_denied, own_words
from uploader.facts.mentions import Mention
from uploader.facts.quantity import Bound, Quantity
from uploader.gate.claims import Claim
from uploader.gate.denials import kept_denials
from uploader.gate.hearing import shown
from uploader.gate.korean_bounds import NAMES, is_compared, keeps
from uploader.models import Finding, Severity

_CUES = {
    Bound.AT_MOST: re.compile(
        r"\b(?:best|highest|top|peak\w*|most|largest|biggest|longest|max\w*|fastest|up to|within|under)\b",
        re.IGNORECASE,
    ),
    Bound.AT_LEAST: re.compile(
        r"\b(?:minimum|min|smallest|lowest|least|at least|plus|cheapest|shortest|more)\b|\+", re.IGNORECASE
    ),
    Bound.AVERAGE: re.compile(r"\b(?:averag\w*|mean|typical\w*|median|usual\w*|normal\w*)\b", re.IGNORECASE),
    Bound.WHOLLY: re.compile(
        (
            r"\b(?:complete\w*|full\w*|entire\w*|total\w*|whol\w*|all|every\w*|perfect\w*|never|zero|100|"
            r"absolute\w*)\b"
        ),
        re.IGNORECASE,
    ),
}
_EACH = re.compile(r"\b(?:every|per|each|an? (?:day|week|month|year|hour|minute))\b", re.IGNORECASE)
_EACH_KO = re.compile(r"(?:하루|[일주월연]|매[일주월년]|한 달|시간당|분기)\s?평균|평균\s?(?:하루|매|한 달|시간당)")


def kept_bounds(quantity: Quantity, by: Sequence[Mention], claim: Claim) -> Iterator[Finding]:
    """Findings for a borne-out number that gained a bound nobody said, or lost one that was said."""
    heard = _best([mention for mention in by if mention.passage >= 0], quantity)
    if not heard:
        return
    yield from _gained(quantity, heard, claim)
    yield from _lost(quantity, heard, claim)
    yield from kept_denials(quantity, heard, claim)
    yield from _turned(quantity, heard, claim)


def _gained(quantity: Quantity, heard: list[Mention], claim: Claim) -> Iterator[Finding]:
    if not quantity.bounds:
        return
    said: frozenset[Bound] = frozenset()
    for mention in heard:
        said |= english_bounds(mention.text, mention.quantity.start, mention.quantity.end)
    odd = {Bound.ABOUT, Bound.AT_LEAST}
    loose = odd <= quantity.bounds  # 50여 개 is 50 and some: "about 50" says as much
    for bound in sorted(quantity.bounds - said - (odd if loose and said & odd else set())):
        if bound is Bound.ABOUT and (
            quantity.vague
            or quantity.other
            or Bound.AT_LEAST in quantity.bounds
            or said
            or any(_differs(quantity, m) for m in heard)
        ):
            continue
        if bound in {Bound.AT_LEAST, Bound.AT_MOST} and any(_differs(quantity, m) for m in heard):
            continue
        if bound is Bound.AT_LEAST and _outdone(quantity, heard, claim):
            continue
        if is_compared(quantity, bound, claim.text):
            continue
        if bound is Bound.AVERAGE and _EACH_KO.search(claim.text) and any(_EACH.search(m.around(60)) for m in heard):
            continue
        cue = _CUES.get(bound)
        if cue and any(cue.search(words) for mention in heard for words in _own(mention)):
            continue
        yield Finding(
            "number",
            Severity.WARNING if loose else Severity.ERROR,
            claim.place,
            _with_bound(quantity, claim),
            (
                f"{NAMES[bound]} stands at {quantity.text}, but the talk says '{heard[0].quantity.text}' "
                f"without such a word."
            ),
            shown(claim, heard[0]),
        )


def _best(heard: list[Mention], quantity: Quantity) -> list[Mention]:
    """Those that say the unit, where any does: "up to 60 hours" and not "nine of these sixty"."""
    dimension = quantity.unit.dimension
    named = [m for m in heard if m.quantity.unit.dimension == dimension] if dimension not in {"none", "count"} else []
    return named or heard


def _own(mention: Mention) -> tuple[str, str]:
    """What stands before it, and after it in its clause; there too "at most" and the like may follow a comma."""
    before, after = own_words(mention.text, mention.quantity.start, mention.quantity.end, 60)
    ends = _CLAUSE_END.search(after)
    return before, after[: ends.start()] if ends else after


_CLAUSE_END = re.compile(
    r"[.?!;]\s|>>|\s(?:and|but|so|because|if|when|which)\s|,\s(?!at (?:the )?(?:most|least|best|"
    r"peak)|on average|max|tops|minimum)",
    re.IGNORECASE,
)


_OUTDOES = re.compile(r"[을를]\s?(?:크게 |훌쩍 |근소하게 )?(?:넘|웃도|웃돌|상회)")
_BETTER = re.compile(
    r"\b(?:outperform\w*|beat\w*|better|surpass\w*|outscor\w*|overt[oa]\w*|ahead of|wins? (?:over|against))\b",
    re.IGNORECASE,
)


def _outdone(quantity: Quantity, heard: list[Mention], claim: Claim) -> bool:
    """A thing told by its size that another outdoes (700억 모델을 넘음) is no lower bound of that size."""
    after = _OUTDOES.match(claim.text, quantity.end)
    return after is not None and any(_BETTER.search(mention.around(60)) for mention in heard)


def _differs(quantity: Quantity, mention: Mention) -> bool:
    """A rounded number needs its 약 or 이상: the rounding is the cue."""
    said = mention.quantity
    if said.unit.dimension == quantity.unit.dimension:
        return said.base_low != quantity.base_low and said.base_high != quantity.base_high
    return said.unit.dimension in {"none", "count"} and quantity.low not in {said.low, said.high}


def _with_bound(quantity: Quantity, claim: Claim) -> str:
    return claim.text[max(0, quantity.start - 4) : quantity.end + 4].strip()


def _lost(quantity: Quantity, heard: list[Mention], claim: Claim) -> Iterator[Finding]:
    """A firm bound is lost where every mention of the number has it and nothing near the Korean number says so."""
    if quantity.vague or quantity.is_range:
        return
    firm: list[tuple[Bound, str]] = []
    for mention in heard:
        found = firm_bound(mention.text, mention.quantity.start)
        if found is None:
            return
        firm.append(found)
    bounds = {bound for bound, _ in firm}
    if len(bounds) != 1:
        return
    bound = next(iter(bounds))
    kept = {bound}
    if any(is_denied(mention.text, mention.quantity.start) for mention in heard):
        kept = {Bound.AT_LEAST, Bound.AT_MOST}
    if any(keeps(each, claim.text, quantity) for each in kept):
        return
    words = firm[0][1]
    yield Finding(
        "number",
        Severity.ERROR,
        claim.place,
        quantity.text,
        f"The talk says '{words} {heard[0].quantity.text}'; the bound is lost at {quantity.text}.",
        shown(claim, heard[0]),
    )


_CLAUSE = re.compile(r"[.?!;,:]\s|>>|\s(?:but|so|because|and then|whereas|while|although|though)\s", re.IGNORECASE)


def _clause(mention: Mention) -> str:
    """The words of the clause in which the number stands."""
    start, end, text = mention.quantity.start, mention.quantity.end, mention.text
    before, after = text[max(0, start - 90) : start], text[end : end + 50]
    opens = [cut.end() for cut in _CLAUSE.finditer(before)]
    closes = _CLAUSE.search(after)
    return before[opens[-1] if opens else 0 :] + text[start:end] + (after[: closes.start()] if closes else after)


_ROSE = re.compile(
    (
        r"\b(?:increas\w*|rose|rise[sn]?|rising|grew|grow\w*|climb\w*|jump\w*|gain\w*|higher|up(?! to)|"
        r"more|doubl\w*|tripl\w*|surg\w*|boost\w*|rais\w*)\b"
    ),
    re.IGNORECASE,
)
_FELL = re.compile(
    (
        r"\b(?:decreas\w*|drop\w*|fell|fall\w*|declin\w*|reduc\w*|lower\w*|shr[aiu]nk\w*|down|less|fewer|"
        r"cut\w*|los[est]\w*|halv\w*|sav\w*|minus)\b"
    ),
    re.IGNORECASE,
)
_RISES = re.compile(r"^[가-힣]{0,3}\s?(?:나 |이상 |가량 |정도 )?(?:증가|상승|늘[어었]|올[라랐]|급증|인상)")
_FALLS = re.compile(r"^[가-힣]{0,3}\s?(?:나 |이상 |가량 |정도 )?(?:감소|하락|줄[어었임이]|떨어|급감|축소|인하|감축)")


def _turned(quantity: Quantity, heard: list[Mention], claim: Claim) -> Iterator[Finding]:
    """A rise by a number told as a fall, or the reverse, where the talk has one direction only."""
    after = claim.text[quantity.end : quantity.end + 16]
    up, down = _RISES.match(after), _FALLS.match(after)
    if not (up or down):
        return
    clauses = [_clause(mention) for mention in heard]
    ours, theirs = (_ROSE, _FELL) if up else (_FELL, _ROSE)
    if any(ours.search(clause) for clause in clauses) or not all(theirs.search(clause) for clause in clauses):
        return
    yield Finding(
        "number",
        Severity.ERROR,
        claim.place,
        claim.text[quantity.start : quantity.end + 8].strip(),
        f"The direction is turned round: the talk says '{clauses[0].strip()}'.",
        shown(claim, heard[0]),
    )
