"""Who speaks, as the title tells it: the strongest evidence for names that captions mishear.

Small Engines — Ada Byron, Engines Ltd            Ada Byron of Engines Ltd
Small Engines - Ada Byron & Bo Li, Engines Ltd    both of Engines Ltd
Cy Young in conversation with Bo Li, Engines Ltd  Cy Young, and Bo Li of Engines Ltd
Small Engines — Claude Code                       nobody: without a company it may be a subtitle
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Billed:
    """A speaker as the title spells the name; `company` is empty where the title gives none."""

    name: str
    company: str = ""


@dataclass(frozen=True, slots=True)
class Billing:
    """A title taken apart: the talk's own name and its speakers."""

    talk: str
    speakers: tuple[Billed, ...] = ()


_DASH = re.compile(r"\s+[—–|-]\s+|\s*—\s*")
_AND = re.compile(r"\s*(?:,|&|\band\b|\+)\s*", re.IGNORECASE)
_CONVERSATION = re.compile(r"\s+in conversation with\s+|\s+interviews\s+", re.IGNORECASE)
_PERSON = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*")
_PARTICLES = {"de", "da", "di", "del", "van", "von", "der", "den", "bin", "al", "la", "le"}


def billing(title: str) -> Billing:
    """What `title` says of its speakers: after its last dash, or around "in conversation with"; else nobody."""
    plain = " ".join(title.split())
    sides = [_people(side) for side in _CONVERSATION.split(plain, maxsplit=1)]
    if len(sides) == 2 and all(sides):
        return Billing(plain, sides[0] + sides[1])
    dashes = list(_DASH.finditer(plain))
    speakers = _people(plain[dashes[-1].end() :]) if dashes else ()
    if speakers and speakers[0].company:
        return Billing(plain[: dashes[-1].start()], speakers)
    return Billing(plain)


def _people(text: str) -> tuple[Billed, ...]:
    """`Ada Byron & Bo Li, Engines Ltd`: names, then at most one company; nobody where a name does not look like one."""
    names, _, company = text.rpartition(",") if "," in text else (text, "", "")
    people = tuple(part for part in _AND.split(names) if part)
    return tuple(Billed(name, company.strip()) for name in people) if all(map(_is_person, people)) else ()


def _is_person(text: str) -> bool:
    """Two to four words, each of which begins with a capital (`RL Nabors`, `Ludwig van Beethoven`)."""
    return bool(_PERSON.fullmatch(text)) and all(word[0].isupper() or word in _PARTICLES for word in text.split())
