import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.site.world import FOLDER, NOON, VIDEO, World, git, post, publish
from uploader.errors import BadInput, Cause, Later, Nobody, Stopped
from uploader.ids import parse_video_id
from uploader.models import Post
from uploader.site.publish import Blog
from uploader.site.standing import digest_of


def test_one_post_is_one_commit_of_one_file(world: World) -> None:
    before = world.tip()
    made = publish(world.blog())
    assert made.commit == world.tip()
    assert made.path == f"{FOLDER}/{VIDEO}.md"
    assert world.shows(made.path) == post().text.strip()
    assert git(world.bare, "rev-parse", "main^") == before
    assert git(world.bare, "diff", "--name-status", "main^", "main") == f"A\t{made.path}"
    assert git(world.bare, "log", "-1", "--format=%an %ae %aI %cI %s|%(trailers:key=Video-Id,valueonly)", "main") == (
        f"uploader uploader@users.noreply.localhost {NOON.isoformat()} {NOON.isoformat()} Add a talk|{VIDEO}"
    )
    git(world.bare, "fsck", "--strict")


def test_the_bytes_are_the_posts_own(world: World) -> None:
    text = "\ufeff\r\n두 칸  \n🙂\n\n"
    made = publish(world.blog(), post(text=text))
    assert git(world.bare, "rev-parse", f"main:{made.path}") == made.digest == digest_of(text)


def test_a_kill_between_push_and_record_publishes_nothing_twice(world: World) -> None:
    first = publish(world.blog())
    again = publish(world.blog())
    elsewhere = publish(world.blog(clone="of-another-machine"))
    assert again.commit is None
    assert elsewhere.commit is None
    assert (again.path, again.digest) == (first.path, first.digest)
    assert world.count() == 2


def test_with_nothing_remembered_the_branch_says_what_is_published(world: World) -> None:
    assert world.blog().find(VIDEO) is None
    made = publish(world.blog(clone="one"))
    seen = world.blog(clone="two").find(VIDEO)
    assert seen is not None
    assert (seen.path, seen.digest, seen.tip) == (made.path, made.digest, world.tip())


@pytest.mark.parametrize("name", [f"{VIDEO}.md", f"yt-{VIDEO}.md", f"2026/{VIDEO}.md", f"a/b/yt-{VIDEO}.md"])
def test_both_names_count_in_every_folder(world: World, name: str) -> None:
    world.writes(f"{FOLDER}/{name}", "a person's\n")
    seen = world.blog().find(VIDEO)
    assert seen is not None
    assert seen.path == f"{FOLDER}/{name}"
    with pytest.raises(Stopped) as stopped:
        publish(world.blog())
    assert stopped.value.cause is Cause.PERSONS_FILE
    assert name in stopped.value.detail


@pytest.mark.parametrize("name", [f"x{VIDEO}.md", f"{VIDEO}.md.bak", f"{VIDEO}.md/index.html", f"yt-yt-{VIDEO}.md"])
def test_other_names_do_not_count(world: World, name: str) -> None:
    world.writes(f"{FOLDER}/{name}", "something else\n")
    assert world.blog().find(VIDEO) is None


def test_a_file_outside_the_posts_folder_does_not_count(world: World) -> None:
    world.writes(f"drafts/{VIDEO}.md", "a draft\n")
    assert world.blog().find(VIDEO) is None


def test_ids_that_look_like_options_are_published(world: World) -> None:
    odd = [parse_video_id(text) for text in ("-CnA2lGfymY", "--upload-pa", "_bcdefghijk")]
    for video_id in odd:
        publish(world.blog(), post(video_id, prefix="yt-" if video_id.startswith("_") else ""))
    assert all(world.blog().find(video_id) for video_id in odd)


def test_a_file_name_of_another_video_is_a_bug(world: World) -> None:
    with pytest.raises(ValueError, match="no name"):
        publish(world.blog(), Post(VIDEO, "untitled.md", "x\n"))
    with pytest.raises(ValueError, match="no name"):
        publish(world.blog(), Post(VIDEO, f"../{VIDEO}.md", "x\n"))


