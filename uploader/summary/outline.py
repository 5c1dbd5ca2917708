"""The outline: one reading of the whole talk, which alone shows where topics turn and what a name really is.

What makes a section is where it begins. An answer that skips or repeats more of the talk than a slip would is a
`BadAnswer` and goes back. Sections far too long are cut between blocks, and far too many are joined: a summary of
coarse topics is better than none, and a second reading of the whole talk is the dearest call of all.
"""

from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Final

from uploader.facts.glossary import Glossary
from uploader.models import Block, Message, Misheard, Name, Outline, Plan, Request, Speaker, Talk
from uploader.summary import evidence
from uploader.summary.prompts import Prompts
from uploader.summary.shapes import BadAnswer, MisheardRow, NameRow, NamesAnswer, OutlineAnswer, PlanRow, parse, schema
from uploader.talk.plans import OutlineError, mend

LONGEST_SECTION: Final = 10 * 60.0
"""Seconds; the longest exchange of a debate takes six minutes."""


SECTIONS: Final = "`sections`"
NAMES: Final = "`names` and `misheard`"
"""The two parts that an outline may be asked for in, side by side: what answers cost is time. Their requests are the
same but for the last lines, the schema included, so that the second is served by a provider's prompt cache."""


def outline_request(
    talk: Talk, glossary: Glossary, prompts: Prompts, *, blocks: tuple[Block, ...] | None = None, wanted: str = ""
) -> Request:
    """Ask for the outline of the whole talk, or of a window of it (consecutive `blocks`); for one part, if `wanted`."""
    blocks = blocks or talk.blocks
    low, high = section_counts(_length(blocks))
    head = [evidence.page(talk.details, talk.duration, chapters=True), evidence.glossary_rows(glossary, talk)]
    user = prompts.fill(
        "outline-talk",
        video=talk.details.video_id,
        evidence="\n".join(part for part in head if part),
        blocks=evidence.captions(blocks),
        duration=evidence.clock(_length(blocks)),
        first=blocks[0].name,
        last=blocks[-1].name,
        about="One section." if high == 1 else f"About {low} to {high} sections.",
    )
    part = prompts.fill("outline-part", wanted=wanted) if wanted else ""
    label = "outline" if blocks == talk.blocks else f"outline {blocks[0].name}-{blocks[-1].name}"
    return Request(
        stage="outline",
        label=f"{label} {wanted}".replace("`", "").strip(),
        messages=(Message("system", prompts.text("outline")), Message("user", f"{user}\n\n{part}".strip())),
        schema_name="outline",
        schema=schema(OutlineAnswer),
        max_output_tokens=4_000 + int(_length(blocks) / 60) * 100,
        prompts=prompts.digests("outline", "outline-talk", *(["outline-part"] if wanted else [])),
    )


def section_counts(seconds: float) -> tuple[int, int]:
    """About how many sections fit: 1.25 to 3 minutes each in a short talk, 2.5 to 4 in what goes beyond 20 minutes.

    Careful writers made 7 of 10 minutes, 9 of 21 and 21 of 72.
    """
    minutes = seconds / 60
    low = min(minutes, 20.0) / 3 + max(minutes - 20.0, 0.0) / 4
    high = min(minutes, 10.0) / 1.25 + min(max(minutes - 10.0, 0.0), 10.0) / 5 + max(minutes - 20.0, 0.0) / 2.5
    return max(1, round(low)), max(1, round(high))


def read_outline(text: str, talk: Talk, *, blocks: tuple[Block, ...] | None = None) -> Outline:
    """The outline that an answer holds: every block in its place, ids `s1`, `s2`, … in spoken order.

    Where a section starts in the middle of a block, `talk.passages` cuts that block at its first words.

    Raises:
        BadAnswer: the text is not of its shape, or its sections do not cover the talk in order.
    """
    blocks = blocks or talk.blocks
    answer = parse(text, OutlineAnswer)
    return Outline(_plans(answer.sections, blocks), *names_of(answer.names, answer.misheard))


def read_names(text: str) -> Outline:
    """An outline without sections: the name table that an answer holds, whatever else it does.

    Raises:
        BadAnswer: the text is not of its shape.
    """
    answer = parse(text, NamesAnswer)
    return Outline((), *names_of(answer.names, answer.misheard))


def names_of(names: list[NameRow], misheard: list[MisheardRow]) -> tuple[tuple[Name, ...], tuple[Misheard, ...]]:
    """The name table and the misheard words of an answer, empty rows left out."""
    return (
        tuple(_name(row) for row in names if row.canonical),
        tuple(Misheard(row.as_heard, row.means) for row in misheard if row.as_heard and row.means),
    )


def _plans(rows: list[PlanRow], blocks: tuple[Block, ...]) -> tuple[Plan, ...]:
    try:
        plans = list(mend([_plan(row) for row in rows], blocks[0].number, blocks[-1].number))
    except OutlineError as wrong:
        raise BadAnswer(str(wrong)) from wrong
    seconds = Lengths(blocks)
    plans = [piece for plan in plans for piece in seconds.split(plan)]
    most = 2 * section_counts(_length(blocks))[1] + 2
    while len(plans) > most:
        at = min(range(len(plans) - 1), key=lambda place: seconds.of(joined(*plans[place : place + 2])))
        plans[at : at + 2] = [joined(plans[at], plans[at + 1])]
    return tuple(replace(plan, id=f"s{place}") for place, plan in enumerate(plans, 1))


def _plan(row: PlanRow) -> Plan:
    speakers = tuple(Speaker(each.name, each.named_in_block) for each in row.speakers if each.name)
    return Plan(row.id, row.start, row.end, row.starts_with, row.title, speakers)


class Lengths:
    """How long sections are, and where a long one may be cut."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._at = {block.number: block for block in blocks}

    def of(self, plan: Plan) -> float:
        """Seconds."""
        return self._at[plan.last].end - self._at[plan.first].start

    def split(self, plan: Plan, longest: float = LONGEST_SECTION) -> list[Plan]:
        """The section in equal parts, cut between blocks, where it is longer than so many seconds."""
        parts = ceil(self.of(plan) / longest)
        start = self._at[plan.first].start
        cuts = {plan.first}
        for part in range(1, parts):
            aim = start + part * self.of(plan) / parts
            cuts.add(min(range(plan.first, plan.last + 1), key=lambda number: abs(self._at[number].start - aim)))
        firsts = sorted(cuts)
        pieces = [
            replace(plan, first=one, last=after - 1, starts_with="")
            for one, after in pairwise([*firsts, plan.last + 1])
        ]
        return [replace(pieces[0], starts_with=plan.starts_with), *pieces[1:]]


def joined(one: Plan, after: Plan) -> Plan:
    """Two neighbours as one section, which begins as the first does."""
    speakers = tuple(dict.fromkeys(one.speakers + after.speakers))
    return replace(one, last=after.last, title=f"{one.title}; {after.title}", speakers=speakers)


def _name(row: NameRow) -> Name:
    heard = tuple(form for form in dict.fromkeys(row.as_heard) if form and form != row.canonical)
    return Name(row.canonical, heard, row.kind, row.basis, row.certain)


def _length(blocks: tuple[Block, ...]) -> float:
    return blocks[-1].end - blocks[0].start
