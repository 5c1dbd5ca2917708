"""Streams: the outline of a window, in which many talks may follow one another.

The rules are the outline's own, sent to the byte as for any talk; the window's message adds what a stream has besides.
Sections are longer than a short talk's: a page of a hundred is read by nobody.
"""

from itertools import pairwise

from uploader.facts.glossary import Glossary
from uploader.models import Block, Message, Outline, Part, Plan, Request, Speaker, Talk
from uploader.summary import evidence
from uploader.summary.outline import Lengths, joined, names_of
from uploader.summary.prompts import Prompts
from uploader.summary.sections import nearest
from uploader.summary.shapes import BadAnswer, StreamAnswer, StreamPlanRow, parse, schema
from uploader.talk.plans import OutlineError, mend
from uploader.talk.stream import Signs

_SHORTEST, _LONGEST = 7.0, 12.0
"""Minutes that a section of a stream takes, about; a longer one is cut."""


def stream_request(talk: Talk, blocks: tuple[Block, ...], seen: Signs, glossary: Glossary, prompts: Prompts) -> Request:
    """Ask for the outline of one window of a stream."""
    low, high = stream_counts(_seconds(blocks))
    head = [
        evidence.page(talk.details, talk.duration, chapters=False),
        _hints(blocks, seen),
        evidence.glossary_rows(glossary, talk, blocks),
    ]
    before = talk.blocks[max(0, blocks[0].number - 3) : blocks[0].number - 1]
    user = prompts.fill(
        "stream-talk",
        video=talk.details.video_id,
        evidence="\n".join(part for part in head if part),
        before=evidence.captions(nearest(list(before), from_end=True)),
        blocks=evidence.captions(blocks),
        duration=evidence.clock(_seconds(blocks)),
        whole=evidence.clock(talk.duration),
        first=blocks[0].name,
        last=blocks[-1].name,
        low=str(low),
        high=str(high),
    )
    return Request(
        stage="outline",
        label=f"outline {blocks[0].name}-{blocks[-1].name}",
        messages=(Message("system", f"{prompts.text('outline')}\n{prompts.text('stream')}"), Message("user", user)),
        schema_name="outline",
        schema=schema(StreamAnswer),
        max_output_tokens=8_000,
        prompts=prompts.digests("outline", "stream", "stream-talk"),
    )


def stream_counts(seconds: float) -> tuple[int, int]:
    """About how many sections fit into so much of a stream."""
    return max(1, round(seconds / 60 / _LONGEST)), max(1, round(seconds / 60 / _SHORTEST))


def _hints(blocks: tuple[Block, ...], seen: Signs) -> str:
    """The `<hints>` part: chapters, beginnings and repeats that lie in the window."""
    first, last = blocks[0], blocks[-1]
    rows = [
        f"> {evidence.clock(chapter.start)} chapter: {evidence.plain(chapter.title, 120)}"
        for chapter in seen.chapters
        if first.start <= chapter.start < last.end
    ]
    if begins := [f"b{number}" for number in seen.begins if first.number <= number <= last.number]:
        rows.append(f"> something may begin in {', '.join(begins)}")
    rows += [
        f"> b{one} to b{other} are heard again elsewhere"
        for one, other in seen.again
        if first.number <= other and one <= last.number
    ]
    return "\n".join(["<hints>", *rows, "</hints>"]) if rows else ""


def read_stream_outline(text: str, blocks: tuple[Block, ...]) -> Outline:
    """The outline that an answer holds for a window: every block in its place, each section with its part and talk.

    Raises:
        BadAnswer: the text is not of its shape, its sections do not cover the window in order, or one that is told
            says not of which talk it is.
    """
    answer = parse(text, StreamAnswer)
    if nameless := [row.id for row in answer.sections if Part(row.part).is_told and not row.talk]:
        raise BadAnswer(f"section {nameless[0]} is a talk or panel and its `talk` is empty")
    try:
        plans = list(mend([_plan(row) for row in answer.sections], blocks[0].number, blocks[-1].number))
    except OutlineError as wrong:
        raise BadAnswer(str(wrong)) from wrong
    lengths = Lengths(blocks)
    plans = [piece for plan in plans for piece in (lengths.split(plan, 60 * _LONGEST) if plan.part.is_told else [plan])]
    most = 2 * stream_counts(_seconds(blocks))[1] + 2
    while len(plans) > most and (pairs := [at for at, pair in enumerate(pairwise(plans)) if _same_talk(*pair)]):
        at = min(pairs, key=lambda place: lengths.of(joined(*plans[place : place + 2])))
        plans[at : at + 2] = [joined(plans[at], plans[at + 1])]
    return Outline(tuple(plans), *names_of(answer.names, answer.misheard))


def _plan(row: StreamPlanRow) -> Plan:
    speakers = tuple(Speaker(each.name, each.named_in_block) for each in row.speakers if each.name)
    part = Part(row.part)
    talk = "" if part in {Part.HOST, Part.BREAK} else row.talk
    return Plan(row.id, row.start, row.end, row.starts_with, row.title, speakers, part, talk)


def _same_talk(one: Plan, after: Plan) -> bool:
    return one.part.is_told == after.part.is_told and one.talk == after.talk


def _seconds(blocks: tuple[Block, ...]) -> float:
    return blocks[-1].end - blocks[0].start
