"""Ways to make a claim, and to spoil a summary."""

from dataclasses import dataclass, replace

from uploader.gate.claims import Claim, Evidence
from uploader.models import Bullet, Name, Place, Summary, Talk


@dataclass(frozen=True)
class World:
    """A careful summary and what it rests on."""

    summary: Summary
    evidence: Evidence


def bullet_of(text: str, talk: Talk, quote: str | None = None, block: int = 3) -> Claim:
    """A bullet's claim that says `text`."""
    return Claim(text, Place("bullet", "s1", 0), quote, talk.window(block), cited=block)


def with_bullet(summary: Summary, bullet: Bullet, section: int = 0, index: int = 0) -> Summary:
    """The summary with one bullet replaced."""
    old = summary.sections[section]
    bullets = (*old.bullets[:index], bullet, *old.bullets[index + 1 :])
    sections = (
        *summary.sections[:section],
        replace(old, bullets=bullets),
        *summary.sections[section + 1 :],
    )
    return replace(summary, sections=sections)


def certain(canonical: str, *as_heard: str) -> Name:
    """A row of the name table that the whole talk makes certain."""
    return Name(canonical, as_heard, kind="company", basis="title", certain=True)
