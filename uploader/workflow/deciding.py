"""A person at a held video: what they see of it, and what they do, judged and kept.

What they look at is named by `Seen`; an act on anything else is refused, so that two people, or two pages of one,
never undo each other's work unseen. Nothing here asks a model: orders are carried out by the video's next look.
"""

from dataclasses import dataclass
from functools import lru_cache

from uploader.acts import Act, Edit
from uploader.decide import State
from uploader.gate.claims import Evidence
from uploader.gate.contract import contract
from uploader.gate.verdict import Memory
from uploader.ids import VideoId
from uploader.post.page import render
from uploader.review.allowing import allowed, placed
from uploader.review.judging import Review, review
from uploader.store import reviews, videos
from uploader.store.reviews import Kept, Seen
from uploader.workflow import routing
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
        self._ground = lru_cache(maxsize=_MOST_OPEN)(self._read)

    def open(self, video_id: VideoId) -> Opened:
        """The video and its summary as a person's acts made it.

        Raises:
            BadInput: nobody knows the video, or it has no summary.
        """
        with self._parts.database.reading() as session:
            row = videos.one(session, video_id)
            seen = reviews.seen(session, video_id)
            acts = tuple(reviews.of_summary(session, seen.summary))
        ground = self._ground(video_id, seen.summary)
        return Opened(seen, row, ground.case, acts, self._judged(ground, [kept.act for kept in acts], row))

    def tried(self, video_id: VideoId, looked_at: Seen, edit: Edit) -> Review:
        """What the gate would say to these words; nothing is kept. This is asked with every pause in a person's typing.

        The rendered file is left to `open`: what a statement becomes there is escaped, whatever it says.

        Raises:
            Overtaken, BadInput: as `do`.
        """
        with self._parts.database.reading() as session:
            reviews.must_be(session, video_id, looked_at)
            acts = [kept.act for kept in reviews.of_summary(session, looked_at.summary)]
        ground = self._ground(video_id, looked_at.summary)
        return ground.review([*acts, placed(edit, ground.case.judged.summary)])

    def do(self, video_id: VideoId, looked_at: Seen, act: Act, *, who: str) -> None:
        """Keep the act, and what follows from it.

        Raises:
            Overtaken: somebody else acted meanwhile, or the video is not held any more; nothing was kept.
            BadInput: the act makes no sense here, or may not be done; nothing was kept.
        """
        opened = self.open(video_id)
        with self._parts.database.reading() as session:
            reviews.must_be(session, video_id, looked_at)
        act = allowed(act, opened.review)
        with self._parts.database.begin() as session:
            reviews.keep(session, video_id, looked_at, act, who=who, now=self._parts.clock())

    def held(self, video_id: VideoId, looked_at: Seen) -> Case:
        """The held summary that is looked at, and its talk.

        Raises:
            Overtaken: it is not what there is.
        """
        with self._parts.database.reading() as session:
            reviews.must_be(session, video_id, looked_at)
        return self._ground(video_id, looked_at.summary).case

    def _read(self, video_id: VideoId, number: int) -> "_Ground":
        held = case(video_id, number, self._parts)
        return _Ground(held, held.ground(routing.parts_of(video_id, self._parts)), Memory())

    def _judged(self, ground: "_Ground", acts: list[Act], row: videos.Row) -> Review:
        judged, details = ground.review(acts), ground.case.talk.details
        now = self._parts.clock()
        style = routing.parts_of(row.id, self._parts).style
        post = render(judged.reviewed.summary, details, row.made_at or now, style)
        broken = contract(post.text, post.file_name, now, kind=style.format, duration=ground.case.talk.duration)
        return judged.with_file(broken)


@dataclass(frozen=True, slots=True)
class _Ground:
    """A held summary with what it is judged by, and what was found before."""

    case: Case
    evidence: Evidence
    memory: Memory

    def review(self, acts: list[Act]) -> Review:
        judged = self.case.judged
        return review(judged.summary, judged.findings, acts, self.evidence, self.memory)
