"""What a talk's own words bear out: names heard, spelled by the title, or listed by the glossary.

Captions write one name in several ways ("PlanetScale", "planet scale", "Planet Scale") and versions in words ("GPT
five"), so both sides are brought to one form: humps and digits apart, number words as digits, lower case, one space.
A name is then looked for with any spaces left out. Read once per talk, asked by every rule.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from uploader.facts.english import is_common
from uploader.facts.glossary import Entry, Glossary
from uploader.facts.hangul import distance
from uploader.models import Details, Name, Talk

Support = Literal["strong", "some", "once", "none"]

LATIN = re.compile(r"[A-Za-z0-9À-ɏ]+(?:[-.'’&+_][A-Za-z0-9À-ɏ]+)*\+{0,2}")
"""A word in Latin script as bullets write it: `Claude`, `GPT-5.2`, `Next.js`, `W&B`, `C++`."""

_QUANTITY = re.compile(
    r"\d[\d.,]*(?:[a-z]{1,2}|k|m|b|t|x|ms|ns|µs|s|sec|min|h|hr|d|gb|mb|tb|kb|pb|g|kg|km|cm|mm|w|kw|mw|gw|hz|khz|mhz|ghz|fps|rps|qps|tps|p|st|"
    r"nd|rd|th|bit|px|am|pm|pp|usd|way|shot|step|hop|year|day|d)?(?:[-/.]\d[\d.,]*[a-z]{0,2})*\+?",
    re.IGNORECASE,
)
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 500, 20_000  # characters; YouTube's own limits are 100 and 5,000
_LONG_ENOUGH = 4  # letters from which a near miss is no chance
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_ATOM = re.compile(r"[a-zà-ɏ]+(?:'[a-z]+)?|\d+")
_NUMBER_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty"""
_DIGITS: dict[str, str] = {word: str(value) for value, word in enumerate(_NUMBER_WORDS.split())}
_POINT = re.compile(r"(?<=\d) (?:point|dot) (?=\d)")
_GENITIVE = re.compile(r"['’]s$")
_POSSESSIVE = re.compile(r"'s\b|s'(?=\s|$)")
_SMALL_WORDS = """a an the of to and or in on at for is are was were be been it its this that these those i you we
they he she so but not with from by as if do does did have has had my your our their just like can will would what"""
_FUNCTION = frozenset(_SMALL_WORDS.split())
_INFLECTIONS = frozenset(
    ("s", "es", "d", "ed", "r", "er", "rs", "ers", "ing", "ly", "ic", "al", "ment", "able", "ness", "y", "n", "an")
)


def plain(text: str) -> str:
    """`text` in the one form: `GPT-5.2` and `GPT five point two` are both `gpt 5 2`."""
    apart = _HUMP.sub(" ", text.replace("’", "'"))
    atoms = [_DIGITS.get(atom[0], atom[0]) for atom in _ATOM.finditer(_POSSESSIVE.sub("", apart.casefold()))]
    return _POINT.sub(" ", " ".join(atoms))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word in Latin script that may be a name, at `start`…`end` of the text it stands in."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written as a name: with a capital anywhere."""
        return any(letter.isupper() for letter in self.text)


def latin_words(text: str) -> Iterator[Candidate]:
    """The words of `text` in Latin script, bare numbers and quantities (`27B`, `10x`, `200ms`) left out."""
    for found in LATIN.finditer(text):
        word = _GENITIVE.sub("", found[0] if found[0] in {"C++", "c++"} else found[0].rstrip("+"))
        if sum(map(str.isalnum, word)) > 1 and any(map(str.isalpha, word)) and not _QUANTITY.fullmatch(word):
            yield Candidate(word, found.start(), found.start() + len(word))


class _Said:
    """A text in the one form, to be searched by words and by letters that begin and end with words."""

    def __init__(self, text: str) -> None:
        self.text = f" {text} "
        self.words = Counter(text.split())
        self._letters = text.replace(" ", "")
        edges = bytearray(len(self._letters) + 1)
        at = 0
        for word in text.split():
            edges[at] = 1
            at += len(word)
        edges[at] = 1
        self._edges = edges

    def count(self, letters: str) -> int:
        """How often `letters` are said, with any spaces between them."""
        found = 0
        at = self._letters.find(letters)
        while at >= 0:
            found += self._edges[at] & self._edges[at + len(letters)]
            at = self._letters.find(letters, at + 1)
        return found


