"""Publishing tried without writing, for `doctor`: one line for each thing that must be true, with its cure."""

from contextlib import suppress
from dataclasses import dataclass

from uploader.errors import BadInput, Cause, Nobody, Stop
from uploader.post.formats import Format, recognised
from uploader.site.clone import Clone
from uploader.site.faults import Moved
from uploader.site.publish import Blog
from uploader.site.standing import files_at, has_folder

_CURES = {
    Cause.BAD_CREDENTIALS: "give a token that may write this repository in UPLOADER_SITE_TOKEN, or an ssh key",
    Cause.BRANCH_MISSING: "push the branch first, or name another in UPLOADER_SITE_BRANCH",
    Cause.PUSH_REFUSED: "let this account push to the branch, or name another in UPLOADER_SITE_BRANCH",
    Cause.REMOTE_UNREACHABLE: "look at the network, the proxy and UPLOADER_SITE_REPOSITORY, then try again",
    Cause.REMOTE_BUSY: "another publisher is at work: try again in a minute",
    Cause.DISK_FULL: "make room on the disk that the message names",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`: what was looked at, whether it is well, what was seen, and what to do if not."""

    what: str
    ok: bool
    seen: str
    cure: str = ""
    refused: bool = False


def check(blog: Blog, kind: Format = "astropaper") -> tuple[Check, ...]:
    """Reach the branch, see the posts' folder of a blog built by `kind`, and try a push that writes nothing.

    What fails is a line, not an error; what cannot be looked at because of it is left out.
    """
    well: list[Check] = []
    looks = ("blog repository", "posts folder", "push")

    def look(clone: Clone) -> None:
        well.clear()
        tip = clone.refresh()
        well.append(Check(looks[0], ok=True, seen=f"{blog.remote.url}, branch {blog.branch} at {tip[:12]}"))
        well.append(_folder(clone, tip, blog.posts_dir, kind, looks[1]))
        with suppress(Moved):  # somebody pushed just now: the remote answers, which is what was asked
            clone.push(tip, over=tip, dry_run=True)
        well.append(Check(looks[2], ok=True, seen="the remote lets us push (its hooks are asked by a real push only)"))

    try:
        blog.with_clone(look)
    except Stop as stop:
        refused = isinstance(stop, Nobody)
        return *well, Check(
            looks[len(well)], ok=False, seen=str(stop), cure=_CURES.get(stop.cause, ""), refused=refused
        )
    except BadInput as wrong:
        return *well, Check(looks[len(well)], ok=False, seen=str(wrong), cure="correct the UPLOADER_SITE_… settings")
    return tuple(well)


def _folder(clone: Clone, tip: str, posts_dir: str, kind: Format, what: str) -> Check:
    shown = posts_dir or "the repository's root"
    layout = recognised(files_at(clone, tip))
    if layout is not None and layout.format != kind:
        cure = f"set UPLOADER_SITE_FORMAT to {layout.format}; its posts are in {layout.posts_dir}"
        return Check(
            what, ok=False, seen=f"posts would be written for {kind}: this is a blog of {layout.format}", cure=cure
        )
    if has_folder(clone, tip, posts_dir):
        return Check(what, ok=True, seen=shown)
    cure = "set UPLOADER_SITE_POSTS_DIR to the folder that the site reads; if it is right, the first post makes it"
    return Check(what, ok=False, seen=f"there is no {shown} on the branch", cure=cure)
