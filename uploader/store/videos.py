"""The videos: seen, due, taken up, settled. This table is the truth about what was done; the engine may forget.

A video is due when `next_look_at` has passed. Taking it up raises its look's number, clears the moment and hands it to
the engine, all in one transaction: a kill before the commit leaves neither, one after it leaves both.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import Session

from uploader.decide import Next, Standing, State
from uploader.errors import BadInput, Cause
from uploader.ids import ChannelId, VideoId, parse_channel_id, parse_video_id
from uploader.models import Details, Kind, Live, Sighting
from uploader.store.leases import serialise
from uploader.store.tables import Event, Video
from uploader.store.values import from_json, storable, to_json

Enqueue = Callable[[Connection, VideoId, int], None]
"""Hands look n of a video to the engine within the given transaction."""

_BUSY = (State.QUEUED, State.WORKING)


@dataclass(frozen=True, slots=True)
class Row:
    """A video as it stands, detached from the database."""

    id: VideoId
    channel_id: ChannelId | None
    title: str
    uploaded_at: datetime | None
    state: State
    cause: Cause | None
    detail: str
    look: int
    draft: int
    next_look_at: datetime | None
    changed_at: datetime
    made_at: datetime | None
    details: Details | None
    transcript: str | None
    standing: Standing


def see(
    session: Session, sightings: Iterable[Sighting], channel_id: ChannelId | None, *, publish: int | None, now: datetime
) -> list[VideoId]:
    """Insert what is new, oldest first; known videos stay as they are. Those that are new, newest first.

    `publish`: of so many of the newest the new ones become due (a first contact), the rest are only known; None: all.
    A video that was only previewed before is new here.
    """
    serialise(session, "videos")
    given = list({sighting.video_id: sighting for sighting in reversed(list(sightings))}.values())
    newest = {sighting.video_id for sighting in (given if publish is None else given[max(0, len(given) - publish) :])}
    among = select(Video).where(Video.id.in_([sighting.video_id for sighting in given]))
    seen = {video.id: video for video in session.scalars(among)}
    fresh: list[VideoId] = []
    for place, sighting in enumerate(given):
        video = seen.get(sighting.video_id)
        if video is not None and video.cause != Cause.PREVIEWED:
            continue
        if video is None:
            video = Video(
                id=sighting.video_id, title=sighting.title, seen_at=now, state=State.DISCOVERED, changed_at=now
            )
            session.add(video)
            session.flush()
        due = sighting.video_id in newest
        video.channel_id, video.uploaded_at = channel_id, sighting.published or video.uploaded_at
        # A microsecond apart: what was seen together is taken up in this order on every database.
        video.seen_at, video.next_look_at = now + timedelta(microseconds=place), now if due else None
        _move(session, video, State.DISCOVERED, None if due else Cause.NOT_ON_FIRST_RUN, "", now)
        fresh.append(sighting.video_id)
    return fresh[::-1]


def preview(session: Session, video_id: VideoId, now: datetime) -> None:
    """Make a video known to whom it is not; a poll that finds it later takes it as new."""
    if not known(session, [video_id]):
        see(session, [Sighting(video_id, "")], None, publish=0, now=now)
        _move(session, lock(session, video_id), State.DISCOVERED, Cause.PREVIEWED, "", now)


def make_due(session: Session, video_id: VideoId, *, now: datetime, title: str = "", anew: bool = False) -> bool:
    """Put a video at the front of the queue, known or not; False where it is being worked on already.

    `anew` asks the model again instead of using the kept answers.
    """
    serialise(session, "videos")
    video = session.get(Video, video_id, with_for_update=True)
    if video is None:
        see(session, [Sighting(video_id, title)], None, publish=None, now=now)
        return True
    if video.state in _BUSY:
        return False
    video.next_look_at, video.times, video.since = now, 0, None
    video.draft += anew
    video.review = None if anew else video.review
    if video.state in {State.HELD, State.FAILED, State.SKIPPED, State.PUBLISHED}:
        _move(session, video, State.DISCOVERED, None, "asked for again", now)
    return True


def take_due(
    session: Session,
    enqueue: Enqueue,
    *,
    now: datetime,
    most: int,
    only: Sequence[VideoId] | None = None,
    visits: int | None = None,
) -> list[VideoId]:
    """Hand the videos that are due (of `only`, where given) to the engine, at most `most`, the longest due first.

    `visits`: of those that YouTube must be asked about, so many under way at most; the others stay due, at no cost.
    """
    among = [] if only is None else [Video.id.in_(only)]
    due = select(Video).where(Video.next_look_at <= now, Video.state.not_in(_BUSY), *among)
    due = due.order_by(Video.next_look_at, Video.seen_at).with_for_update(skip_locked=True)
    if visits is None:
        taken = list(session.scalars(due.limit(most)))
    else:
        taken = list(session.scalars(due.where(Video.transcript.is_not(None)).limit(most)))
        under_way = session.scalar(select(func.count()).where(_is_busy(), Video.transcript.is_(None))) or 0
        room = max(0, min(visits - under_way, most - len(taken)))
        taken += session.scalars(due.where(Video.transcript.is_(None)).limit(room))
    for video in taken:
        video.look += 1
        video.next_look_at = None
        _move(session, video, State.QUEUED, None, "", now)
        session.flush()
        enqueue(session.connection(), parse_video_id(video.id), video.look)
    return [parse_video_id(video.id) for video in taken]


def begin_look(session: Session, video_id: VideoId, now: datetime) -> None:
    """The engine works on it now."""
    video = lock(session, video_id)
    if video.state != State.WORKING:
        _move(session, video, State.WORKING, None, "", now)


def settle(session: Session, video_id: VideoId, look: int, decision: Next, now: datetime) -> bool:
    """Write how a look ended; False where that look is over already (it ran twice after a takeover)."""
    video = lock(session, video_id)
    if video.look != look or video.state not in _BUSY:
        return False
    if decision.spends:
        same = decision.cause is not None and video.cause_of_standing == decision.cause
        video.times = video.times + 1 if same else 1
        video.since = video.since if same and video.since else now
        video.cause_of_standing = decision.cause
    video.next_look_at = decision.look_at
    _move(session, video, decision.state, decision.cause, decision.detail, now)
    return True


def decide(session: Session, video_id: VideoId, decision: Next, now: datetime) -> None:
    """What a person decides on a video that nobody works on; its looks are counted anew."""
    video = lock(session, video_id)
    video.next_look_at, video.times, video.since = decision.look_at, 0, None
    _move(session, video, decision.state, decision.cause, decision.detail, now)


def busy(session: Session) -> set[tuple[str, int]]:
    """Every look that is queued or under way by this table, as (video, number)."""
    return {(video_id, look) for video_id, look in session.execute(select(Video.id, Video.look).where(_is_busy()))}


def put_back(session: Session, lost: set[tuple[str, int]], *, now: datetime) -> list[VideoId]:
    """Make due again what was busy with these looks, which the engine has lost; not what has moved on since."""
    among = select(Video).where(_is_busy(), Video.id.in_([video_id for video_id, _ in lost])).with_for_update()
    found = [video for video in session.scalars(among) if (video.id, video.look) in lost]
    for video in found:
        video.next_look_at = now
        _move(session, video, State.DISCOVERED, None, "its look was lost", now)
    return [parse_video_id(video.id) for video in found]


def keep_details(session: Session, video_id: VideoId, details: Details) -> None:
    """What YouTube says about the video now."""
    video = lock(session, video_id)
    video.details, video.title = to_json(details), storable(details.title)
    video.uploaded_at, video.duration = details.published or video.uploaded_at, details.duration
    video.channel_id = details.channel_id or video.channel_id


def keep_transcript(session: Session, video_id: VideoId, digest: str | None) -> None:
    """The transcript that this video's summary is made from."""
    lock(session, video_id).transcript = digest


