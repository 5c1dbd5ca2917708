"""Whether a talk may be summarised at all: no usable transcript, no model call.

Every limit leaves a wide margin to what real talks show (measured on 13 talks and an 8.6-hour stream, given at each
constant), since a talk refused by mistake is a talk lost; what slips through still meets the gate.
"""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain

from uploader.models import Details, Talk
from uploader.talk.blocks import clock
from uploader.talk.quotes import words

_LONG = 180.0  # seconds from which speech has a rate
_RATE = 1 / 3  # words a second; talks 2.2 to 3.3
_TOO_FAST = 8.0  # words a second that nobody speaks
_FEWEST = 20  # words below which there is nothing to summarise, however short
_MOST_COMMON = 0.25  # share of the most common word; talks 0.03 to 0.07
_DISTINCT = 0.4  # share of distinct trigrams; talks 0.90 to 0.97, the stream 0.81
_FOREIGN_LETTERS = 0.2  # share of letters that are not Latin; talks 0
_ENGLISH = 0.12  # share of the words below; talks 0.24 to 0.31
_SLOT = 30.0  # seconds; the grain in which coverage is measured
_COVERED = 0.4  # share of slots with a word; talks 1.0
_REACHED = 0.7  # share of the duration after which nothing more may come; talks 1.0
_OVERRUN = 60.0  # seconds that captions may run past the end, beside a tenth of the duration

_ENGLISH_WORDS = frozenset(
    re.findall(r"\w+", "the and of to is that you it this we are for with what have they be not but from")
)
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\S+",
        """a an the and or but nor of to in on at by for with from into over under up down out off about as than via vs
        is are was were be been am do does did done have has had can could will would should may might must
        not no never don't doesn't didn't isn't aren't can't won't it its it's this that these those there here
        i you he she we they me him her us them my your his our their you're i'm we're let let's how what why when
        where who which if so then all any more most some every only ever still just now one two three four five six
        seven eight nine ten first new know need want make get got use things thing way day part live talk keynote
        session workshop track stage panel conversation interview""",
    )
)
# Words that any talk of this field holds: finding one says nothing about whose talk it is.
_FIELD = frozenset(
    re.findall(
        r"\w+",
        "ai agent agents agentic build building code codes coding data engineer engineers engineering llm llms model "
        "models prompt prompts prompting software system systems tool tools",
    )
)
_STEM = 5  # letters: retrieval and retrieve, adaptive and adaptation
_ALIKE = 0.8  # difflib ratio of a name and what captions make of it
_TITLE_WORDS = 3  # a title with fewer words of its own is not judged by
_TITLE_SHARE = 0.15  # of a title's own words that are said; own talks 0.57 to 1.0, strangers' often 0
_DESCRIPTION_WORDS = 12
_DESCRIPTION_SHARE = 0.3


def why_unusable(talk: Talk) -> str | None:
    """A plain reason why `talk` cannot be summarised; None where it can.

    Nothing said; not English; too few or too many words for the duration; a word or phrase over and over; captions
    that stop early, leave most of the video out or run past its end; nothing in common with title and description.
    """
    said = [word.text for block in talk.blocks for word in words(block.text)]
    if not said:
        return "nothing is said"
    return (
        _foreign(said)
        or _wrong_pace(said, talk.duration)
        or _repeated(said)
        or _misplaced(talk)
        or _unrelated(frozenset(said), talk.details)
    )


def _foreign(said: list[str]) -> str | None:
    letters = [char for char in chain.from_iterable(said) if char.isalpha()]
    strange = sum(char > "\u024f" for char in letters)  # the end of Latin Extended-B
    if strange > _FOREIGN_LETTERS * len(letters):
        return f"not English: {strange / len(letters):.0%} of the letters are of another script"
    if len(said) < _FEWEST:
        return None
    share = sum(word in _ENGLISH_WORDS for word in said) / len(said)
    return f"not English: {share:.0%} of the words are its most common ones" if share < _ENGLISH else None


def _wrong_pace(said: list[str], duration: float) -> str | None:
    if len(said) < _FEWEST or (duration >= _LONG and len(said) < duration * _RATE):
        return f"too few words: {len(said)} in {clock(duration)}"
    if len(said) > duration * _TOO_FAST + _FEWEST:
        return f"too many words: {len(said)} in {clock(duration)}"
    return None


def _repeated(said: list[str]) -> str | None:
    word, times = Counter(said).most_common(1)[0]
    if times > _MOST_COMMON * len(said):
        return f"one word over and over: {word[:40]!r}, {times} of {len(said)} words"
    trigrams = list(zip(said, said[1:], said[2:], strict=False))
    distinct = len(set(trigrams)) / len(trigrams)
    return f"the same phrases over and over: {distinct:.0%} of them are new" if distinct < _DISTINCT else None


def _misplaced(talk: Talk) -> str | None:
    moments = [at for block in talk.blocks for _, at in block.marks]
    last, duration = max(moments), talk.details.duration or talk.duration
    if last > duration * 1.1 + _OVERRUN:
        return f"captions run to {clock(last)} in a video of {clock(duration)}"
    if duration < _LONG:
        return None
    if last < _REACHED * duration:
        return f"captions stop at {clock(last)} of {clock(duration)}"
    covered = len({int(at // _SLOT) for at in moments}) * _SLOT / duration
    return f"captions cover {covered:.0%} of the video" if covered < _COVERED else None


def _unrelated(said: Collection[str], details: Details) -> str | None:
    """Speakers' names are misheard and titles are playful, so both title and description must be strangers."""
    title = _own_words([details.title])
    if len(title) < _TITLE_WORDS or _share_said(title, said) >= _TITLE_SHARE:
        return None
    description = _own_words([details.description]) - title
    if len(description) >= _DESCRIPTION_WORDS and _share_said(description, said) >= _DESCRIPTION_SHARE:
        return None
    return f"nothing of the title is said: {', '.join(sorted(title))}"


def _own_words(texts: Iterable[str]) -> set[str]:
    """The words that tell one talk from another: no function words, figures or words of the field."""
    found = {word.text.removesuffix("'s") for text in texts for word in words(text)}
    return {word for word in found - _EMPTY_WORDS - _FIELD if len(word) > 2 and word[0].isalpha()}


def _share_said(wanted: Collection[str], said: Collection[str]) -> float:
    stems = {word[:_STEM] for word in said}
    heard = [word for word in wanted if word[:_STEM] in stems or _sounds_like_one(word, said)]
    return len(heard) / len(wanted)


def _sounds_like_one(word: str, said: Collection[str]) -> bool:
    return len(word) >= _STEM and bool(difflib.get_close_matches(word, said, n=1, cutoff=_ALIKE))
