"""Every way in which the blog's repository fails, through the whole look: where the video ends, and that it recovers.

What was paid for waits: when the remote is back the post is published, and the model is not asked again.
"""

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.faults.pairs import AGAIN, HOUR, PUBLISHED, REFUSED, End
from tests.faults.world import Desk, desk, small_disk
from tests.scene import POSTS, SHORT
from tests.site.smart_http import served, url_of
from tests.site.world import git
from uploader.decide import State
from uploader.errors import Cause
from uploader.site.publish import Blog
from uploader.store import services

UNREACHABLE, BUSY, FULL = (AGAIN[cause] for cause in (Cause.REMOTE_UNREACHABLE, Cause.REMOTE_BUSY, Cause.DISK_FULL))
CREDENTIALS, PROTECTED, MISSING = (
    REFUSED[cause] for cause in (Cause.BAD_CREDENTIALS, Cause.PUSH_REFUSED, Cause.BRANCH_MISSING)
)
_STORM = (
    "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\n"
    "new=$(git -c user.name=Storm -c user.email=s@example.org commit-tree -p main -m storm main^{tree})\n"
    "git update-ref refs/heads/main $new\nexit 0"
)
Trouble = Callable[[Desk], Iterator[None]]


@dataclass(frozen=True)
class Row:
    """A fault that is there from the push on (`before`: from the beginning), and where the look ends."""

    fault: Trouble
    ends: End
    before: bool = False


def _hook(name: str, script: str) -> Trouble:
    def fault(at: Desk) -> Iterator[None]:
        hook = at.bare / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{script}\n")
        hook.chmod(0o755)
        yield
        hook.unlink()

    return fault


def _http(status: int | None = None, token: str = "right") -> Trouble:  # noqa: S107 - nobody's
    """The remote behind a server that answers so."""

    def fault(at: Desk) -> Iterator[None]:
        git(at.bare, "config", "uploadpack.allowFilter", "true")
        local = at.parts
        with served(at.folder, "right") as server:
            blog = Blog(url_of(server), "main", POSTS, at.clone, token=token, timeout=30)
            server.answer = status
            at.parts = replace(local, blog=blog)
            yield
            at.parts = local

    return fault


def _nobody_listens(at: Desk) -> Iterator[None]:
    local = at.parts
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/blog.git"
        at.parts = replace(local, blog=Blog(url, "main", POSTS, at.clone, timeout=30))
        yield
        at.parts = local


def _branch_deleted(at: Desk) -> Iterator[None]:
    tip = git(at.bare, "rev-parse", "main")
    git(at.bare, "update-ref", "-d", "refs/heads/main")
    yield
    git(at.bare, "update-ref", "refs/heads/main", tip)


def _rewritten(at: Desk) -> Iterator[None]:
    git(at.folder / "person", "commit", "-q", "--amend", "-m", "Another history")
    at.edits("more.md")
    yield


def _another_writer(at: Desk) -> Iterator[None]:
    """Somebody pushes several times a second."""
    over = threading.Event()
    person = at.folder / "person"

    def write() -> None:
        while not over.wait(0.3):
            git(person, "commit", "-q", "--allow-empty", "-m", "Storm")
            push = ["git", "push", "-q", "origin", "HEAD:main"]
            subprocess.run(push, cwd=person, check=False, capture_output=True)
            git(person, "pull", "-q", "--rebase", "origin", "main")

    writer = threading.Thread(target=write)
    writer.start()
    yield
    over.set()
    writer.join()


def _no_room(kilobytes: int) -> Trouble:
    """The clone lies on a disk that is full at once, while it is made, or while it is fetched into."""

    def fault(at: Desk) -> Iterator[None]:
        local = at.parts
        with small_disk(at.folder / "small", kilobytes) as disk:
            at.parts = replace(local, blog=Blog(str(at.bare), "main", POSTS, disk / "site", timeout=30))
            yield
            at.parts = local

    return fault


def _locks(at: Desk) -> Iterator[None]:
    for name in ("index.lock", "shallow.lock", "config.lock", "HEAD.lock", "refs/remotes/blog/main.lock"):
        (at.clone / name).touch()
    yield