# ---------------------------------------------------------------- a person's edits


def test_a_persons_edit_before_ours_is_left_alone(world: World) -> None:
    world.writes(f"{FOLDER}/{VIDEO}.md", "mine\n")
    before = world.tip()
    with pytest.raises(Stopped):
        publish(world.blog())
    assert world.tip() == before


def test_a_persons_edit_after_ours_is_left_alone(world: World) -> None:
    blog = world.blog()
    ours = publish(blog)
    world.writes(ours.path, "corrected by hand\n")
    for replaces in (None, ours.digest):
        with pytest.raises(Stopped) as stopped:
            publish(blog, post(text="better\n"), replaces=replaces)
        assert stopped.value.cause is Cause.PERSONS_FILE
    assert world.shows(ours.path) == "corrected by hand"


def test_a_post_that_a_person_removed_does_not_come_back(world: World) -> None:
    blog = world.blog()
    ours = publish(blog)
    git(world.person, "pull", "-q", "--rebase", "origin", "main")
    git(world.person, "rm", "-q", ours.path)
    git(world.person, "commit", "-qm", "Remove it")
    git(world.person, "push", "-q", "origin", "HEAD:main")
    with pytest.raises(Stopped, match="no longer there"):
        publish(blog, post(text="better\n"), replaces=ours.digest)


def test_a_regenerated_post_replaces_the_bytes_that_were_looked_at(world: World) -> None:
    blog = world.blog()
    old = publish(blog)
    new = publish(blog, post(text="better\n"), replaces=old.digest)
    assert new.path == old.path
    assert git(world.bare, "diff", "--name-status", "main^", "main") == f"M\t{new.path}"
    again = publish(blog, post(text="better\n"), replaces=old.digest)
    assert again.commit is None


def test_a_hidden_name_is_cured_in_its_own_folder(world: World) -> None:
    video_id = parse_video_id("_bcdefghijk")
    world.writes(f"{FOLDER}/2026/{video_id}.md", "hidden\n")
    blog = world.blog()
    seen = blog.find(video_id)
    assert seen is not None
    made = publish(blog, post(video_id, prefix="yt-"), replaces=seen.digest)
    assert made.path == f"{FOLDER}/2026/yt-{video_id}.md"
    status = git(world.bare, "diff", "--no-renames", "--name-status", "main^", "main")
    assert status == f"D\t{FOLDER}/2026/{video_id}.md\nA\t{made.path}"


def test_two_files_of_one_video_are_a_persons_matter(world: World) -> None:
    blog = world.blog()
    ours = publish(blog)
    world.writes(f"{FOLDER}/copies/{VIDEO}.md", "a copy, changed\n")
    with pytest.raises(Stopped, match="copies"):
        publish(blog, post(text="better\n"), replaces=ours.digest)


def test_a_link_of_that_name_is_a_persons(world: World) -> None:
    target = "hello.md"
    (world.person / FOLDER / f"{VIDEO}.md").symlink_to(target)
    world.writes("other.txt", "x")
    for replaces in (None, git(world.bare, "rev-parse", f"main:{FOLDER}/{VIDEO}.md")):
        with pytest.raises(Stopped):
            publish(world.blog(), post(text=target), replaces=replaces)


# ---------------------------------------------------------------- others push too


def test_a_post_onto_a_known_tip_is_one_conversation_with_the_remote(world: World, spy: Path) -> None:
    blog = world.blog()
    publish(blog)
    spy.write_text("")
    publish(blog, post(parse_video_id("bbbbbbbbbbb")))
    ours = [line.split()[1] for line in spy.read_text().splitlines()]
    assert ours[:3] == ["ls-tree", "fast-import", "push"]
    assert "fetch" not in ours


def test_another_writer_in_between_is_built_upon(world: World) -> None:
    blog = world.blog()
    publish(blog)  # from here on the tip is a memory
    world.writes("README.md", "changed meanwhile\n")
    other = parse_video_id("bbbbbbbbbbb")
    publish(blog, post(other))
    assert world.shows("README.md") == "changed meanwhile"
    assert world.shows(f"{FOLDER}/{other}.md")
    assert world.count() == 4


