"""A repository that is new to us: its branch, and the files on it, without any file's contents."""

import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from uploader.errors import BadInput
from uploader.site.clone import held_clone
from uploader.site.faults import of_connection
from uploader.site.git import NAME, Git
from uploader.site.remote import parse_remote


@dataclass(frozen=True, slots=True)
class Discovered:
    """The branch that a repository's readers get, or the one that was asked for, and its files' paths."""

    branch: str
    files: tuple[str, ...]


def discover(repository: str, token: str | None, branch: str | None, *, timeout: float = 60.0) -> Discovered:
    """Look at a repository.

    Raises:
        BadInput: it is none, has no commit yet, or no such branch can be told.
        Later, Nobody: it cannot be asked now, or not by us.
    """
    remote = parse_remote(repository, token)
    with TemporaryDirectory(prefix="uploader-") as place:
        git = Git(Path(place, "none"), remote, timeout, -1)
        done = git.run("ls-remote", "--symref", NAME, "HEAD", "refs/heads/*", share_lock=False)
        if done.code:
            raise of_connection(done, remote, branch or "HEAD")
        chosen = _branch(done.text, remote.url, branch)
        with held_clone(Path(place, "clone"), remote, chosen, timeout) as clone:
            listed = clone.local("ls-tree", "-r", "-z", "--name-only", "--full-tree", clone.refresh()).output
    return Discovered(chosen, tuple(path for path in listed.decode("utf-8", "replace").split("\0") if path))


def _branch(told: str, url: str, wanted: str | None) -> str:
    heads: list[str] = re.findall(r"\trefs/heads/(\S+)$", told, re.MULTILINE)
    default: list[str] = re.findall(r"^ref: refs/heads/(\S+)\tHEAD$", told, re.MULTILINE)
    if not heads:
        raise BadInput(f"{url} has no commit yet: push a first one")
    if wanted:
        if wanted not in heads:
            raise BadInput(f"{url} has no branch {wanted}; it has {', '.join(heads[:10])}")
        return wanted
    if default:
        return default[0]
    if len(heads) == 1:
        return heads[0]
    raise BadInput(f"{url} does not say which branch is read: give one of {', '.join(heads[:10])}")
