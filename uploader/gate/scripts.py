"""Scripts: no character of another writing system strays in, and none that cannot be seen.

Models trained on many languages drop a Han, Kana or Cyrillic word into Korean now and then; a Cyrillic letter may also
dress up as a Latin one. What the title or the description itself writes so is no stray.
"""

import re
import unicodedata
from collections.abc import Iterator

from uploader.gate.claims import Claim, Evidence
from uploader.models import Finding, Severity

_FOREIGN = re.compile(
    r"[\u0400-\u052F\u0530-\u058F\u0590-\u05FF\u0600-\u06FF\u0700-\u08FF\u0900-\u0DFF\u0E00-\u0EFF\u0F00-\u0FFF"
    r"\u1000-\u10FF\u1200-\u139F\u1400-\u18AF\U0001E900-\U0001E95F\u2E80-\u2FDF\u3005-\u3007\u3031-\u312F\u31A0-\u31FF"
    r"\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uF900-\uFAFF\uFB1D-\uFDFF\uFE70-\uFEFF\uFF66-\uFF9F"
    r"\U00020000-\U0003FFFF]+"
)
_GREEK_WORD = re.compile(r"[\u0370-\u03FF\u1F00-\u1FFF]{2,}")
_LOOKALIKE = re.compile(r"[\uFF21-\uFF3A\uFF41-\uFF5A\uFF10-\uFF19\U0001D400-\U0001D7FF\u2460-\u24FF]+")
_ODD = re.compile(r"[^가-힣\x20-\x7E]")
_BROKEN = re.compile(r"[\uFFFD\uE000-\uF8FF\U000F0000-\U0010FFFF\uD800-\uDFFF]+")
_STACKED = re.compile(r"[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]{3,}")
_LONE_JAMO = re.compile(r"(?<![‘'\"“(ㄱ-ㅣ])[\u3131-\u318E\u1100-\u11FF]{1,}(?![’'\"”)])")
_JAMO_ENDING = re.compile(r"-[ㄱ-ㅣ]")


def scripts(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Strays of other scripts, characters that cannot be seen, and letters that only look like others."""
    if not _ODD.search(claim.text):
        return
    written = evidence.heard.written
    for pattern, message in (
        (_FOREIGN, "a stray of another script"),
        (_GREEK_WORD, "a stray Greek word"),
        (_LOOKALIKE, "characters that only look like letters or digits"),
        (_STACKED, "marks heaped on one letter"),
        (_BROKEN, "characters that no reader can see"),
    ):
        for found in pattern.finditer(claim.text):
            if found[0] not in written:
                yield Finding("script", Severity.ERROR, claim.place, found[0], f"{message}: {_told(found[0])}")
    for char in dict.fromkeys(_ODD.findall(claim.text)):
        if _is_invisible(char, claim.text):
            yield Finding(
                "script", Severity.ERROR, claim.place, f"U+{ord(char):04X}", f"an invisible character: {_told(char)}"
            )
    for found in _LONE_JAMO.finditer(_JAMO_ENDING.sub("", claim.text)):
        yield Finding("script", Severity.WARNING, claim.place, found[0], "a letter of Hangul that is no syllable")


def _is_invisible(char: str, text: str) -> bool:
    """Controls and format characters; the joiner within an emoji is none."""
    if char == "\u200d":
        return not any(ord(other) > 0x1F000 for other in text)
    return char not in "\n\t" and unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}


def _told(text: str) -> str:
    return ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}" for char in dict.fromkeys(text[:3]))
