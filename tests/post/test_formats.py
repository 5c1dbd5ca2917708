from pathlib import Path

import pytest

from uploader.audit.checkout import layout_of
from uploader.post.formats import Layout, recognised

ASTRO = ["astro.config.ts", "package.json", "src/pages/index.astro", "README.md", "LICENSE"]
HUGO = ["hugo.toml", "archetypes/default.md", "content/_index.md"]
JEKYLL = ["_config.yml", "Gemfile", "index.md", "about.markdown"]

BLOGS = {
    "AstroPaper 5, empty": (ASTRO, ("astropaper", "src/data/blog")),
    "AstroPaper 5": ([*ASTRO, "src/data/blog/a.md"], ("astropaper", "src/data/blog")),
    "AstroPaper 6": ([*ASTRO, "src/content/posts/2025/a.md"], ("astropaper", "src/content/posts")),
    "an older AstroPaper": (["astro.config.mjs", "src/content/blog/a.md"], ("astropaper", "src/content/blog")),
    "Hugo, empty": (HUGO, ("hugo", "content/posts")),
    "Hugo with the older name of its settings": (["config.yaml", "content/post/a.md"], ("hugo", "content/post")),
    "Hugo with a folder of settings": (["config/_default/hugo.toml", "themes/x/theme.toml"], ("hugo", "content/posts")),
    "Hugo with one section of its own": (
        [*HUGO, "content/talks/a.md", "content/talks/b/index.md", "content/about.md"], ("hugo", "content/talks")
    ),
    "Hugo with two": ([*HUGO, "content/talks/a.md", "content/news/b.md"], ("hugo", "content/posts")),
    "Jekyll, empty": (JEKYLL, ("jekyll", "_posts")),
    "Jekyll without a Gemfile": (["_config.yml", "_posts/2025-08-31-a.md"], ("jekyll", "_posts")),
    "Jekyll with a category's own posts": (
        ["_config.yaml", "_layouts/post.html", "talks/_posts/2025-08-31-a.markdown"], ("jekyll", "talks/_posts")
    ),
}  # fmt: skip

STRANGERS = {
    "nothing": [],
    "posts without a generator": ["posts/a.md", "README.md"],
    "Hexo, which has Jekyll's file": ["_config.yml", "package.json", "source/_posts/a.md"],
    "a program with a config.yaml": ["config.yaml", "main.py"],
    "an Astro site in a folder below": ["web/astro.config.ts", "web/src/data/blog/a.md"],
    "two generators": [*HUGO, *JEKYLL],
}


@pytest.mark.parametrize("name", BLOGS)
def test_a_blog_is_recognised_by_its_files(name: str) -> None:
    files, layout = BLOGS[name]
    found = recognised(files)
    assert found is not None
    assert (found.format, found.posts_dir) == layout


@pytest.mark.parametrize("name", STRANGERS)
def test_what_cannot_be_told_is_not_guessed(name: str) -> None:
    assert recognised(STRANGERS[name]) is None


def test_a_checkout_is_recognised_without_its_packages_and_pages(tmp_path: Path) -> None:
    for path in (*HUGO, "node_modules/x/astro.config.ts", "public/_config.yml", "content/posts/a.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert layout_of(tmp_path) == Layout("hugo", "content/posts")
