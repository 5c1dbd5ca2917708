"""Four kinds of failure, by what follows from them.

=============  ==========================================  =====================================
kind           means                                       the workflow does
=============  ==========================================  =====================================
`Later`        not yet for this video                      waits durably, counts the attempt
`Never`        never for this video                        `skipped`, with the reason
`Nobody`       the service refuses us all for now          breaker; no attempt is spent
`OverBudget`   a cap would be passed                       `over_budget` until the next period
anything else  a bug                                       logged with its traceback, pushed out
=============  ==========================================  =====================================

`BadInput` is the user's: one line and exit code 2. "Held" is no error: it is a result of the gate.

Adapters translate by type and code and `raise … from`; nobody above them reads a message's text. A message is
for people and carries no secret: adapters put no URL with credentials, header or token into it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal


class Cause(StrEnum):
    """Why a video is not published: the word that `status`, `show` and the database use."""

    # later
    NO_CAPTIONS = "no captions yet"
    UPCOMING = "upcoming"
    LIVE = "live now"
    POST_LIVE = "live ended, not processed yet"
    UNUSABLE_TRANSCRIPT = "transcript unusable"
    CAPTIONS_WITHHELD = "captions withheld (PO token)"
    AUDIO_FAILED = "audio could not be heard"
    CONNECTION = "connection failed"
    SERVER_FAULT = "server fault"
    UNREADABLE_ANSWER = "answer unreadable"
    PACED = "paced"
    MODEL_FAULT = "model gave no usable answer"
    REMOTE_UNREACHABLE = "git remote unreachable"
    REMOTE_BUSY = "git remote keeps moving"
    DISK_FULL = "disk full"
    DATABASE = "database trouble"
    # never
    PRIVATE = "private"
    MEMBERS_ONLY = "members only"
    AGE_RESTRICTED = "age restricted"
    GEO_BLOCKED = "not available in this country"
    REMOVED = "removed"
    CAPTIONS_NEVER_CAME = "no captions"
    NO_LANGUAGE = "no captions in the wanted language"
    UNWANTED_KIND = "kind not wanted"
    UNWANTED_TITLE = "title not wanted"
    TOO_SHORT = "shorter than wanted"
    NOT_ON_FIRST_RUN = "older than the first run publishes"
    PREVIEWED = "only previewed so far"
    REFUSED_BY_PERSON = "refused by a person"
    # nobody
    BLOCKED = "YouTube blocks this address"
    NO_CREDIT = "no credit left"
    BAD_CREDENTIALS = "credentials refused"
    NO_SUCH_MODEL = "model not known to the endpoint"
    RATE_LIMITED = "rate limited for too long"
    PUSH_REFUSED = "push refused for good"
    BRANCH_MISSING = "branch missing"
    # a result that stopped
    REFUSED_BY_MODEL = "the model refused"
    PERSONS_FILE = "a person wrote or changed this file"
    GATE = "the gate stopped it"
    TOO_LONG = "longer than ten hours"
    DUPLICATE = "duplicate"
    REVIEWED = "a person reviews it"
    BUG = "bug"


Serving = Literal["youtube", "model", "site"]
"""The services that can refuse us all; the keys of `refused` in `status --json`, where a second blog is `site-…`."""


class UploaderError(Exception):
    """Whatever this program raises on purpose."""


class BadInput(UploaderError):
    """What a person gave cannot be used; the message says what to do. Exit code 2."""


class Overtaken(BadInput):
    """What a person did rests on what is not there any more: they look again first, and nothing was changed."""


class Stop(UploaderError):
    """A video's path ends here for now: `cause` for programs, `detail` for people."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else str(cause))
        self.cause = cause
        self.detail = detail


class Later(Stop):
    """Not yet. `until`: the moment from which another look makes sense, where the world told one."""

    def __init__(self, cause: Cause, detail: str = "", *, until: datetime | None = None) -> None:
        super().__init__(cause, detail)
        self.until = until


class TooLong(Later):
    """The model cannot read or answer this much in one request: the caller asks for less at a time.

    Where there is no less to ask for, it is what it inherits from: not yet, counted.
    """


class Never(Stop):
    """Not for this video."""


class Nobody(Stop):
    """The service refuses all of us. `until` where it said when (Retry-After)."""

    def __init__(self, service: Serving, cause: Cause, detail: str = "", *, until: datetime | None = None) -> None:
        super().__init__(cause, detail)
        self.service: Serving = service
        self.until = until


class OverBudget(UploaderError):
    """The call would pass a cap and was not made.

    Attributes:
        cap: which one.
        until: when its next period starts (a video's own cap never does: None).
    """

    def __init__(self, cap: Literal["video", "day", "month"], detail: str, *, until: datetime | None) -> None:
        super().__init__(detail)
        self.cap = cap
        self.until = until


class Stopped(Stop):
    """A person must decide (`held`): the model refused, or a person's file stands in the way."""
