"""What people did to held videos, one row an act; and the one that a video's next look carries out.

Acts belong to the summary that they were done to. A look that makes a new summary voids them, except that a section
written anew at a person's word takes the acts on all other statements along.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uploader.acts import Accept, Act, Ask, Change, Delete, Edit, Order, Publish, Refuse, Restore, Withdraw
from uploader.decide import Next, State
from uploader.errors import BadInput, Cause, Overtaken
from uploader.ids import VideoId, parse_video_id
from uploader.models import Place
from uploader.store import tables, videos
from uploader.store.values import from_json, storable, to_json

REVIEWED = "reviewed"
"""The verdict of a summary that a person made of a held one; a review goes on with the held one."""

_KINDS = {
    kind.__name__.lower(): kind for kind in (Edit, Delete, Restore, Accept, Withdraw, Ask, Publish, Refuse)
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody looks at while they act: the held summary's number, and the last act's on that video (0: none)."""

    summary: int
    last: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One act, by whom, and when."""

    number: int
    summary: int
    at: datetime
    who: str
    act: Act

    @property
    def action(self) -> str:
        """What was done, in one word, such as `edit`."""
        return _action(self.act)


def seen(session: Session, video_id: VideoId) -> Seen:
    """What there is to be seen of a video now.

    Raises:
        BadInput: it has no summary that could be reviewed.
    """
    summary = session.scalar(
        select(func.max(tables.Summary.number)).where(
            tables.Summary.video_id == video_id, tables.Summary.verdict != REVIEWED
        )
    )
    if summary is None:
        raise BadInput(f"{video_id} has no summary to review: uploader show {video_id} tells why")
    last = session.scalar(select(func.max(tables.Review.number)).where(tables.Review.video_id == video_id))
    return Seen(summary, last or 0)


def reviewable(session: Session, ids: Sequence[VideoId]) -> set[VideoId]:
    """Those that have a summary to review."""
    table = tables.Summary
    found = select(table.video_id).where(table.video_id.in_(ids), table.verdict != REVIEWED).distinct()
    return {parse_video_id(video_id) for video_id in session.scalars(found)}


def is_reviewed(session: Session, video_id: VideoId) -> bool:
    """Whether the video's newest summary is a person's: no program makes its post again."""
    newest = select(tables.Summary.verdict).where(tables.Summary.video_id == video_id)
    return session.scalar(newest.order_by(tables.Summary.number.desc()).limit(1)) == REVIEWED


def keep(session: Session, video_id: VideoId, looked_at: Seen, act: Act, *, who: str, now: datetime) -> int:
    """Keep an act, and what follows from it at once: an order makes the video due, a refusal ends it; its number.

    Raises:
        Overtaken: somebody else acted, or a look made a new summary, since `looked_at`; nothing was kept.
        BadInput: the video is not held.
    """
    video = videos.lock(session, video_id)
    must_be(session, video_id, looked_at)
    row = tables.Review(video_id=video_id, summary=looked_at.summary, at=now, who=storable(who), **_columns(act))
    session.add(row)
    session.flush()
    match act:
        case Publish():
            video.review = row.number
            videos.decide(session, video_id, Next(State.DISCOVERED, None, f"approved in review by {who}", now), now)
        case Ask(section):
            video.review = row.number
            told = f"section {section} asked for again by {who}"
            videos.decide(session, video_id, Next(State.DISCOVERED, None, told, now), now)
        case Refuse(reason):
            videos.decide(session, video_id, Next(State.SKIPPED, Cause.REFUSED_BY_PERSON, reason, None), now)
        case _:
            pass
    return row.number


def must_be(session: Session, video_id: VideoId, looked_at: Seen) -> None:
    """Raise unless the video is held, and what was looked at is what there is.

    Raises:
        Overtaken: it is not.
    """
    state = videos.one(session, video_id).state
    if state is not State.HELD:
        raise Overtaken(f"{video_id} is not held any more, it is {state}: load the page again")
    if seen(session, video_id) != looked_at:
        raise Overtaken("somebody else has changed this meanwhile: load the page again to see what")


def of_summary(session: Session, summary: int) -> list[Kept]:
    """Every act on that summary, the first one first."""
    return _read(session, tables.Review.summary == summary)


def of_video(session: Session, video_id: VideoId) -> list[Kept]:
    """Every act on that video, on summaries that are past too."""
    return _read(session, tables.Review.video_id == video_id)


def order(session: Session, video_id: VideoId) -> int | None:
    """The number of the act that the next look carries out."""
    return videos.lock(session, video_id).review


def ordered(session: Session, number: int) -> tuple[int, Order]:
    """The summary that the order of that number is about, and the order."""
    (kept,) = _read(session, tables.Review.number == number)
    return kept.summary, cast("Order", kept.act)


def end(session: Session, video_id: VideoId) -> None:
    """The order is carried out, or came to nothing."""
    videos.lock(session, video_id).review = None


def carry(session: Session, old: int, new: int, *, without: str) -> None:
    """Acts on the old summary are acts on the new one, but those on a section that was written anew, and the orders."""
    for row in session.scalars(select(tables.Review).where(tables.Review.summary == old)):
        if isinstance(_act(row), Ask | Publish | Refuse) or row.target.get("place", {}).get("section") == without:
            continue
        row.summary = new


def _read(session: Session, which: Any) -> list[Kept]:
    rows = session.scalars(select(tables.Review).where(which).order_by(tables.Review.number))
    return [Kept(row.number, row.summary, row.at, row.who, _act(row)) for row in rows]


def _action(act: Act) -> str:
    return type(act).__name__.lower()


def _columns(act: Act) -> dict[str, Any]:
    """An act as columns: its target is its place, with the rule of a finding or the name of a section."""
    told: dict[str, Any] = asdict(act)
    target: dict[str, Any] = {name: told[name] for name in ("rule", "section") if name in told}
    if "place" in told:
        target["place"] = to_json(cast("Change", act).place)
    return {
        "action": _action(act),
        "target": target,
        "text": storable(told.get("text", "")),
        "reason": storable(told.get("reason", "")),
    }


def _act(row: tables.Review) -> Act:
    kind: Any = _KINDS[row.action]
    given: dict[str, Any] = {name: row.target[name] for name in ("rule", "section") if name in row.target}
    if "place" in row.target:
        given["place"] = from_json(Place, row.target["place"])
    fields = kind.__dataclass_fields__
    given |= {name: getattr(row, name) for name in ("text", "reason") if name in fields}
    return cast("Act", kind(**given))
