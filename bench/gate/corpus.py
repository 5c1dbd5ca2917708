"""The talks of `talks/`: invented speakers, English as captions have it, and a careful Korean summary of each."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from uploader.facts.glossary import SHIPPED, Glossary, read_glossary
from uploader.gate.claims import Evidence
from uploader.ids import VideoId, parse_video_id
from uploader.models import Block, Cue, Details, Summary, Talk, Transcript
from uploader.summary.merge import assemble, read_merge
from uploader.summary.outline import read_outline
from uploader.summary.sections import read_section
from uploader.talk.blocks import read_talk
from uploader.talk.passages import cut
from uploader.talk.quotes import find_quote

TALKS = Path(__file__).parent / "talks"
CHANNEL = "Bench Talks"

_SLOWEST = 200.0  # seconds a talk lasts at least: shorter videos have rules of their own
_PACE = 2.4  # words a second
_CUE = 8  # words of a caption
_OPENING = 9  # words by which a section's beginning is told


@dataclass(frozen=True, slots=True)
class WrittenBullet:
    """A bullet as the file has it; `variants` are false statements by the kind of what is wrong with them."""

    ko: str
    quote: str
    variants: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CleanTalk:
    """One talk with its careful summary.

    Attributes:
        name: of its file. said: the sections' words as they were spoken.
        certain: rows of the name table that the whole talk makes certain: canonical and as heard.
        headings, bullets: by section. points: sections by number, lead, rest.
    """

    name: str
    title: str
    description: str
    published: datetime
    certain: tuple[tuple[str, tuple[str, ...]], ...]
    said: tuple[str, ...]
    korean: str
    headings: tuple[str, ...]
    bullets: tuple[tuple[WrittenBullet, ...], ...]
    points: tuple[tuple[tuple[int, ...], str, str], ...]
    held_out: bool = field(default=False)

    @property
    def video_id(self) -> VideoId:
        """Eleven letters made of the name."""
        return parse_video_id(f"{self.name}-----------"[:11])

    @cached_property
    def transcript(self) -> Transcript:
        """The words as captions of eight words each."""
        words = " ".join(self.said).split()
        step = self.duration / len(words)
        cues = tuple(
            Cue(at * step, min(_CUE, len(words) - at) * step, " ".join(words[at : at + _CUE]))
            for at in range(0, len(words), _CUE)
        )
        return Transcript(self.video_id, "en", auto_generated=True, source="file", cues=cues)

    @property
    def duration(self) -> float:
        """Seconds; short talks are spoken slowly."""
        return max(_SLOWEST, len(" ".join(self.said).split()) / _PACE)

    @property
    def details(self) -> Details:
        """What the video's page says."""
        return Details(
            self.video_id,
            self.title,
            CHANNEL,
            description=self.description,
            published=self.published,
            duration=self.duration,
        )

    @cached_property
    def talk(self) -> Talk:
        """As the program reads it."""
        return read_talk(self.details, self.transcript)

    @cached_property
    def answers(self) -> dict[str, dict[str, Any]]:
        """What a careful model answers: `outline`, `s1` …, `merge`."""
        talk = self.talk
        openings = [" ".join(said.split()[:_OPENING]) for said in self.said]
        starts = [1, *(_block(opening, talk.blocks) for opening in openings[1:])]
        ends = [*(max(one, after - 1) for one, after in pairwise(starts)), len(talk.blocks)]
        outline = {
            "sections": [
                {"id": f"s{n}", "start": f"b{first}", "end": f"b{last}", "starts_with": opening, "title": "", "speakers": []}
                for n, (first, last, opening) in enumerate(zip(starts, ends, openings, strict=True), 1)
            ],
            "names": [
                {"canonical": name, "as_heard": list(heard), "kind": "company", "basis": "title", "certain": True}
                for name, heard in self.certain
            ],
            "misheard": [],
        }  # fmt: skip
        answers: dict[str, dict[str, Any]] = {"outline": outline}
        for number, (heading, bullets) in enumerate(zip(self.headings, self.bullets, strict=True), 1):
            answers[f"s{number}"] = {
                "heading": heading,
                "bullets": [
                    {"ko": each.ko, "quote_en": each.quote, "block": f"b{_block(each.quote, talk.blocks)}"}
                    for each in bullets
                ],
                "names": [],
                "numbers": [],
                "unclear": [],
            }
        points = [
            {"lead": lead, "rest": rest, "sections": [f"s{n}" for n in sections]} for sections, lead, rest in self.points
        ]  # fmt: skip
        answers["merge"] = {"title": self.korean, "key_points": points}
        return answers

    @cached_property
    def summary(self) -> Summary:
        """The careful answers, assembled as the program does it."""
        texts = {name: json.dumps(answer, ensure_ascii=False) for name, answer in self.answers.items()}
        outline = read_outline(texts["outline"], self.talk)
        sections = tuple(read_section(texts[each.plan.id], each) for each in cut(self.talk, outline))
        title, points = read_merge(texts["merge"], sections)
        return assemble(self.talk, outline, sections, title, points)

    def evidence(self) -> Evidence:
        """What the gate knows of the talk, not yet read."""
        return Evidence(self.details, glossary(), self.talk, self.summary.names)

    def variants(self, kind: str) -> list[tuple[str, int, str]]:
        """Where a false variant of this kind is written: section id, bullet, text."""
        return [
            (f"s{number}", index, text)
            for number, bullets in enumerate(self.bullets, 1)
            for index, bullet in enumerate(bullets)
            for what, text in bullet.variants
            if what == kind
        ]