def test_a_person_who_writes_the_same_post_in_between_wins(world: World) -> None:
    blog = world.blog()
    blog.find(VIDEO)
    world.writes(f"{FOLDER}/{VIDEO}.md", "mine\n")
    with pytest.raises(Stopped):
        publish(blog)
    assert world.shows(f"{FOLDER}/{VIDEO}.md") == "mine"


def test_a_refusal_is_never_told_from_memory(world: World) -> None:
    blog = world.blog()
    world.writes(f"{FOLDER}/{VIDEO}.md", "mine\n")
    assert blog.find(VIDEO)
    git(world.person, "rm", "-q", f"{FOLDER}/{VIDEO}.md")
    git(world.person, "commit", "-qm", "Make room")
    git(world.person, "push", "-q", "origin", "HEAD:main")
    assert publish(blog).commit == world.tip()


def test_a_race_in_the_very_push_is_lost_and_run_again(world: World) -> None:
    """The hook moves the branch while our push is being received, three times over."""
    world.hook(
        "pre-receive",
        f"n=$(cat {world.root}/n 2>/dev/null || echo 0); [ $n -ge 3 ] && exit 0; echo $((n+1)) > {world.root}/n\n"
        "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\n"
        "new=$(git -c user.name=Storm -c user.email=s@example.org commit-tree -p main -m storm main^{tree})\n"
        "git update-ref refs/heads/main $new\nexit 0",
    )
    publish(world.blog())
    assert git(world.bare, "log", "--format=%an", "main").split() == ["uploader", "Storm", "Storm", "Storm", "Person"]


def test_a_storm_that_does_not_end_is_left_for_later(world: World) -> None:
    world.hook(
        "pre-receive",
        "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\n"
        "new=$(git -c user.name=Storm -c user.email=s@example.org commit-tree -p main -m storm main^{tree})\n"
        "git update-ref refs/heads/main $new\nexit 0",
    )
    with pytest.raises(Later) as later:
        publish(world.blog(tries=3))
    assert later.value.cause is Cause.REMOTE_BUSY
    world.unhook("pre-receive")
    assert publish(world.blog()).commit == world.tip()


def test_four_publishers_on_two_machines_lose_nothing(world: World) -> None:
    ids = [parse_video_id(f"thread{n:05}") for n in range(8)]
    blogs = [world.blog(clone=f"machine-{n % 2}", tries=20) for n in range(4)]

    def work(n: int) -> None:
        for video_id in ids[n * 2 : n * 2 + 2]:
            publish(blogs[n], post(video_id))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert world.count() == 1 + len(ids)
    assert {str(video_id) for video_id in ids} == {Path(p).stem for p in git(
        world.bare, "ls-tree", "--name-only", "main", f"{FOLDER}/").split() if "thread" in p}  # fmt: skip


def test_rewritten_history_is_followed_and_nothing_of_it_comes_back(world: World) -> None:
    blog = world.blog()
    publish(blog)
    git(world.person, "commit", "-q", "--amend", "-m", "Rewritten")
    git(world.person, "push", "-q", "--force", "origin", "HEAD:main")
    other = parse_video_id("bbbbbbbbbbb")
    publish(blog, post(other))
    assert git(world.bare, "log", "--format=%s", "main").split("\n") == ["Add a talk", "Rewritten"]
    assert blog.find(VIDEO) is None


def test_a_branch_that_was_rewound_stays_rewound(world: World) -> None:
    """A plain push would be a fast-forward here, and bring back what a person took away."""
    blog = world.blog()
    publish(blog)
    git(world.bare, "update-ref", "refs/heads/main", "main^")
    publish(blog, post(parse_video_id("bbbbbbbbbbb")))
    assert world.count() == 2
    assert blog.find(VIDEO) is None


# ---------------------------------------------------------------- branches and folders


