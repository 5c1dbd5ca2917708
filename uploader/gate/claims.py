"""What the gate judges: a claim with the place where it stands and the words that must bear it out.

Every rule is a pure function: over one claim `(claim, evidence) → findings`, or over the page as a whole
`(page, evidence) → findings`. A summary and a foreign post's file both become a page of claims, so that `run`,
`check` and `audit` are judged by the same code.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from uploader.facts.glossary import Entry, Glossary
from uploader.facts.names import Heard
from uploader.models import Block, Bullet, Details, Finding, KeyPoint, Name, Place, Section, Summary, Talk
from uploader.talk.repeats import repeated


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a post, as plain text without Markdown.

    Attributes:
        quote: the English words it rests on; None where a post carries none (headings, key points, foreign posts).
        window: the blocks that may bear it out: the cited block ± 2, its section's blocks, or the whole talk.
        rests_on: for headings and key points, the Korean bullets they may repeat claims of.
        cited: the block number the bullet cites, where it does.
        closed: whether it may claim nothing but what the bullets do that it rests on.
    """

    text: str
    place: Place
    quote: str | None = None
    window: tuple[Block, ...] = ()
    rests_on: tuple[str, ...] = ()
    cited: int | None = None
    closed: bool = False


@dataclass(frozen=True)
class Evidence:
    """What is known about the talk as a whole; `talk` is None where a post is judged by its form alone.

    `names` is the outline's name table, empty for foreign posts. Make one per talk: what it has read is kept.
    """

    details: Details
    glossary: Glossary
    talk: Talk | None = None
    names: tuple[Name, ...] = ()

    @cached_property
    def table(self) -> Glossary:
        """The certain rows of the name table, as a glossary: what the captions make of them are wrong forms."""
        rows = {name.canonical.casefold(): name for name in self.names if name.certain}
        taken: set[str] = set()
        entries: list[Entry] = []
        for name in rows.values():
            # "Teodor" alone is no mishearing of Teodor Brandvik, nor is what the page itself writes.
            right = taken | rows.keys() | set(name.canonical.casefold().split())
            wrong = tuple(
                form
                for form in name.as_heard
                if form.casefold() not in right and form.casefold() not in self.heard.written.casefold()
            )
            taken |= {form.casefold() for form in wrong}
            entries.append(Entry(name.canonical, wrong=wrong, kind="product"))
        return Glossary(tuple(entries))

    @cached_property
    def heard(self) -> Heard:
        """The words of the talk and its uploader, read at the first asking."""
        return Heard(self.details, self.glossary, self.talk, self.names)

    @cached_property
    def said_again(self) -> frozenset[int]:
        """The blocks that are said again elsewhere in the talk."""
        return repeated(self.talk) if self.talk else frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the gate sees it.

    Attributes:
        start: seconds; None where a foreign post links to no moment.
        blocks: first and last block, where a summary has them.
        bullets: how many there are. cited: the blocks they cite.
    """

    id: str
    start: float | None
    bullets: int
    blocks: tuple[int, int] | None = None
    cited: tuple[int, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """All that is judged of a post: its claims in reading order, and its sections."""

    claims: tuple[Claim, ...]
    parts: tuple[Part, ...]

    def of(self, *kinds: str) -> tuple[Claim, ...]:
        """The claims that stand in these parts of the post (`bullet`, `heading` …)."""
        return tuple(claim for claim in self.claims if claim.place.part in kinds)


ClaimRule = Callable[[Claim, Evidence], Iterator[Finding]]
PageRule = Callable[[Page, Evidence], Iterator[Finding]]


def page_of(summary: Summary, talk: Talk | None) -> Page:
    """A summary as the gate judges it."""
    parts = tuple(
        Part(
            section.id,
            section.start,
            len(section.bullets),
            (section.first, section.last),
            tuple(bullet.block for bullet in section.bullets),
        )
        for section in summary.sections
    )
    return Page(claims_of(summary, talk), parts)


def claims_of(summary: Summary, talk: Talk | None) -> tuple[Claim, ...]:
    """The claims of a summary in reading order: title, key points, then each section's heading and bullets.

    The title rests on every bullet, a key point on those of its sections, a heading on those of its own; their
    windows are those sections' blocks. A bullet's window is its cited block and two on either side.
    """
    return tuple(_claims(summary, talk))


def _claims(summary: Summary, talk: Talk | None) -> Iterator[Claim]:
    every = tuple(bullet.ko for section in summary.sections for bullet in section.bullets)
    yield Claim(summary.title, Place("title"), window=talk.blocks if talk else (), rests_on=every, closed=True)
    for index, point in enumerate(summary.key_points):
        yield _key_point(index, point, summary, talk)
    for section in summary.sections:
        bullets = tuple(bullet.ko for bullet in section.bullets)
        yield Claim(
            section.heading,
            Place("heading", section.id),
            window=_blocks(talk, (section,)),
            rests_on=bullets,
            closed=True,
        )
        for index, bullet in enumerate(section.bullets):
            yield _bullet(index, bullet, section, talk)


def _key_point(index: int, point: KeyPoint, summary: Summary, talk: Talk | None) -> Claim:
    sections = tuple(section for section in summary.sections if section.id in point.sections)
    bullets = tuple(bullet.ko for section in sections for bullet in section.bullets)
    return Claim(
        point.text, Place("key-point", index=index), window=_blocks(talk, sections), rests_on=bullets, closed=True
    )


def _bullet(index: int, bullet: Bullet, section: Section, talk: Talk | None) -> Claim:
    return Claim(
        bullet.ko,
        Place("bullet", section.id, index),
        quote=bullet.quote_en,
        window=talk.window(bullet.block) if talk else (),
        cited=bullet.block,
    )


def _blocks(talk: Talk | None, sections: tuple[Section, ...]) -> tuple[Block, ...]:
    """The sections' blocks and two on either side of each, in spoken order, each once."""
    if talk is None:
        return ()
    wanted = {number for section in sections for number in range(section.first - 2, section.last + 3)}
    return tuple(block for block in talk.blocks if block.number in wanted)
