"""The values that travel along a video's path; frozen, and each made from the one before.

    Sighting → Details → Transcript → Talk → Outline → Section… → Summary → (Finding…) → Post → Publication

A function that renders takes a `Summary`, one that summarises takes a `Talk`: an error text or a missing
transcript does not type-check. Times within a video are seconds from its start; moments are aware UTC datetimes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from uploader.ids import ChannelId, VideoId

# ---------------------------------------------------------------- what YouTube says


class Kind(StrEnum):
    """What sort of video it is, by YouTube's own fields."""

    VIDEO = "video"
    SHORT = "short"
    STREAM = "stream"


class Live(StrEnum):
    """Where a video stands in a broadcast's life (yt-dlp's `live_status`)."""

    NOT_LIVE = "not_live"
    UPCOMING = "is_upcoming"
    LIVE = "is_live"
    POST_LIVE = "post_live"
    WAS_LIVE = "was_live"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A video as a channel's feed or listing shows it; `published` is unknown in listings."""

    video_id: VideoId
    title: str
    published: datetime | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the uploader's own chapters."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a video's page says about it.

    Attributes:
        published: upload time; None only for transcripts read from a file.
        duration: seconds; None while upcoming or live.
        starts_at: the scheduled or actual start of a broadcast.
        thumbnail: `maxresdefault` where YouTube lists it, else `hqdefault`.
    """

    video_id: VideoId
    title: str
    channel: str
    channel_id: ChannelId | None = None
    description: str = ""
    published: datetime | None = None
    duration: float | None = None
    kind: Kind = Kind.VIDEO
    live: Live = Live.NOT_LIVE
    starts_at: datetime | None = None
    chapters: tuple[Chapter, ...] = ()
    thumbnail: Literal["maxresdefault", "hqdefault"] = "maxresdefault"


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption as it was delivered: raw text, seconds."""

    start: float
    duration: float
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A caption track as it was delivered; kept raw, so that better cleaning can be tried on it later.

    Attributes:
        language: as the track names it (`en`, `en-US`, `en-orig` is stored as `en`).
        source: who delivered it: `yt-dlp`, `youtube-transcript-api`, `file`, `asr`.
    """

    video_id: VideoId
    language: str
    auto_generated: bool
    source: str
    cues: tuple[Cue, ...]


# ---------------------------------------------------------------- the talk, as it is read


@dataclass(frozen=True, slots=True)
class Block:
    """A numbered stretch of cleaned speech, a sentence or a few: what prompts show and quotes are checked against.

    Attributes:
        number: from 1, in spoken order; shown as `b17`.
        marks: (character offset in `text`, seconds), increasing, the first at offset 0: when which word is spoken.
    """

    number: int
    start: float
    end: float
    text: str
    marks: tuple[tuple[int, float], ...] = ()

    @property
    def name(self) -> str:
        """`b17`."""
        return f"b{self.number}"

    def moment(self, offset: int) -> float:
        """Seconds at which the character at `offset` is spoken (the last mark at or before it)."""
        return max((at for place, at in self.marks if place <= offset), default=self.start)


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything that may be used as evidence: the video's own words and the cleaned blocks.

    `blocks` are numbered 1…n without gaps; `duration` in seconds is never unknown here.
    """

    details: Details
    language: str
    auto_generated: bool
    duration: float
    blocks: tuple[Block, ...]

    def window(self, number: int, around: int = 2) -> tuple[Block, ...]:
        """Block `number` and `around` blocks on either side; fewer at the edges, none for a number not there."""
        if not 1 <= number <= len(self.blocks):
            return ()
        return self.blocks[max(0, number - 1 - around) : number + around]


# ---------------------------------------------------------------- the summary, as the model answers


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who has the floor in a section, and the block whose words say so (None: the title says so)."""

    name: str
    named_in_block: int | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A row of the outline's name table: how the talk writes a name, and what it is.

    Attributes:
        kind: person, company, product, model, benchmark, place, other.
        basis: title, description, glossary, captions, none.
        certain: by title, description, glossary, or two different mishearings and context.
    """

    canonical: str
    as_heard: tuple[str, ...] = ()
    kind: str = "other"
    basis: str = "captions"
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Misheard:
    """A common word that the captions get wrong again and again."""

    as_heard: str
    means: str


class Part(StrEnum):
    """What a stretch of a stream is: a talk or panel is told, the rest is left out."""

    TALK = "talk"
    PANEL = "panel"
    HOST = "host"
    BREAK = "break"
    REPLAY = "replay"

    @property
    def is_told(self) -> bool:
        """Whether it has sections in the post."""
        return self in {Part.TALK, Part.PANEL}


