"""What follows from a verdict: pass, ask again, drop, or hold for a person.

The failing section alone goes back to the model, the failing merge alone, twice at most each. Then the failing bullet
or key point goes. A section that would lose over half its bullets, and what no section can cure, is held. Held is a
result, not an error, and never a publication.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from uploader.gate.structure import KEY_POINTS
from uploader.models import Finding, Severity, Summary

MOST_ASKED = 2
"""How often a section or the merge goes back."""

_SUMS = frozenset({"language", "quote"})  # findings over the whole that are sums of bullets' findings
_SHOWN = 160  # characters of a failing text that a reason shows


@dataclass(frozen=True, slots=True)
class Asked:
    """How often sections and the merge went back already."""

    sections: int = 0
    merge: int = 0


@dataclass(frozen=True, slots=True)
class Passed:
    """Publishable; `warnings` are for a person to see."""

    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Sections by id, and the merge where `merge` is not empty, go back with these findings.

    Where sections go back, they come first: a merge is asked anew over what they became.
    """

    sections: dict[str, tuple[Finding, ...]]
    merge: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """These go: bullets as (section id, index), key points by index; `because` of these findings."""

    bullets: tuple[tuple[str, int], ...]
    key_points: tuple[int, ...]
    because: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A person must look; each reason reads `rule: text – message`."""

    reasons: tuple[str, ...]


Step = Passed | AskAgain | Drop | Held


def next_step(
    summary: Summary,
    findings: Iterable[Finding],
    asked: Asked,
    *,
    whole: Summary | None = None,
    least_key_points: int = KEY_POINTS[0],
) -> Step:
    """What to do with a judged summary.

    Args:
        summary: what was judged.
        findings: what the gate found, errors and warnings.
        asked: how often its parts went back.
        whole: the summary before bullets were dropped from it, where some were: what "half" is half of.
        least_key_points: by the video's length (`structure.least_key_points`).
    """
    found = tuple(findings)
    stopping = tuple(finding for finding in found if finding.severity is Severity.ERROR)
    hopeless = tuple(finding for finding in stopping if _is_hopeless(finding))
    if hopeless:
        return Held(reasons(hopeless))
    by_section, of_merge = _sorted(found, asked)
    ask_sections = by_section if asked.sections < MOST_ASKED else {}
    ask_merge = of_merge if asked.merge < MOST_ASKED else ()
    if ask_sections or (ask_merge and not by_section):
        return AskAgain(ask_sections, ask_merge)
    if by_section or of_merge:
        settled = of_merge if asked.merge >= MOST_ASKED else ()
        return _drop(summary, by_section, settled, whole or summary, least_key_points)
    if stopping:
        return Held(reasons(stopping))
    return Passed(tuple(finding for finding in found if finding.severity is Severity.WARNING))


def without(summary: Summary, drop: Drop) -> Summary:
    """The summary after the drop; a section that has no bullet left goes with them."""
    gone = set(drop.bullets)
    sections = tuple(
        replace(
            section,
            bullets=tuple(b for index, b in enumerate(section.bullets) if (section.id, index) not in gone),
        )
        for section in summary.sections
    )
    return replace(
        summary,
        key_points=tuple(point for index, point in enumerate(summary.key_points) if index not in drop.key_points),
        sections=tuple(section for section in sections if section.bullets),
    )


def _is_hopeless(finding: Finding) -> bool:
    """What asking a section or the merge again cannot cure."""
    return finding.place.part == "post" and finding.rule not in _SUMS


def _sorted(found: tuple[Finding, ...], asked: Asked) -> tuple[dict[str, tuple[Finding, ...]], tuple[Finding, ...]]:
    """Findings that ask for something, by section and of the merge: errors, and once names heard once."""
    sections: dict[str, tuple[Finding, ...]] = {}
    merge: list[Finding] = []
    for finding in found:
        place = finding.place
        heard_once = finding.rule == "name" and place.part == "bullet" and asked.sections == 0
        if finding.severity is not Severity.ERROR and not heard_once:
            continue
        if place.part in {"heading", "bullet"} and place.section is not None:
            sections[place.section] = (*sections.get(place.section, ()), finding)
        elif place.part in {"title", "description", "key-point"}:
            merge.append(finding)
    return sections, tuple(merge)


def _drop(
    summary: Summary,
    by_section: Mapping[str, tuple[Finding, ...]],
    of_merge: tuple[Finding, ...],
    whole: Summary,
    least_key_points: int,
) -> Drop | Held:
    because = (*(finding for found in by_section.values() for finding in found), *of_merge)
    lasting = [
        finding for finding in because if finding.place.part in {"heading", "title"} or finding.place.index is None
    ]
    if lasting:
        return Held(reasons(lasting))
    bullets = sorted({(f.place.section or "", f.place.index or 0) for found in by_section.values() for f in found})
    before = {section.id: len(section.bullets) for section in whole.sections}
    for section in summary.sections:
        left = len(section.bullets) - sum(name == section.id for name, _ in bullets)
        if 2 * left < before.get(section.id, left):
            return Held(reasons(by_section.get(section.id, because)))
    points = sorted({finding.place.index or 0 for finding in of_merge})
    if points and len(summary.key_points) - len(points) < least_key_points:
        return Held(reasons(of_merge))
    return Drop(tuple(bullets), tuple(points), because)


def reasons(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Findings as the reasons of a held video: `rule: text – message`, each once."""
    return tuple(dict.fromkeys(f"{f.rule}: {_short(f.text)} – {f.message}" for f in findings))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
