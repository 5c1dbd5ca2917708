"""The same talk, published again as a video of its own.

Channels cut a talk out, correct its title and upload it again. What shows it is the words: two transcripts of one
recording share most runs of six words whatever the captions mishear, those of different talks none. Title and length
alone show nothing (a series has both alike), so they only narrow down whom to compare with.
"""

import re
from difflib import SequenceMatcher

from uploader.models import Details, Talk
from uploader.talk.repeats import contained, runs

NEAR_DURATION = 0.02
"""Share by which the lengths may differ."""

_SAME_WORDS = 0.5  # share of the shorter one's runs
_CERTAIN_WORDS = 0.8  # so much that the title may be another
_NEAR_TITLE = 0.6  # difflib ratio of the words in order
_WORD = re.compile(r"\w+")


def near_duration(one: float, other: float) -> bool:
    """Whether two lengths in seconds may be one recording's."""
    return abs(one - other) <= NEAR_DURATION * max(one, other)


def near_title(one: str, other: str) -> bool:
    """Whether two titles may be one talk's: most words alike, in order, whatever stands around them."""
    words, others = (_WORD.findall(title.casefold()) for title in (one, other))
    if not words or not others:
        return False
    same = sum(block.size for block in SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks())
    return same >= _NEAR_TITLE * min(len(words), len(others)) and same >= min(2, len(words), len(others))


def same_talk(one: Talk, other: Talk) -> bool:
    """Whether two videos show one talk: near in length, near in title, the same words within noise."""
    if not near_duration(one.duration, other.duration):
        return False
    ours, theirs = runs(one.blocks), runs(other.blocks)
    shared = max(contained(ours, theirs), contained(theirs, ours))
    return shared >= (_SAME_WORDS if _alike(one.details, other.details) else _CERTAIN_WORDS)


def _alike(one: Details, other: Details) -> bool:
    return near_title(one.title, other.title)
