"""Names: nothing is called by a name that the evidence does not bear out.

Strong support is what a person wrote: title, description, chapters, the glossary, the certain rows of the name table.
"It stands in the captions" proves little: of five company names that were heard once in real talks, four were wrong.
So a name heard once is a warning, one found nowhere an error, and a near miss of a strong name an error even where
the captions have it, in any case, and in Hangul where the glossary has a reading.
"""

import re
from collections.abc import Iterator

from uploader.facts.english import is_common
from uploader.facts.glossary import Entry
from uploader.facts.hangul import distance, jamo
from uploader.facts.names import Candidate, latin_words
from uploader.gate.claims import Claim, Evidence
from uploader.models import Finding, Severity
from uploader.talk.blocks import line

_CODE = re.compile(r"[a-z0-9]+(?:[_./-][a-z0-9]+)+")
_VERSIONED = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*)-?(\d[\d.]*)")
_HANGUL_WORD = re.compile(r"[가-힣]+")
_AFTER_READING = re.compile(
    r"(?:은|는|이|가|을|를|의|에|와|과|로|으로|도|만|이나|나|이라|라|처럼|보다|부터|까지|에서|에게|에는|에도|에서는|이며|사|팀|측|용)?"
    r"(?![가-힣])"
)
_SHORT_READING = 3  # syllables; shorter ones are Korean words too often (커서, 라마, 노션)


