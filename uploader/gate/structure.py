"""Structure: how many key points, sections and bullets a page has, and in which order."""

from collections.abc import Iterator, Mapping

from uploader.gate.claims import Evidence, Page, Part
from uploader.models import Finding, Place, Severity

KEY_POINTS = (5, 13)
KEY_POINTS_OF_SHORT = (2, 13)
BULLETS = (2, 8)
SHORT = 180.0
"""Seconds; below it a video may have two key points and one section."""


def structure(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Bounds and order; a page with nothing on it is `empty`."""
    points = page.of("key-point")
    if not points and not any(part.bullets for part in page.parts):
        yield Finding("empty", Severity.ERROR, Place(), "", "the page has neither key points nor sections")
        return
    short = _duration(evidence) < SHORT
    low, high = KEY_POINTS_OF_SHORT if short else KEY_POINTS
    if not low <= len(points) <= high:
        yield Finding(
            "structure", Severity.ERROR, Place("key-point"), str(len(points)),
            f"{len(points)} key points; {low} to {high} are asked for",
        )  # fmt: skip
    if not page.parts:
        yield Finding("structure", Severity.ERROR, Place(), "", "the page has no sections")
    places = {(claim.place.section, claim.place.index): claim.place for claim in page.of("bullet")}
    for part in page.parts:
        yield from _part(part, places)
    yield from _order(page.parts)


def least_key_points(duration: float) -> int:
    """How few key points a video of `duration` seconds may have."""
    return (KEY_POINTS_OF_SHORT if duration < SHORT else KEY_POINTS)[0]


def _part(part: Part, places: Mapping[tuple[str | None, int | None], Place]) -> Iterator[Finding]:
    low, high = BULLETS
    heading = Place("heading", part.id, line=part.line)
    if part.bullets == 0:
        yield Finding("structure", Severity.ERROR, heading, part.id, "a section without a bullet")
    elif part.bullets < low:
        yield Finding("structure", Severity.WARNING, heading, part.id, "a section with one bullet")
    for surplus in range(high, part.bullets):
        yield Finding(
            "structure", Severity.WARNING if part.bullets <= high + 2 else Severity.ERROR,
            places[part.id, surplus], part.id,
            f"bullet {surplus + 1} of a section; {high} are the most",
        )  # fmt: skip


def _order(parts: tuple[Part, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    end = 0
    for part in parts:
        if part.id in seen:
            yield Finding("structure", Severity.ERROR, Place(), part.id, f"section {part.id} stands here twice")
        seen.add(part.id)
        if part.blocks is None:
            continue
        first, last = part.blocks
        if first > last or first < end:
            yield Finding("structure", Severity.ERROR, Place(), part.id, f"section {part.id} is out of order")
        end = max(end, last)


def _duration(evidence: Evidence) -> float:
    if evidence.talk is not None:
        return evidence.talk.duration
    known = evidence.details.duration
    return SHORT if known is None else known