@cache
def glossary() -> Glossary:
    """The one the program ships."""
    return read_glossary(SHIPPED.read_text(encoding="utf-8"))


@cache
def corpus() -> tuple[CleanTalk, ...]:
    """Every talk, those held out last."""
    talks = (read_clean(path.read_text("utf-8"), path.stem) for path in sorted(TALKS.glob("*.md")))
    return tuple(sorted(talks, key=lambda each: each.held_out))


def read_clean(text: str, name: str) -> CleanTalk:
    """A talk's file."""
    head, said, page, points = re.split(r"^# ", text, flags=re.MULTILINE)
    rows = [line.partition(":") for line in head.splitlines() if line.strip()]
    known = {key.strip(): value.strip() for key, _, value in rows}
    korean, *sections = re.split(r"^## ", page, flags=re.MULTILINE)
    return CleanTalk(
        name=name,
        title=known["title"],
        description=known["description"],
        published=datetime.fromisoformat(known["published"]).replace(hour=15, tzinfo=UTC),
        certain=tuple(_certain(value) for key, _, value in rows if key == "certain"),
        said=tuple(" ".join(part.split()) for part in said.partition("\n")[2].split("§")[1:]),
        korean=korean.strip(),
        headings=tuple(section.partition("\n")[0].strip() for section in sections),
        bullets=tuple(_bullets(section.partition("\n")[2]) for section in sections),
        points=tuple(_point(line) for line in points.splitlines()[1:] if line.strip()),
        held_out="held-out" in known,
    )


def _certain(value: str) -> tuple[str, tuple[str, ...]]:
    canonical, _, heard = value.partition("=")
    return canonical.strip(), tuple(form.strip() for form in heard.split("|") if form.strip())


def _bullets(text: str) -> tuple[WrittenBullet, ...]:
    found: list[WrittenBullet] = []
    for part in re.split(r"^- ", text, flags=re.MULTILINE)[1:]:
        ko, quote, *variants = (line.strip() for line in part.splitlines() if line.strip())
        told = (variant.removeprefix("!").partition(":") for variant in variants)
        found.append(
            WrittenBullet(ko, quote.removeprefix(">").strip(), tuple((k.strip(), v.strip()) for k, _, v in told))
        )
    return tuple(found)


def _point(line: str) -> tuple[tuple[int, ...], str, str]:
    sections, _, rest = line.removeprefix("- ").partition(":")
    lead, _, told = rest.partition("|")
    return tuple(int(each) for each in sections.split(",")), lead.strip(), told.removeprefix(" ").rstrip()


def _block(quote: str, blocks: tuple[Block, ...]) -> int:
    found = find_quote(quote, blocks)
    if found is None:
        raise ValueError(f"nobody says {quote!r}")
    return found.block
