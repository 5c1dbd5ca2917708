"""What an unsuccessful git says, and what follows from it.

A push answers in porcelain: one line for the branch, with a reason between brackets. A connection that fails has
only an exit code of 128 and words, in English because `LC_ALL=C`; these patterns are the one place that reads them.
What no pattern knows is `Broken`: our own clone is suspected first.
"""

import re

from uploader.errors import BadInput, Cause, Later, Nobody, UploaderError
from uploader.site.git import Finished
from uploader.site.remote import Remote


class Moved(UploaderError):
    """The branch is not where our commit was built on: fetch, and build anew."""


class Broken(UploaderError):
    """The local clone does not do what it must: make it anew. A second time in a row it is a bug."""


_DISK = re.compile(
    r"No space left on device|Disk quota exceeded|disk (is )?full|(?<!rate )quota exceeded", re.IGNORECASE
)
_NO_REPOSITORY = re.compile(r"does not appear to be a git repository|dubious ownership")
_CREDENTIALS = re.compile(
    r"Authentication failed|could not read (Username|Password)|returned error: 40[13]\b|Permission denied \("
    r"|Host key verification failed|Permission to \S+ denied|Write access to repository not granted"
    r"|HTTP Basic: Access denied|repository '?\S*'? ?not found",
    re.IGNORECASE,
)
_UNREACHABLE = re.compile(
    r"Could not resolve|Connection (refused|timed out|reset|closed)|Failed to connect|Couldn't connect"
    r"|unable to access|Network is unreachable|No route to host|timed out|hung up unexpectedly|early EOF"
    r"|RPC failed|returned error: (429|5\d\d)|Empty reply|Could not read from remote repository|expected flush",
    re.IGNORECASE,
)
_MISSING = "couldn't find remote ref"
_MOVED = re.compile(
    r"non-fast-forward|fetch first|stale info|failed to update ref|failed to lock|cannot lock ref"
    r"|incorrect old value|reference already exists|atomic"
)
_OUR_OBJECTS = re.compile(r"missing necessary objects|unpacker error|n/a|shallow update not allowed")


def of_local(done: Finished) -> UploaderError:
    """A command that only touches our clone failed: the disk is full, or the clone is broken."""
    if _DISK.search(done.errors):
        return Later(Cause.DISK_FULL, f"the data directory has no room: {_tail(done.errors)}")
    return Broken(_tail(done.errors))


def of_connection(done: Finished, remote: Remote, branch: str) -> UploaderError:
    """A fetch, a push or a look at the remote did not get through."""
    words = done.errors
    if _DISK.search(words):
        return Later(Cause.DISK_FULL, _tail(words))
    if _MISSING in words:
        return Nobody("site", Cause.BRANCH_MISSING, f"no branch {branch} at {remote.url}")
    if remote.local and _NO_REPOSITORY.search(words):
        return BadInput(f"not a repository that git trusts: {remote.url} ({_tail(words)})")
    if _CREDENTIALS.search(words) or _NO_REPOSITORY.search(words):
        return Nobody("site", Cause.BAD_CREDENTIALS, _tail(words))
    if _UNREACHABLE.search(words):
        return Later(Cause.REMOTE_UNREACHABLE, _tail(words))
    return Broken(_tail(words))


def of_push(done: Finished, remote: Remote, branch: str) -> UploaderError:
    """A push failed: by its porcelain line where there is one, else as a connection."""
    line = next((line for line in done.output.decode("utf-8", "replace").splitlines() if line.startswith("!\t")), "")
    reason = remote.mask(line).rpartition("\t")[2]
    if not reason:
        return of_connection(done, remote, branch)
    if _MOVED.search(reason):
        return Moved(reason)
    if _DISK.search(done.errors):
        return Later(Cause.DISK_FULL, f"at the remote: {_tail(done.errors)}")
    if _OUR_OBJECTS.search(reason):
        return Broken(f"{reason} {_tail(done.errors)}")
    return Nobody("site", Cause.PUSH_REFUSED, f"{reason} {_tail(done.errors)}".strip())


def _tail(words: str, limit: int = 300) -> str:
    """The lines that say why, on one line of at most `limit` characters, without control characters."""
    lines = [line.strip() for line in words.splitlines()]
    said = [line for line in lines if line and not line.startswith(("hint:", "warning:", "To "))]
    plain = "".join(c if c.isprintable() else " " for c in "; ".join(said))
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