def names(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Names in Latin script and in Hangul that the evidence does not bear out.

    Without a talk only near misses are found: what was said is not known.
    """
    known = list(evidence.glossary.spelled(claim.text))
    settled = {place for match in known for place in range(match.start, match.end)}
    settled |= {place for match in evidence.glossary.misspelled(claim.text) for place in range(match.start, match.end)}
    candidates = tuple(latin_words(claim.text))
    for match in evidence.table.misspelled(claim.text):
        written = claim.text[match.start : match.end]
        if _is_misheard(written, evidence):
            settled |= set(range(match.start, match.end))
            right = match.entry.canonical
            yield _error(written, f"{written!r} is how the captions write {right!r} in this talk", claim, right)
    if evidence.heard.has_talk:
        for match in known:
            if any(word.start <= match.start and match.end < word.end for word in candidates):
                continue  # GPT of GPT-5: the longer word is judged
            yield from _glossary_name(claim.text[match.start : match.end], match.entry, claim, evidence)
    for candidate in candidates:
        if not settled.issuperset(range(candidate.start, candidate.end)):
            yield from _latin(candidate, claim, evidence)
    yield from _hangul(claim, evidence)
    if claim.rests_on and claim.place.line is None:  # a file's bullets have no quotes: the talk itself is asked
        yield from _beyond_bullets(candidates, claim, evidence)


def _glossary_name(written: str, entry: Entry, claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    support = evidence.heard.entry_support(entry)
    if not entry.is_name or support != "none":
        return
    if all(is_common(word) for word in written.split()) and not _is_written_as_name(written, claim):
        return
    if evidence.heard.support(written) == "none" and not evidence.heard.abbreviates(written):
        yield _error(written, f"nobody names {written!r} in this talk", claim)


def _is_written_as_name(written: str, claim: Claim) -> bool:
    """Whether plain words ("Modal", "Cursor") stand as a name does: each with a capital, alone among Hangul."""
    inside = re.search(rf"(?<![A-Za-z][ -]){re.escape(written)}(?![ -]?[A-Za-z])", claim.text)
    return inside is not None and all(word[0].isupper() and not word.isupper() for word in written.split())


def _latin(candidate: Candidate, claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    word, heard = candidate.text, evidence.heard
    support = heard.support(word)
    if support == "strong" or is_common(word):
        return
    if not (support != "none" and heard.is_word(word)) and (meant := heard.near_miss(word)) is not None:
        yield _error(
            word,
            f"{word!r} is a near miss of {meant!r}, which the evidence bears out",
            claim,
            _kept_case(meant),
            _lines_with(meant, evidence) or (f"title: {evidence.details.title[:200]}",),
        )
        return
    if not candidate.capital or not heard.has_talk or _CODE.fullmatch(word) or heard.is_word(word):
        return
    if support == "none" and not heard.abbreviates(word) and not _put_together(word, evidence):
        yield _error(word, f"{word!r} stands neither in the talk nor in its title, description or glossary", claim)
    elif support == "once" and not _is_version(word, evidence):
        yield Finding(
            "name",
            Severity.WARNING,
            claim.place,
            word,
            f"{word!r} is heard once and borne out by nothing else; say what it is instead",
            _lines_with(word, evidence),
        )


def _beyond_bullets(candidates: tuple[Candidate, ...], claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Names that the captions alone bear out and no bullet below tells of; the title's own need no bullet."""
    told = "\n".join(claim.rests_on).casefold()
    for candidate in candidates:
        word = candidate.text
        if not candidate.capital or word.casefold() in told or evidence.heard.is_word(word):
            continue
        entry = evidence.glossary.entry(word)
        if entry is not None and any(form.casefold() in told for form in (*entry.spellings, *entry.readings)):
            continue
        if evidence.heard.support(word) in {"some", "once"}:
            yield Finding(
                "name", Severity.WARNING, claim.place, word, f"none of the bullets that this rests on tells of {word!r}"
            )


def _is_misheard(written: str, evidence: Evidence) -> bool:
    """Not plain words, not the glossary's own name, and not what a person wrote: the first name alone of a speaker."""
    words = written.split()
    strong = all(evidence.heard.support(word) == "strong" for word in words)
    return not (strong or all(map(is_common, words)) or evidence.glossary.entry(written))


def _is_version(word: str, evidence: Evidence) -> bool:
    """Whether it is a glossary's name with a version: heard once, it is heard."""
    versioned = _VERSIONED.fullmatch(word)
    return versioned is not None and evidence.glossary.entry(versioned[1]) is not None


def _put_together(word: str, evidence: Evidence) -> bool:
    """Whether the evidence has the parts: `Claude-based`, or `Qwen3` where the captions say "Quen three"."""
    if versioned := _VERSIONED.fullmatch(word):
        entry = evidence.glossary.entry(versioned[1])
        forms = (*entry.spellings, *entry.wrong) if entry else ()
        return any(evidence.heard.says(f"{form} {versioned[2]}") for form in forms)
    parts = [part for part in re.split(r"[-/&.+_]", word) if part]
    return len(parts) > 1 and all(is_common(part) or evidence.heard.support(part) != "none" for part in parts)


def _hangul(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    heard = evidence.heard
    settled: set[int] = set()
    for match in evidence.glossary.read(claim.text):
        settled |= set(range(match.start, match.end))
        if (
            heard.has_talk
            and match.entry.is_name
            and match.form not in match.entry.doubtful
            and len(match.form.replace(" ", "")) >= _SHORT_READING
            and _AFTER_READING.match(claim.text, match.end)
            and heard.entry_support(match.entry) == "none"
        ):
            yield _error(match.form, f"nobody names {match.entry.canonical!r} ({match.form}) in this talk", claim)
    for found in _HANGUL_WORD.finditer(claim.text):
        if found.start() not in settled:
            yield from _near_reading(found[0], claim, evidence)


def _near_reading(word: str, claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    for reading, letters, entry in evidence.glossary.long_readings.get(word[0], ()):
        start = word[: len(reading)]
        if (
            len(start) == len(reading)
            and _AFTER_READING.match(word, len(reading))
            and 0 < distance(jamo(start), letters, 1) <= 1
            and evidence.heard.entry_support(entry) == "strong"
        ):
            yield _error(start, f"{start!r} is a near miss of {reading!r}", claim, reading)
            return


def _kept_case(meant: str) -> str | None:
    """A spelling that a word can be replaced by; none where the evidence has it in one case only."""
    return None if meant.islower() or meant.isupper() else meant


def _lines_with(word: str, evidence: Evidence) -> tuple[str, ...]:
    talk = evidence.talk
    if talk is None:
        return ()
    wanted = word.casefold()
    return tuple(line(block) for block in talk.blocks if wanted in block.text.casefold())[:2]


def _error(
    text: str, message: str, claim: Claim, replacement: str | None = None, lines: tuple[str, ...] = ()
) -> Finding:
    return Finding("name", Severity.ERROR, claim.place, text, message, lines, replacement)
