"""Quotes: the English words a bullet rests on are said where it says so.

A quote proves the anchor, not the claim. So a quote that holds a name while its Korean holds none of its own is shown
to a person: perhaps it belongs to another bullet.
"""

import re
from collections.abc import Iterator

from uploader.facts.english import is_common
from uploader.facts.names import latin_words
from uploader.gate.claims import Claim, Evidence, Page
from uploader.models import Block, Finding, Place, Severity
from uploader.talk.blocks import line
from uploader.talk.quotes import find_quote, words

FEWEST, MOST = 8, 40
"""Words that a quote should have; the prompts ask for as many."""

_NO_ANCHOR = 3  # words; fewer are found anywhere and prove nothing
_SHARE_FOUND = 0.9
_FIGURE = re.compile(r"\d")


def quotes(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """The quote of a bullet, where it has one."""
    if claim.quote is None or evidence.talk is None:
        return
    length = len(words(claim.quote))
    if length < _NO_ANCHOR:
        yield _error(claim, "the quote is too short to prove anything")
        return
    if find_quote(claim.quote, claim.window) is None:
        yield _error(claim, *_where_instead(claim, evidence))
        return
    if not FEWEST <= length <= MOST:
        yield _warning(claim, f"the quote has {length} words; {FEWEST} to {MOST} are asked for")
    if _is_foreign(claim, evidence):
        yield _warning(claim, "the quote and the bullet name different things")


def quotes_found(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """At least 90 % of all bullets must have their quotes, however many of them are dropped later."""
    quoted = [claim for claim in page.of("bullet") if claim.quote is not None]
    if evidence.talk is None or not quoted:
        return
    found = sum(find_quote(claim.quote or "", claim.window) is not None for claim in quoted)
    if found < _SHARE_FOUND * len(quoted):
        yield Finding(
            "quote", Severity.ERROR, Place(), f"{found} of {len(quoted)}",
            f"only {found} of {len(quoted)} quotes are said where their bullets say so",
        )  # fmt: skip


def quotes_in_place(page: Page, _: Evidence) -> Iterator[Finding]:
    """A bullet cites a block of its own section, or one of two on either side: the next one's words are not its own."""
    quoted = {(claim.place.section, claim.place.index): claim for claim in page.of("bullet")}
    for part in page.parts:
        for index, block in enumerate(part.cited):
            claim = quoted.get((part.id, index))
            if part.blocks is None or claim is None or part.blocks[0] - 2 <= block <= part.blocks[1] + 2:
                continue
            yield _error(claim, f"b{block} lies outside the section, b{part.blocks[0]} to b{part.blocks[1]}")


def _where_instead(claim: Claim, evidence: Evidence) -> tuple[str, tuple[str, ...]]:
    talk = evidence.talk
    elsewhere = find_quote(claim.quote or "", talk.blocks) if talk else None
    if talk is not None and elsewhere is not None:
        return (
            f"the quote is said in b{elsewhere.block}, not near b{claim.cited}",
            (line(talk.blocks[elsewhere.block - 1]),),
        )
    if not claim.window:
        return f"the talk has no block b{claim.cited}", ()
    return "nobody says these words there", (line(_nearest(claim)),)


def _nearest(claim: Claim) -> Block:
    asked = {word.text for word in words(claim.quote or "")}
    return max(claim.window, key=lambda block: len(asked & {word.text for word in words(block.text)}))


def _is_foreign(claim: Claim, evidence: Evidence) -> bool:
    """Whether quote and bullet name somebody, and not the same; where both have figures, `numbers` decides."""
    quote = claim.quote or ""
    ours = _entries(claim.text, evidence)
    if not (ours or _names_in(claim.text)) or (_FIGURE.search(quote) and _FIGURE.search(claim.text)):
        return False
    theirs = _entries(quote, evidence)
    spoken = {word.casefold() for word in _names_in(quote) if not evidence.heard.is_word(word)}
    told = claim.text.casefold()
    return bool(theirs or spoken) and not (theirs & ours or any(name in told for name in spoken))


def _entries(text: str, evidence: Evidence) -> set[str]:
    glossary = evidence.glossary
    found = (*glossary.spelled(text), *glossary.misspelled(text), *glossary.read(text))
    return {match.entry.canonical for match in found if match.entry.is_name}


def _names_in(text: str) -> list[str]:
    """The words in Latin script that could be names; the first of a quote is capital anyhow."""
    return [word.text for word in latin_words(text) if word.start and word.capital and not is_common(word.text)]


def _error(claim: Claim, message: str, lines: tuple[str, ...] = ()) -> Finding:
    return Finding("quote", Severity.ERROR, claim.place, claim.quote or "", message, lines)


def _warning(claim: Claim, message: str) -> Finding:
    return Finding("quote", Severity.WARNING, claim.place, claim.quote or "", message)
