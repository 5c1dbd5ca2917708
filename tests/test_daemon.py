"""`uploader run` as a process: it polls, publishes, says how it is, and leaves within ten seconds when told to."""

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.scene import POSTS, SHORT, Scene
from uploader.demo.emulator import EmulatedVideo, Fault, Sort, Trouble
from uploader.demo.model_server import Pace
from uploader.demo.sample import CHANNEL

pytestmark = pytest.mark.slow

OFTEN = {"UPLOADER_POLL_MINUTES": "0.02", "UPLOADER_FIRST_RUN_VIDEOS": "1"}


@contextmanager
def running(scene: Scene, **more: str) -> Iterator["subprocess.Popen[str]"]:
    daemon = scene.starts("run", **more)
    try:
        yield daemon
    finally:
        if daemon.poll() is None:
            daemon.kill()
        daemon.communicate()


def until(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.05)


def left(daemon: "subprocess.Popen[str]", number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
    """The exit code and the log of a daemon that is told to leave; it has ten seconds."""
    daemon.send_signal(number)
    _, err = daemon.communicate(timeout=10)
    assert "Traceback" not in err
    return daemon.returncode, err


def health(port: int) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status, answer.read().decode().strip()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode().strip()
    except OSError:
        return 0, "no answer"


def free_port() -> int:
    from uploader.web.server import listen

    with listen("127.0.0.1", 0) as socket:
        port: int = socket.getsockname()[1]
    return port


def short(scene: Scene) -> EmulatedVideo:
    return next(video for video in scene.youtube.emulator.world.channels[0].videos if video.video_id == SHORT)


def test_it_finds_what_appears_later_and_waits_for_captions_over_a_restart(scene: Scene) -> None:
    emulator, video = scene.youtube.emulator, short(scene)
    emulator.publish(CHANNEL, replace(video, listed=False))
    port = free_port()
    with running(scene, **{**OFTEN, "UPLOADER_FIRST_RUN_VIDEOS": "0", "UPLOADER_HTTP_PORT": str(port)}) as daemon:
        until(lambda: health(port)[0] == 200, "a good poll")
        emulator.publish(CHANNEL, replace(video, tracks=(), published=datetime.now(UTC).replace(microsecond=0)))
        until(lambda: scene.rows("SELECT 1 FROM videos WHERE id = ? AND state = 'waiting'", SHORT) != [], "waiting")
        assert left(daemon)[0] == 0
    assert scene.state_of(SHORT) == ("waiting", ["no captions yet"])

    emulator.publish(CHANNEL, replace(video, published=datetime.now(UTC).replace(microsecond=0)))
    with running(scene, **OFTEN) as daemon:
        assert scene.runs("retry", SHORT).stdout == f"{SHORT}: due now\n"
        until(lambda: scene.posts() == [f"{POSTS}/{SHORT}.md"], "the post")
        scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="1")  # beside it
        assert left(daemon, signal.SIGINT)[0] == 0
    assert scene.commits_for(SHORT) == 1


def test_health_tells_what_is_wrong(scene: Scene) -> None:
    scene.youtube.emulator.inject(Fault(Sort.FEED, Trouble.SERVER_ERROR), Fault(Sort.TAB, Trouble.SERVER_ERROR))
    port = free_port()
    with running(scene, **OFTEN, UPLOADER_HTTP_PORT=str(port)) as daemon:
        until(lambda: health(port)[0] != 0, "an answer")
        until(lambda: "yet; server fault: feed: HTTP 500" in health(port)[1], "a poll that failed")
        assert health(port)[0] == 503
        scene.youtube.emulator.heal()
        until(lambda: health(port) == (200, "ok"), "a good poll")
        scene.youtube.emulator.inject(Fault(Sort.FEED, Trouble.NOT_FOUND), Fault(Sort.TAB, Trouble.SERVER_ERROR))
        until(lambda: health(port)[0] == 503, "stale")
        assert health(port)[1].startswith(f"no successful poll of {CHANNEL} for three intervals")
        scene.database.rename(scene.data / "moved.sqlite")
        until(lambda: "is gone" in health(port)[1], "gone")
        assert health(port)[0] == 503
        daemon.terminate()
        daemon.communicate(timeout=10)
        assert daemon.returncode == 0


def test_it_leaves_in_the_middle_of_a_slow_model_call(scene: Scene) -> None:
    scene.model.pace = Pace(first_token=60)
    with running(scene, UPLOADER_FIRST_RUN_VIDEOS="1") as daemon:
        until(lambda: scene.model.busy > 0, "a call of the model")
        assert left(daemon)[0] == 0
    scene.model.pace = Pace()


def test_it_leaves_in_the_middle_of_a_slow_answer_of_youtube(scene: Scene) -> None:
    scene.youtube.emulator.inject(Fault(Sort.PLAYER, Trouble.HANG))
    with running(scene, UPLOADER_FIRST_RUN_VIDEOS="1") as daemon:
        until(lambda: "player" in scene.youtube.emulator.counted(), "a request")
        assert left(daemon)[0] == 0


def test_it_leaves_while_it_is_starting(scene: Scene) -> None:
    with running(scene) as daemon:
        until(scene.database.exists, "the database")
        assert left(daemon)[0] == 0


def test_a_taken_port_is_told_before_anything_is_begun(scene: Scene) -> None:
    from uploader.web.server import listen

    with listen("127.0.0.1", 0) as socket:
        done = scene.runs("run", expecting=2, UPLOADER_HTTP_PORT=str(socket.getsockname()[1]))
    assert "Address already in use" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not scene.database.exists()


def test_once_is_broken_off_with_130_and_loses_nothing(scene: Scene) -> None:
    scene.model.pace = Pace(first_token=60)
    child = scene.starts("backfill", "--video-id", SHORT)
    until(lambda: scene.model.busy > 0, "a call of the model")
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=15)
    assert child.returncode == 130
    assert "Traceback" not in err
    scene.model.pace = Pace()
    scene.runs("backfill", "--video-id", SHORT)
    assert scene.commits_for(SHORT) == 1
