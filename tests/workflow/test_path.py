"""The whole path, told through the command line: what is published, held, waiting, and never twice."""

import pytest

from tests.scene import CACHE, EVALS, LEDGER, POSTS, SHORT, SILENT, Scene

pytestmark = pytest.mark.slow


def test_a_day_on_the_channel_ends_in_posts_a_held_talk_and_one_that_waits(scene: Scene) -> None:
    scene.runs("once", expecting=1)  # one is held

    assert scene.status()["videos"] | {"published": 3, "held": 1, "waiting": 1} == scene.status()["videos"]
    assert scene.posts() == [f"{POSTS}/{SHORT}.md", f"{POSTS}/{EVALS}.md", f"{POSTS}/yt-{CACHE}.md"]
    state, reasons = scene.state_of(LEDGER)
    assert state == "held"
    assert any("2억 4,000만 달러" in reason and "2.4 billion" in reason for reason in reasons)
    assert scene.state_of(SILENT) == ("waiting", ["no captions yet"])


def test_a_second_run_publishes_nothing_again_and_buys_nothing_again(scene: Scene) -> None:
    scene.runs("once", expecting=1)
    asked, tip = len(scene.model.asked()), scene.posts()

    scene.runs("once")

    assert len(scene.model.asked()) == asked
    assert scene.posts() == tip
    assert [scene.commits_for(video) for video in (EVALS, CACHE, SHORT, LEDGER)] == [1, 1, 1, 0]


def test_with_an_empty_database_the_branch_says_what_is_published(scene: Scene) -> None:
    scene.runs("backfill", "--video-id", EVALS)
    before = scene.shows(f"{POSTS}/{EVALS}.md")
    asked = len(scene.model.asked())

    scene.runs("backfill", "--video-id", EVALS, UPLOADER_DATA_DIR=str(scene.folder / "another"))

    assert len(scene.model.asked()) == asked
    assert scene.shows(f"{POSTS}/{EVALS}.md") == before
    assert scene.commits_for(EVALS) == 1


def test_a_persons_file_is_never_touched(scene: Scene) -> None:
    scene.writes(f"{POSTS}/{EVALS}.md", "내가 직접 쓴 글\n")

    scene.runs("backfill", "--video-id", EVALS, expecting=1)

    state, reasons = scene.state_of(EVALS)
    assert state == "held"
    assert reasons[0] == "a person wrote or changed this file"
    assert scene.shows(f"{POSTS}/{EVALS}.md") == "내가 직접 쓴 글"
    assert not scene.model.asked()


def test_a_persons_edit_of_our_post_stays_and_the_video_stays_published(scene: Scene) -> None:
    scene.runs("backfill", "--video-id", SHORT)
    scene.writes(f"{POSTS}/{SHORT}.md", scene.shows(f"{POSTS}/{SHORT}.md") + "\n덧붙임\n")

    scene.runs("backfill", "--video-id", SHORT)

    assert "덧붙임" in scene.shows(f"{POSTS}/{SHORT}.md")
    assert scene.commits_for(SHORT) == 1


def test_youtube_is_asked_three_times_a_video_and_once_an_idle_poll(scene: Scene) -> None:
    scene.runs("backfill", "--video-id", EVALS)
    assert len(scene.youtube.emulator.requests) == 3

    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")
    scene.runs("once")  # reads the listing for the first time
    before = len(scene.youtube.emulator.requests)
    scene.runs("once")
    assert len(scene.youtube.emulator.requests) - before == 1
    assert scene.youtube.emulator.leaks == []


def test_first_contact_publishes_only_the_newest(scene: Scene) -> None:
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="1")

    videos = scene.status()["videos"]
    assert videos["published"] == 1
    assert videos["discovered"] == 4
    assert scene.posts() == [f"{POSTS}/{SHORT}.md"]
