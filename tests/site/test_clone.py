"""The clone is a cache: whatever is done to it, the next post is published."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.world import FOLDER, VIDEO, World, git, post, publish
from uploader.errors import BadInput, Cause, Later
from uploader.ids import parse_video_id

OTHER = parse_video_id("bbbbbbbbbbb")


def _packs(clone: Path) -> list[Path]:
    return sorted(clone.glob("objects/pack/*.pack"))


def _each_pack(clone: Path, damage: Callable[[Path], object]) -> None:
    assert _packs(clone)
    for pack in _packs(clone):
        pack.chmod(0o600)
        damage(pack)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no objects": lambda clone: shutil.rmtree(clone / "objects"),
    "packs gone": lambda clone: _each_pack(clone, Path.unlink),
    "packs empty": lambda clone: _each_pack(clone, lambda pack: pack.write_bytes(b"")),
    "packs are junk": lambda clone: _each_pack(clone, lambda pack: pack.write_bytes(b"\xff" * 999)),
    "config is junk": lambda clone: (clone / "config").write_text("[core\n"),
    "config empty": lambda clone: (clone / "config").write_text(""),
    "no config": lambda clone: (clone / "config").unlink(),
    "no HEAD": lambda clone: (clone / "HEAD").unlink(),
    "tip is junk": lambda clone: (clone / "refs/remotes/blog/main").write_text("zzz\n"),
    "tip is empty": lambda clone: (clone / "refs/remotes/blog/main").write_text(""),
    "tip is bytes": lambda clone: (clone / "refs/remotes/blog/main").write_bytes(b"\xff\xfe"),
    "tip unknown": lambda clone: (clone / "refs/remotes/blog/main").write_text("1" * 40 + "\n"),
    "shallow is junk": lambda clone: (clone / "shallow").write_text("zzz\n"),
    "mark is junk": lambda clone: (clone / "uploader").write_bytes(b"\xff"),
    "half made": lambda clone: clone.rename(clone.with_name("clone.new")),
    "gone": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("look", [False, True], ids=["publish", "find"])
def test_a_damaged_clone_is_made_anew(world: World, damage: Callable[[Path], object], *, look: bool) -> None:
    blog = world.blog()
    publish(blog)
    damage(world.clone)
    if look:
        assert blog.find(VIDEO)
    assert publish(blog, post(OTHER)).commit == world.tip()
    assert publish(blog, post(OTHER)).commit is None
    assert world.count() == 3
    git(world.bare, "fsck", "--strict")


@pytest.mark.parametrize(
    "lock",
    ["index.lock", "shallow.lock", "config.lock", "packed-refs.lock", "HEAD.lock", "refs/remotes/blog/main.lock",
     "refs/uploader/next.lock", "objects/maintenance.lock", "gc.pid"],
)  # fmt: skip
def test_git_locks_left_by_a_kill_are_removed(world: World, lock: str) -> None:
    blog = world.blog()
    publish(blog)
    (world.clone / lock).touch()
    assert blog.find(VIDEO)
    assert publish(blog, post(OTHER)).commit == world.tip()
    assert not (world.clone / lock).exists()


def test_one_publisher_at_a_time(world: World) -> None:
    blog = world.blog(timeout=0.5)
    blog.find(VIDEO)
    with (world.root / "data" / "clone.lock").open("r+") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(Later) as later:
            publish(blog)
        assert later.value.cause is Cause.REMOTE_BUSY
    assert publish(world.blog()).commit == world.tip()


def test_a_killed_publisher_leaves_nothing_in_the_way(world: World) -> None:
    """SIGKILL at many moments of a real process; then the same post is published, once."""
    code = (
        "import sys; from tests.site.world import *; from uploader.site.publish import Blog; from pathlib import Path\n"
        "blog = Blog(sys.argv[1], 'main', FOLDER, Path(sys.argv[2]))\n"
        "print('ready', flush=True); publish(blog)"
    )
    root = Path(__file__).parents[2]
    for n in range(12):
        run = [sys.executable, "-c", code, str(world.bare), str(world.clone)]
        with subprocess.Popen(run, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(n * 0.008)
            os.kill(child.pid, signal.SIGKILL)
    assert publish(world.blog()).digest
    assert world.count() == 2
    git(world.bare, "fsck", "--strict")


def test_the_clone_holds_no_posts_and_no_history(world: World) -> None:
    for n in range(5):
        world.writes(f"{FOLDER}/{n}.md", f"post {n}\n" * 1000)
    world.blog().find(VIDEO)
    kinds = git(world.clone, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)").split()
    assert sorted(set(kinds)) == ["commit", "tree"]
    assert kinds.count("commit") == 1


def test_replacing_a_post_fetches_no_other_posts(world: World) -> None:
    """Git itself asks for the old bytes, to send the new ones as a difference to them."""
    blog = world.blog()
    old = publish(world.blog(clone="another"))
    new = publish(blog, post(text="better\n"), replaces=old.digest)
    objects = git(world.clone, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)")
    blobs = {line.split()[1] for line in objects.split("\n") if line.startswith("blob")}
    assert blobs <= {old.digest, new.digest}


def test_the_clone_does_not_grow_for_ever(world: World) -> None:
    blog = world.blog()
    publish(blog)
    for n in range(70):
        (world.clone / f"objects/pack/pack-{n}.pack").touch()
    assert publish(blog, post(OTHER)).commit == world.tip()
    assert len(_packs(world.clone)) <= 2


def test_a_folder_that_is_not_ours_is_left_alone(world: World) -> None:
    world.clone.mkdir(parents=True)
    (world.clone / "thesis.txt").write_text("ten years")
    with pytest.raises(BadInput, match="not a clone of ours"):
        publish(world.blog())
    assert (world.clone / "thesis.txt").read_text() == "ten years"


def test_another_repository_gets_another_clone(world: World) -> None:
    publish(world.blog())
    git(world.root, "clone", "-q", "--bare", str(world.bare), "second.git")
    second = world.blog(str(world.root / "second.git"))
    assert publish(second, post(OTHER)).commit == git(world.root / "second.git", "rev-parse", "main")
    assert world.blog().find(OTHER) is None


def test_a_place_that_cannot_be_written_is_bad_input(world: World) -> None:
    (world.root / "data").write_text("a file")
    with pytest.raises(BadInput, match="cannot keep a clone"):
        publish(world.blog())
