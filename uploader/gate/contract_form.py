"""What a post is made of: the line about its video, key points, and sections with bullets.

An article of an error message, or of nothing, fails here whatever its words are.
"""

from collections.abc import Iterator

from uploader.models import Finding, Place, Rule, Severity
from uploader.post.read import ReadPost

SHORT = 180.0
"""Seconds: under three minutes a video may have 2–5 key points and one section."""

_KEY_POINTS = range(5, 14)
_BULLETS = range(2, 9)


def form(post: ReadPost, text: str, duration: float | None) -> Iterator[Finding]:
    """Rules `structure`, `empty`, and `link` for the video's own."""
    yield from _bytes(text)
    if post.link is None:
        yield _finding("link", Severity.ERROR, post.body_line, "", "The link to the video is missing.")
    if not (post.key_points or post.sections or post.prose):
        yield _finding("empty", Severity.ERROR, post.body_line, "", "The post says nothing.")
        return
    if not post.title or not post.title.text.strip():
        line = post.title.line if post.title else post.body_line
        yield _finding("structure", Severity.ERROR, line, "", "The Korean title is missing.")
    yield from _key_points(post, duration)
    yield from _sections(post)


def _bytes(text: str) -> Iterator[Finding]:
    if text.startswith("\ufeff") or "\r" in text:
        yield _finding("structure", Severity.WARNING, 1, "", "A post is UTF-8 without BOM, its lines end in LF.")
    if not text.endswith("\n") or text.endswith("\n\n"):
        line = text.count("\n") + 1
        yield _finding("structure", Severity.WARNING, line, "", "A post ends in exactly one newline.")


def _key_points(post: ReadPost, duration: float | None) -> Iterator[Finding]:
    count = len(post.key_points)
    line = post.title.line if post.title else post.body_line
    short = duration is not None and duration < SHORT
    if not count:
        yield _finding("structure", Severity.ERROR, line, "", "There are no key points.")
    elif count < (2 if short else _KEY_POINTS.start):
        severity = Severity.WARNING if duration is None and count > 1 else Severity.ERROR
        yield _finding("structure", severity, line, str(count), f"{count} key points are too few.")
    elif count >= _KEY_POINTS.stop:
        yield _finding("structure", Severity.WARNING, line, str(count), f"{count} key points are too many.")
    for index, point in enumerate(post.key_points):
        if not point.text:
            place = Place("key-point", None, index, point.line)
            yield Finding("empty", Severity.ERROR, place, "", "A key point without text.")


def _sections(post: ReadPost) -> Iterator[Finding]:
    if not post.sections:
        yield _finding("structure", Severity.ERROR, post.body_line, "", "There are no sections.")
    for section in post.sections:
        heading, count = section.heading, len(section.bullets)
        place = post.place(heading.line)
        if not heading.text:
            yield Finding("structure", Severity.ERROR, place, "", "A section without heading.")
        if not count:
            yield Finding("empty", Severity.ERROR, place, heading.text, "A section without bullets.")
        elif count not in _BULLETS:
            message = f"A section of {count} bullets; readable are {_BULLETS.start} to {_BULLETS.stop - 1}."
            yield Finding("structure", Severity.WARNING, place, heading.text, message)
        for bullet in section.bullets:
            if not bullet.text:
                yield Finding("empty", Severity.ERROR, post.place(bullet.line), "", "A bullet without text.")


def _finding(rule: Rule, severity: Severity, line: int, text: str, message: str) -> Finding:
    return Finding(rule, severity, Place(line=line), text, message)
