from tests.site.world import World, git
from uploader.site.check import check


def test_a_blog_in_order(world: World) -> None:
    lines = check(world.blog())
    assert [(line.what, line.ok) for line in lines] == [
        ("blog repository", True),
        ("posts folder", True),
        ("push", True),
    ]
    assert world.tip()[:12] in lines[0].seen
    assert world.count() == 1


def test_a_missing_branch_has_its_cure(world: World) -> None:
    (line,) = check(world.blog(branch="other"))
    assert not line.ok
    assert "no branch other" in line.seen
    assert "UPLOADER_SITE_BRANCH" in line.cure


def test_a_missing_folder_is_told_and_the_push_still_tried(world: World) -> None:
    lines = check(world.blog(folder="src/content/posts"))
    assert [line.ok for line in lines] == [True, False, True]
    assert "UPLOADER_SITE_POSTS_DIR" in lines[1].cure


def test_a_link_instead_of_a_folder_is_told(world: World) -> None:
    (world.person / "posts").symlink_to("src")
    world.writes("x", "x")
    lines = check(world.blog(folder="posts"))
    assert [line.ok for line in lines] == [True, False]


def test_a_checked_out_branch_can_be_reached(world: World) -> None:
    git(world.person, "status")
    assert [line.ok for line in check(world.blog(str(world.person)))][:2] == [True, True]


def test_a_blog_of_another_generator_is_told(world: World) -> None:
    world.writes("hugo.toml", "")
    world.writes("content/posts/a.md", "")
    folder = check(world.blog())[1]
    assert not folder.ok
    assert "UPLOADER_SITE_FORMAT to hugo" in folder.cure
    assert all(line.ok for line in check(world.blog(folder="content/posts"), "hugo"))
