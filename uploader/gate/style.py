"""Style of one statement: whole, in noun form, of a length that reads well.

A statement cut off in its middle is an error; the rest is told to a person. Bullets of the blog end in a bare noun
(62 %) or in -ㅁ (34 % of 35,478), without a period.
"""

import re
from collections.abc import Iterator

from uploader.gate.claims import Claim, Evidence
from uploader.models import Finding, Severity

LONGEST_HEADING = 50
BULLET_LENGTH = (30, 90)

_CUT = re.compile(
    r"(?:[,·;/(\[{“‘＋+&=]|(?<=[가-힣 ])(?:를|에게|하며|하고|되어|하여|되며|으며|으므로|면서|지만|는데|으로써|로써)"
    r"|\s(?:및|또는|그리고|하지만|그러나|등의|위한|위해|통해|대한|관한|따른|때문에|있는|없는|하는|되는))$"
)
_NEAR_THE_END = 25  # characters; a bracket left open before is a slip, not a cut
_PAIRS = {"(": ")", "[": "]", "{": "}", "「": "」", "（": "）"}
_SENTENCE = re.compile(r"(?:니다|[았었했됐였]다|[하한된있없]다|는다|이다|해요|에요|예요|네요|세요)[.!?]?$")


def style(claim: Claim, _: Evidence) -> Iterator[Finding]:
    """What is cut off, ends like a sentence, or is too long or short."""
    if claim.place.part not in {"title", "key-point", "heading", "bullet"}:
        return
    text = claim.text.strip()
    if not text:
        yield Finding("empty", Severity.ERROR, claim.place, "", "nothing is written here")
        return
    if claim.place.part != "title" and (_CUT.search(text) or _left_open(text)):
        yield Finding("structure", Severity.ERROR, claim.place, text[-12:], "this breaks off in the middle")
    if claim.place.part in {"bullet", "key-point"} and text.endswith((".", "다")):
        if _SENTENCE.search(text):
            yield _warning(claim, text[-6:], "this ends like a sentence, not in noun form")
        elif text.endswith(".") and not text.endswith(("..", "…")):
            yield _warning(claim, text[-6:], "this ends with a period")
    if claim.place.part == "heading" and len(text) > LONGEST_HEADING:
        yield _warning(claim, text, f"the heading has {len(text)} characters; {LONGEST_HEADING} are the most")
    if claim.quote is not None and not BULLET_LENGTH[0] <= len(text) <= BULLET_LENGTH[1]:
        low, high = BULLET_LENGTH
        yield _warning(claim, text, f"the bullet has {len(text)} characters; {low} to {high} read well")


def _left_open(text: str) -> bool:
    """Whether the last bracket that was opened stands near the end and is never closed."""
    for opening, closing in _PAIRS.items():
        at = text.rfind(opening)
        if at >= 0 and text.count(opening) > text.count(closing) and closing not in text[at:]:
            return at >= len(text) - _NEAR_THE_END
    return False


def _warning(claim: Claim, text: str, message: str) -> Finding:
    return Finding("structure", Severity.WARNING, claim.place, text, message)
