"""Where several channels' posts go: one clone and one publisher at a time for each repository, whoever shares it.

Channels that share a branch may have folders of their own in it. A video's post is looked for in all of them, so that
one that moved from one channel's folder to another's is not published a second time at the same address.
"""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from uploader.site.commit import Author
from uploader.site.publish import Among, Blog
from uploader.site.remote import parse_remote

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Destination:
    """A folder on a branch of a repository, as it was given, and who commits there."""

    repository: str
    branch: str
    posts_dir: str
    token: str | None = field(default=None, repr=False)
    author: Author = field(default_factory=Author)


def blogs(given: Mapping[Who, Destination], data_dir: Path) -> dict[Who, Blog]:
    """The blog of each destination; the first one's clone is `site`, others' lie in `sites`.

    Raises:
        BadInput: no repository, branch or folder can be meant by one.
    """
    urls = {who: parse_remote(one.repository, one.token).url for who, one in given.items()}
    folders: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for who, one in given.items():
        folders[urls[who], one.branch][one.posts_dir] = None
    first = next(iter(given))
    home, place = urls[first], (urls[first], given[first].branch)

    def among(who: Who, one: Destination) -> Among:
        others = tuple(folder for folder in folders[urls[who], one.branch] if folder != one.posts_dir)
        at = f"{urls[who]}#{one.branch}"
        return Among(others, "site" if (urls[who], one.branch) == place else f"site-{_short(at, 8)}")

    return {
        who: Blog(
            one.repository,
            one.branch,
            one.posts_dir,
            data_dir / "site" if urls[who] == home else data_dir / "sites" / _short(urls[who], 16),
            among=among(who, one),
            token=one.token,
            author=one.author,
        )
        for who, one in given.items()
    }


def _short(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
