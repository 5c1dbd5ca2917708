"""The sections: one call each, side by side, behind a beginning that all sections of a talk share to the byte.

Order of a request: the rules (a constant file), then the talk (page, glossary rows, name table), then the section's
own blocks with up to two blocks of context on either side. A provider's prompt cache serves the first two from the
second call on.
"""

from dataclasses import replace
from typing import Final

from uploader.facts.glossary import Glossary
from uploader.models import (
    Block,
    Bullet,
    Message,
    Name,
    Number,
    Outline,
    Passage,
    Plan,
    Request,
    Section,
    Talk,
    Unclear,
)
from uploader.summary import evidence
from uploader.summary.prompts import Prompts
from uploader.summary.shapes import BadAnswer, SectionAnswer, parse, schema
from uploader.talk.stream import is_stream

CONTEXT: Final = 2
"""Blocks shown on either side, and of them"""
CONTEXT_WORDS: Final = 60
"""at most so many words: enough for a quote that runs on and for what "it" means. Whole blocks would cost as many
tokens again as the section itself."""
MOST_UNTOLD: Final = 400
"""Words of a section that may go untold: three minutes of announcements. More were spoken for something."""
MOST_BULLETS: Final = 8
"""Of one section; what is asked for and what the gate lets pass."""
MOST_TOKENS: Final = 6_000
"""Output tokens; eight bullets with their quotes and lists take about 1,500."""


def section_request(talk: Talk, outline: Outline, passage: Passage, glossary: Glossary, prompts: Prompts) -> Request:
    """Ask for one section."""
    near = _talk_of(talk, outline, passage.plan)
    head = [
        evidence.page(talk.details, talk.duration, chapters=False),
        f"<part>\n{evidence.plain(passage.plan.talk, 200)}\n</part>" if passage.plan.talk else "",
        evidence.glossary_rows(glossary, talk, near),
        evidence.name_table(outline, near),
    ]
    constant = prompts.fill(
        "section-talk", video=talk.details.video_id, evidence="\n".join(part for part in head if part)
    )
    return Request(
        stage="section",
        label=passage.plan.id,
        messages=(
            Message("system", prompts.text("section")),
            Message("user", f"{constant}\n\n{_own(talk, passage, prompts)}"),
        ),
        schema_name="section",
        schema=schema(SectionAnswer),
        max_output_tokens=MOST_TOKENS,
        prompts=prompts.digests("section", "section-talk", "section-blocks"),
    )


def _talk_of(talk: Talk, outline: Outline, plan: Plan) -> tuple[Block, ...] | None:
    """In a stream, the blocks of the talk that a section belongs to: each talk has a prefix of its own."""
    if not is_stream(talk):
        return None
    held = [each for each in outline.plans if each.part.is_told and each.talk == plan.talk]
    return tuple(block for each in held for block in talk.blocks[each.first - 1 : each.last])


def _own(talk: Talk, passage: Passage, prompts: Prompts) -> str:
    before, after = context(talk, passage)
    return prompts.fill(
        "section-blocks",
        section=passage.plan.id,
        title=evidence.plain(passage.plan.title, 200),
        speakers=_speakers(passage.plan),
        before=evidence.captions(before),
        blocks=evidence.captions(passage.blocks),
        after=evidence.captions(after),
        length=evidence.clock(passage.end - passage.start),
        first=passage.blocks[0].name,
        last=passage.blocks[-1].name,
    )


def _speakers(plan: Plan) -> str:
    named = ", ".join(evidence.plain(speaker.name, 100) for speaker in plan.speakers)
    return named or ("as `<part>` tells" if plan.talk else "as the title tells")


def context(talk: Talk, passage: Passage) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The nearest words before and after; the part that was cut off the first or last block is one of the blocks."""
    first, last = passage.blocks[0], passage.blocks[-1]
    whole_first, whole_last = talk.blocks[first.number - 1], talk.blocks[last.number - 1]
    before = list(talk.blocks[max(0, first.number - 1 - CONTEXT) : first.number - 1])
    after = list(talk.blocks[last.number : last.number + CONTEXT])
    if first.start > whole_first.start:
        before.append(replace(whole_first, text=whole_first.text.removesuffix(first.text).rstrip()))
    if last.end < whole_last.end:
        after.insert(0, replace(whole_last, start=last.end, text=whole_last.text.removeprefix(last.text).lstrip()))
    return nearest(before[-CONTEXT:], from_end=True), nearest(after[:CONTEXT], from_end=False)


def nearest(blocks: list[Block], *, from_end: bool) -> tuple[Block, ...]:
    """Those of the blocks' words that are nearest to the section."""
    kept: list[Block] = []
    left = CONTEXT_WORDS
    for block in reversed(blocks) if from_end else blocks:
        words = block.text.split()
        if not left:
            break
        if len(words) > left:
            near = ["…", *words[-left:]] if from_end else [*words[:left], "…"]
            kept.append(replace(block, text=" ".join(near)))
            break
        kept.append(block)
        left -= len(words)
    return tuple(reversed(kept) if from_end else kept)


def read_section(text: str, passage: Passage, *, half: bool = False) -> Section:
    """The section that an answer holds; without bullets where nothing in it, or in this `half`, is worth telling.

    Raises:
        BadAnswer: the text is not of its shape, cites a block that its writer was not shown, or leaves much untold.
    """
    answer = parse(text, SectionAnswer)
    words = 0 if half else sum(len(block.text.split()) for block in passage.blocks)
    if not answer.bullets and words > MOST_UNTOLD:
        raise BadAnswer(f"the section has {words} words; tell in bullets what they claim")
    if answer.bullets and not answer.heading and not half:
        raise BadAnswer("the heading is empty")
    first, last = passage.blocks[0].number - CONTEXT, passage.blocks[-1].number + CONTEXT
    for row in answer.bullets:
        if not first <= row.block <= last:
            raise BadAnswer(f"a bullet cites b{row.block}; the section has b{first + CONTEXT} to b{last - CONTEXT}")
    return Section(
        id=passage.plan.id,
        first=passage.blocks[0].number,
        last=passage.blocks[-1].number,
        start=passage.start,
        heading=answer.heading,
        bullets=tuple(Bullet(row.ko, row.quote_en, row.block) for row in answer.bullets),
        names=tuple(Name(row.canonical, (row.as_heard,), basis=row.basis) for row in answer.names if row.canonical),
        numbers=tuple(Number(row.ko, row.en, row.block) for row in answer.numbers),
        unclear=tuple(Unclear(row.text, row.block) for row in answer.unclear if row.text),
        speakers=passage.plan.speakers,
        billed=passage.plan.billed,
    )


def joined(passage: Passage, early: Section, late: Section) -> Section:
    """The section of a passage whose halves were written by themselves: what both tell stands once."""
    first = early.bullets[: max(MOST_BULLETS // 2, MOST_BULLETS - len(late.bullets))]
    told = {bullet.ko for bullet in first}
    bullets = (*first, *(bullet for bullet in late.bullets if bullet.ko not in told))[:MOST_BULLETS]
    return replace(
        early,
        first=passage.blocks[0].number,
        last=passage.blocks[-1].number,
        heading=early.heading or late.heading,
        bullets=bullets,
        names=tuple(dict.fromkeys((*early.names, *late.names))),
        numbers=tuple(dict.fromkeys((*early.numbers, *late.numbers))),
        unclear=tuple(dict.fromkeys((*early.unclear, *late.unclear))),
    )
