"""One post's file judged: the contract over its bytes, the gate's rules over its claims.

Evidence is the talk where its transcript is known, the post's own title where not: errors printed as articles,
fictions, struck text and known misspellings show by form alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from uploader.errors import BadInput
from uploader.facts.glossary import Glossary, read_glossary
from uploader.gate.claims import Evidence
from uploader.gate.contract import SIZE_LIMIT, contract
from uploader.gate.foreign import page_of_post
from uploader.gate.verdict import judge_post
from uploader.ids import VideoId, parse_video_id
from uploader.models import Details, Finding, Place, Severity, Talk, Transcript
from uploader.post.formats import Format
from uploader.post.naming import video_in
from uploader.post.read import ADDRESS_KEYS, DATE_KEYS, Fault, ReadPost, read_post
from uploader.talk.blocks import read_talk
from uploader.talk.files import read_transcript
from uploader.talk.usable import why_unusable

Source = tuple[Details, Transcript]
"""A video and its captions, as a transcript file or the database holds them."""

_MOST_BYTES = 4 * SIZE_LIMIT
_NO_VIDEO = parse_video_id("-" * 11)
"""Stands for the video of a post that names none; no rule looks at it."""
_KEYS: dict[str, tuple[str, ...]] = {"slug": ADDRESS_KEYS, "date": DATE_KEYS, "description": ("description",)}


@dataclass(frozen=True, slots=True)
class Examined:
    """A judged file.

    Attributes:
        file: as it is to be shown: the path that was given, or the path within the checkout.
        slug: the page's address as the site takes it; the file's name where the frontmatter has none.
        with_talk: whether a transcript bore evidence. note: why a transcript that is there could not.
    """

    file: str
    video_id: VideoId | None
    slug: str
    findings: tuple[Finding, ...]
    with_talk: bool = False
    note: str | None = None

    @property
    def errors(self) -> int:
        """How many findings would have stopped its publication."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def examine(
    path: Path,
    file: str,
    glossary: str,
    now: datetime,
    *,
    kind: Format | None = None,
    source: Source | None = None,
    transcripts: Path | None = None,
) -> Examined:
    """Judge the post at `path`, shown as `file`, of a blog built by `kind`; the file tells that unless it is given.

    `glossary` is the glossary file's text. Posts later than `now`, which is aware, are hidden. Evidence is `source`,
    whichever video it is of, else `<video id>.json` where the folder `transcripts` holds it.

    Raises:
        BadInput: the file cannot be read.
    """
    text = _text(path)
    if isinstance(text, Finding):
        return Examined(file, video_of(path), path.stem, (text,))
    if len(text) > SIZE_LIMIT or not text.strip():
        return Examined(file, video_of(path), path.stem, tuple(contract(text, path.name, now, kind=kind)))
    post = read_post(text)
    video_id = post.video_id or video_of(path)
    note = None
    if source is None and transcripts is not None and video_id is not None:
        source, note = _kept_at(transcripts / f"{video_id}.json")
    talk = read_talk(*source) if source else None
    if talk is not None and (reason := why_unusable(talk)):
        talk, note = None, f"its transcript is no evidence: {reason}"
    details = source[0] if source else _details(post, video_id)
    findings = (
        *contract(text, path.name, now, kind=kind, duration=details.duration, post=post),
        *_foreign_talk(video_id, talk),
        *judge_post(page_of_post(post, talk), Evidence(details, _read(glossary), talk)),
    )
    told = _with_lines(_once(findings, titled=bool(details.title.strip())), post, text)
    return Examined(file, video_id, post.slug or path.stem, tuple(told), talk is not None, note)


def read_source(path: Path) -> Source:
    """The video and captions of a transcript file.

    Raises:
        BadInput: there is none, or it cannot be used; one line that says why.
    """
    try:
        return read_transcript(path.read_text(encoding="utf-8"), str(path))
    except OSError as wrong:
        raise BadInput(f"cannot read {path}: {wrong.strerror}") from wrong
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{path} is not UTF-8: byte {wrong.start}") from wrong


def _kept_at(path: Path) -> tuple[Source | None, str | None]:
    """One transcript among hundreds that cannot be used is told, and its post judged by form alone."""
    if not path.is_file():
        return None, None
    try:
        return read_source(path), None
    except BadInput as wrong:
        return None, str(wrong)


def _text(path: Path) -> str | Finding:
    """The file's text; a finding where it is none."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as wrong:
        raise BadInput(f"cannot read {path}: {wrong.strerror}") from wrong
    if len(data) > _MOST_BYTES:
        return Finding("structure", Severity.ERROR, Place(), path.name, f"The file has over {_MOST_BYTES} bytes.")
    try:
        return data.decode()
    except UnicodeDecodeError as wrong:
        place = Place(line=data.count(b"\n", 0, wrong.start) + 1)
        message = "The file is not UTF-8: the site would show other characters here, or stop."
        return Finding("yaml", Severity.ERROR, place, f"byte {wrong.start}", message)


def video_of(path: Path) -> VideoId | None:
    """The video that a file's name tells, or its folder's where it is a page bundle's."""
    return video_in("/".join(path.parts[-2:]))


def _details(post: ReadPost, video_id: VideoId | None) -> Details:
    """What the post itself says about its video."""
    title = None if isinstance(post.frontmatter, Fault) else post.frontmatter.get("title")
    return Details(video_id or _NO_VIDEO, title if isinstance(title, str) else post.link_text, post.channel)


def _foreign_talk(video_id: VideoId | None, talk: Talk | None) -> Iterator[Finding]:
    if talk is not None and video_id is not None and talk.details.video_id != video_id:
        message = f"The transcript is of another video, {talk.details.video_id}."
        yield Finding("unrelated", Severity.WARNING, Place(), str(video_id), message)


def _once(findings: Iterable[Finding], *, titled: bool) -> Iterator[Finding]:
    """Contract and gate may find the same: the first to say it is heard. Nothing is unrelated to no title."""
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        key = (finding.rule, finding.severity, finding.place.line, finding.text)
        if key in seen or (finding.rule == "unrelated" and not titled):
            continue
        seen.add(key)
        yield finding


def _with_lines(findings: Iterable[Finding], post: ReadPost, text: str) -> Iterator[Finding]:
    """Findings about a frontmatter's key, at the line where it stands."""
    lines = re.split(r"\r\n|\r|\n", text)[: post.body_line - 1]
    for finding in findings:
        keys = _KEYS.get(finding.rule, (finding.text.partition(":")[0],) if finding.rule == "schema" else ())
        opens = tuple(f"{key}:" for key in keys if key)
        at = next((number for number, line in enumerate(lines, 1) if line.startswith(opens)), None)
        if finding.place.line is None and at is not None:
            yield replace(finding, place=replace(finding.place, line=at))
        else:
            yield finding


@lru_cache(maxsize=4)
def _read(glossary: str) -> Glossary:
    """Read once per process."""
    return read_glossary(glossary)
