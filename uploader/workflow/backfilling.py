"""Which of a channel's past videos a backfill takes up: listed, dated where that is asked for, the oldest first.

YouTube's listings tell no dates, but their order is the dates' order. So the edge of a period is found by halving: some
ten videos are looked at (two requests each, at the polite pace), and what was learned is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from uploader.decide import FINAL
from uploader.errors import Never
from uploader.ids import VideoId
from uploader.store import videos
from uploader.workflow.polling import asked, resolved
from uploader.workflow.ports import Parts
from uploader.workflow.visiting import seen

_TABS = ("videos", "streams")


@dataclass(frozen=True, slots=True)
class Period:
    """Uploaded at or after `since` and before `until`; None is open."""

    since: datetime | None = None
    until: datetime | None = None


def past(name: str, period: Period, parts: Parts) -> list[VideoId]:
    """The channel's videos of that period that have not come to an end yet, the oldest first (tab by tab).

    They become known by it, not due. What is published, held, skipped or failed is passed over: `retry` is for those.

    Raises:
        BadInput: there is no such channel. Later, Nobody: YouTube does not say now.
    """
    channel_id = resolved(name, parts)
    found: list[VideoId] = []
    for tab in _TABS:
        listed = asked(partial(parts.tube.listing, channel_id, tab, None), parts)
        with parts.database.begin() as session:
            videos.see(session, listed, channel_id, publish=0, now=parts.clock())
        newest_first = [sighting.video_id for sighting in listed]
        start = _edge(newest_first, period.until, parts)
        end = len(newest_first) if period.since is None else _edge(newest_first, period.since, parts)
        found += newest_first[start:end][::-1]
    with parts.database.reading() as session:
        rows = {row.id: row for row in videos.some(session, found)}
    return [video_id for video_id in dict.fromkeys(found) if rows[video_id].state not in FINAL]


def _edge(newest_first: list[VideoId], moment: datetime | None, parts: Parts) -> int:
    """How many of the videos were uploaded at `moment` or later; none where no moment is given."""
    low, high = 0, len(newest_first) if moment else 0
    while moment and low < high:
        middle = (low + high) // 2
        # One that cannot be seen has no date: the next older one that has decides for it.
        place, uploaded = next(
            ((at, date) for at in range(middle, high) if (date := _uploaded(newest_first[at], parts))), (high, None)
        )
        if uploaded is None or uploaded < moment:
            high = middle
        else:
            low = place + 1
    return low


def _uploaded(video_id: VideoId, parts: Parts) -> datetime | None:
    """When it was uploaded, asked of YouTube once; None where it cannot be seen."""
    with parts.database.reading() as session:
        row = videos.one(session, video_id)
    if row.uploaded_at is not None or row.state in FINAL:
        return row.uploaded_at
    try:
        return seen(video_id, parts).published
    except Never:
        return None