def fix_made_at(session: Session, video_id: VideoId, moment: datetime) -> datetime:
    """The post's `pubDatetime`: the first moment it was fixed at, whatever is proposed later."""
    video = lock(session, video_id)
    proposed = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    # One of the future was fixed by a clock that has gone back since: the site would hide the post.
    made = video.made_at if video.made_at is not None and video.made_at <= moment else proposed
    video.made_at = made
    return made


def one(session: Session, video_id: VideoId) -> Row:
    """The video as it stands.

    Raises:
        BadInput: nobody has seen it.
    """
    video = session.get(Video, video_id)
    if video is None:
        raise BadInput(f"no video {video_id} is known here: uploader backfill --video-id={video_id} takes it up")
    return _row(video)


def some(session: Session, ids: Sequence[VideoId]) -> list[Row]:
    """These videos as they stand, in any order; those that nobody has seen are left out."""
    return [_row(video) for video in session.scalars(select(Video).where(Video.id.in_(ids)))]


def rows(session: Session, states: Sequence[State], *, most: int = 1000) -> list[Row]:
    """Videos in these states, last changed first."""
    query = select(Video).where(Video.state.in_(states)).order_by(Video.changed_at.desc()).limit(most)
    return [_row(video) for video in session.scalars(query)]


def waits_for(session: Session, cause: Cause) -> bool:
    """Whether some video waits for that reason."""
    waiting = select(Video.id).where(Video.state == State.WAITING, Video.cause == cause).limit(1)
    return session.scalar(waiting) is not None


