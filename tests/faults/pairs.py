"""A fault and its end: the row that tests hold, and that `docs/faults.md` shows."""

from dataclasses import dataclass
from datetime import timedelta

from uploader.decide import State
from uploader.errors import Cause

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class End:
    """How a look ends that meets a fault for good.

    Attributes:
        wait: until the next look; None: none unasked.
        spends: whether an attempt of the video is spent.
        calls: questions to the model until then, where that is fixed.
    """

    state: State
    cause: Cause | None = None
    wait: timedelta | None = None
    spends: bool = True
    calls: int | None = None

    def told(self) -> str:
        """As one cell of a table."""
        if self.cause is None:
            return f"`{self.state}`"
        if self.wait is None:
            return f"`{self.state}`: `{self.cause}`"
        unit, name = next(each for each in ((HOUR, "h"), (MINUTE, "min"), (SECOND, "s")) if self.wait >= each[0])
        wait = f"{int(self.wait / unit)} {name}"
        return f"`{self.state}`: `{self.cause}`, again in {wait}" + ("" if self.spends else ", no attempt spent")


PUBLISHED = End(State.PUBLISHED)
REFUSED = {
    cause: End(State.WAITING, cause, HOUR, spends=False)
    for cause in (
        Cause.BLOCKED, Cause.NO_CREDIT, Cause.BAD_CREDENTIALS, Cause.NO_SUCH_MODEL, Cause.RATE_LIMITED,
        Cause.PUSH_REFUSED, Cause.BRANCH_MISSING,
    )
}  # fmt: skip
"""A breaker opens: for an hour at first."""
AGAIN = {
    cause: End(State.WAITING, cause, MINUTE)
    for cause in (
        Cause.CONNECTION, Cause.SERVER_FAULT, Cause.UNREADABLE_ANSWER, Cause.MODEL_FAULT, Cause.REMOTE_UNREACHABLE,
        Cause.REMOTE_BUSY, Cause.DISK_FULL, Cause.DATABASE,
    )
}  # fmt: skip
HELD = {cause: End(State.HELD, cause) for cause in (Cause.REFUSED_BY_MODEL, Cause.MODEL_FAULT)}
