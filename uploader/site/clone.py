"""A bare, shallow, blobless clone on this machine, and the lock around every use of it.

The clone is a cache: the last known tip of one branch with its trees, no posts' contents, no history. Whatever is
wrong with it (a kill in the middle, a bad disk, another repository's URL, old age) is cured by making it anew.

The lock lies beside the clone and is a flock: the system drops it with the last process that holds it. git's own
children hold it too, so a `*.lock` file of git's that is found under it has no living owner and is removed.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_delay, wait_random

from uploader.errors import BadInput, Cause, Later, UploaderError
from uploader.site import faults
from uploader.site.faults import Broken, Moved
from uploader.site.git import NAME, Finished, Git
from uploader.site.remote import Remote, Settings

_MARK = "uploader"
"""The file that makes a folder a finished clone; it holds the remote's URL."""

_MOST_PACKS = 64
"""Each fetch and each commit leaves a pack. Past this many the clone is made anew, for the price of one shallow fetch.
With `gc --auto` instead, 186 were left after 70 posts among 20,000, and a look took four times as long."""

_ROOM = 1 << 20
"""Bytes; a shallow, blobless clone of 20,000 posts has some 3 MB."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}

_OUR_SIDE = "git -c uploadpack.allowFilter=true -c uploadpack.allowAnySHA1InWant=true upload-pack"
"""The other end of a local path is run by us, so that it, too, serves trees without the posts' contents."""


@dataclass(slots=True)
class Clone:
    """The clone while we hold its lock.

    Attributes:
        asked: the remote itself has told the tip since the lock was taken; before that it is a memory.
    """

    git: Git
    branch: str
    asked: bool = field(default=False, init=False)
    _moved: bool = field(default=False, init=False)
    _new: bool = field(default=False, init=False)

    @property
    def ref(self) -> str:
        """Where the branch's last known tip is kept."""
        return f"refs/remotes/{NAME}/{self.branch}"

    def tip(self) -> str:
        """The branch's last known tip; the remote is asked where none is known, or it proved to be wrong.

        Raises:
            Later, Nobody, BadInput, Broken: as `refresh`.
        """
        return (None if self._moved else self._known()) or self.refresh()

    def _known(self) -> str | None:
        """The tip as the last fetch or push left it. No process is started for it: our clone never packs its refs."""
        try:
            return (self.git.directory / self.ref).read_text("ascii").strip() or None
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None

    def refresh(self) -> str:
        """The branch's tip as the remote tells it now, its trees fetched, whatever its history was before.

        Raises:
            Later: unreachable, or our disk is full.
            Nobody: credentials refused, or no such branch.
            BadInput: no repository that git trusts.
            Broken: the clone is at fault.
        """
        self._fetch("--depth=1")
        self.asked, self._moved = True, False
        tip = self._known()
        if not tip:
            raise Broken("a fetch left no tip")
        return tip

    def deepen(self, commits: int) -> None:
        """Fetch `commits` more of the history, trees included. Raises as `refresh`."""
        self._fetch(f"--deepen={commits}")

    def _fetch(self, depth: str) -> None:
        options = ["--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none", depth]
        if self.git.remote.local:
            options.append(f"--upload-pack={_OUR_SIDE}")
        done = self.git.run("fetch", *options, NAME, f"+refs/heads/{self.branch}:{self.ref}")
        if done.code == 0:
            return
        raise self._suspected(faults.of_connection(done, self.git.remote, self.branch))

    def local(self, *arguments: str, given: bytes = b"", settings: Settings = ()) -> Finished:
        """Run a command that touches nothing but the clone.

        Raises:
            Later: our disk is full.
            Broken: anything else.
        """
        done = self.git.run(*arguments, given=given, settings=settings)
        if done.code:
            raise _blamed(faults.of_local(done), self.git.directory)
        return done

    def push(self, commit: str, over: str, *, dry_run: bool = False) -> None:
        """Move the branch from exactly `over` to `commit`, which is its child.

        The lease makes a push compare-and-swap: it can refuse more than a plain push (a branch that was rewound or
        deleted meanwhile), never less, because `commit` is always a fast-forward of `over`.

        Raises:
            Moved: the branch is not at `over` any more.
            Later: unreachable, or a disk is full. Nobody: refused for good. Broken: the clone is at fault.
        """
        branch = f"refs/heads/{self.branch}"
        options = [
            "--porcelain",
            "--no-verify",
            f"--force-with-lease={branch}:{over}",
            *(["--dry-run"] if dry_run else []),
        ]
        done = self.git.run("push", *options, NAME, f"{commit}:{branch}", share_lock=False)
        if done.code:
            wrong = faults.of_push(done, self.git.remote, self.branch)
            self._moved = isinstance(wrong, Moved)
            raise self._suspected(wrong)

    def _suspected(self, wrong: UploaderError) -> UploaderError:
        """A clone that was made a moment ago is above suspicion: then it is the remote."""
        wrong = _blamed(wrong, self.git.directory)
        return Later(Cause.REMOTE_UNREACHABLE, str(wrong)) if self._new and isinstance(wrong, Broken) else wrong

    def ready(self) -> None:
        """Make the clone usable: made where there is none, its stale locks removed.

        Raises:
            Later: our disk is full.
            BadInput: the folder cannot be written, or holds something that is not ours.
        """
        with _written(self.git.directory):
            mark = self.git.directory / _MARK
            packs = sum(1 for _ in self.git.directory.glob("objects/pack/*.pack"))
            known = mark.is_file() and mark.read_bytes() == self.git.remote.url.encode()
            if not known or packs > _MOST_PACKS:
                self.renew()
            for lock in _git_locks(self.git.directory):
                lock.unlink(missing_ok=True)

    def renew(self) -> None:
        """Throw the clone away and make an empty one; a kill in between leaves none. Raises as `ready`."""
        final, remote = self.git.directory, self.git.remote
        making = Git(final.with_name(final.name + ".new"), remote, self.git.timeout, self.git.lock)
        with _written(final):
            if final.exists() and not (final / _MARK).exists():
                raise BadInput(f"{final} holds something that is not a clone of ours: move it away")
            for folder in (making.directory, final):
                shutil.rmtree(folder, ignore_errors=True)
            done = making.run("init", "--quiet", "--bare", "--template=")
            if done.code:
                raise _blamed(faults.of_local(done), final)
            (making.directory / _MARK).write_bytes(remote.url.encode())
            making.directory.rename(final)
        self.asked, self._new = False, True


