"""A person at a held video: what they see of it, and what they do, judged and kept.

What they look at is named by `Seen`; an act on anything else is refused, so that two people, or two pages of one,
never undo each other's work unseen. Nothing here asks a model: orders are carried out by the video's next look.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from uploader.acts import Act
from uploader.decide import State
from uploader.gate.claims import Evidence
from uploader.gate.contract import contract
from uploader.ids import VideoId
from uploader.post.page import render
from uploader.review.allowing import allowed
from uploader.review.judging import Review, review
from uploader.store import reviews, videos
from uploader.store.reviews import Kept, Seen
from uploader.workflow.ports import Parts
from uploader.workflow.reviewing import Case, case

_MOST_OPEN = 8
"""Talks that are kept in memory between two acts; a long stream has some megabytes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A video under review, as it stands now.

    Attributes:
        seen: what an act must name.
        row: the video; only a held one may be acted on.
        case: the held summary and its talk.
        kept: what was done to it, the first act first.
        review: what it became, with the gate's remarks; those on the file as a whole among them.
    """

    seen: Seen
    row: videos.Row
    case: Case
    kept: tuple[Kept, ...]
    review: Review

    @property
    def is_held(self) -> bool:
        """Whether anything may be done."""
        return self.row.state is State.HELD


class Desk:
    """Where held videos are looked at. One for a process: what it has read of a talk is kept for the next act."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._case = lru_cache(maxsize=_MOST_OPEN)(self._read)

    def open(self, video_id: VideoId) -> Opened:
        """The video and its summary as a person's acts made it.

        Raises:
            BadInput: nobody knows the video, or it has no summary.
        """
        with self._parts.database.reading() as session:
            row = videos.one(session, video_id)
            seen = reviews.seen(session, video_id)
            acts = tuple(reviews.of_summary(session, seen.summary))
        held, ground = self._case(video_id, seen.summary)
        return Opened(seen, row, held, acts, self._judged(held, ground, (kept.act for kept in acts), row))

    def tried(self, video_id: VideoId, looked_at: Seen, act: Act) -> Review:
        """What the act would make of it; nothing is kept. This is asked with every pause in a person's typing.

        Raises:
            Overtaken, BadInput: as `do`.
        """
        opened = self._looked_at(video_id, looked_at)
        act = allowed(act, opened.review)
        held, ground = self._case(video_id, looked_at.summary)
        return self._judged(held, ground, (*(kept.act for kept in opened.kept), act), opened.row)

    def do(self, video_id: VideoId, looked_at: Seen, act: Act, *, who: str) -> None:
        """Keep the act, and what follows from it.

        Raises:
            Overtaken: somebody else acted meanwhile, or the video is not held any more; nothing was kept.
            BadInput: the act makes no sense here, or may not be done; nothing was kept.
        """
        opened = self._looked_at(video_id, looked_at)
        act = allowed(act, opened.review)
        with self._parts.database.begin() as session:
            reviews.keep(session, video_id, looked_at, act, who=who, now=self._parts.clock())

    def _looked_at(self, video_id: VideoId, looked_at: Seen) -> Opened:
        opened = self.open(video_id)
        with self._parts.database.reading() as session:
            reviews.must_be(session, video_id, looked_at)
        return opened

    def _read(self, video_id: VideoId, number: int) -> tuple[Case, Evidence]:
        held = case(video_id, number, self._parts)
        return held, held.ground(self._parts)

    def _judged(self, held: Case, ground: Evidence, acts: Iterable[Act], row: videos.Row) -> Review:
        judged = review(held.judged.summary, held.judged.findings, acts, ground)
        now = self._parts.clock()
        post = render(judged.reviewed.summary, held.talk.details, row.made_at or now, self._parts.style)
        broken = contract(post.text, post.file_name, now, kind=self._parts.style.format, duration=held.talk.duration)
        return judged.with_file(broken)
