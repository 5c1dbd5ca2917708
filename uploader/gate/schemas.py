"""What each generator makes of frontmatter: its keys, their types, and which it cannot do without.

AstroPaper checks every post against a schema (`src/content.config.ts`) and stops the whole site's build over one that
does not fit; a quoted date is a string to it. Hugo and Jekyll take any key, and dates as strings too; what they cannot
read as a date stops them as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from uploader.post.formats import Format
from uploader.post.naming import video_in
from uploader.post.read import Fault, ReadPost


@dataclass(frozen=True, slots=True)
class Schema:
    """One generator's frontmatter.

    Attributes:
        keys: those of our posts, in their order, with the type that each must have.
        needed: without these the build stops, or the page is lost.
        others: which other keys the theme knows; None where it takes any.
        date: the key that dates a page. address: the key that sets where it is.
        dates_as_strings: whether a quoted date is one.
    """

    keys: Mapping[str, type]
    needed: frozenset[str]
    others: frozenset[str] | None
    date: str
    address: str
    dates_as_strings: bool = True


_SHARED: Mapping[str, type] = {"title": str, "featured": bool, "tags": list, "description": str}

SCHEMAS: Mapping[Format, Schema] = {
    "astropaper": Schema(
        {
            "author": str,
            "pubDatetime": date,
            "title": str,
            "slug": str,
            "featured": bool,
            "draft": bool,
            "tags": list,
            "description": str,
        },
        frozenset({"author", "pubDatetime", "title", "slug", "featured", "draft", "tags", "description"}),
        frozenset({"modDatetime", "ogImage", "canonicalURL", "hideEditPost", "timezone"}),
        date="pubDatetime",
        address="slug",
        dates_as_strings=False,
    ),
    "hugo": Schema(
        {"author": str, "date": date, "url": str, "draft": bool, **_SHARED},
        frozenset({"date", "title", "url"}),
        None,
        date="date",
        address="url",
    ),
    "jekyll": Schema(
        {"layout": str, "author": str, "date": date, "permalink": str, "published": bool, **_SHARED},
        frozenset({"date", "title", "layout", "permalink"}),
        None,
        date="date",
        address="permalink",
    ),
}


def moment_of(value: object) -> date | None:
    """A date, or what a string says one is; None where it is none."""
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


_JEKYLL = re.compile(r"\d{4}-\d\d-\d\d-.+\.(?:md|markdown)")


def format_of(post: ReadPost, file_name: str) -> Format:
    """The generator that a post was written for, told by the file alone."""
    keys = set() if isinstance(post.frontmatter, Fault) else set(post.frontmatter)
    if "pubDatetime" in keys:
        return "astropaper"
    if _JEKYLL.fullmatch(file_name) or "permalink" in keys:
        return "jekyll"
    return "hugo" if keys & {"date", "url"} else "astropaper"


def is_named_for(file_name: str, kind: Format) -> bool:
    """Whether a post's file may have this name in a blog of that generator."""
    if kind == "hugo" and file_name == "index.md":
        return True  # a page bundle's, whose folder has the name
    if "/" in file_name or video_in(file_name) is None:
        return False
    dated = _JEKYLL.fullmatch(file_name) is not None
    return dated if kind == "jekyll" else not dated and file_name.endswith(".md")
