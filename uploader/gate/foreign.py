"""A post's file as a page of claims: the old script's, a person's, or our own read back.

Such a post carries no quotes, so its evidence is the whole talk, or its section's stretch where links give moments.
"""

from collections.abc import Iterator

from uploader.gate.claims import Claim, Page, Part
from uploader.models import Block, Place, Talk
from uploader.post.read import ReadPost

_SLACK = 30.0  # seconds on either side of a section's stretch: a link points to a cue, not to a word


def page_of_post(post: ReadPost, talk: Talk | None) -> Page:
    """The claims and sections of a read post; sections are named `s1`… in order."""
    parts = tuple(
        Part(f"s{number}", section.moment, len(section.bullets), line=section.heading.line)
        for number, section in enumerate(post.sections, 1)
    )
    return Page(tuple(_claims(post, talk)), parts)


def _claims(post: ReadPost, talk: Talk | None) -> Iterator[Claim]:
    every = tuple(bullet.text for section in post.sections for bullet in section.bullets)
    whole = talk.blocks if talk else ()
    for prose in post.prose:
        yield Claim(prose.text, Place("post", line=prose.line), window=whole)
    if post.title is not None:
        yield Claim(post.title.text, Place("title", line=post.title.line), window=whole, rests_on=every)
    for index, point in enumerate(post.key_points):
        yield Claim(point.text, Place("key-point", None, index, point.line), window=whole, rests_on=every)
    for number, section in enumerate(post.sections, 1):
        window = _stretch(post, number - 1, talk)
        bullets = tuple(bullet.text for bullet in section.bullets)
        here = f"s{number}"
        yield Claim(
            section.heading.text, Place("heading", here, line=section.heading.line), window=window, rests_on=bullets
        )
        for index, bullet in enumerate(section.bullets):
            yield Claim(bullet.text, Place("bullet", here, index, bullet.line), window=window)


def _stretch(post: ReadPost, index: int, talk: Talk | None) -> tuple[Block, ...]:
    """The blocks between a section's moment and the next section's; the whole talk where either is unknown."""
    if talk is None:
        return ()
    start = post.sections[index].moment
    later = [section.moment for section in post.sections[index + 1 :]]
    if start is None or None in later:
        return talk.blocks
    end = min((moment for moment in later if moment is not None and moment > start), default=talk.duration)
    inside = tuple(block for block in talk.blocks if block.end >= start - _SLACK and block.start <= end + _SLACK)
    return inside or talk.blocks
