"""The numbers of English passages, each with the words around it: what claims are held against."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from uploader.facts.english_numbers import read_english
from uploader.facts.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Mention:
    """A heard number and the passage (index and text) in which it stands."""

    quantity: Quantity
    passage: int
    text: str

    def around(self, reach: int = 120) -> str:
        """The words near it."""
        return self.text[max(0, self.quantity.start - reach) : self.quantity.end + reach]


@dataclass(frozen=True, slots=True)
class Heard:
    """All numbers of some passages; `values` is sorted and runs beside `mentions`; `vague` ones stand apart."""

    values: tuple[float, ...]
    mentions: tuple[Mention, ...]
    vague: tuple[Mention, ...]

    def between(self, low: float, high: float) -> tuple[Mention, ...]:
        """Mentions whose base value lies in low…high."""
        return self.mentions[bisect_left(self.values, low) : bisect_right(self.values, high)]


@lru_cache(maxsize=512)
def hear(passages: tuple[str, ...]) -> Heard:
    """The numbers of English `passages`."""
    found = [
        (float(abs(quantity.base_low)), Mention(quantity, index, text))
        for index, text in enumerate(passages)
        for quantity in read_english(text)
    ]
    plain = sorted((each for each in found if not each[1].quantity.vague), key=lambda each: each[0])
    return Heard(
        tuple(value for value, _ in plain),
        tuple(mention for _, mention in plain),
        tuple(mention for _, mention in found if mention.quantity.vague),
    )
