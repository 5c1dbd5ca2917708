"""Known misspellings: forms that captions are known to make of a name, replaced where that is unambiguous.

Measured on 623 posts, 28 % hold one. A form of plain words ("cloud code", "open router") is one only where it is
written as a name or the rest of the evidence speaks for the name; a form marked doubtful in the glossary ("queen",
"Arise") only where both are so.
"""

from collections.abc import Iterator

from uploader.facts.english import is_common
from uploader.facts.glossary import Match
from uploader.gate.claims import Claim, Evidence
from uploader.models import Finding, Severity


def misspellings(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Known wrong forms of the glossary's names; each with its replacement where nothing speaks against it."""
    right = [(match.start, match.end) for match in evidence.glossary.spelled(claim.text)]
    for match in evidence.glossary.misspelled(claim.text):
        within = any(start <= match.start and match.end <= end for start, end in right)
        if not within and match.form.casefold() not in evidence.heard.written.casefold():
            yield from _judge(match, claim, evidence)


def _judge(match: Match, claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    written = claim.text[match.start : match.end]
    doubtful = match.form.casefold() in {form.casefold() for form in match.entry.doubtful}
    capital = all(not word[0].islower() for word in written.split())
    borne_out = _speaks_for(match, evidence)
    right = match.entry.right_for(match.form)
    if doubtful and not capital:
        return
    if doubtful and not borne_out:
        yield Finding(
            "known-misspelling", Severity.WARNING, claim.place, written,
            f"{written!r} may be a misheard {right!r}; the evidence does not say",
        )  # fmt: skip
        return
    plain = written.isascii() and all(is_common(word) for word in written.split())
    if plain and not capital and not borne_out:
        return
    sure = borne_out or not plain
    yield Finding(
        "known-misspelling", Severity.ERROR, claim.place, written,
        f"{written!r} is how captions write {right!r}",
        replacement=right if sure else None,
    )  # fmt: skip


def _speaks_for(match: Match, evidence: Evidence) -> bool:
    """Whether the name itself stands in the evidence, spelled rightly or in a form that can mean nothing else."""
    heard = evidence.heard
    others = (form for form in match.entry.wrong if form.casefold() != match.form.casefold())
    return any(heard.support(form) != "none" for form in match.entry.spellings) or any(
        form not in match.entry.doubtful and not all(map(is_common, form.split())) and heard.says(form)
        for form in others
    )
