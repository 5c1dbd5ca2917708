"""Who speaks, as the title tells it: the strongest evidence for names that captions mishear.

Autonomy Is All You Need — Ada Byron, Engines          Ada Byron of Engines
Evals at Scale - Ada Byron & Bo Li, Engines            Ada Byron, Bo Li of Engines
Ada Byron in conversation with Bo Li, Engines          Ada Byron, Bo Li of Engines
Evals at Scale: Ada Byron                              nobody, since it may be a subtitle
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Billing:
    """A title taken apart: the talk's own name, its speakers as spelled there, their company ("" where none)."""

    talk: str
    speakers: tuple[str, ...] = ()
    company: str = ""


_DASH = re.compile(r"\s+[—–|-]\s+|\s*—\s*")
_AND = re.compile(r"\s*(?:,|&|\band\b|\bwith\b|\+)\s*", re.IGNORECASE)
_CONVERSATION = re.compile(r"\s+(?:in conversation|interviews|talks|chats)(?:\s+(?:with|to))?\s+", re.IGNORECASE)
_PERSON = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*")
_PARTICLES = {"de", "da", "di", "del", "van", "von", "der", "den", "bin", "al", "la", "le"}


def billing(title: str) -> Billing:
    """What `title` says of its speakers: after its last dash, or around "in conversation with"; else nobody."""
    plain = " ".join(title.split())
    if len(sides := _CONVERSATION.split(plain, maxsplit=1)) == 2:
        first, second = (_people(side) for side in sides)
        if first.speakers and second.speakers:
            return Billing(plain, first.speakers + second.speakers, second.company or first.company)
    parts = _DASH.split(plain)
    if len(parts) < 2:
        return Billing(plain)
    people = _people(parts[-1])
    talk = plain[: plain.rindex(parts[-1])].rstrip(" —–|-")
    return Billing(talk, people.speakers, people.company) if people.speakers else Billing(plain)


def _people(text: str) -> Billing:
    """`Ada Byron & Bo Li, Engines`: names first, then at most one company; nobody where a part looks like neither."""
    names, _, company = text.rpartition(",")
    if not names:
        names, company = text, ""
    speakers = tuple(part.strip() for part in _AND.split(names) if part.strip())
    if not all(map(_is_person, speakers)):
        return Billing("")
    if _is_person(company.strip()) and len(speakers) > 1 and "," in names:  # "Ada Byron, Bo Li, Cy Young"
        return Billing("", (*speakers, company.strip()))
    return Billing("", speakers, company.strip())


def _is_person(text: str) -> bool:
    """Two to four words, each of which begins with a capital (`RL Nabors`, `Ludwig van Beethoven`)."""
    return bool(_PERSON.fullmatch(text)) and all(word[0].isupper() or word in _PARTICLES for word in text.split())