def _blamed(wrong: UploaderError, directory: Path) -> UploaderError:
    """On a disk without room for a small fetch the disk is at fault, whatever git said: often it does not say it."""
    if not isinstance(wrong, Broken):
        return wrong
    try:
        with TemporaryFile(dir=directory.parent) as probe:
            os.posix_fallocate(probe.fileno(), 0, _ROOM)
    except OSError as full:
        if full.errno in _NO_ROOM:
            return Later(Cause.DISK_FULL, f"the data directory has no room: {directory} ({wrong})")
    return wrong


def _git_locks(directory: Path) -> Iterator[Path]:
    yield from directory.glob("*.lock")
    yield from (directory / "refs").rglob("*.lock")
    yield from (directory / "objects").glob("*.lock")
    yield from (directory / "objects" / "info").rglob("*.lock")
    yield from directory.glob("gc.pid")


@contextmanager
def held_clone(directory: Path, remote: Remote, branch: str, timeout: float) -> Generator[Clone]:
    """The clone in `directory`, ours alone until the block ends: one publisher per repository and data directory.

    `timeout`: seconds to wait for another publisher, and that any one run of git may take.

    Raises:
        Later: another publisher kept the lock, or our disk is full.
        BadInput: the directory cannot be written.
    """
    with _written(directory):
        directory.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(directory.with_name(directory.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(lock, timeout)
        clone = Clone(Git(directory, remote, timeout, lock), branch)
        clone.ready()
        yield clone
    finally:
        os.close(lock)


def _take(lock: int, timeout: float) -> None:
    waiting = Retrying(
        retry=retry_if_exception_type(BlockingIOError),
        stop=stop_after_delay(timeout),
        wait=wait_random(0.02, 0.2),
    )
    try:
        waiting(fcntl.flock, lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except RetryError as late:
        raise Later(Cause.REMOTE_BUSY, f"another publisher has held the clone for {timeout:g} s") from late


@contextmanager
def _written(directory: Path) -> Generator[None]:
    """What the system says of our own folder, as an error of ours."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno in _NO_ROOM:
            raise Later(Cause.DISK_FULL, f"the data directory has no room: {directory}") from wrong
        raise BadInput(f"cannot keep a clone in {directory}: {wrong.strerror}") from wrong
