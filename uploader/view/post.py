"""A judged summary beside its evidence: sections and bullets with their words, moments and findings."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from uploader.models import Block, Bullet, Finding, KeyPoint, Summary, Talk
from uploader.talk.quotes import find_quote


@dataclass(frozen=True, slots=True)
class ShownBullet:
    """A bullet, its English words, the moment (seconds; None where the block is none of the talk), and its findings."""

    ko: str
    quote: str
    block: int
    moment: float | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as it is told."""

    id: str
    heading: str
    start: float
    findings: tuple[Finding, ...]
    bullets: tuple[ShownBullet, ...]


@dataclass(frozen=True, slots=True)
class ShownPost:
    """The whole; `rest` are findings that stand at no one place."""

    title: str
    key_points: tuple[tuple[KeyPoint, tuple[Finding, ...]], ...]
    sections: tuple[ShownSection, ...]
    rest: tuple[Finding, ...]


def shown(summary: Summary, findings: Sequence[Finding], talk: Talk) -> ShownPost:
    """The summary with everything at its place."""
    at: defaultdict[tuple[str, str | None, int | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        at[finding.place.part, finding.place.section, finding.place.index].append(finding)
    points = tuple((point, tuple(at.pop(("key-point", None, n), ()))) for n, point in enumerate(summary.key_points))
    sections = tuple(
        ShownSection(
            section.id, section.headline, section.start, tuple(at.pop(("heading", section.id, None), ())),
            tuple(
                ShownBullet(
                    bullet.ko, bullet.quote_en, bullet.block, _moment(bullet, talk),
                    tuple(at.pop(("bullet", section.id, n), ())),
                )
                for n, bullet in enumerate(section.bullets)
            ),
        )
        for section in summary.sections
    )  # fmt: skip
    return ShownPost(summary.title, points, sections, tuple(finding for rest in at.values() for finding in rest))


def _moment(bullet: Bullet, talk: Talk) -> float | None:
    """When its words are spoken; else when its block begins."""
    window = talk.window(bullet.block)
    if found := find_quote(bullet.quote_en, window):
        return found.moment
    return next((block.start for block in window if block.number == bullet.block), None)


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of the talk: the sections that begin in it, and the bullets that rest on it."""

    block: Block
    begins: tuple[str, ...]
    bullets: tuple[str, ...]


def transcript(blocks: Sequence[Block], summary: Summary | None) -> list[ShownBlock]:
    """Blocks with what a summary makes of them."""
    begins: defaultdict[int, list[str]] = defaultdict(list)
    bullets: defaultdict[int, list[str]] = defaultdict(list)
    for section in summary.sections if summary else ():
        begins[section.first].append(section.headline)
        for bullet in section.bullets:
            bullets[bullet.block].append(bullet.ko)
    return [ShownBlock(block, tuple(begins[block.number]), tuple(bullets[block.number])) for block in blocks]
