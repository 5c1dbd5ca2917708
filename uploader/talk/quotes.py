"""Where a quote stands in the talk: the anchor of every claim.

A model that copies speech tidies it: measured on three talks, 35 of 67 quotes were exact and 67 of 67 were once
fillers ("uh", "you know") and stutters ("we we're", "at a uh at a") were forgiven. So a quote may lack the talk's
stutters and have other fillers, and nothing else is forgiven: a word added, left out or changed is no quote. Case,
punctuation, dashes and spaces do not count; the point of "3.5", the sign of "5%" and the size of "2,700" do.

Not everything that looks like a stutter is one: "twenty twenty-five" is no twenty-five, so a number is never dropped
(an amount said twice, "4 billion 4 billion", is), and "like 10" is a hedge, so "like" before a number stays.

An ellipsis is no bridge over what turns a claim round. One is accepted, with four words or more on either side, over
at most twelve words that hold no number and no negation.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from uploader.models import Block


@dataclass(frozen=True, slots=True)
class Found:
    """A quote's place in the talk.

    Attributes:
        block: number of the block its first word stands in.
        offset: characters from that block's start to the first word.
        moment: seconds at which that word is spoken.
        exact: word for word; False where fillers, stutters or an ellipsis were forgiven.
        said: the talk's own words from the first to the last, fillers and stutters included.
    """

    block: int
    offset: int
    moment: float
    exact: bool
    said: str


@dataclass(frozen=True, slots=True)
class Word:
    """A normalised word with its place in the text it was read from; `broken` where a hyphen cuts it off ("w- we")."""

    text: str
    start: int
    end: int
    broken: bool = False


_WORD = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)+|\d+|(?<![\w.])\.\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[%$€£¥₩+&@#=°]")
_ELLIPSIS = re.compile(r"[\[(]?\s*(?:…|\.\s?\.\s?\.)[.…]*\s*[\])]?")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "`": "'", "´": "'"})

FILLERS = frozenset({"uh", "uhh", "uhm", "um", "umm", "er", "erm", "ehm", "eh", "ah", "hm", "hmm", "mm", "mhm"})
_PHRASES = frozenset({("you", "know"), ("i", "mean")})
_NUMBERS = frozenset(
    re.findall(
        r"\w+",
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
        billion trillion half dozen double triple""",
    )
)
_MONEY = frozenset("$€£¥₩")
_NEGATIONS = frozenset(
    re.findall(r"\w+", "no not never none nor neither nothing nobody without hardly barely only cannot")
)

_STUTTER = 6  # words; longer repeats are rhetoric
_SIDE = 4  # words that each side of an ellipsis must have
_BRIDGE = 12  # words that an ellipsis may leave out


def find_quote(quote: str, window: Sequence[Block]) -> Found | None:
    """The first place in `window` (consecutive blocks) where `quote` is said; None where it is not.

    An exact place is preferred to an earlier one that needs forgiving. A quote without a word is found nowhere.
    """
    parts = [part for piece in _ELLIPSIS.split(quote) if (part := words(piece))]
    if not parts:
        return None
    whole = tuple(word for part in parts for word in part)
    spoken = _Spoken(window)
    return spoken.exact(whole) or spoken.tidied(whole) or (spoken.bridged(*parts) if len(parts) == 2 else None)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text` as quotes compare them, in order: lower case, `2,700` as `2700`, `4.9K` as `4.9` and `k`."""
    folded = _fold(text)
    found = _WORD.finditer(folded)
    return tuple(
        Word(
            match[0].replace(",", "").casefold(),
            match.start(),
            match.end(),
            broken=folded[match.end() : match.end() + 2] in {"- ", "-"},
        )
        for match in found
    )


def _fold(text: str) -> str:
    """`text` with plain apostrophes and compatibility forms (full-width digits, ligatures), as long as before."""
    if text.isascii():
        return text.replace("`", "'")
    plain = text.translate(_APOSTROPHES)
    return "".join(folded if len(folded := unicodedata.normalize("NFKC", char)) == 1 else char for char in plain)


def is_number(word: str) -> bool:
    """Whether a normalised word is a figure, a number word, or the sign of an amount of money."""
    return word[-1].isdigit() or word in _NUMBERS or word in _MONEY


