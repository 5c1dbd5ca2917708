"""Language: the post is Korean; names, code and terms alone stand in Latin script."""

import re
from collections.abc import Iterator

from uploader.gate.claims import Claim, Evidence, Page
from uploader.models import Finding, Place, Severity

LEAST_HANGUL = 0.60
"""Share of Hangul among the letters of the whole; of 623 good posts none has less."""

_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_ASIDE = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|(?<![A-Za-z])'[^']*'(?![A-Za-z])|\([^()]*\)")
_SMALL_WORDS = """the a an is are was were be been of to and that this these those with from for in on at by as it
its they we you he she not can will would should have has had which who when while because than into their our your"""
_FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())


def english(claim: Claim, _: Evidence) -> Iterator[Finding]:
    """A claim that is an English sentence, or a title without Korean.

    A list of names is no sentence, nor is what stands in quotation marks.
    """
    hangul, latin = len(_HANGUL.findall(claim.text)), len(_LATIN.findall(claim.text))
    if claim.place.part == "title" and not hangul:
        yield Finding("language", Severity.ERROR, claim.place, claim.text, "the Korean title holds no Korean")
        return
    if not latin or hangul > latin:
        return
    words = _LATIN_WORD.findall(claim.text)
    small = sum(word in _FUNCTION_WORDS for word in _LATIN_WORD.findall(_ASIDE.sub(" ", claim.text)))
    if (hangul == 0 and len(words) > 3) or (small > 1 and hangul < 0.4 * (hangul + latin)):
        yield Finding("language", Severity.ERROR, claim.place, claim.text, "this is English")


def korean(page: Page, _: Evidence) -> Iterator[Finding]:
    """The share of Hangul over the whole."""
    text = " ".join(claim.text for claim in page.claims if claim.place.part != "post")
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    if hangul + latin and hangul < LEAST_HANGUL * (hangul + latin):
        share = 100 * hangul // (hangul + latin)
        yield Finding(
            "language", Severity.ERROR, Place(), f"{share} %",
            f"only {share} % of the letters are Hangul; {100 * LEAST_HANGUL:.0f} % are the least",
        )  # fmt: skip
