"""Every post of a blog's checkout, judged over all cores; and what only shows when all of them are known."""

import os
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from uploader.audit.examine import Examined, Source, examine, video_of
from uploader.errors import BadInput
from uploader.gate.contract import SIZE_LIMIT
from uploader.models import Finding, Place, Rule, Severity
from uploader.post import formats

POSTS_DIRS = tuple(folder for folders in formats.POSTS_DIRS.values() for folder in folders)
"""Where a blog's posts are looked for, whatever it is built by."""

_NOT_ITS_OWN = {"node_modules", "_site", "public", "dist", "vendor"}
"""Folders of packages and of finished pages: thousands of files, none of them the blog's."""

_WORTH_A_PROCESS = 24
"""Files; fewer are judged sooner than another process has started."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A blog's posts: `files` in order of their names, shown relative to `root`.

    `kind` is what the blog is built by; None where its files do not tell, so that each post must.
    """

    root: Path
    files: tuple[Path, ...]
    kind: formats.Format | None = None

    def shown(self, path: Path) -> str:
        """The path as it is told: within the checkout, with `/`."""
        return path.relative_to(self.root).as_posix()

    def text(self, shown: str) -> str | None:
        """The text of the file that is told so, to be looked at by people; None where it is gone or too long."""
        try:
            raw = (self.root / shown).read_bytes()
        except OSError:
            return None
        return raw.decode("utf-8", "replace") if len(raw) <= SIZE_LIMIT else None


_NO_POSTS = {"_index.md"}
"""Hugo's page of a whole section."""


def layout_of(root: Path) -> formats.Layout | None:
    """What the checkout in `root` is built by, and where its posts are; None where its files do not tell."""
    paths: list[str] = []
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name not in _NOT_ITS_OWN and not name.startswith(".")]
        paths += [(Path(folder) / name).relative_to(root).as_posix() for name in names]
    return formats.recognised(paths)


def posts_of(root: Path, *posts_dirs: str) -> Checkout:
    """The posts of a checkout.

    They are in the first of `posts_dirs` that is there, else where its generator keeps them, else in the folder itself.
    Files whose names begin with `_` are posts too: that the site hides them is what must be found.

    Raises:
        BadInput: no such folder, or no posts in it.
    """
    if not root.is_dir():
        raise BadInput(f"no such folder: {root}")
    layout = layout_of(root)
    usual = (layout.posts_dir,) if layout else ()
    candidates = tuple(dict.fromkeys((*posts_dirs, *usual, *POSTS_DIRS)))
    folder = next((root / name for name in candidates if (root / name).is_dir()), None)
    if folder is None and any(root.glob("*.md")):
        folder = root
    if folder is None:
        raise BadInput(f"no posts in {root}: neither {', '.join(candidates)} nor a .md file in the folder itself")
    found = (path for pattern in ("*.md", "*.markdown") for path in folder.rglob(pattern))
    posts = sorted(path for path in found if path.is_file() and path.name not in _NO_POSTS)
    return Checkout(root, tuple(posts), layout.format if layout else None)


def audit(
    checkout: Checkout,
    glossary: str,
    now: datetime,
    *,
    processes: int,
    transcripts: Path | None = None,
    kept: Callable[[Path], Source | None] = lambda _: None,
) -> Iterator[Examined]:
    """Each post judged, in order; `across` adds what shows only when all are known.

    `transcripts` is a folder that may hold `<video id>.json`; `kept` gives the captions that are known otherwise for
    a post's file, and is asked in this process.

    Raises:
        BadInput: a file cannot be read.
    """
    jobs = (
        _Job(
            path,
            checkout.shown(path),
            glossary,
            now,
            checkout.kind,
            None if _has(transcripts, path) else kept(path),
            transcripts,
        )
        for path in checkout.files
    )
    workers = min(processes, len(checkout.files) // _WORTH_A_PROCESS)
    return _together(jobs, workers) if workers > 1 else map(_examine, jobs)


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    file: str
    glossary: str
    now: datetime
    kind: formats.Format | None
    source: Source | None
    transcripts: Path | None


def _has(transcripts: Path | None, path: Path) -> bool:
    return transcripts is not None and (transcripts / f"{video_of(path)}.json").is_file()


def _examine(job: _Job) -> Examined:
    return examine(
        job.path, job.file, job.glossary, job.now, kind=job.kind, source=job.source, transcripts=job.transcripts
    )


def _together(jobs: Iterable[_Job], workers: int) -> Iterator[Examined]:
    """In order, with few jobs under way: a talk is a third of a megabyte, and hundreds are not held at once."""
    # Spawned, not forked: the parent has a thread that draws the progress.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        under_way: deque[Future[Examined]] = deque()
        for job in jobs:
            under_way.append(pool.submit(_examine, job))
            if len(under_way) >= 8 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def across(posts: Sequence[Examined]) -> tuple[Examined, ...]:
    """The posts with what shows only across files: one slug twice, one video twice."""
    by_slug: defaultdict[str, list[Examined]] = defaultdict(list)
    by_video: defaultdict[str, list[Examined]] = defaultdict(list)
    for post in posts:
        by_slug[post.slug].append(post)
        if post.video_id is not None:
            by_video[post.video_id].append(post)
    return tuple(
        replace(
            post,
            findings=(
                *post.findings,
                *_shared("slug", post.slug, post, by_slug[post.slug], "Other files have this slug, and one wins"),
                *_shared("duplicate", post.video_id, post, by_video[post.video_id or ""], "Others tell this video"),
            ),
        )
        for post in posts
    )


def _shared(
    rule: Rule, text: str | None, post: Examined, sharing: Sequence[Examined], message: str
) -> Iterator[Finding]:
    others = [other.file for other in sharing if other is not post]
    if others and text is not None:
        shown = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
        yield Finding(rule, Severity.ERROR, Place(), text, f"{message}: {shown}.")