def _corrupted(at: Desk) -> Iterator[None]:
    for pack in at.clone.glob("objects/pack/*.pack"):
        pack.chmod(0o600)
        pack.write_bytes(b"\xff" * 999)
    yield


def _gone(at: Desk) -> Iterator[None]:
    shutil.rmtree(at.clone)
    yield


TABLE: dict[str, Row] = {
    "nobody listens": Row(_nobody_listens, UNREACHABLE),
    "500": Row(_http(500), UNREACHABLE),
    "429": Row(_http(429), UNREACHABLE),
    "a hook that hangs": Row(_hook("pre-receive", "exec sleep 600"), UNREACHABLE),
    "401": Row(_http(401), CREDENTIALS),
    "403": Row(_http(403), CREDENTIALS),
    "404": Row(_http(404), CREDENTIALS),
    "wrong token": Row(_http(token="wrong"), CREDENTIALS),
    "the branch moves under every push": Row(_hook("pre-receive", _STORM), BUSY),
    "another writer pushes all the time": Row(_another_writer, PUBLISHED),
    "protected branch": Row(_hook("update", "echo 'protected branch' >&2; exit 1"), PROTECTED),
    "a hook that refuses": Row(_hook("pre-receive", "echo 'not today' >&2; exit 1"), PROTECTED),
    "branch deleted": Row(_branch_deleted, MISSING),
    "history rewritten": Row(_rewritten, PUBLISHED),
    "disk full at the remote": Row(
        _hook("pre-receive", "echo 'fatal: write error: No space left on device' >&2; exit 1"), FULL
    ),
    "disk full here, at once": Row(_no_room(4), FULL),
    "disk full here, while the clone is made": Row(_no_room(12), FULL),
    "disk full here, while it is fetched into": Row(_no_room(28), FULL),
    "lock files left by a kill": Row(_locks, PUBLISHED),
    "local clone corrupted": Row(_corrupted, PUBLISHED),
    "local clone gone": Row(_gone, PUBLISHED),
}


def told() -> dict[str, str]:
    """As `docs/faults.md` has it."""
    return {fault: row.ends.told() for fault, row in TABLE.items()}


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with desk(tmp_path, monkeypatch.setenv, patience=5.0, tries=8) as made:
        yield made


@contextmanager
def there(fault: Trouble, at: Desk) -> Iterator[None]:
    """The fault for as long as the block runs."""
    running = fault(at)
    next(running)
    try:
        yield
    finally:
        next(running, None)


@pytest.mark.parametrize("name", TABLE)
def test_work_that_was_paid_for_waits_and_is_published_when_the_remote_is_back(at: Desk, name: str) -> None:
    row = TABLE[name]
    hook = at.bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not yet' >&2; exit 1\n")
    hook.chmod(0o755)
    assert at.looks().cause is Cause.PUSH_REFUSED  # the summary is made, paid for and kept
    hook.unlink()
    with at.parts.database.begin() as session:
        services.well(session, "site")
    paid = len(at.model.asked())
    assert paid
    if "hangs" in name:
        at.parts = replace(at.parts, blog=Blog(str(at.bare), "main", POSTS, at.clone, timeout=2))

    with there(row.fault, at):
        met = at.looks(later=2 * HOUR)
        assert (met.state, met.cause) == (row.ends.state, row.ends.cause), met.detail
        if row.ends != PUBLISHED:
            assert met.next_look_at is not None
            assert met.next_look_at - at.now == row.ends.wait
            assert met.standing.times == int(row.ends.spends)
        assert sorted(at.refused()) == (["site"] if row.ends.cause in REFUSED else [])

    assert at.looks(later=3 * HOUR).state is State.PUBLISHED
    assert at.refused() == {}
    assert at.posts() == [f"{POSTS}/{SHORT}.md"]
    assert git(at.bare, "log", "--format=%(trailers:key=Video-Id,valueonly)", "main").split() == [SHORT]
    assert len(at.model.asked()) == paid
    git(at.bare, "fsck", "--strict")


def test_before_anything_is_paid_for_the_branch_is_asked(at: Desk) -> None:
    with there(_branch_deleted, at):
        assert at.looks().cause is Cause.BRANCH_MISSING
    assert at.model.asked() == []