class _Spoken:
    """The words of a window of blocks, with the way back to their places."""

    def __init__(self, window: Sequence[Block]) -> None:
        self.blocks = window
        per_block = [words(block.text) for block in window]
        self.words = [word for block in per_block for word in block]
        self.firsts = list(accumulate((len(block) for block in per_block), initial=0))
        self.line = " " + "".join(_line(block.text) for block in window)

    def exact(self, quote: Sequence[Word]) -> Found | None:
        at = self.line.find(" " + "".join(f"{word.text} " for word in quote))
        if at < 0:
            return None
        first = self.line.count(" ", 0, at)
        return self.found(first, first + len(quote) - 1, exact=True)

    def tidied(self, quote: Sequence[Word]) -> Found | None:
        for tried in (_kept(quote), _kept(_untorn(quote))):
            for first, last in self.spans(tried):
                return self.found(first, last, exact=False)
        return None

    def bridged(self, left: Sequence[Word], right: Sequence[Word]) -> Found | None:
        sides = _kept(left), _kept(right)
        if min(map(len, sides)) < _SIDE:
            return None
        ends = tuple(self.spans(sides[1]))
        for first, end in self.spans(sides[0]):
            for start, last in ends:
                if self.may_skip(end + 1, start):
                    return self.found(first, last, exact=False)
        return None

    def may_skip(self, start: int, end: int) -> bool:
        skipped = [word.text for word in self.words[start:end]]
        return 0 <= end - start <= _BRIDGE and not any(
            is_number(word) or word in _NEGATIONS or word.endswith("n't") for word in skipped
        )

    def spans(self, quote: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """First and last word of each stretch that is `quote` but for fillers and stutters."""
        if not quote or not {word.text for word in quote} <= {word.text for word in self.words}:
            return
        places = _kept_places(self.words)
        said = [self.words[place] for place in places]
        for start in range(len(said)):
            if said[start].text == quote[0].text and (end := _match(said, start, quote)):
                yield places[start], places[end - 1]

    def found(self, first: int, last: int, *, exact: bool) -> Found:
        opening, closing = self.index_of(first), self.index_of(last)
        start, end = self.words[first].start, self.words[last].end
        texts = [block.text for block in self.blocks[opening : closing + 1]]
        texts[-1] = texts[-1][:end]
        texts[0] = texts[0][start:]
        block = self.blocks[opening]
        return Found(block.number, start, block.moment(start), exact, " ".join(texts))

    def index_of(self, word: int) -> int:
        return bisect_right(self.firsts, word) - 1


@lru_cache(maxsize=4096)
def _line(text: str) -> str:
    """The words of `text`, each with a space behind it, so that a search for whole words is one for a substring."""
    return "".join(f"{word.text} " for word in words(text))


def _kept(said: Sequence[Word]) -> list[Word]:
    return [said[place] for place in _kept_places(said)]


def _kept_places(said: Sequence[Word]) -> list[int]:
    """Indexes of the words that are no fillers."""
    places: list[int] = []
    skip_to = 0
    for place, word in enumerate(said):
        if place < skip_to or word.text in FILLERS:
            continue
        after = said[place + 1].text if place + 1 < len(said) else ""
        if (word.text, after) in _PHRASES:
            skip_to = place + 2
        elif word.text == after and place + 2 < len(said) and (after, said[place + 2].text) in _PHRASES:
            continue
        elif not (word.text == "like" and after and not is_number(after)):
            places.append(place)
    return places


def _untorn(quote: Sequence[Word]) -> Sequence[Word]:
    """`quote` without half a filler at its edges: the "know" of a "you know" before it, a last "like"."""
    first, last = int(quote[0].text in {"know", "mean"}), len(quote)
    while last > first and quote[last - 1].text in {"you", "i", "like"}:
        last -= 1
    return quote[first:last]


def _match(said: Sequence[Word], start: int, quote: Sequence[Word]) -> int:
    """Index after the last word of `said` that `quote` covers from `start` on, stutters skipped; 0 for none."""
    open_states = [(start, 0)]
    seen: set[tuple[int, int]] = set()
    while open_states:
        state = open_states.pop()
        if state in seen:
            continue
        seen.add(state)
        here, asked = state
        if asked == len(quote):
            return here
        open_states += [(here + step, asked) for step in _stutters(said, here)]
        if here < len(said) and said[here].text == quote[asked].text:
            open_states.append((here + 1, asked + 1))
    return 0


def _stutters(said: Sequence[Word], at: int) -> Iterator[int]:
    """How many words from `at` on are said again at once: `at a at a` 2, `we we're` 1, `w- we` 1."""
    if at + 1 >= len(said):
        return
    word, after = said[at], said[at + 1].text
    if after.startswith(f"{word.text}'") or (word.broken and after.startswith(word.text)):
        yield 1
    for size in range(1, min(_STUTTER, (len(said) - at) // 2) + 1):
        if word.text != said[at + size].text:
            continue
        once = [each.text for each in said[at : at + size]]
        again = [each.text for each in said[at + size : at + 2 * size]]
        if once == again and not (size == 1 and is_number(word.text)) and not _NUMBERS.issuperset(once):
            yield size
