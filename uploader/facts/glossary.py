"""The channel's glossary: one name a row, in a plain file that a person edits.

Tab-separated columns: canonical, aliases, Korean readings, wrong forms, kind, expansion. A list within a column is
separated by `|`; lines that begin with `#` are comments; columns at the end may be left out. A `?` before a reading
or a wrong form says that it is also a plain word or somebody else's name ("?queen" for Qwen): it is judged only
where the rest of the evidence speaks for this name. `uploader/glossary.tsv` is the one that ships.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Literal

from uploader.errors import BadInput
from uploader.facts.english import is_common
from uploader.facts.hangul import jamo

SHIPPED = files("uploader") / "glossary.tsv"
"""Where the glossary of this field lies; whoever puts the parts together reads it."""

COMMON_KINDS = frozenset({"term", "acronym"})
"""Kinds that are the field's vocabulary, which any writer may use; the other kinds are names of somebody's."""

KINDS = COMMON_KINDS | {
    "model", "lab", "company", "product", "tool", "framework", "library", "person", "benchmark", "event", "place",
    "protocol", "hardware", "method",
}  # fmt: skip

_COLUMNS = 6
_LONG_READING = 4  # syllables
_Sort = Literal["spelled", "misspelled", "read"]
_SPACE = re.compile(r"\s+")
_NOT_AFTER = re.compile(r"[A-Za-z0-9][-.]?\Z")  # not "$", which also matches before a line feed
_NOT_BEFORE = re.compile(r"[A-Za-z0-9]|['’](?!s\b)[a-z]")
_WORD_START = re.compile(r"[A-Za-z0-9]+|[가-힣]+|[Ͱ-Ͽ]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name.

    Attributes:
        aliases: other right spellings. readings: how Korean writes it. wrong: what captions make of it.
        kind: model, lab, company, tool, framework, person, benchmark, term, acronym…
        expansion: what an acronym stands for, empty where it is none.
        doubtful: those of `readings` and `wrong` that are also plain words or other names.
    """

    canonical: str
    aliases: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    kind: str = "term"
    expansion: str = ""
    doubtful: frozenset[str] = frozenset()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every right spelling in Latin script."""
        return (self.canonical, *self.aliases)

    @property
    def is_name(self) -> bool:
        """Whether it names somebody or something, so that a talk must have said it."""
        return self.kind not in COMMON_KINDS

    def right_for(self, wrong: str) -> str:
        """What stands for a wrong form: the canonical name, or its first reading for a form in Hangul."""
        return self.readings[0] if self.readings and not wrong.isascii() else self.canonical


@dataclass(frozen=True, slots=True)
class Match:
    """A form of an entry, found in a text at `start`…`end`."""

    entry: Entry
    form: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A place in the tree of forms: the letters that may follow, and the entry whose form ends here."""

    after: "dict[str, _Node]" = field(default_factory=dict)
    ends: Entry | None = None


@dataclass(frozen=True)
class Glossary:
    """All entries, in file order."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def _spellings(self) -> dict[str, Entry]:
        return {form.casefold(): entry for entry in self.entries for form in entry.spellings}

    @cached_property
    def _wrong(self) -> dict[str, Entry]:
        return {form.casefold(): entry for entry in self.entries for form in entry.wrong}

    @cached_property
    def _readings(self) -> dict[str, Entry]:
        return {form: entry for entry in self.entries for form in entry.readings}

    @cached_property
    def _find(self) -> Callable[[_Sort, str], tuple[Match, ...]]:
        """The forms of one sort in a text; several rules ask for the same text one after another."""
        tries: dict[_Sort, _Node] = {
            "spelled": _trie(self._spellings),
            "misspelled": _trie(self._wrong),
            "read": _trie(self._readings),
        }

        def find(sort: _Sort, text: str) -> tuple[Match, ...]:
            return tuple(_matches(tries[sort], text))

        return lru_cache(maxsize=256)(find)

    @cached_property
    def letters(self) -> tuple[tuple[str, str, Entry], ...]:
        """Each word of a name that is no common word: its letters alone, its spelling, its entry."""
        return tuple(
            ("".join(filter(str.isalpha, word)).casefold(), word, entry)
            for entry in self.entries
            if entry.is_name
            for word in entry.canonical.split()
            if word.isalpha() and word.isascii() and not is_common(word)
        )

    @cached_property
    def long_readings(self) -> dict[str, tuple[tuple[str, str, Entry], ...]]:
        """Readings of names that are too long to be met by chance, with their jamo, by first syllable."""
        found: dict[str, tuple[tuple[str, str, Entry], ...]] = {}
        for entry in self.entries:
            for reading in entry.readings if entry.is_name else ():
                if len(reading) >= _LONG_READING and re.fullmatch("[가-힣]+", reading):
                    found[reading[0]] = (*found.get(reading[0], ()), (reading, jamo(reading), entry))
        return found

    def entry(self, spelling: str) -> Entry | None:
        """The entry whose right spelling this is, in any case."""
        return self._spellings.get(spelling.casefold())

    def spelled(self, text: str) -> tuple[Match, ...]:
        """Right spellings in Latin script, in any case, longest first, none within another."""
        return self._find("spelled", text)

    def misspelled(self, text: str) -> tuple[Match, ...]:
        """Wrong forms, in any case; right spellings that hold one ("Cloud Code Assist") are not told apart here."""
        return self._find("misspelled", text)

    def read(self, text: str) -> tuple[Match, ...]:
        """Korean readings; what follows one (a particle, another noun) is the caller's to look at."""
        return () if text.isascii() else self._find("read", text)


