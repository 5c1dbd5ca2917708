"""Acronyms are spelled out only as spoken or as the glossary says.

Of 43 posts that spell out MCP, 32 do it wrongly, in about 25 ways. An expansion in Hangul is judged where it is the
English one written by sound ("멀티 클라이언트 프로토콜"); a translation is not.
"""

import re
from collections.abc import Iterator

from uploader.facts.hangul import skeleton, sounds_like
from uploader.gate.claims import Claim, Evidence
from uploader.models import Finding, Severity

_ACRONYM = r"[A-Z][A-Za-z]{0,6}[A-Z](?:(?!s)[a-z])?"
_AFTER = re.compile(rf"(?<![A-Za-z0-9])({_ACRONYM})s?\s*[(（]\s*([^()（）]{{3,80}}?)\s*[)）]")
_LETTERS = r"[A-Za-z]+(?:['’][A-Za-z]+)*"
_BEFORE = re.compile(rf"((?<![A-Za-z]){_LETTERS}(?:[ -]{_LETTERS}){{1,6}})\s*[(（]\s*({_ACRONYM})s?\s*[)）,]")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’&/ -]*")
_WORD = re.compile(r"[^\s/-]+")
_SMALL = frozenset(("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))


def acronyms(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Expansions that neither the glossary nor the talk has."""
    for found in _AFTER.finditer(claim.text):
        first = re.split(r"[,;:=·]", found[2])[0].strip()
        yield from _judge(found[1], first, claim, evidence)
    for found in _BEFORE.finditer(claim.text):
        starts = [word.start() for word in _WORD.finditer(found[1])][-len(found[2]) - 2 : -1]
        for start in starts:
            if _could_expand(found[2], _words(found[1][start:])):
                yield from _judge(found[2], found[1][start:], claim, evidence)
                break


def _judge(acronym: str, expansion: str, claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    entry = evidence.glossary.entry(acronym)
    known = entry.expansion if entry else ""
    if _ENGLISH.fullmatch(expansion):
        words = _words(expansion)
        wrong = (
            len(words) > 1
            and (_could_expand(acronym, words) or bool(known and words[0][0].casefold() == acronym[0].casefold()))
            and not _same(expansion, known)
            and not (entry and any(_same(expansion, alias) for alias in entry.spellings))
            and not evidence.heard.says(expansion)
        )
    else:
        wrong = bool(known) and _false_by_sound(acronym, expansion.split(), _words(known))
    if wrong:
        told = f"the glossary has {known!r}" if known else "nobody spells it out so"
        yield Finding(
            "acronym", Severity.ERROR, claim.place, expansion,
            f"{acronym} does not stand for {expansion!r}: {told}",
            replacement=known if known and _ENGLISH.fullmatch(expansion) else None,
        )  # fmt: skip


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _could_expand(acronym: str, words: list[str]) -> bool:
    """Whether the words' initials are the acronym's letters, small words left out or not, one letter forgiven."""
    letters, capitals = acronym.casefold(), "".join(letter for letter in acronym if letter.isupper()).casefold()
    every = "".join(word[0] for word in words).casefold()
    large = "".join(word[0] for word in words if word.casefold() not in _SMALL).casefold()
    return any(
        initials in {letters, capitals}
        or (len(letters) > 2 and len(initials) == len(letters) and initials[0] == letters[0])
        for initials in (every, large)
    )


def _same(left: str, right: str) -> bool:
    def folded(text: str) -> list[str]:
        return [word.casefold().removesuffix("s").removesuffix("ing") for word in _words(text.replace("’", "'"))]

    return folded(left) == folded(right)


def _false_by_sound(acronym: str, korean: list[str], english: list[str]) -> bool:
    """Whether Hangul words sound out the acronym's letters, but are not the English words."""
    if len(korean) != len(acronym) or len(english) != len(korean):
        return False
    if not all(re.fullmatch(r"[가-힣]+", word) for word in korean):
        return False
    by_letter = all(
        skeleton(word)[:1] == skeleton(letter)[:1] for word, letter in zip(korean, acronym.casefold(), strict=True)
    )
    return by_letter and not all(sounds_like(word, other) for word, other in zip(korean, english, strict=True))
