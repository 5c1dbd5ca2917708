"""The generators whose blogs we publish to, and how a checkout of each is recognised by its files.

A format decides a post's frontmatter, its file's name, and what in a text would act instead of being read. The blog's
own settings (`site_format`, `site_posts_dir`) say which it is; `recognised` proposes them for a blog that is new to us.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

Format = Literal["astropaper", "hugo", "jekyll"]

POSTS_DIRS: dict[Format, tuple[str, ...]] = {
    "astropaper": ("src/data/blog", "src/content/posts", "src/content/blog"),  # AstroPaper 5, 6 and 4
    "hugo": ("content/posts", "content/post", "content/blog"),
    "jekyll": ("_posts",),
}
"""Where each keeps its posts, the usual place first."""

_MARKDOWN = (".md", ".markdown")
_ASTRO = re.compile(r"astro\.config\.(?:mjs|cjs|js|mts|cts|ts)")
_HUGO = re.compile(r"hugo\.(?:toml|ya?ml|json)")
_HUGO_BEFORE_0_110 = re.compile(r"config\.(?:toml|ya?ml|json)|config/_default/(?:hugo|config)\.(?:toml|ya?ml|json)")
_HUGO_FOLDERS = {"content", "themes", "archetypes", "layouts"}
_SECTION = re.compile(r"content/[^/]+/(?!_index\.)[^/]+")
_JEKYLL = re.compile(r"_config\.(?:ya?ml|toml)")
_JEKYLL_FILES = {"_posts", "_layouts", "_includes", "Gemfile"}


@dataclass(frozen=True, slots=True)
class Layout:
    """What a blog is built by, and the folder of its posts within the repository."""

    format: Format
    posts_dir: str


def recognised(paths: Iterable[str]) -> Layout | None:
    """The layout of a repository with these files (relative to its root, with `/`).

    None where its files are no generator's that we know, or those of more than one: then a person must say.
    """
    files = frozenset(paths)
    tops = {path.partition("/")[0] for path in files}
    found: list[Format] = []
    if any(_ASTRO.fullmatch(path) for path in files):
        found.append("astropaper")
    if any(_HUGO.fullmatch(path) for path in files) or (
        tops & _HUGO_FOLDERS and any(_HUGO_BEFORE_0_110.fullmatch(path) for path in files)
    ):
        found.append("hugo")
    # Hexo has a `_config.yml` too, but keeps its posts in `source/_posts`.
    if tops & _JEKYLL_FILES and any(_JEKYLL.fullmatch(path) for path in files):
        found.append("jekyll")
    return Layout(found[0], _posts_dir(found[0], files)) if len(found) == 1 else None


def _posts_dir(kind: Format, files: Collection[str]) -> str:
    """The folder that holds posts: a usual one where it has any, else the one this generator has posts in, if one."""
    usual = POSTS_DIRS[kind]
    posts = sorted(path for path in files if path.endswith(_MARKDOWN))
    for folder in usual:
        if any(path.startswith(f"{folder}/") for path in posts):
            return folder
    others: list[str] = []
    if kind == "jekyll":  # a category's own: talks/_posts
        others = [path.rpartition("/_posts/")[0] + "/_posts" for path in posts if "/_posts/" in path]
    if kind == "hugo":  # a section: content/talks
        others = ["/".join(path.split("/")[:2]) for path in posts if _SECTION.match(path)]
    return others[0] if len(set(others)) == 1 else usual[0]
