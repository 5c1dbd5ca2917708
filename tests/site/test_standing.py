import pytest

from tests.site.world import FOLDER, VIDEO, World, git, post, publish
from uploader.errors import Later
from uploader.ids import parse_video_id
from uploader.site.standing import Standing


def _seen(world: World, clone: str = "clone") -> Standing:
    seen = world.blog(clone=clone).find(VIDEO)
    assert seen is not None
    return seen


def test_our_own_post_is_known_by_its_trailer(world: World) -> None:
    made = publish(world.blog())
    change = world.blog(clone="fresh").last_change(_seen(world))
    assert change.ours
    assert (change.commit, change.author) == (made.commit, "uploader")


def test_a_persons_change_after_ours_is_the_persons(world: World) -> None:
    made = publish(world.blog())
    world.writes(made.path, "corrected\n")
    change = world.blog().last_change(_seen(world))
    assert not change.ours
    assert change.author == "Person"


def test_another_videos_trailer_is_not_ours(world: World) -> None:
    git(world.person, "pull", "-q", "--rebase", "origin", "main")
    (world.person / FOLDER / f"{VIDEO}.md").write_text("x")
    git(world.person, "add", "-A")
    git(world.person, "commit", "-qm", "Forged\n\nVideo-Id: bbbbbbbbbbb")
    git(world.person, "push", "-q", "origin", "HEAD:main")
    assert not world.blog().last_change(_seen(world)).ours


def test_history_is_fetched_as_deep_as_needed_and_no_contents(world: World) -> None:
    made = publish(world.blog())
    git(world.person, "pull", "-q", "--rebase", "origin", "main")
    for n in range(60):
        git(world.person, "commit", "-q", "--allow-empty", "-m", f"{n}")
    git(world.person, "push", "-q", "origin", "HEAD:main")
    fresh = world.blog(clone="fresh")
    assert fresh.last_change(_seen(world, "fresh")).commit == made.commit
    place = world.root / "data" / "fresh"
    assert "blob" not in git(place, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)").split()
    fresh.find(VIDEO)
    assert git(place, "rev-list", "--count", "refs/remotes/blog/main") == "1"


def test_a_file_of_the_very_first_commit_is_found_there(world: World) -> None:
    first = git(world.bare, "rev-list", "--max-parents=0", "main")
    publish(world.blog())
    publish(world.blog(), post(parse_video_id("bbbbbbbbbbb")))
    readme = Standing(VIDEO, "README.md", "", plain=True, tip=world.tip())
    assert world.blog(clone="fresh").last_change(readme).commit == first


def test_history_that_was_rewritten_since_is_for_later(world: World) -> None:
    publish(world.blog())
    seen = _seen(world)
    git(world.person, "commit", "-q", "--amend", "-m", "Rewritten")
    git(world.person, "push", "-q", "--force", "origin", "HEAD:main")
    with pytest.raises(Later, match="no longer has"):
        world.blog().last_change(seen)
