"""One post onto the blog's branch: one file, one commit, pushed, and nothing else touched.

A commit is built on the branch's last known tip. Its push lands only where the branch still is at that tip, so a
push that lands proves that what we remembered was true, and the remote need not be asked before. Every other answer
(it stands there already, a person's file is in the way) is given only after the remote itself was asked.

    what stands there for the video        then
    nothing                                a new file
    these very bytes                       published before: no commit
    the bytes that `replaces` names        replaced, in the folder where they stand
    anything else                          a person's: stopped
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TypeVar

from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from uploader.errors import BadInput, Cause, Later, Stopped
from uploader.ids import VideoId
from uploader.models import Post, Publication
from uploader.post.naming import video_in
from uploader.site.clone import Clone, held_clone
from uploader.site.commit import Author, checked_author, commit_file, message_for
from uploader.site.faults import Broken, Moved
from uploader.site.remote import parse_remote
from uploader.site.standing import (
    Change,
    Standing,
    as_written,
    digest_of,
    last_change,
    standing_at,
)

T = TypeVar("T")

_BRANCH = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|@\{|/\.|\.lock(?:/|$)|[./]$))[^\s~^:?*\[\\\x00-\x1f\x7f]+")
"""What `git check-ref-format` allows of a branch, without asking it."""


@dataclass(frozen=True, slots=True)
class _Write:
    """What is to be done: write `path`, and remove `instead_of` where the post's name changes."""

    path: str
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """A blog among others.

    Attributes:
        folders: those of the same branch in which a video's post may stand already.
        breaker: the name under which this blog's refusals are remembered.
    """

    folders: tuple[str, ...] = ()
    breaker: str = "site"


def _folder(posts_dir: str) -> str:
    folder = PurePosixPath(posts_dir)
    if folder.is_absolute() or {"..", ".git"} & set(folder.parts) or "\0" in posts_dir:
        raise BadInput(f"not a folder of the repository: {posts_dir!r} (give it relative to the root)")
    return "" if folder == PurePosixPath() else str(folder)


