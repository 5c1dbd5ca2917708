"""Unrelated: a summary that has nothing in common with its talk is a summary of something else.

19 posts of the blog were written by a model that had received an empty or foreign transcript. What a summary and its
talk have in common is looked for generously: a quote that is said, a name or rare term in Latin script, a glossary's
name in Hangul, or Hangul words that sound like words of the title.
"""

import re
from collections.abc import Iterator

from uploader.facts.english import is_common
from uploader.facts.hangul import skeleton
from uploader.facts.names import latin_words
from uploader.gate.claims import Evidence, Page
from uploader.models import Finding, Place, Severity
from uploader.talk.quotes import find_quote
from uploader.talk.stream import is_stream

_HANGUL_WORD = re.compile(r"[가-힣]{2,}")
_NOUN = re.compile(
    r"(?<![가-힣])([가-힣]{2,}?)(?:에서|에게|으로|부터|까지|처럼|[은는이가을를의에로와과도만])(?![가-힣])"
)
_TITLE_WORD = re.compile(r"[A-Za-z]{3,}")
_SMALL_WORDS = """the and for with you your are not how why what from this that into can its our has have day all need
engineer engineering talk using use"""
_SMALL = frozenset(_SMALL_WORDS.split())
_TELLING = 3  # consonants that a sound must have to be told from another; two such, or one longer
_FEWEST_PAIRS, _SHARED = 4, 0.15  # pairs of syllables of a title, and the share of them found below it


def unrelated(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Nothing in common with title, description and talk.

    A title that names nobody and nothing may be told in Korean words alone: without the talk, that is a warning.
    """
    claims = page.of("title", "key-point", "heading", "bullet")
    if not claims or _quotes_its_talk(page) or _in_common("\n".join(claim.text for claim in claims), evidence):
        return
    yield Finding(
        "unrelated", Severity.ERROR if evidence.talk or _names_something(evidence) else Severity.WARNING,
        Place(), claims[0].text,
        f"nothing in common with {evidence.details.title!r}" + (" and its talk" if evidence.talk else ""),
    )  # fmt: skip


def foreign_titles(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """A Korean title that shares next to nothing with what stands below it: somebody else's words, or an order obeyed.

    A title that sums up has words of its own, and most of its pairs are endings and particles: one whole word that
    stands below, bare of its particle, is enough. A stream's title is the event's, of which no talk need speak.
    """
    if evidence.talk is not None and is_stream(evidence.talk):
        return
    texts = [claim.text for claim in page.of("key-point", "heading", "bullet")]
    below = {pair for text in texts for pair in _pairs(text)}
    for claim in page.of("title"):
        own = _pairs(claim.text)
        if not below or len(own) < _FEWEST_PAIRS or len(own & below) >= _SHARED * len(own):
            continue
        if _nouns(claim.text).isdisjoint(noun for text in texts for noun in _nouns(text)):
            yield Finding(
                "unrelated", Severity.ERROR, claim.place, claim.text, "the title shares no word with the page below it"
            )


def _pairs(text: str) -> frozenset[str]:
    return frozenset(word[at : at + 2] for word in _HANGUL_WORD.findall(text) for at in range(len(word) - 1))


def _nouns(text: str) -> frozenset[str]:
    """The words that have a particle, without it."""
    return frozenset(found[1] for found in _NOUN.finditer(text))


def _names_something(evidence: Evidence) -> bool:
    words = latin_words(evidence.details.title)
    return any(word.capital and not evidence.heard.is_word(word.text) for word in words)


def _quotes_its_talk(page: Page) -> bool:
    return any(claim.quote and find_quote(claim.quote, claim.window) for claim in page.of("bullet"))


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
    heard_in_korean = {skeleton(word) for word in _HANGUL_WORD.findall(text)}
    sounds = {
        skeleton(word) for word in _TITLE_WORD.findall(evidence.details.title[:500]) if word.casefold() not in _SMALL
    }
    told = {sound for sound in sounds if any(korean.startswith(sound) for korean in heard_in_korean)}
    return any(len(sound) > _TELLING for sound in told) or sum(len(sound) == _TELLING for sound in told) > 1


def _in_title(word: str, evidence: Evidence) -> bool:
    return (
        word.casefold() not in _SMALL
        and re.search(rf"\b{re.escape(word)}", evidence.details.title, re.IGNORECASE) is not None
    )
