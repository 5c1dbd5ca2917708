"""The second reader: what no rule sees, a claim turned round or a deed given to the wrong one, another reading may.

The examiner sees each bullet and its cited block with two on either side, never the page, the section or its writer's
quote. One call a section, so the blocks that windows share are sent once. Its opinion can stop a bullet and do nothing
else: where it must be believed, the talk's own words stand beside it, found by code and not taken on trust.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from uploader.models import Block, Bullet, Finding, Message, Place, Request, Section, Severity, Summary, Talk
from uploader.summary import evidence
from uploader.summary.prompts import Prompts
from uploader.summary.sections import nearest
from uploader.summary.shapes import BadAnswer, ExamineAnswer, Opined, parse, schema
from uploader.talk.blocks import line
from uploader.talk.quotes import find_quote, words

MOST_TOKENS: Final = 1_500
"""Output tokens; eight opinions with their words take about 400."""
AROUND: Final = 2
"""Blocks on either side of the cited one; the gate's window."""
FEWEST_WORDS: Final = 3
"""Fewer are found anywhere and decide nothing."""

_MESSAGES: Final = {
    "contradicted": "a second reader finds that the cited words say otherwise",
    "not said": "a second reader does not find this in the cited words; these come nearest",
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the examiner said of a bullet. The bullet's Korean and its block are all that it saw of it.

    Attributes:
        words: the English words that decide, as it copied them.
    """

    ko: str
    block: int
    verdict: Opined
    words: str


def unread(summary: Summary, opinions: Iterable[Opinion]) -> tuple[Section, ...]:
    """The sections with those of their bullets that no opinion is about yet."""
    read = {(opinion.ko, opinion.block) for opinion in opinions}
    left = (
        replace(section, bullets=tuple(each for each in section.bullets if (each.ko, each.block) not in read))
        for section in summary.sections
    )
    return tuple(section for section in left if section.bullets)


def examine_request(talk: Talk, section: Section, repair: int, prompts: Prompts) -> Request:
    """Ask about the bullets of one section; `repair` tells how often sections went back before."""
    blocks = _shown(talk, section)
    keys = [f"video: {talk.details.video_id}", f"section: {section.id}", *([f"repair: {repair}"] if repair else [])]
    user = prompts.fill(
        "examine-section",
        keys="\n".join(keys),
        captions=evidence.captions(blocks),
        bullets="\n".join(_row(number, bullet, blocks) for number, bullet in enumerate(section.bullets, 1)),
    )
    return Request(
        stage="examine",
        label=f"{section.id} examine",
        messages=(Message("system", prompts.text("examine")), Message("user", user)),
        schema_name="examine",
        schema=schema(ExamineAnswer),
        max_output_tokens=MOST_TOKENS,
        prompts=prompts.digests("examine", "examine-section"),
    )


def _shown(talk: Talk, section: Section) -> tuple[Block, ...]:
    """Every bullet's window, each block once.

    Past the section's edges no more words than its writer was shown: others cannot have borne the bullet out, and
    whole blocks would cost as much as a third of the section.
    """
    seen = {block.number: block for bullet in section.bullets for block in talk.window(bullet.block, AROUND)}
    cited = [bullet.block for bullet in section.bullets]
    first, last = min(section.first, *cited), max(section.last, *cited)
    blocks = [seen[number] for number in sorted(seen)]
    before = nearest([block for block in blocks if block.number < first], from_end=True)
    after = nearest([block for block in blocks if block.number > last], from_end=False)
    return (*before, *(block for block in blocks if first <= block.number <= last), *after)


def _row(number: int, bullet: Bullet, blocks: tuple[Block, ...]) -> str:
    """`2. (b15–b19) …`: a bullet and the blocks of its window."""
    window = [block.name for block in blocks if abs(block.number - bullet.block) <= AROUND]
    return f"{number}. ({window[0]}–{window[-1]}) {evidence.plain(bullet.ko, 1_000)}"


def read_opinions(text: str, bullets: tuple[Bullet, ...]) -> tuple[Opinion, ...]:
    """The opinions that an answer holds, in the bullets' order.

    Raises:
        BadAnswer: the text is not of its shape, or not every bullet is judged once.
    """
    answer = parse(text, ExamineAnswer)
    rows = {row.bullet: row for row in answer.bullets}
    if len(answer.bullets) != len(bullets) or rows.keys() != set(range(1, len(bullets) + 1)):
        raise BadAnswer(f"judge each of the {len(bullets)} bullets once, by its number")
    return tuple(
        Opinion(bullet.ko, bullet.block, rows[number].verdict, rows[number].words)
        for number, bullet in enumerate(bullets, 1)
    )


def findings(summary: Summary, talk: Talk, opinions: Iterable[Opinion]) -> Iterator[Finding]:
    """What the opinions stop of the summary as it stands now, in reading order.

    An error where the deciding words stand in the bullet's window, else a warning: who cannot quote is not believed.
    """
    known = {(opinion.ko, opinion.block): opinion for opinion in opinions}
    for section in summary.sections:
        for index, bullet in enumerate(section.bullets):
            opinion = known.get((bullet.ko, bullet.block))
            if opinion is None or opinion.verdict == "supported":
                continue
            found = _finding(opinion, talk, Place("bullet", section.id, index))
            yield found
            if found.severity is Severity.ERROR and _heads(bullet, section):
                message = f"the heading tells what bullet {index + 1} does, and a second reader stops that"
                yield replace(found, place=Place("heading", section.id), text=section.heading, message=message)


def _finding(opinion: Opinion, talk: Talk, place: Place) -> Finding:
    said = find_quote(opinion.words, talk.window(opinion.block, AROUND))
    if said is None or len(words(opinion.words)) < FEWEST_WORDS:
        message = f"a second reader calls this {opinion.verdict}, by words that decide nothing or are not said there"
        return Finding("examiner", Severity.WARNING, place, opinion.ko, message)
    told = line(replace(talk.blocks[said.block - 1], start=said.moment, text=said.said))
    return Finding("examiner", Severity.ERROR, place, opinion.ko, _MESSAGES[opinion.verdict], (told,))


def _heads(bullet: Bullet, section: Section) -> bool:
    """Whether the heading is nearer to this bullet than to any other: then it claims the same."""
    heading = _pairs(section.heading)
    shared = {other.ko: len(heading & _pairs(other.ko)) for other in section.bullets}
    return shared[bullet.ko] > max((shared[ko] for ko in shared if ko != bullet.ko), default=0)


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(char for char in text.casefold() if char.isalnum())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
