"""The merge: title and key points over finished sections, and the summary put together.

One level, and it sees headings and bullets only: merging again and again amplifies what was never said (Ou & Lapata,
ACL Findings 2025). Nothing here rewrites a bullet.
"""

import re
from collections.abc import Iterator
from typing import Final

from uploader.models import KeyPoint, Message, Outline, Request, Section, Summary, Talk
from uploader.summary import evidence
from uploader.summary.prompts import Prompts
from uploader.summary.shapes import BadAnswer, MergeAnswer, parse, schema
from uploader.talk.stream import is_stream

MOST_TOKENS: Final = 4_000
"""Output tokens; thirteen key points take about 1,200."""

_OPENERS: Final = {")": "(", "]": "[", "”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", '"': '"', "'": "'"}
_PARTICLE = re.compile(
    r" (?:은|는|이|가|을|를|의|에|에서|에게|와|과|로|으로|도|만|에는|에서는|으로는|로는|이란|란)(?=[ ,])"
)


def merge_request(talk: Talk, sections: tuple[Section, ...], prompts: Prompts) -> Request:
    """Ask for title and key points."""
    low, high = key_point_counts(talk.duration, len(sections))
    template = "merge-stream" if is_stream(talk) else "merge-talk"
    user = prompts.fill(
        template,
        video=talk.details.video_id,
        title=evidence.plain(talk.details.title, evidence.LONGEST_TITLE),
        duration=evidence.clock(talk.duration),
        sections="\n\n".join(_all_shown(sections)),
        low=str(low),
        high=str(high),
    )
    return Request(
        stage="merge",
        label="merge",
        messages=(Message("system", prompts.text("merge")), Message("user", user)),
        schema_name="merge",
        schema=schema(MergeAnswer),
        max_output_tokens=MOST_TOKENS,
        prompts=prompts.digests("merge", template),
    )


def _all_shown(sections: tuple[Section, ...]) -> Iterator[str]:
    """The sections; in a stream, a line `# …` above each talk's first."""
    billed = ""
    for section in sections:
        if section.billed and section.billed != billed:
            yield f"# {evidence.plain(section.billed, 200)}"
        billed = section.billed
        yield _shown(section)


def _shown(section: Section) -> str:
    speakers = ", ".join(evidence.plain(speaker.name, 100) for speaker in section.speakers)
    bullets = (f"- {evidence.plain(bullet.ko, 1_000)}" for bullet in section.bullets)
    head = f"[{section.id}] {evidence.plain(section.heading, 1_000)}"
    return "\n".join([f"{head} ({speakers})" if speakers else head, *bullets])


def key_point_counts(seconds: float, sections: int) -> tuple[int, int]:
    """How many key points: 2–5 under 3 minutes, else 5–13 (the blog's own posts: median 10), one or so a section."""
    if seconds < 180:
        return 2, 5
    return min(8, max(5, sections)), min(13, max(8, sections + 3))


def chosen(points: tuple[KeyPoint, ...], most: int) -> tuple[KeyPoint, ...]:
    """At most so many of these, evenly over all of them, the first among them; none is changed."""
    if len(points) <= most:
        return points
    return tuple(points[place * (len(points) - 1) // max(1, most - 1)] for place in range(most))


def read_merge(text: str, sections: tuple[Section, ...]) -> tuple[str, tuple[KeyPoint, ...]]:
    """Title and key points that an answer holds.

    Raises:
        BadAnswer: the text is not of its shape, a key point is empty or rests on a section that is not there.
    """
    answer = parse(text, MergeAnswer)
    known = {section.id for section in sections}
    points: list[KeyPoint] = []
    for row in answer.key_points:
        if missing := [name for name in row.sections if name not in known]:
            raise BadAnswer(f"a key point rests on {missing[0]}, which is no section")
        lead, rest = join(row.lead, row.rest)
        if not rest.strip():
            raise BadAnswer("a key point has no `rest`")
        points.append(KeyPoint(lead, rest, tuple(dict.fromkeys(row.sections))))
    return answer.title, tuple(points)


def join(lead: str, rest: str) -> tuple[str, str]:
    """Lead and rest so that `lead + rest` is one sentence and `lead` ends in a letter or digit.

    The lead is printed bold, and CommonMark leaves `**단어(word)**는` unrendered: a bracket or quotation at its end
    moves into the rest. A particle written apart joins its noun. Nothing is added or lost but that space.
    """
    while lead and not lead[-1].isalnum():
        opener = _OPENERS.get(lead[-1], "")
        cut = lead.rfind(opener, 0, -1) if opener else -1
        cut = cut if cut >= 0 else len(lead) - 1
        kept = lead[:cut].rstrip()
        lead, rest = kept, lead[len(kept) :] + rest
    return lead, rest[1:] if lead and _PARTICLE.match(rest) else rest


def assemble(
    talk: Talk, outline: Outline, sections: tuple[Section, ...], title: str, key_points: tuple[KeyPoint, ...]
) -> Summary:
    """The whole summary; sections and their bullets as they are."""
    return Summary(talk.details.video_id, title, key_points, sections, outline.names)
