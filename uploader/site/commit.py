"""A commit of one file, made without a work tree.

`git fast-import` reads the parent's trees on the way to the file, writes the new ones, the file and the commit, and
tells the commit's id: one process, whatever the blog's size, and no index of 20,000 entries.
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from uploader.errors import BadInput
from uploader.ids import VideoId
from uploader.site.clone import Clone
from uploader.site.standing import TRAILER

_REF = "refs/uploader/next"
"""Where the commit is kept in the clone until the push; the next one takes its place."""

_UNCOMPRESSED = (("core.compression", "0"), ("fastimport.unpackLimit", "1"))
"""What is written here is sent once and thrown away: at 20,000 posts, compressing the folder's tree and then unpacking
it into loose objects took two thirds of a commit's time. The push compresses what it sends."""

_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Author:
    """Who commits."""

    name: str = "uploader"
    email: str = "uploader@users.noreply.localhost"


def commit_file(
    clone: Clone,
    *,
    parent: str,
    path: str,
    text: str,
    instead_of: str | None,
    message: str,
    author: Author,
    at: datetime,
) -> str:
    """A commit on `parent` that writes `text` at `path` and removes `instead_of`; its id.

    Raises:
        Later, Broken: see `Clone.local`.
    """
    data = text.encode()
    said = message.encode("utf-8", "replace")
    who = f"{_name(author.name)} <{_name(author.email)}> {int(at.astimezone(UTC).timestamp())} +0000"
    stream = [
        b"commit " + _REF.encode(),
        b"mark :1",
        b"author " + who.encode("utf-8", "replace"),
        b"committer " + who.encode("utf-8", "replace"),
        b"data %d\n%s" % (len(said), said),
        b"from " + parent.encode(),
        *([b"D " + _quoted(instead_of)] if instead_of else []),
        b"M 100644 inline " + _quoted(path),
        b"data %d\n%s" % (len(data), data),
        b"get-mark :1",
        b"done\n",
    ]
    given = b"\n".join(stream)
    options = ("--quiet", "--done", "--force", "--date-format=raw")
    return clone.local("fast-import", *options, given=given, settings=_UNCOMPRESSED).text


def message_for(video_id: VideoId, subject: str) -> str:
    """The commit message: `subject` on one line, whatever was in it, and our trailer."""
    first = one_line(subject) or f"Post {video_id}"
    return f"{first}\n\n{TRAILER}: {video_id}\n"


def one_line(text: str) -> str:
    """`text` without line ends, control and direction characters, at most 200 characters long."""
    shown = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text)
    line = " ".join(shown.split())
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"


def checked_author(author: Author) -> Author:
    """`author` when git can write it down.

    Raises:
        BadInput: nothing is left of the name or the address.
    """
    if not (_name(author.name) and _name(author.email)):
        raise BadInput("the author of commits needs a name and an address")
    return author


def _name(text: str) -> str:
    return one_line(text).translate({ord(c): None for c in "<>"}).strip()


def _quoted(path: str) -> bytes:
    """A path as fast-import reads it: between quotes nothing but these three is special."""
    plain = path.encode("utf-8", "surrogateescape")
    return b'"' + plain.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
