"""What the gate judges: a claim with the place where it stands and the words that must bear it out.

Every rule is a pure function `(claim, evidence) → findings`; a summary and a foreign post's file both become claims,
so that `run`, `check` and `audit` are judged by the same code.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from uploader.facts.glossary import Glossary
from uploader.models import Block, Details, Finding, Name, Place, Talk


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a post, as plain text without Markdown.

    Attributes:
        quote: the English words it rests on; None where a post carries none (headings, key points, foreign posts).
        window: the blocks that may bear it out: the cited block ± 2, its section's blocks, or the whole talk.
        rests_on: for headings and key points, the Korean bullets they may repeat claims of.
        cited: the block number the bullet cites, where it does.
    """

    text: str
    place: Place
    quote: str | None = None
    window: tuple[Block, ...] = ()
    rests_on: tuple[str, ...] = ()
    cited: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about the talk as a whole; `talk` is None where a post is judged by its form alone.

    `names` is the outline's name table, empty for foreign posts.
    """

    details: Details
    glossary: Glossary
    talk: Talk | None = None
    names: tuple[Name, ...] = ()


ClaimRule = Callable[[Claim, Evidence], Iterator[Finding]]
