"""What stands on the branch for a video, and who changed it last.

A video's post is known by its file's name (`uploader.post.naming`), in the posts' folder or anywhere below it,
whichever generator the name was made for. Listing a folder reads trees alone, never a file's contents.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from uploader.errors import BadInput, Cause, Later
from uploader.ids import VideoId
from uploader.post.naming import video_in
from uploader.site.clone import Clone

TRAILER = "Video-Id"
"""Every commit of ours ends with `Video-Id: <id>`."""

_FILES = {"100644", "100755"}
_FOLDER = "040000"
_DEEPER = (32, 256, 2048, 2**31 - 1)
"""How many commits more are fetched, step by step, to find a file's last change; the last number means all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A file that stands on the branch under one of a video's names.

    Attributes:
        path: in the repository.
        digest: git's id of the file's bytes; `digest_of` computes the same from a text.
        plain: it is a file, not a link or a submodule of that name.
        tip: the commit at which it was seen.
    """

    video_id: VideoId
    path: str
    digest: str
    plain: bool
    tip: str


@dataclass(frozen=True, slots=True)
class Change:
    """The last commit that touched a file; `ours` where it carries our trailer for that video."""

    commit: str
    author: str
    at: datetime
    ours: bool


def digest_of(text: str) -> str:
    """Git's id of a file with this text as UTF-8: 40 hexadecimal characters."""
    data = text.encode()
    return hashlib.sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


def standing_at(clone: Clone, tip: str, posts_dir: str, video_id: VideoId) -> list[Standing]:
    """The video's files at commit `tip`, the uppermost first; `posts_dir` is "" for the root.

    Raises:
        BadInput: where the folder should be stands a link, a file or a submodule, which a commit would destroy.
        Later, Broken: see `Clone.local`.
    """
    listing = clone.local("ls-tree", "-r", "-z", "--full-tree", tip, *([posts_dir] if posts_dir else [])).output
    if posts_dir and f"\t{posts_dir}/".encode() not in listing:
        _must_be_folders(clone, tip, posts_dir)
    # 20,000 lines are searched as one string; only those that hold the video's id are taken apart.
    found: list[Standing] = []
    name = video_id.encode()
    at = listing.find(name)
    while at >= 0:
        end = listing.index(b"\0", at)
        line = listing[listing.rfind(b"\0", 0, at) + 1 : end]
        about, _, path = line.decode("utf-8", "surrogateescape").partition("\t")
        mode, _, digest = about.split(" ")
        if video_in(path) == video_id:
            found.append(Standing(video_id, path, digest, mode in _FILES, tip))
        at = listing.find(name, end)
    return sorted(found, key=lambda one: (one.path.count("/"), one.path))


def files_at(clone: Clone, tip: str) -> list[str]:
    """The path of every file at commit `tip`. Raises as `Clone.local`."""
    listing = clone.local("ls-tree", "-r", "-z", "--name-only", "--full-tree", tip).output
    return [path for path in listing.decode("utf-8", "surrogateescape").split("\0") if path]


def has_folder(clone: Clone, tip: str, posts_dir: str) -> bool:
    """Whether the posts' folder is there at `tip`. Raises as `standing_at`."""
    return not posts_dir or _must_be_folders(clone, tip, posts_dir)


def _must_be_folders(clone: Clone, tip: str, posts_dir: str) -> bool:
    folder = PurePosixPath(posts_dir)
    there = b""
    for part in (*reversed(folder.parents[:-1]), folder):
        there = clone.local("ls-tree", "-z", "--full-tree", tip, str(part)).output
        if there and not there.startswith(_FOLDER.encode()):
            raise BadInput(f"{part} in the repository is a link, a file or a submodule: posts need a folder")
    return bool(there)


def last_change(clone: Clone, standing: Standing) -> Change:
    """Who changed this file last, up to the commit at which it was seen.

    A shallow clone cannot tell, so history is fetched until it can, without any file's contents; the next look at
    the branch makes the clone shallow again.

    Raises:
        Later: the branch was rewritten and no longer has that commit; or as `Clone.refresh`.
    """
    clone.refresh()
    for more in _DEEPER:
        change = _seen_change(clone, standing)
        if change:
            return change
        clone.deepen(more)
    change = _seen_change(clone, standing)
    if not change:
        raise Later(Cause.REMOTE_BUSY, f"the branch no longer has the commit at which {standing.path} was seen")
    return change


def as_written(clone: Clone, standing: Standing) -> bool:
    """Whether nobody has changed the file since a program wrote it.

    That is so where its last change is ours, or is the one that added it. A file moved as it was is looked for where
    it came from; one that was changed as it moved was changed by somebody. Raises as `last_change`.
    """
    while True:
        change = last_change(clone, standing)
        if change.ours:
            return True
        touched = _touched(clone, change.commit)
        if touched.get(standing.path, ("", ""))[0] != "A":
            return False
        left = [path for path, (how, _) in touched.items() if how == "D" and video_in(path) == standing.video_id]
        if not left:
            return True
        if touched[left[0]][1] != standing.digest:
            return False
        parent = clone.local("rev-parse", "--verify", f"{change.commit}^").text.strip()
        standing = replace(standing, path=left[0], tip=parent)


def _touched(clone: Clone, commit: str) -> dict[str, tuple[str, str]]:
    """What a commit did to which path: `A`, `M`, `D`, and the digest before (of what was added: after)."""
    listed = clone.local("diff-tree", "-r", "-z", "--root", "--no-renames", "--no-commit-id", commit).output
    fields = listed.decode("utf-8", "surrogateescape").split("\0")
    done: dict[str, tuple[str, str]] = {}
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        _, _, before, after, how = about.split(" ")
        done[path] = (how, after if how == "A" else before)
    return done


def _seen_change(clone: Clone, standing: Standing) -> Change | None:
    if clone.git.run("merge-base", "--is-ancestor", standing.tip, clone.ref).code:
        return None
    form = f"--format=%H%x00%an%x00%aI%x00%(trailers:key={TRAILER},valueonly,separator=%x2C)"
    done = clone.local("log", "-1", "--no-show-signature", form, standing.tip, "--", standing.path)
    commit, author, at, trailer = done.text.split("\0")
    edge = clone.git.directory / "shallow"
    if edge.exists() and commit in edge.read_text("ascii").split():
        return None  # at the edge of a shallow clone every file looks new
    return Change(commit, author, datetime.fromisoformat(at), trailer.strip() == standing.video_id)
