"""`kill -9` at every boundary of the path: the video ends published once, and no delivered answer is bought again."""

import subprocess
from collections import Counter

import pytest

from tests.scene import EVALS, POSTS, Scene
from tests.site.world import git

pytestmark = pytest.mark.slow

# begin, find, watch, outline, sections, merge, two rounds of the gate, keep, publish, settle
STEPS = 11


def _steps(scene: Scene) -> int:
    return sum(count for (count,) in scene.rows("SELECT count(*) FROM operation_outputs"))


def _bought_once(scene: Scene, cut_off: int = 0) -> None:
    """Every answer that arrived was kept and never asked for again.

    An answer on its way at the very moment of a kill is lost with the process, as with any client: `cut_off` of them
    at most may have been delivered to a process that died before it could write them down.
    """
    bought = Counter(exchange.key for exchange in scene.model.asked(status=200) if exchange.delivered)
    assert len(scene.rows("SELECT key FROM answers")) == len(bought)
    assert sum(bought.values()) - len(bought) <= cut_off


def test_killed_after_every_single_step_it_is_published_once(scene: Scene) -> None:
    kills = 0
    for boundary in range(1, STEPS + 1):
        kills += scene.killed_when(lambda: _steps(scene) >= boundary, "backfill", "--video-id", EVALS)  # noqa: B023
    scene.runs("backfill", "--video-id", EVALS)

    assert kills >= STEPS - 2
    assert scene.posts() == [f"{POSTS}/{EVALS}.md"]
    assert scene.commits_for(EVALS) == 1
    assert scene.state_of(EVALS)[0] == "published"
    assert scene.rows("PRAGMA integrity_check") == [("ok",)]
    git(scene.bare, "fsck", "--strict")
    _bought_once(scene, cut_off=kills)


@pytest.mark.parametrize("answers", [1, 4, 10])
def test_killed_while_the_model_answers_it_buys_the_rest_only(scene: Scene, answers: int) -> None:
    def kept() -> int:
        return sum(count for (count,) in scene.rows("SELECT count(*) FROM answers"))

    assert scene.killed_when(lambda: kept() >= answers, "backfill", "--video-id", EVALS)
    scene.runs("backfill", "--video-id", EVALS)
    assert scene.commits_for(EVALS) == 1
    _bought_once(scene, cut_off=8)


def test_killed_between_push_and_record_it_is_not_pushed_twice(scene: Scene) -> None:
    assert scene.killed_when(lambda: bool(scene.posts()), "backfill", "--video-id", EVALS)
    scene.runs("backfill", "--video-id", EVALS)
    assert scene.commits_for(EVALS) == 1
    assert scene.state_of(EVALS)[0] == "published"


def test_two_at_once_do_each_video_once(scene: Scene) -> None:
    first, second = scene.starts("once"), scene.starts("once")
    for child in (first, second):
        out, err = child.communicate(timeout=120)
        assert child.returncode in {0, 1}, f"{out}\n{err}"
    assert len(scene.posts()) == 3
    assert all(scene.commits_for(video) == 1 for video in (EVALS,))
    _bought_once(scene)


def test_another_process_takes_over_what_a_dead_one_left(scene: Scene) -> None:
    assert scene.killed_when(lambda: _steps(scene) >= 4, "backfill", "--video-id", EVALS)
    daemon = scene.starts("run", UPLOADER_CHANNELS="UCLKPca3kwwd-B59HNr-_lvA")
    try:
        for _ in range(300):
            if scene.posts():
                break
            with pytest.raises(subprocess.TimeoutExpired):
                daemon.wait(0.2)
        assert scene.posts() == [f"{POSTS}/{EVALS}.md"]
    finally:
        daemon.terminate()
        daemon.communicate(timeout=15)
    assert daemon.returncode == 0
