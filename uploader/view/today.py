"""Today as it is told: one sentence on how things stand, the polls to come, and how far the money goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from uploader.decide import State
from uploader.store.ledger import Caps, Spent
from uploader.store.today import Poll, Refusal

Tone = Literal["good", "hold", "bad"]


@dataclass(frozen=True, slots=True)
class Headline:
    """How things stand, in a sentence and a colour."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Following:
    """A followed channel: when it was polled, when it is next, and why the newest poll failed."""

    name: str
    last: datetime | None
    next: datetime | None
    fault: str | None


@dataclass(frozen=True, slots=True)
class Meter:
    """Money spent in a period; `share` of its cap (0 to 1, more where it was passed), None without a cap."""

    period: str
    usd: Decimal
    cap: Decimal | None

    @property
    def share(self) -> float | None:
        """How much of the cap is spent."""
        if self.cap is None:
            return None
        return float(self.usd / self.cap) if self.cap else 1.0

    @property
    def tone(self) -> Tone:
        """Told of from 80 % on."""
        share = self.share or 0
        return "bad" if share >= 1 else "hold" if share >= 0.8 else "good"


def headline(
    counts: Mapping[State, int], refusals: Sequence[Refusal], following: Sequence[Following], now: datetime
) -> Headline:
    """The worst that is so, else what is going on."""
    shut = [each for each in refusals if each.until is not None and each.until > now]
    if shut:
        names = " and ".join(_SERVICES.get(each.service, each.service) for each in shut)
        return Headline("bad", f"{names} {'refuse' if len(shut) > 1 else 'refuses'} us. The work waits for it.")
    failing = [each.name for each in following if each.fault]
    if failing:
        return Headline("bad", f"The last poll of {', '.join(failing)} failed.")
    wanting = [
        f"{counts[state]:,} {words}"
        for state, words in (
            (State.HELD, "held for you to read"), (State.FAILED, "failed"), (State.OVER_BUDGET, "over the budget"),
        )
        if counts.get(state)
    ]  # fmt: skip
    if wanting:
        return Headline("hold", f"{_listed(wanting)}.")
    if not sum(counts.values()):
        return Headline("good", "Nothing is known yet: the first poll will find the channel's videos.")
    busy = counts.get(State.WORKING, 0) + counts.get(State.QUEUED, 0)
    return Headline("good", f"All is well. {busy:,} under way." if busy else "All is well.")


_SERVICES = {"youtube": "YouTube", "llm": "The model's endpoint", "model": "The model's endpoint", "site": "The blog"}


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def following(
    named: Mapping[str, str | None], polls: Sequence[Poll], every: timedelta, now: datetime
) -> list[Following]:
    """The followed channels, by the name that settings have for them.

    Args:
        named: each one's id by its name; None for a handle that was never resolved.
        polls: what is known of channels, by id.
        every: the time between two polls.
        now: a poll that is late is due now.
    """
    known = {poll.channel: poll for poll in polls}
    found: list[Following] = []
    for name, channel in named.items():
        poll = known.get(channel or "")
        last = poll.last if poll else None
        found.append(Following(name, last, max(now, last + every) if last else None, poll.fault if poll else None))
    return found


def meters(spent: Spent, caps: Caps) -> list[Meter]:
    """Today's and this month's money."""
    return [Meter("Today", spent.today, caps.day), Meter("This month", spent.month, caps.month)]
