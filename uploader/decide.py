"""What to do next with a video, and when: every outcome of a look, in one place, without a clock or a database.

A *look* is one attempt to take a video along its path. It ends in an outcome; `after` turns that into the video's
state, the reason that people read, and the moment of the next look (None: nobody looks again unasked).

The intervals are YouTube's habits as measured: captions of a talk appear within minutes to hours, those of a long
stream within a day or two; members-only videos become public after a day or a week.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from uploader.errors import Cause, Later, Never, Nobody, OverBudget, Stopped
from uploader.models import Publication


class State(StrEnum):
    """The states of INTERFACE's `status --json`."""

    DISCOVERED = "discovered"
    WAITING = "waiting"
    QUEUED = "queued"
    WORKING = "working"
    HELD = "held"
    PUBLISHED = "published"
    SKIPPED = "skipped"
    FAILED = "failed"
    OVER_BUDGET = "over_budget"


FINAL = {State.PUBLISHED, State.HELD, State.SKIPPED, State.FAILED}
"""Where a path ends until a person or a recheck takes it up again."""


@dataclass(frozen=True, slots=True)
class Held:
    """The gate stopped the summary: short English reasons for a person."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bug:
    """An exception nobody raised on purpose; its traceback is in the log."""

    kind: str


Outcome = Publication | Held | Later | Never | Nobody | OverBudget | Stopped | Bug


@dataclass(frozen=True, slots=True)
class Standing:
    """What is remembered of a video's earlier looks.

    Attributes:
        cause: of the last look that did not end well.
        times: how often running it ended with that cause, the coming one not counted.
        since: when the first of those was.
        captions_from: when its captions' clock began: the upload of a plain video, else None for `since`.
    """

    cause: Cause | None = None
    times: int = 0
    since: datetime | None = None
    captions_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The decision. `spends`: whether the look counts as an attempt; being refused, paced or capped does not."""

    state: State
    cause: Cause | None
    detail: str
    look_at: datetime | None
    spends: bool = True


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

CAPTION_LOOKS = (15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, *(n * HOUR for n in range(10, 73, 6)), 72 * HOUR)
"""Ages at which captions are looked for: 15 m, 30 m, 1 h, 2 h, 4 h, then every 6 h up to 72 h."""

_NETWORK = (MINUTE, 5 * MINUTE, 20 * MINUTE)
_BROADCAST_CHECK = HOUR
_SLOW = 6 * HOUR

CAUSES_THAT_WAIT_FOR_CAPTIONS = {Cause.NO_CAPTIONS, Cause.UNUSABLE_TRANSCRIPT, Cause.CAPTIONS_WITHHELD}
_CAUSES_THAT_LAST = {Cause.REMOTE_UNREACHABLE, Cause.REMOTE_BUSY, Cause.DISK_FULL, Cause.DATABASE}
_PATIENCE = {
    Cause.AUDIO_FAILED: 12,
    Cause.MODEL_FAULT: 12,
    Cause.UNREADABLE_ANSWER: 48,
    Cause.CONNECTION: 72,
    Cause.SERVER_FAULT: 72,
    Cause.BUG: 3,
}
"""How often in a row a cause may come before the video is `failed` and waits for `retry`."""

_RECHECKS = {
    Cause.PRIVATE: (DAY, 7 * DAY),
    Cause.MEMBERS_ONLY: (DAY, 7 * DAY),
    Cause.AGE_RESTRICTED: (DAY, 7 * DAY),
    Cause.GEO_BLOCKED: (DAY, 7 * DAY),
    Cause.REMOVED: (DAY,),
}
"""Ages of a refusal at which it is looked at again: members-only videos do become public."""


def after(outcome: Outcome, standing: Standing, now: datetime) -> Next:
    """The video's next state after a look that ended at `now`."""
    match outcome:
        case Publication():
            return Next(State.PUBLISHED, None, "", None)
        case Held(reasons):
            return Next(State.HELD, Cause.GATE, "\n".join(reasons), None)
        case Stopped():
            return Next(State.HELD, outcome.cause, outcome.detail, None)
        case OverBudget():
            return Next(State.OVER_BUDGET, None, str(outcome), outcome.until, spends=False)
        case Nobody():
            return Next(State.WAITING, outcome.cause, outcome.detail, outcome.until or now + HOUR, spends=False)
        case Never():
            return Next(State.SKIPPED, outcome.cause, outcome.detail, _recheck(outcome.cause, standing, now))
        case Later():
            return _later(outcome, standing, now)
        case Bug(kind):
            return _patience(
                Cause.BUG, kind, standing, now + (HOUR, 6 * HOUR, DAY)[min(_times(Cause.BUG, standing), 2)]
            )


