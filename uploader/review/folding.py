"""Acts over a held summary, in the order in which they were done: what it became.

Every act names its place in the held summary, so none depends on what was deleted before it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from uploader.acts import Accept, Act, Delete, Edit, Restore, Withdraw
from uploader.models import Bullet, KeyPoint, Place, Section, Summary
from uploader.summary.merge import join

_LEAD = re.compile(r"\*\*(?P<lead>[^*]+)\*\*(?P<rest>.*)", re.DOTALL)

Finding = tuple[Place, str, str]
"""Where it stood in the held summary, its rule, its text."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A held summary after a person's acts.

    Attributes:
        summary: what would be published.
        stood: where each statement of `summary` stood in the held one, by where it stands now.
        edited: places in the held summary whose words are a person's.
        deleted: places in the held summary whose statements are gone; a section by its heading's.
        accepted: what a person accepted and did not change since.
    """

    summary: Summary
    stood: Mapping[Place, Place]
    edited: frozenset[Place]
    deleted: frozenset[Place]
    accepted: Mapping[Finding, Accept]

    def before(self, place: Place) -> Place:
        """Where in the held summary that is; the post as a whole has only one place."""
        return self.stood.get(place, place)


@dataclass(slots=True)
class _Done:
    """What the acts come to."""

    texts: dict[Place, str] = field(default_factory=dict)
    gone: set[Place] = field(default_factory=set)
    accepted: dict[Finding, Accept] = field(default_factory=dict)


def fold(held: Summary, acts: Iterable[Act]) -> Reviewed:
    """The summary after these acts; what orders or refuses changes no word of it."""
    done = _Done()
    for act in acts:
        _do(act, done)
    held_texts = texts_of(held)
    stood: dict[Place, Place] = {Place("title"): Place("title")}
    points = _points(held, done, stood)
    sections = _sections(held, done, stood)
    title = done.texts.get(Place("title"), held.title)
    return Reviewed(
        summary=replace(held, title=title, key_points=points, sections=sections),
        stood=stood,
        edited=frozenset(place for place, text in done.texts.items() if held_texts.get(place) != text),
        deleted=frozenset(done.gone),
        accepted=done.accepted,
    )


def texts_of(summary: Summary) -> dict[Place, str]:
    """Every statement by its place, as a person edits it."""
    points = {Place("key-point", index=at): written(point) for at, point in enumerate(summary.key_points)}
    told = {Place("title"): summary.title, **points}
    for section in summary.sections:
        told[Place("heading", section.id)] = section.heading
        told |= {Place("bullet", section.id, at): bullet.ko for at, bullet in enumerate(section.bullets)}
    return told


def written(point: KeyPoint) -> str:
    """A key point as a person edits it: `**subject**rest`."""
    return f"**{point.lead}**{point.rest}" if point.lead else point.rest


def read_point(text: str, sections: tuple[str, ...]) -> KeyPoint:
    """The key point that a person wrote; without `**` it has no subject in bold."""
    found = _LEAD.fullmatch(text)
    lead, rest = join(found["lead"], found["rest"]) if found else ("", text)
    return KeyPoint(lead, rest, sections)


def _do(act: Act, done: _Done) -> None:
    match act:
        case Edit(place, text):
            done.texts[place] = text
            _forget(place, done)
        case Delete(place):
            done.gone.add(place)
        case Restore(place):
            done.gone.discard(place)
            if done.texts.pop(place, None) is not None:
                _forget(place, done)
        case Accept(place, rule, text):
            done.accepted[place, rule, text] = act
        case Withdraw(place, rule, text):
            done.accepted.pop((place, rule, text), None)
        case _:
            pass


def _forget(place: Place, done: _Done) -> None:
    """What was accepted was accepted of other words."""
    done.accepted = {key: accept for key, accept in done.accepted.items() if key[0] != place}


def _points(held: Summary, done: _Done, stood: dict[Place, Place]) -> tuple[KeyPoint, ...]:
    kept: list[KeyPoint] = []
    for at, point in enumerate(held.key_points):
        place = Place("key-point", index=at)
        if place in done.gone:
            continue
        stood[Place("key-point", index=len(kept))] = place
        kept.append(read_point(done.texts[place], point.sections) if place in done.texts else point)
    return tuple(kept)


def _sections(held: Summary, done: _Done, stood: dict[Place, Place]) -> tuple[Section, ...]:
    kept: list[Section] = []
    for section in held.sections:
        heading = Place("heading", section.id)
        if heading in done.gone:
            continue
        bullets = _bullets(section, done, stood)
        if not bullets:
            continue
        stood[heading] = heading
        kept.append(replace(section, heading=done.texts.get(heading, section.heading), bullets=bullets))
    return tuple(kept)


def _bullets(section: Section, done: _Done, stood: dict[Place, Place]) -> tuple[Bullet, ...]:
    kept: list[Bullet] = []
    for at, bullet in enumerate(section.bullets):
        place = Place("bullet", section.id, at)
        if place in done.gone:
            continue
        stood[Place("bullet", section.id, len(kept))] = place
        kept.append(replace(bullet, ko=done.texts.get(place, bullet.ko)))
    return tuple(kept)
