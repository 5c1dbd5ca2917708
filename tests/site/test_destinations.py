"""Several blogs: clones and locks by repository, folders that know of each other, files by every generator's name."""

from pathlib import Path

import pytest

from tests.site.world import NOON, VIDEO, World, git
from uploader.errors import Stopped
from uploader.models import Post
from uploader.site.destinations import Destination, blogs
from uploader.site.publish import Blog

TALKS, NEWS = "content/talks", "content/news"


def put(blog: Blog, name: str, text: str = "제목\n", replaces: str | None = None) -> str:
    made = blog.publish(Post(VIDEO, name, text), subject="Add", replaces=replaces, committed_at=NOON)
    assert made.video_id == VIDEO
    return made.path


def test_a_repository_has_one_clone_whoever_shares_it(world: World, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(world.bare), "other.git")
    git(world.bare, "branch", "drafts", "main")
    made = blogs(
        {
            None: Destination(str(world.bare), "main", NEWS),
            "@same": Destination(str(world.bare), "main", TALKS),
            "@drafts": Destination(str(world.bare), "drafts", NEWS),
            "@other": Destination(str(tmp_path / "other.git"), "main", NEWS),
        },
        tmp_path / "data",
    )
    for who, blog in made.items():
        put(blog, f"{VIDEO}.md", f"{who}") if who != "@same" else None
    assert (tmp_path / "data" / "site" / "HEAD").exists()
    assert len([one for one in (tmp_path / "data" / "sites").iterdir() if one.is_dir()]) == 1
    assert made[None].breaker == made["@same"].breaker == "site"
    others = {made["@drafts"].breaker, made["@other"].breaker}
    assert len(others) == 2
    assert all(name.startswith("site-") and len(name) <= 16 for name in others)
    assert world.shows(f"{NEWS}/{VIDEO}.md") == "None"
    assert git(world.bare, "show", f"drafts:{NEWS}/{VIDEO}.md") == "@drafts"


def test_a_video_stands_once_in_the_folders_that_share_a_branch(world: World, tmp_path: Path) -> None:
    made = blogs(
        {who: Destination(str(world.bare), "main", folder) for who, folder in (("a", NEWS), ("b", TALKS))},
        tmp_path / "data",
    )
    assert put(made["a"], f"{VIDEO}.md") == f"{NEWS}/{VIDEO}.md"
    found = made["b"].find(VIDEO)
    assert found is not None
    assert found.path == f"{NEWS}/{VIDEO}.md"
    assert put(made["b"], f"{VIDEO}.md") == found.path
    with pytest.raises(Stopped):
        put(made["b"], f"{VIDEO}.md", "another text\n")
    assert put(made["b"], f"{VIDEO}.md", "another text\n", replaces=found.digest) == found.path
    assert world.count() == 3


@pytest.mark.parametrize("name", [f"2024-02-29-{VIDEO}.md", f"yt-{VIDEO}.md", f"{VIDEO}/index.md", f"{VIDEO}.markdown"])
def test_a_post_under_another_generators_name_is_still_the_videos(world: World, name: str) -> None:
    world.writes(f"_posts/{name}", "a person's\n")
    blog = world.blog(folder="_posts")
    found = blog.find(VIDEO)
    assert found is not None
    assert found.path == f"_posts/{name}"
    with pytest.raises(Stopped):
        put(blog, f"2025-01-01-{VIDEO}.md")


def test_replaced_a_post_takes_its_generators_name_and_a_bundle_stays_one(world: World) -> None:
    world.writes(f"_posts/{VIDEO}.md", "old\n")
    blog = world.blog(folder="_posts")
    old = blog.find(VIDEO)
    assert old is not None
    assert put(blog, f"2025-01-01-{VIDEO}.md", "new\n", old.digest) == f"_posts/2025-01-01-{VIDEO}.md"
    assert git(world.bare, "ls-tree", "-r", "--name-only", "main", "_posts/") == f"_posts/2025-01-01-{VIDEO}.md"

    world.writes(f"content/posts/{VIDEO}/index.md", "old\n")
    world.writes(f"content/posts/{VIDEO}/picture.png", "a person's\n")
    blog = world.blog(folder="content/posts", clone="hugo")
    old = blog.find(VIDEO)
    assert old is not None
    assert put(blog, f"{VIDEO}.md", "new\n", old.digest) == f"content/posts/{VIDEO}/index.md"


def test_a_name_that_is_no_videos_is_refused(world: World) -> None:
    for name in ("index.md", f"{VIDEO}/index.md", "2025-01-01-abcdefghij.md", f"x{VIDEO}.md"):
        with pytest.raises(ValueError, match="is no name"):
            put(world.blog(), name)
