"""The reviewed summary judged by the same gate as every other; what a person accepted is shown, and stops no longer.

The second reader is not asked again: what it said of a statement holds while that statement's words stand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from uploader.acts import Accept, Act
from uploader.gate.claims import Evidence
from uploader.gate.verdict import Memory, judge
from uploader.models import Finding, Place, Rule, Severity, Summary
from uploader.review.folding import Reviewed, fold

NEVER_ACCEPTED: Final[frozenset[Rule]] = frozenset(
    {
        "yaml", "schema", "file-name", "slug", "date", "thumbnail", "structure", "empty", "html", "link",
        "strikethrough", "literal-markup", "description", "error-text", "chatter", "unrelated",
    }
)  # fmt: skip
"""A file that breaks or disfigures the site, and an error, an aside or a summary of something else: whoever says so,
that is no post. The cure is another text, or none."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with what a person said to it; its place is the one in the held summary."""

    finding: Finding
    accepted: Accept | None = None

    @property
    def stops(self) -> bool:
        """Whether nothing is published while it stands."""
        return self.finding.severity is Severity.ERROR and self.accepted is None

    @property
    def acceptable(self) -> bool:
        """Whether a person may accept it."""
        return self.finding.severity is Severity.ERROR and self.finding.rule not in NEVER_ACCEPTED


@dataclass(frozen=True, slots=True)
class Review:
    """Where a review stands: what was held, what it became, and all that the gate says to that."""

    held: Summary
    reviewed: Reviewed
    remarks: tuple[Remark, ...]

    @property
    def stops(self) -> tuple[Remark, ...]:
        """What still stops it."""
        return tuple(remark for remark in self.remarks if remark.stops)

    def with_file(self, found: Iterable[Finding]) -> "Review":
        """With what is wrong with the rendered file; what the gate says already is not said twice."""
        said = {remark.finding.rule for remark in self.stops}
        more = (Remark(each) for each in found if each.severity is Severity.ERROR and each.rule not in said)
        return replace(self, remarks=(*self.remarks, *more))

    def at(self, place: Place) -> tuple[Remark, ...]:
        """What is said of one statement of the held summary."""
        return tuple(remark for remark in self.remarks if remark.finding.place == place)


def review(
    held: Summary, found: Iterable[Finding], acts: Iterable[Act], evidence: Evidence, memory: Memory | None = None
) -> Review:
    """The held summary after these acts, judged; `found` is what was found when it was held."""
    reviewed = fold(held, acts)
    now = (*judge(reviewed.summary, evidence, memory), *_opinions(found, reviewed))
    return Review(held, reviewed, tuple(_remark(finding, reviewed) for finding in now))


def in_place(review: Review) -> tuple[Finding, ...]:
    """The findings as they are kept: where their statements stand in the reviewed summary."""
    now = {before: after for after, before in review.reviewed.stood.items()}
    return tuple(
        replace(remark.finding, place=now.get(remark.finding.place, remark.finding.place)) for remark in review.remarks
    )


def _opinions(found: Iterable[Finding], reviewed: Reviewed) -> Iterator[Finding]:
    """What the second reader said of statements that stand as they were; where they stand now."""
    now = {before: after for after, before in reviewed.stood.items()}
    for finding in found:
        place = finding.place
        if finding.rule == "examiner" and place in now and place not in reviewed.edited:
            yield replace(finding, place=now[place])


def _remark(finding: Finding, reviewed: Reviewed) -> Remark:
    before = replace(finding, place=reviewed.before(finding.place))
    accepted = None
    if before.rule not in NEVER_ACCEPTED:
        accepted = reviewed.accepted.get((before.place, before.rule, before.text))
    return Remark(before, accepted)