def known(session: Session, ids: Sequence[VideoId]) -> set[VideoId]:
    """Those that were ever seen."""
    return {parse_video_id(video_id) for video_id in session.scalars(select(Video.id).where(Video.id.in_(ids)))}


def ids_after(session: Session, last: str, most: int) -> list[VideoId]:
    """The next `most` ids after `last`, in the order of ids; "" begins."""
    found = session.scalars(select(Video.id).where(Video.id > last).order_by(Video.id).limit(most))
    return [parse_video_id(video_id) for video_id in found]


def story(session: Session, video_id: VideoId) -> list[Event]:
    """Every state it was in, in order."""
    return list(session.scalars(select(Event).where(Event.video_id == video_id).order_by(Event.number)))


def _is_busy() -> ColumnElement[bool]:
    return Video.state.in_(_BUSY)


def lock(session: Session, video_id: VideoId) -> Video:
    """The row of a video that is known, held until the transaction ends."""
    video = session.get(Video, video_id, with_for_update=True)
    if video is None:
        raise LookupError(f"video {video_id} vanished from the table")
    return video


def _move(session: Session, video: Video, state: State, cause: Cause | None, detail: str, now: datetime) -> None:
    video.state, video.cause, video.detail, video.changed_at = state, cause, detail, now
    session.add(Event(video_id=video.id, at=now, state=state, cause=cause, detail=detail))


def _row(video: Video) -> Row:
    details = from_json(Details, video.details) if video.details else None
    plain = details is not None and details.live is Live.NOT_LIVE and details.kind is not Kind.STREAM
    standing = Standing(
        cause=Cause(video.cause_of_standing) if video.cause_of_standing else None,
        times=video.times,
        since=video.since,
        captions_from=details.published if details and plain and details.starts_at is None else None,
    )
    return Row(
        id=parse_video_id(video.id),
        channel_id=parse_channel_id(video.channel_id) if video.channel_id else None,
        title=video.title,
        uploaded_at=video.uploaded_at,
        state=State(video.state),
        cause=Cause(video.cause) if video.cause else None,
        detail=video.detail,
        look=video.look,
        draft=video.draft,
        next_look_at=video.next_look_at,
        changed_at=video.changed_at,
        made_at=video.made_at,
        details=details,
        transcript=video.transcript,
        standing=standing,
    )