def _later(outcome: Later, standing: Standing, now: datetime) -> Next:
    cause = outcome.cause
    if cause in CAUSES_THAT_WAIT_FOR_CAPTIONS:
        return _captions(outcome, standing, now)
    if cause is Cause.UPCOMING:
        # A premiere is often put off: never sleep longer than a day on its word.
        at = min(outcome.until, now + DAY) if outcome.until else now + _BROADCAST_CHECK
        return Next(State.WAITING, cause, outcome.detail, max(at, now + 5 * MINUTE))
    if cause in {Cause.LIVE, Cause.POST_LIVE}:
        return Next(State.WAITING, cause, outcome.detail, now + HOUR / 2)
    if cause is Cause.PACED:
        return Next(State.WAITING, cause, outcome.detail, outcome.until or now + MINUTE, spends=False)
    times = _times(cause, standing)
    wait = _NETWORK[times] if times < len(_NETWORK) else HOUR
    at = max(now + wait, outcome.until) if outcome.until else now + wait
    if cause in _CAUSES_THAT_LAST:
        # What is paid for is kept: it is published when remote, disk or database is back, however long that takes.
        return Next(State.WAITING, cause, outcome.detail, at)
    return _patience(cause, outcome.detail, standing, at)


def _captions(outcome: Later, standing: Standing, now: datetime) -> Next:
    began = (
        standing.captions_from or (standing.since if standing.cause in CAUSES_THAT_WAIT_FOR_CAPTIONS else None) or now
    )
    look = next((began + age for age in CAPTION_LOOKS if began + age > now), None)
    if look is None:
        cause = Cause.CAPTIONS_NEVER_CAME if outcome.cause is Cause.NO_CAPTIONS else outcome.cause
        return Next(State.SKIPPED, cause, outcome.detail or "none after 72 h", None)
    if outcome.cause is Cause.CAPTIONS_WITHHELD:
        look = max(look, now + _SLOW)
    return Next(State.WAITING, outcome.cause, outcome.detail, look)


def captions_are_over(missing: Later, standing: Standing, now: datetime) -> bool:
    """Whether a look at `now` that ended with `missing` was the last one for captions."""
    # Nobody tries the audio before: whoever failed at it had waited.
    return standing.cause is Cause.AUDIO_FAILED or after(missing, standing, now).look_at is None


def _recheck(cause: Cause, standing: Standing, now: datetime) -> datetime | None:
    began = standing.since if standing.cause is cause and standing.since else now
    return next((began + age for age in _RECHECKS.get(cause, ()) if began + age > now), None)


def _patience(cause: Cause, detail: str, standing: Standing, at: datetime) -> Next:
    spent = _times(cause, standing) + 1 >= _PATIENCE.get(cause, 24)
    return Next(State.FAILED, cause, detail, None) if spent else Next(State.WAITING, cause, detail, at)


def _times(cause: Cause, standing: Standing) -> int:
    return standing.times if standing.cause is cause else 0


# ---------------------------------------------------------------- polling

LISTING_EVERY = 6 * HOUR
LISTING_WHILE_FEED_FAILS = (20 * MINUTE, HOUR)
"""Between two listings then: every second poll, within these bounds."""


def listing_due(*, feed_failed: bool, last_listing: datetime | None, every: timedelta, now: datetime) -> bool:
    """Whether the channel's listing is read too: at a slow pace always, sooner while the feed fails.

    YouTube's feeds failed for hours at least twelve times in 2026; the 15 entries of a feed spanned 42 hours, so a
    poller that was down for two days finds the rest only in the listing. While the feed fails only a listing is a
    successful poll: with every second one a channel that can be read stays healthy (three intervals).

    `every` is the time between two polls.
    """
    least, most = LISTING_WHILE_FEED_FAILS
    wait = min(max(1.5 * every, least), most) if feed_failed else LISTING_EVERY
    # A listing of the future was read by a clock that has gone back since.
    return last_listing is None or last_listing > now or now - last_listing >= wait


BREAKER_FIRST, BREAKER_LONGEST = HOUR, 24 * HOUR


def breaker_until(strikes: int, now: datetime, told: datetime | None) -> datetime:
    """How long a service that refused us is left alone: 1 h doubling to 24 h, or until it told if that is later."""
    wait = min(BREAKER_FIRST * (1 << min(max(0, strikes - 1), 10)), BREAKER_LONGEST)
    return max(now + wait, told) if told else now + wait
