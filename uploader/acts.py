"""What a person may do to a held video; frozen, and kept one by one.

A place is where a statement stood in the summary *as it was held*. Nothing that is done later renumbers it.
"""

from dataclasses import dataclass

from uploader.models import Place, Rule


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for a title, heading, key point or bullet. Of a key point, `**…**` at its start is its subject."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A bullet or key point goes, or a section with its heading."""

    place: Place


@dataclass(frozen=True, slots=True)
class Restore:
    """What stood there when the summary was held stands there again."""

    place: Place


@dataclass(frozen=True, slots=True)
class Accept:
    """A finding is wrong or does not matter, and why: it stops no longer, while those words stand there."""

    place: Place
    rule: Rule
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The finding stops again."""

    place: Place
    rule: Rule
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A section is to be written anew by the model."""

    section: str


@dataclass(frozen=True, slots=True)
class Publish:
    """What the summary became is to be published."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing of this video is to be published."""

    reason: str = ""


Change = Edit | Delete | Restore | Accept | Withdraw
"""What changes the summary."""

Order = Ask | Publish
"""What the video's next look carries out."""

Act = Change | Order | Refuse
