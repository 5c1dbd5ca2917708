"""Unrelated: a summary that has nothing in common with its talk is a summary of something else.

19 posts of the blog were written by a model that had received an empty or foreign transcript. What a summary and its
talk have in common is looked for generously: a name or rare term in Latin script, a glossary's name in Hangul, or a
Hangul word that sounds like a word of the title.
"""

import re
from collections.abc import Iterator

from uploader.facts.english import is_common
from uploader.facts.hangul import skeleton, sounds_like
from uploader.facts.names import latin_words
from uploader.gate.claims import Evidence, Page
from uploader.models import Finding, Place, Severity

_HANGUL_WORD = re.compile(r"[가-힣]{2,}")
_TITLE_WORD = re.compile(r"[A-Za-z]{3,}")
_SMALL = frozenset(
    "the and for with you your are not how why what from this that into can its our has have day".split()
)
_TELLING = 3  # consonants that a sound must have to be told from another


def unrelated(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Nothing in common with title, description and talk."""
    claims = page.of("title", "key-point", "heading", "bullet")
    if not claims or _in_common("\n".join(claim.text for claim in claims), evidence):
        return
    yield Finding(
        "unrelated", Severity.ERROR, Place(), claims[0].text,
        f"nothing in common with {evidence.details.title!r}" + (" and its talk" if evidence.talk else ""),
    )  # fmt: skip


def _in_common(text: str, evidence: Evidence) -> bool:
    heard = evidence.heard
    for word in {candidate.text for candidate in latin_words(text)}:
        if (
            len(word) > 1
            and heard.support(word) in {"strong", "some"}
            and (not is_common(word) or _in_title(word, evidence))
        ):
            return True
    for match in evidence.glossary.read(text):
        if match.entry.is_name and heard.entry_support(match.entry) == "strong":
            return True
    spoken = {_sound(word) for word in _HANGUL_WORD.findall(text)}
    return any(
        sounds_like(korean, word)
        for word in _telling_words(evidence.details.title)
        for korean in spoken
        if len(skeleton(korean)) >= _TELLING
    )


def _in_title(word: str, evidence: Evidence) -> bool:
    return (
        word.casefold() not in _SMALL
        and re.search(rf"\b{re.escape(word)}", evidence.details.title, re.IGNORECASE) is not None
    )


def _telling_words(title: str) -> list[str]:
    return [
        word for word in _TITLE_WORD.findall(title) if word.casefold() not in _SMALL and len(skeleton(word)) >= _TELLING
    ]


def _sound(word: str) -> str:
    """A Hangul word without the commonest particles."""
    return re.sub(r"(?:은|는|이|가|을|를|의|에|와|과|로|으로|도|에서)$", "", word) if len(word) > 2 else word
