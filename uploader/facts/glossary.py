"""The channel's glossary: one name a row, in a plain file that a person edits.

Tab-separated columns: canonical, aliases, Korean readings, wrong forms, kind, expansion; a list within a column is
separated by `|`; lines that begin with `#` are comments.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One name.

    Attributes:
        aliases: other right spellings. readings: how Korean writes it. wrong: what captions make of it.
        kind: model, lab, company, tool, framework, person, benchmark, term, acronym…
        expansion: what an acronym stands for, empty where it is none.
    """

    canonical: str
    aliases: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    kind: str = "term"
    expansion: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All entries, in file order."""

    entries: tuple[Entry, ...] = ()
