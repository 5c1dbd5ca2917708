"""Which notices are due: facts in, notices out, each with the key under which it is told once and never again.

Nothing here knows what was told before; whoever keeps the notices drops those whose key is known. A period is part of
the key: a video's look, a day, a month, a week, an audit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from uploader.ids import VideoId

Cause = Literal["held", "refused", "budget", "audit", "old", "digest"]
RECENT = timedelta(days=7)
"""What was held longer ago is no news: notices that are turned on late do not begin with a flood."""
_NEAR = Decimal("0.8")
_MOST_LINES, _MOST_CHARACTERS = 8, 200


@dataclass(frozen=True, slots=True)
class HeldVideo:
    """A video that a person must decide on, at the look that held it."""

    video_id: VideoId
    title: str
    look: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """A cap and what its period cost so far, USD; `stopped`: a call was not made because of it."""

    name: Literal["day", "month"]
    spent: Decimal
    cap: Decimal
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit and the one of the same blog before it: the rules that each file with errors breaks."""

    number: int
    posts: int
    broken: Mapping[str, Sequence[str]]
    before: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Week:
    """The last whole week (Monday to Sunday, UTC): counts, USD, and (title, video) of its newest posts."""

    published: int
    held: int
    failed: int
    usd: Decimal
    newest: tuple[tuple[str, VideoId], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the notices are made of; `now` is aware, `refused` has why by service, `week` is None where none is told.

    `ytdlp` is the day it was made: YouTube's clients change every month or two, and past `old_after` it is the first
    suspect.
    """

    now: datetime
    ytdlp: date
    old_after: timedelta
    held: tuple[HeldVideo, ...] = ()
    refused: Mapping[str, str] | None = None
    budgets: tuple[Budget, ...] = ()
    audit: Audited | None = None
    week: Week | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell; `title` is a line, `text` plain lines."""

    key: str
    cause: Cause
    period: str
    title: str
    text: str


def due(facts: Facts) -> list[Notice]:
    """Every notice that these facts call for, told before or not."""
    return [*_held(facts), *_refused(facts), *_budgets(facts), *_audit(facts), *_old(facts), *_digest(facts)]


def week_before(now: datetime) -> tuple[datetime, datetime]:
    """The last whole week: its Monday 00:00 UTC and the next."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    end = today - timedelta(days=today.weekday())
    return end - timedelta(days=7), end


def digest_key(now: datetime) -> str:
    """The key of the digest that is due at this moment."""
    return f"digest:{_week(now)}"


def _held(facts: Facts) -> Iterator[Notice]:
    for video in facts.held:
        period = f"look {video.look}"
        lines = [_said(video.title) or video.video_id, *_some(video.reasons), "", f"uploader show {video.video_id}"]
        yield Notice(f"held:{video.video_id}:{video.look}", "held", period, f"held: {video.video_id}", "\n".join(lines))


def _refused(facts: Facts) -> Iterator[Notice]:
    day = f"{facts.now.astimezone(UTC):%Y-%m-%d}"
    for service, why in (facts.refused or {}).items():
        text = f"{_said(why)}\n\nNobody asks it again until its pause is over: uploader status, uploader doctor"
        yield Notice(f"refused:{service}:{day}", "refused", day, f"{service} refuses us", text)


def _budgets(facts: Facts) -> Iterator[Notice]:
    now = facts.now.astimezone(UTC)
    for budget in facts.budgets:
        period = f"{now:%Y-%m-%d}" if budget.name == "day" else f"{now:%Y-%m}"
        word = "today" if budget.name == "day" else "this month"
        spent = f"{budget.spent:.4f} of {budget.cap} USD {word}"
        if budget.stopped or budget.spent >= budget.cap:
            text = f"{spent}. The next call could pass the cap: videos wait until the {budget.name} is over."
            yield Notice(f"budget:{period}:100", "budget", period, f"budget of the {budget.name} is used up", text)
        elif budget.spent >= _NEAR * budget.cap:
            yield Notice(f"budget:{period}:80", "budget", period, f"budget of the {budget.name} at 80 %", f"{spent}.")


def _audit(facts: Facts) -> Iterator[Notice]:
    if (audit := facts.audit) is None:
        return
    known = {(file, rule) for file, rules in audit.before.items() for rule in rules}
    fresh = {file: [rule for rule in rules if (file, rule) not in known] for file, rules in audit.broken.items()}
    lines = [f"{file}: {', '.join(rules)}" for file, rules in fresh.items() if rules]
    if lines:
        head = f"{len(audit.broken)} of {audit.posts} posts have errors; new in {len(lines)}:"
        yield Notice(
            f"audit:{audit.number}", "audit", f"audit {audit.number}", "the audit found new trouble",
            "\n".join([head, *_some(lines)]),
        )  # fmt: skip


def _old(facts: Facts) -> Iterator[Notice]:
    now = facts.now.astimezone(UTC)
    if (age := now.date() - facts.ytdlp) > facts.old_after:
        month = f"{now:%Y-%m}"
        text = f"yt-dlp of {facts.ytdlp} is {age.days} days old: upgrade uploader, a newer one comes with it."
        yield Notice(f"old:yt-dlp:{month}", "old", month, "yt-dlp is old", text)


def _digest(facts: Facts) -> Iterator[Notice]:
    if (week := facts.week) is None:
        return
    lines = [f"{week.published} published, {week.held} held, {week.failed} failed; {week.usd:.4f} USD"]
    lines += [f"{_said(title) or video_id}: https://youtu.be/{video_id}" for title, video_id in week.newest]
    name = _week(facts.now)
    yield Notice(digest_key(facts.now), "digest", name, f"the week {name}", "\n".join(lines))


def _week(now: datetime) -> str:
    year, week, _ = week_before(now)[0].isocalendar()
    return f"{year}-W{week:02}"


def _some(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _MOST_LINES
    return [f"- {_said(line)}" for line in lines[:_MOST_LINES]] + ([f"- and {more} more"] if more > 0 else [])


def _said(text: str) -> str:
    """One line of plain text: nothing in it that a terminal would obey, and nobody is called by an `@everyone`."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    line = line.replace("@", "@\u2060")
    return line if len(line) <= _MOST_CHARACTERS else f"{line[: _MOST_CHARACTERS - 1]}…"