@dataclass(frozen=True, slots=True)
class Plan:
    """A section to be: blocks `first`…`last`, both included; `starts_with` its first words, verbatim.

    Attributes:
        part: of a stream; a video of its own is one talk.
        talk: in a stream, the talk that the section belongs to, named as a video's title would (`Title — Speaker,
            Company`); neighbours with one name are one talk.
        billed: that talk's speaker and company as headings may name them; empty where the evidence bears none.
    """

    id: str
    first: int
    last: int
    starts_with: str
    title: str
    speakers: tuple[Speaker, ...] = ()
    part: Part = Part.TALK
    talk: str = ""
    billed: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """One reading of the whole talk: sections in spoken order that hold every block once, and the name table."""

    plans: tuple[Plan, ...]
    names: tuple[Name, ...] = ()
    misheard: tuple[Misheard, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A planned section cut out of the talk: its blocks with the first and last trimmed to the section's words.

    Block numbers stay the talk's own, so a block cut in two appears in two passages under one number.
    `start` is the exact moment of its first word.
    """

    plan: Plan
    start: float
    end: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as the section's writer read it: Korean, English, block."""

    ko: str
    en: str
    block: int


@dataclass(frozen=True, slots=True)
class Bullet:
    """One claim with its evidence. `block` is where the quote starts."""

    ko: str
    quote_en: str
    block: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something the writer left out because the words do not bear it; shown to a person."""

    text: str
    block: int


@dataclass(frozen=True, slots=True)
class Section:
    """A written section: `first`…`last` blocks, `start` seconds, heading and bullets; `billed` as its plan has it."""

    id: str
    first: int
    last: int
    start: float
    heading: str
    bullets: tuple[Bullet, ...]
    names: tuple[Name, ...] = ()
    numbers: tuple[Number, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    billed: str = ""

    @property
    def headline(self) -> str:
        """The heading as it is printed: in a stream it opens with whose talk it is."""
        return f"{self.billed}: {self.heading}" if self.billed else self.heading


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """`lead` is the subject (bold in the post), `rest` begins with its particle; `sections` it rests on."""

    lead: str
    rest: str
    sections: tuple[str, ...]

    @property
    def text(self) -> str:
        """The key point as one plain sentence."""
        return f"{self.lead}{self.rest}"


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole summary, not yet judged. `title` is Korean."""

    video_id: VideoId
    title: str
    key_points: tuple[KeyPoint, ...]
    sections: tuple[Section, ...]
    names: tuple[Name, ...] = ()


# ---------------------------------------------------------------- the gate


class Severity(StrEnum):
    """An error stops publication, a warning is shown to a person."""

    ERROR = "error"
    WARNING = "warning"


Rule = Literal[
    "yaml", "schema", "file-name", "slug", "date", "thumbnail", "structure", "chatter", "error-text", "empty",
    "unrelated", "language", "script", "html", "link", "strikethrough", "literal-markup", "description", "number",
    "year", "name", "known-misspelling", "acronym", "quote", "timestamp", "duplicate", "examiner",
]  # fmt: skip
"""INTERFACE.md's closed list."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a post a claim or finding stands.

    Attributes:
        part: `title`, `description`, `key-point`, `heading`, `bullet`, or `post` for the file as a whole.
        section: the section's id where it is in one.
        index: which key point or bullet, from 0.
        line: in the file, from 1, where there is a file.
    """

    part: Literal["title", "description", "key-point", "heading", "bullet", "post"] = "post"
    section: str | None = None
    index: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.

    Attributes:
        text: the failing string itself, as short as it can be.
        message: one English sentence for people: what is wrong with it.
        evidence: the lines of the talk (`[b17 00:12:30] …`) that contradict or come nearest.
        replacement: what `text` is to be replaced by, only where that is unambiguous.
    """

    rule: Rule
    severity: Severity
    place: Place
    text: str
    message: str
    evidence: tuple[str, ...] = ()
    replacement: str | None = None


# ---------------------------------------------------------------- the post


@dataclass(frozen=True, slots=True)
class Post:
    """A rendered post: file name within the posts directory and its exact text (UTF-8 when written)."""

    video_id: VideoId
    file_name: str
    text: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Proof that a post stands on the branch. `commit` is None where it stood there before we looked."""

    video_id: VideoId
    path: str
    commit: str | None
    digest: str


# ---------------------------------------------------------------- the model


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


Stage = Literal["outline", "names", "section", "merge", "repair", "examine"]


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that is sent to a model; its hash is the key under which the answer is kept.

    Attributes:
        stage: which part of the work it is, for the ledger.
        label: which piece of it (`s3`, `s3 repair 1`), for people and logs; not sent.
        schema_name, schema: the JSON schema that the answer must fill (strict).
        prompts: digests of the prompt files that went into it, by name; not sent.
    """

    stage: Stage
    label: str
    messages: tuple[Message, ...]
    schema_name: str
    schema: dict[str, object] = field(hash=False)
    max_output_tokens: int
    prompts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counted them; `cached` is the part of `input` that its cache served."""

    input: int
    output: int
    cached: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model delivered, kept before anybody parses it."""

    text: str
    model: str
    usage: Usage
    finish: str