class Blog:
    """The branch and folder of a repository where posts are published.

    Args:
        repository: a path, `file://`, `https://`, `ssh://` or `user@host:path`.
        branch: must exist; it is never made.
        posts_dir: relative to the repository's root; the first post makes it where it is missing.
        clone_dir: where the local clone is kept, and beside it its lock.
        among: what there is beside it.
        token: for `https://`.
        author: of the commits.
        timeout: seconds for one run of git, and for waiting on another publisher.
        tries: how often a commit is built because the branch keeps moving.

    Raises:
        BadInput: no repository, branch or folder can be meant by these.
    """

    def __init__(  # noqa: PLR0913 - each is what an operator or a test turns
        self,
        repository: str,
        branch: str,
        posts_dir: str,
        clone_dir: Path,
        *,
        among: Among | None = None,
        token: str | None = None,
        author: Author | None = None,
        timeout: float = 120.0,
        tries: int = 8,
    ) -> None:
        self.remote = parse_remote(repository, token)
        if not _BRANCH.fullmatch(branch):
            raise BadInput(f"not a branch name: {branch!r}")
        self.branch = branch
        self.posts_dir = _folder(posts_dir)
        among = among or Among()
        self.breaker = among.breaker
        self._also = tuple(_folder(other) for other in among.folders)
        self._author = checked_author(author or Author())
        self._clone_dir = clone_dir.absolute()
        self._timeout = timeout
        self._tries = tries

    @property
    def place(self) -> str:
        """Repository and branch."""
        return f"{self.remote.url}#{self.branch}"

    def find(self, video_id: VideoId) -> Standing | None:
        """What stands on the branch for this video, as the remote tells it now.

        Raises:
            Later, Nobody, BadInput: the remote cannot be asked (see `Clone.refresh`).
        """

        def look(clone: Clone) -> Standing | None:
            return next(iter(self._standing(clone, clone.refresh(), video_id)), None)

        return self.with_clone(look)

    def read(self, standing: Standing) -> str:
        """The text of a file that stands there; what is no UTF-8 in it is replaced, since it is only looked at.

        Raises:
            Later, Nobody, BadInput: the remote cannot be asked.
        """

        def look(clone: Clone) -> str:
            return clone.local("cat-file", "blob", standing.digest).output.decode("utf-8", "replace")

        return self.with_clone(look)

    def last_change(self, standing: Standing) -> Change:
        """Who changed this file last. May fetch the branch's history: ask only where the answer decides something.

        Raises:
            Later, Nobody, BadInput: the remote cannot be asked, or its history was rewritten since.
        """
        return self.with_clone(lambda clone: last_change(clone, standing))

    def as_written(self, standing: Standing) -> bool:
        """Whether nobody has changed this file since a program wrote it. May fetch the branch's history.

        Raises:
            Later, Nobody, BadInput: the remote cannot be asked, or its history was rewritten since.
        """
        return self.with_clone(lambda clone: as_written(clone, standing))

    def publish(self, post: Post, *, subject: str, replaces: str | None = None, committed_at: datetime) -> Publication:
        """Put a post on the branch; once, however often this is called with the same bytes.

        Args:
            post: its file name must be one of the video's (`uploader.post.naming`).
            subject: the commit's first line; whatever would break it is taken out.
            replaces: for a regeneration, the digest of the bytes that may be replaced. Where these very bytes
                stand, nobody has changed them since they were looked at.
            committed_at: the commit's time.

        Raises:
            Stopped: a person wrote, changed or removed the file.
            Later: unreachable, a disk is full, or the branch kept moving.
            Nobody: credentials refused, push refused for good, branch missing.
            BadInput: no repository, or no folder to put posts in.
        """
        if "/" in post.file_name or video_in(post.file_name) != post.video_id:
            raise ValueError(f"{post.file_name!r} is no name for the post of {post.video_id}")
        message = message_for(post.video_id, subject)

        def once(clone: Clone) -> Publication:
            tip = clone.tip()
            plan = self._plan(clone, tip, post, replaces)
            if not isinstance(plan, _Write) and not clone.asked:
                tip = clone.refresh()
                plan = self._plan(clone, tip, post, replaces)
            if isinstance(plan, Publication):
                return plan
            if not isinstance(plan, _Write):
                raise plan
            commit = commit_file(
                clone, parent=tip, path=plan.path, text=post.text, instead_of=plan.instead_of,
                message=message, author=self._author, at=committed_at,
            )  # fmt: skip
            clone.push(commit, over=tip)
            return Publication(post.video_id, plan.path, commit, digest_of(post.text))

        def patiently(clone: Clone) -> Publication:
            trying = Retrying(
                retry=retry_if_exception_type(Moved),
                stop=stop_after_attempt(self._tries),
                wait=wait_random_exponential(multiplier=0.1, max=2.0),
            )
            try:
                return trying(once, clone)
            except RetryError as worn:
                raise Later(Cause.REMOTE_BUSY, f"the branch moved under each of {self._tries} tries") from worn

        return self.with_clone(patiently)

    def _plan(
        self, clone: Clone, tip: str, post: Post, replaces: str | None
    ) -> _Write | Publication | Stopped | BadInput:
        """What to do at `tip`; a refusal is a value here, because a remembered tip cannot refuse."""
        try:
            standing = self._standing(clone, tip, post.video_id)
        except BadInput as unusable:
            return unusable
        digest = digest_of(post.text)
        for one in standing:
            if one.plain and one.digest == digest:
                return Publication(post.video_id, one.path, None, digest)
        match standing, replaces:
            case [], None:
                return _Write(str(PurePosixPath(self.posts_dir, post.file_name)))
            case [], _:
                return Stopped(Cause.PERSONS_FILE, "the post that was to be replaced is no longer there")
            case [Standing(plain=True) as one], old if one.digest == old:
                stands = PurePosixPath(one.path)
                # Hugo's page bundle has the name in its folder, beside what else a person put there.
                path = str(stands if stands.name == "index.md" else stands.with_name(post.file_name))
                return _Write(path, None if path == one.path else one.path)
            case _:
                return Stopped(Cause.PERSONS_FILE, ", ".join(one.path for one in standing))

    def _standing(self, clone: Clone, tip: str, video_id: VideoId) -> list[Standing]:
        """What stands for the video in our folder, then in the others. Raises as `standing_at`."""
        found = [standing_at(clone, tip, folder, video_id) for folder in (self.posts_dir, *self._also)]
        return list({one.path: one for each in found for one in each}.values())

    def with_clone(self, work: Callable[[Clone], T]) -> T:
        """Do `work` with the clone while it is ours alone; once more with a new one where the clone was broken.

        Raises:
            Later, BadInput: see `held_clone`, `Clone.renew`; and whatever `work` raises.
        """
        with held_clone(self._clone_dir, self.remote, self.branch, self._timeout) as clone:
            try:
                return work(clone)
            except Broken:
                clone.renew()
                return work(clone)
