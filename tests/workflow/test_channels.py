"""Two channels, two blogs of different generators, one program: each channel by its own table."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.generators.building import build
from tests.scene import CACHE, EVALS, LEDGER, POSTS, SHORT, Scene
from tests.site.world import git
from uploader.demo.emulator import EmulatedChannel, World
from uploader.demo.sample import CHANNEL
from uploader.ids import parse_channel_id

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

SECOND = parse_channel_id("UCsecond-channel-0000000")
SECOND_HANDLE = "@second.talks"

TABLE = f"""
channels = ["{CHANNEL}", "{SECOND_HANDLE}"]
first_run_videos = 5

[channel."{SECOND_HANDLE}"]
site_repository = "%s"
site_format = "hugo"
post_author = "둘째 모임"
post_tags = ["발표"]
post_featured = false
kinds = ["video", "stream"]
"""


@pytest.fixture
def both(scene: Scene) -> Scene:
    """The sample's talks divided between two channels, and a Hugo blog for the second."""
    sample = scene.youtube.emulator.world.channels[0]
    mine = tuple(video for video in sample.videos if video.video_id in {EVALS, LEDGER})
    theirs = tuple(video for video in sample.videos if video.video_id in {CACHE, SHORT})
    second = EmulatedChannel(SECOND, SECOND_HANDLE, "Second Talks", theirs)
    scene.youtube.emulator.world = World((replace(sample, videos=mine), second))
    git(scene.folder, "init", "-q", "--bare", "-b", "main", "second.git")
    git(scene.folder, "clone", "-q", "second.git", "second")
    (scene.folder / "second" / "hugo.toml").write_text("")
    git(scene.folder / "second", "add", "-A")
    git(scene.folder / "second", "commit", "-q", "-m", "A blog of Hugo's")
    git(scene.folder / "second", "push", "-q", "origin", "HEAD:main")
    del scene.environment["UPLOADER_CHANNELS"], scene.environment["UPLOADER_FIRST_RUN_VIDEOS"]
    tables(scene, TABLE % (scene.folder / "second.git"))
    return scene


def tables(scene: Scene, text: str) -> None:
    (scene.folder / "uploader.toml").write_text(text, "utf-8")


def files(repository: Path, folder: str) -> list[str]:
    return [line for line in git(repository, "ls-tree", "-r", "--name-only", "main", f"{folder}/").splitlines() if line]


def test_two_channels_fill_two_blogs_of_different_generators(both: Scene, tmp_path: Path) -> None:
    both.runs("once", expecting=1)  # one talk of the sample is held

    second = both.folder / "second.git"
    assert both.posts() == [f"{POSTS}/{EVALS}.md"]
    assert files(second, "content/posts") == [f"content/posts/yt-{CACHE}.md"]
    text = git(second, "show", f"main:content/posts/yt-{CACHE}.md") + "\n"
    assert "author: 둘째 모임\n" in text
    assert "featured: false\n" in text
    assert "tags:\n  - 발표\n  - 자동 업로드\n" in text
    built = build(tmp_path / "site", "hugo", {f"yt-{CACHE}.md": text})
    assert built.passed, built.said
    assert "핵심 요약" in built.pages[CACHE]

    assert both.state_of(SHORT) == ("skipped", ["kind not wanted", "short"])
    status = both.status()
    assert (status["videos"]["skipped"], status["skipped"]) == (1, {"kind not wanted": 1})

    # A person wants that one all the same. Its channel is known: it goes to its channel's blog.
    both.runs("retry", SHORT)
    both.runs("once", expecting=None)
    assert both.state_of(SHORT)[0] == "published"
    assert f"content/posts/{SHORT}.md" in files(second, "content/posts")
    assert both.posts() == [f"{POSTS}/{EVALS}.md"]
    assert git(second, "rev-list", "--count", "main") == "3"


def test_a_video_asked_for_by_its_id_goes_to_its_channels_blog(both: Scene) -> None:
    """Nothing is known of it, not even whose handle the table's name is: YouTube is asked first."""
    both.runs("backfill", "--video-id", CACHE)
    second = both.folder / "second.git"
    assert files(second, "content/posts") == [f"content/posts/yt-{CACHE}.md"]
    assert both.posts() == []

    # Seen again with an empty database, it stands there already.
    before = len(both.model.asked())
    both.runs("backfill", "--video-id", CACHE, UPLOADER_DATA_DIR=str(both.folder / "new"))
    assert len(both.model.asked()) == before
    assert git(second, "rev-list", "--count", "main") == "2"


def test_a_blog_that_refuses_does_not_stop_the_other(both: Scene) -> None:
    hook = both.folder / "second.git" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho closed >&2\nexit 1\n")
    hook.chmod(0o755)
    both.runs("backfill", "--video-id", CACHE, expecting=3)
    (refused,) = both.status()["refused"]
    assert refused.startswith("site-")
    both.runs("backfill", "--video-id", EVALS, expecting=None)
    assert both.state_of(EVALS)[0] == "published"


def test_two_folders_of_one_repository_share_a_clone_and_never_hold_one_video_twice(both: Scene) -> None:
    table = TABLE.replace('site_format = "hugo"', 'site_posts_dir = "src/data/talks"')
    tables(both, table % both.bare)
    both.runs("backfill", "--video-id", CACHE)
    assert files(both.bare, "src/data/talks") == [f"src/data/talks/yt-{CACHE}.md"]
    assert not (both.data / "sites").exists()

    # Its table goes, and with it its folder: the post is found where it stands.
    tables(both, f'channels = ["{CHANNEL}"]\nsite_posts_dir = "src/data"\n')
    both.runs("retry", CACHE)
    both.runs("once", expecting=None)
    assert both.commits_for(CACHE) == 1