class Heard:
    """The words of a talk and of what its uploader wrote about it, read once.

    Args:
        details: title, description, chapters and channel: what a person wrote, so strong support.
        names: the outline's name table; its certain rows are strong support.
        talk: the captions; None where a post is judged by its form alone.
    """

    def __init__(self, details: Details, glossary: Glossary, talk: Talk | None, names: tuple[Name, ...] = ()) -> None:
        self.glossary = glossary
        self.has_talk = talk is not None
        self._certain = tuple(name for name in names if name.certain)
        title, description = details.title[:_LONGEST_TITLE], details.description[:_LONGEST_DESCRIPTION]
        chapters = " . ".join(chapter.title for chapter in details.chapters)
        self.written = f"{title} . {description} . {chapters} . {details.channel}"
        self.written += "".join(f" . {name.canonical}" for name in self._certain)
        self.spoken = "\n".join(block.text for block in talk.blocks) if talk else ""
        self._strong = _Said(plain(self.written))
        self._bearing: dict[str, Support] = {}
        self._entries: dict[str, Support] = {}
        self._near: dict[str, str | None] = {}

    @cached_property
    def _text(self) -> "_Said":
        return _Said(plain(self.spoken))

    @cached_property
    def _lower(self) -> frozenset[str]:
        """Words the captions write without a capital; none where captions have no capitals at all."""
        found = re.findall(r"[A-Za-z][A-Za-z']*", self.spoken)
        lower = frozenset(word for word in found if word.islower())
        return lower if sum(not word.islower() for word in found) * 50 > len(found) else frozenset()

    @cached_property
    def _initials(self) -> str:
        return "".join(
            "." if word in _FUNCTION else word[0] for word in f"{self._strong.text} . {self._text.text}".split()
        )

    def support(self, word: str) -> Support:
        """How the evidence bears a word out, in any spelling with or without spaces, plural or not."""
        known = self._bearing.get(word)
        if known is None:
            known = self._bearing[word] = self._support(word)
        return known

    def _support(self, word: str) -> Support:
        forms = _forms(plain(word))
        if not forms:
            return "strong"
        if any(self._count(form, self._strong) for form in forms):
            return "strong"
        said = sum(self._count(form, self._text) for form in forms)
        return "some" if said > 1 else "once" if said else "none"

    @staticmethod
    def _count(form: str, said: "_Said") -> int:
        letters = form.replace(" ", "")
        if form in said.words:
            return said.words[form]
        return said.count(letters) if len(letters) > 1 else 0

    def entry_support(self, entry: Entry) -> Support:
        """How the evidence bears out a glossary's name: by a right spelling, a reading, or a form captions make of it.

        A doubtful wrong form in the captions ("queen") is some support only.
        """
        known = self._entries.get(entry.canonical)
        if known is None:
            known = self._entries[entry.canonical] = self._entry_support(entry)
        return known

    def _entry_support(self, entry: Entry) -> Support:
        if any(self.support(form) != "none" for form in entry.spellings) or (
            entry.expansion and self.says(entry.expansion)
        ):
            return "strong"
        for form in (*entry.wrong, *entry.readings):
            if form.isascii() and self._count(plain(form), self._text):
                return "some" if form in entry.doubtful else "strong"
            if not form.isascii() and form in self.written:
                return "strong"
        return "none"

    def says(self, phrase: str) -> bool:
        """Whether the talk or its uploader uses these words one after another, hyphens and plurals aside."""
        forms = _forms(plain(phrase))
        return any(f" {form} " in said.text for form in forms for said in (self._text, self._strong))

    def abbreviates(self, word: str) -> bool:
        """Whether a run of spoken content words has these initials ("product market fit" for PMF).

        Short ones match by chance, so fewer than three letters prove nothing.
        """
        letters = word.casefold().removesuffix("s") if word[:-1].isupper() else word.casefold()
        return len(letters) > 2 and letters.isalpha() and letters in self._initials

    def is_word(self, word: str) -> bool:
        """Whether it is a word and no name: of the language, or written without a capital by the captions.

        A word with hyphens is one when each of its parts is.
        """
        parts = [part for part in re.split(r"[-_]", word.casefold()) if part]
        return all(
            is_common(part) or part in _FUNCTION or part in self._lower or part.removesuffix("s") in self._lower
            for part in parts
        )

    @cached_property
    def _written_names(self) -> dict[str, str]:
        """Names in what a person wrote and in the certain rows: their letters and their spelling."""
        certain = (word for name in self._certain for word in name.canonical.split())
        written = (word.text for word in latin_words(self.written) if word.capital and not self.is_word(word.text))
        found: dict[str, str] = {}
        for spelling in (*certain, *written):
            letters = plain(spelling).replace(" ", "")
            if len(letters) >= _LONG_ENOUGH and letters.isalpha():
                found.setdefault(letters, spelling)
        return found

    def near_miss(self, word: str) -> str | None:
        """The strong name that `word` is a misspelling of; None where it is none, or could be two."""
        if word not in self._near:
            self._near[word] = self._near_miss(plain(word).replace(" ", ""))
        return self._near[word]

    def _near_miss(self, letters: str) -> str | None:
        if len(letters) < _LONG_ENOUGH or not (letters.isascii() and letters.isalpha()):
            return None
        near = {spelling for target, spelling in self._written_names.items() if _is_near(letters, target)}
        for target, spelling, entry in self.glossary.letters:
            if len(target) >= _LONG_ENOUGH and _is_near(letters, target) and self.entry_support(entry) == "strong":
                near.add(spelling)
        return near.pop() if len(near) == 1 else None


def _forms(form: str) -> tuple[str, ...]:
    """A word and its other number."""
    if not form:
        return ()
    if form[-1].isdigit() or len(form) < 3:
        return (form,)
    if form.endswith("ies"):
        return form, f"{form[:-3]}y"
    if form.endswith("s"):
        return (form, form[:-1], form.removesuffix("es")) if form.endswith("es") else (form, form[:-1])
    return form, f"{form}s"


def _is_near(word: str, target: str) -> bool:
    shorter, longer = sorted((word, target), key=len)
    limit = 1 if len(shorter) < 7 else 2
    if word == target or len(longer) - len(shorter) > limit or len(set(word) ^ set(target)) > 2 * limit:
        return False  # an edit changes two letters at most: most pairs end here
    if longer.startswith(shorter) and longer[len(shorter) :] in _INFLECTIONS:
        return False
    return distance(word, target, limit) <= limit
