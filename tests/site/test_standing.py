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


def test_a_file_is_as_written_until_somebody_changes_it(world: World) -> None:
    made = publish(world.blog())
    assert world.blog().as_written(_seen(world))
    world.writes(made.path, "corrected\n")
    assert not world.blog().as_written(_seen(world))


def test_another_programs_file_is_as_written_while_the_commit_that_added_it_is_its_last(world: World) -> None:
    path = f"{FOLDER}/{VIDEO}.md"
    world.writes(path, "an older program's\n")
    assert world.blog().as_written(_seen(world))
    world.writes(path, "a person's\n")
    assert not world.blog().as_written(_seen(world))


def test_a_file_moved_as_it_was_is_judged_where_it_came_from(world: World) -> None:
    def moves(old: str, new: str, text: str | None = None) -> None:
        git(world.person, "pull", "-q", "--rebase", "origin", "main")
        (world.person / new).parent.mkdir(parents=True, exist_ok=True)
        git(world.person, "mv", old, new)
        if text is not None:
            (world.person / new).write_text(text)
        git(world.person, "commit", "-qam", "Move")
        git(world.person, "push", "-q", "origin", "HEAD:main")

    world.writes(f"content/{VIDEO}.md", "an older program's\n")
    moves(f"content/{VIDEO}.md", f"{FOLDER}/{VIDEO}.md")
    assert world.blog().as_written(_seen(world))
    moves(f"{FOLDER}/{VIDEO}.md", f"{FOLDER}/yt-{VIDEO}.md", "an older program's and a person's\n")
    assert not world.blog().as_written(_seen(world))
    moves(f"{FOLDER}/yt-{VIDEO}.md", f"{FOLDER}/{VIDEO}.md")
    assert not world.blog().as_written(_seen(world))
