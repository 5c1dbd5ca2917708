"""The words that may bear a claim out: its quote, its blocks, and what the video's page says; and how they are shown."""

from uploader.facts.support import Mention
from uploader.gate.claims import Claim, Evidence
from uploader.models import Block

_SEAM = 48
"""Characters on either side of a block's edge that are also read together: "4 | billion"."""
_SHOWN = 240


def window_texts(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The texts of neighbouring blocks, then the seams between them (passage i + len(blocks) joins i and i + 1)."""
    seams = tuple(
        f"{before.text[-_SEAM:]} {after.text[:_SEAM]}"
        for before, after in zip(blocks, blocks[1:], strict=False)
        if before.number + 1 == after.number
    )
    return (*(block.text for block in blocks), *seams)


def page_texts(evidence: Evidence) -> tuple[str, ...]:
    """What the video's page says: title, description, chapters' titles, duration."""
    details = evidence.details
    duration = details.duration if evidence.talk is None else evidence.talk.duration
    spans: tuple[str, ...] = ()
    if duration:
        hours, minutes = duration / 3600, duration / 60
        rounded = {int(minutes), round(minutes)}
        spans = (*(f"{each} minutes" for each in sorted(rounded)), f"{round(hours)} hours", f"{round(hours, 1)} hours",
                 f"{int(hours)} hours {int(minutes % 60)} minutes", f"{int(duration)} seconds")  # fmt: skip
    return (details.title, details.description, *(chapter.title for chapter in details.chapters), *spans)


def block_line(block: Block, at: int | None = None) -> str:
    """`[b17 00:12:30] text`; of a long block, the words around the character `at`."""
    seconds = int(block.moment(at) if at is not None else block.start)
    moment = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    text = block.text
    if len(text) > _SHOWN:
        middle = at or 0
        start = max(0, min(middle - _SHOWN // 2, len(text) - _SHOWN))
        cut = text[start : start + _SHOWN]
        text = f"{'…' if start else ''}{cut}{'…' if start + _SHOWN < len(block.text) else ''}"
    return f"[{block.name} {moment}] {text}"


def shown(claim: Claim, mention: Mention | None) -> tuple[str, ...]:
    """The evidence lines of a finding: the mention's block where there is one, else the cited block."""
    if mention is not None:
        for block in claim.window:
            place = block.text.find(mention.text) if mention.text != block.text else 0
            if mention.text == block.text or place >= 0:
                return (block_line(block, max(place, 0) + mention.quantity.start),)
    cited = next((block for block in claim.window if block.number == claim.cited), None)
    return (block_line(cited),) if cited else ()