def _trie(forms: dict[str, Entry]) -> _Node:
    """All forms as one tree, so that each letter of a text is read once, however many forms begin alike."""
    root = _Node()
    for form, entry in forms.items():
        node = root
        for letter in form.lower():
            node = node.after.setdefault(letter, _Node())
        node.ends = entry
    return root


def _matches(root: _Node, text: str) -> Iterator[Match]:
    """The longest form at each word's start, none within another."""
    done = 0
    for word in _WORD_START.finditer(text):
        start = word.start()
        if start < done or _NOT_AFTER.search(text, max(0, start - 2), start):
            continue
        found = _longest(root, text, start)
        if found is not None:
            entry, done = found
            yield Match(entry, " ".join(text[start:done].split()), start, done)


def _longest(root: _Node, text: str, start: int) -> tuple[Entry, int] | None:
    """Hangul may follow a form (a particle); a letter or digit of Latin script may not, nor an apostrophe but 's."""
    node = root
    found: tuple[Entry, int] | None = None
    at = start
    while at < len(text):
        space = _SPACE.match(text, at)
        after = node.after.get(" " if space else text[at].lower())
        if after is None:
            break
        node = after
        at = space.end() if space else at + 1
        if node.ends is not None and not _NOT_BEFORE.match(text, at):
            found = node.ends, at
    return found


def read_glossary(text: str) -> Glossary:
    """The glossary that `text` holds.

    Raises:
        BadInput: a line has no name, too many columns, an unknown kind, a name or a wrong form that another line
            has too, or a wrong form that is another line's right one; the message names the line.
    """
    entries: list[Entry] = []
    right: dict[str, int] = {}
    wrong: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = _entry(line, number)
        for form in entry.spellings:
            _claim(form, right, number, "name")
        for form in entry.wrong:
            _claim(form, wrong, number, "wrong form")
        entries.append(entry)
    for entry in entries:
        for form in entry.wrong:
            if form.casefold() in right and form not in entry.doubtful:
                raise BadInput(
                    f"glossary line {wrong[form.casefold()]}: wrong form {form!r} is a right name in line "
                    f"{right[form.casefold()]} (mark it with '?' if both are meant)"
                )
    return Glossary(tuple(entries))


def _entry(line: str, number: int) -> Entry:
    columns = line.rstrip("\r\n").split("\t")
    if len(columns) > _COLUMNS:
        raise BadInput(f"glossary line {number}: {len(columns)} columns, at most {_COLUMNS} are known")
    canonical, aliases, readings, wrong, kind, expansion = (*columns, *[""] * (_COLUMNS - len(columns)))
    if not canonical.strip():
        raise BadInput(f"glossary line {number}: no name in the first column")
    kind = kind.strip() or "term"
    if kind not in KINDS:
        raise BadInput(f"glossary line {number}: unknown kind {kind!r} (one of {', '.join(sorted(KINDS))})")
    given = [*_list(readings), *_list(wrong)]
    return Entry(
        canonical=canonical.strip(),
        aliases=_list(aliases),
        readings=tuple(form.removeprefix("?") for form in _list(readings)),
        wrong=tuple(form.removeprefix("?") for form in _list(wrong)),
        kind=kind,
        expansion=expansion.strip(),
        doubtful=frozenset(form.removeprefix("?") for form in given if form.startswith("?")),
    )


def _list(column: str) -> tuple[str, ...]:
    return tuple(" ".join(item.split()) for item in column.split("|") if item.strip())


def _claim(form: str, taken: dict[str, int], number: int, what: str) -> None:
    first = taken.setdefault(form.casefold(), number)
    if first != number:
        raise BadInput(f"glossary line {number}: the {what} {form!r} stands in line {first} already")