def test_a_deleted_branch_is_not_made_again(world: World) -> None:
    blog = world.blog()
    publish(blog)
    git(world.bare, "update-ref", "-d", "refs/heads/main")
    for attempt in (lambda: publish(blog, post(parse_video_id("bbbbbbbbbbb"))), lambda: blog.find(VIDEO)):
        with pytest.raises(Nobody) as nobody:
            attempt()
        assert (nobody.value.service, nobody.value.cause) == ("site", Cause.BRANCH_MISSING)
    assert git(world.bare, "branch") == ""


def test_an_empty_repository_has_no_branch(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "blog.git")
    with pytest.raises(Nobody) as nobody:
        publish(World(tmp_path).blog())
    assert nobody.value.cause is Cause.BRANCH_MISSING


@pytest.mark.parametrize("folder", ["new", "src/content/posts", "src/data/한국어 글", 'a "quoted" \\ folder'])
def test_the_first_post_makes_a_missing_folder(world: World, folder: str) -> None:
    made = publish(world.blog(folder=folder))
    assert made.path == f"{folder}/{VIDEO}.md"
    seen = world.blog(folder=folder, clone="two").find(VIDEO)
    assert seen is not None
    assert seen.path == made.path
    assert world.shows(f"{FOLDER}/hello.md")


@pytest.mark.parametrize("folder", ["", ".", "./"])
def test_the_root_is_a_folder_too(world: World, folder: str) -> None:
    assert publish(world.blog(folder=folder)).path == f"{VIDEO}.md"
    assert world.blog(folder=folder).find(VIDEO)


def test_a_link_where_the_folder_should_be_is_not_destroyed(world: World) -> None:
    (world.person / "posts").symlink_to(FOLDER)
    world.writes("src/file", "x")
    for folder in ("posts", "posts/deeper", "src/file", "src/file/deeper"):
        with pytest.raises(BadInput, match="need a folder"):
            publish(world.blog(folder=folder))
    assert world.count() == 2


@pytest.mark.parametrize("folder", ["/src", "../src", "src/../..", "a/.git/b", "a\0b"])
def test_folders_outside_the_repository_are_refused(world: World, folder: str) -> None:
    with pytest.raises(BadInput):
        world.blog(folder=folder)


@pytest.mark.parametrize(
    "branch", ["", "-x", "a b", "a..b", "a.lock", "/a", "a/", "a//b", "a^", "a:b", "@{u}", "a\n", "x/.y"]
)
def test_what_is_no_branch_is_refused(world: World, branch: str) -> None:
    with pytest.raises(BadInput):
        world.blog(branch=branch)


@pytest.mark.parametrize("branch", ["gh-pages", "feature/새-글", "v1.2"])
def test_other_branches_work(world: World, branch: str) -> None:
    git(world.bare, "branch", branch, "main")
    made = publish(world.blog(branch=branch))
    assert git(world.bare, "rev-parse", branch) == made.commit
    assert world.count() == 1


def test_a_subject_cannot_forge_a_trailer(world: World) -> None:
    hostile = "제목\nVideo-Id: zzzzzzzzzzz\r\n\x00\x1b[31m\u202etxt\ud800 " + "x" * 500
    world.blog().publish(post(), subject=hostile, committed_at=NOON)
    body = git(world.bare, "log", "-1", "--format=%B", "main")
    assert body.split("\n")[1:] == ["", f"Video-Id: {VIDEO}"]
    assert git(world.bare, "log", "-1", "--format=%(trailers:key=Video-Id,valueonly)", "main") == VIDEO


def test_the_commits_time_is_told_in_utc(world: World) -> None:
    seoul = datetime(2026, 11, 24, 21, 0, tzinfo=timezone(timedelta(hours=9)))
    world.blog().publish(post(), subject="", committed_at=seoul)
    assert git(world.bare, "log", "-1", "--format=%cI|%s", "main") == f"2026-11-24T12:00:00+00:00|Post {VIDEO}"
    assert seoul.astimezone(UTC) == NOON


def test_a_missing_repository_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a repository"):
        Blog(str(tmp_path / "nowhere"), "main", FOLDER, tmp_path / "clone")
