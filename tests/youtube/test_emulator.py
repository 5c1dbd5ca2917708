"""The emulator itself: closed to the world, steerable from outside, and true to what YouTube sends."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.youtube.scene import ANOTHER, CHANNEL, TALK, THE_TALK, many, world
from uploader.demo.emulator import EmulatedVideo, Emulator, Fault, Sort, State, Trouble, World, emulated
from uploader.demo.emulator.pages import watch_page
from uploader.demo.emulator.world import read_world, write_world
from uploader.errors import Later, Nobody
from uploader.youtube import YouTube, YouTubeOptions


@pytest.mark.parametrize(
    "url", ["https://www.google.com/sorry", "https://example.com/", "http://www.youtube.com/watch"]
)
def test_any_other_host_is_refused_and_noted(tmp_path: Path, url: str) -> None:
    with emulated(world(), tmp_path) as running:
        proxies = {"https": running.proxy, "http": running.proxy}
        try:
            status = requests.get(url, proxies=proxies, timeout=5).status_code
        except requests.exceptions.ProxyError:
            status = 403
        assert status == 403
        assert running.emulator.leaks == [url.split("/")[2]]


def test_a_fault_is_spent(emulator: Emulator, youtube: YouTube) -> None:
    emulator.inject(Fault(Sort.FEED, Trouble.TOO_MANY, times=2))
    for _ in range(2):
        with pytest.raises(Nobody):
            youtube.feed(CHANNEL)
    assert len(youtube.feed(CHANNEL)) == 2
    assert [noted.trouble for noted in emulator.requests] == ["429", "429", None]


def test_a_fault_may_be_about_one_video(emulator: Emulator, youtube: YouTube) -> None:
    emulator.inject(Fault(Sort.TIMEDTEXT, Trouble.TOO_MANY, video_id=TALK))
    assert youtube.transcript(youtube.watch(ANOTHER.video_id)).cues
    with pytest.raises(Nobody):
        youtube.transcript(youtube.watch(TALK))


def test_a_video_changes_and_another_comes(emulator: Emulator, youtube: YouTube) -> None:
    emulator.publish(CHANNEL, replace(THE_TALK, state=State.LIVE), *many(1))
    assert len(youtube.feed(CHANNEL)) == 3
    with pytest.raises(Later):
        youtube.watch(TALK)


def test_no_title_ends_the_script(emulator: Emulator) -> None:
    assert emulator.requests == ()
    shown = watch_page({"videoDetails": {"title": THE_TALK.title}}, {})
    assert shown.count("</script>") == 3


@pytest.fixture
def child(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The emulator in a process of its own."""
    write_world(world(THE_TALK, ANOTHER), tmp_path / "world.json")
    command = [sys.executable, "-m", "uploader.demo.emulator", str(tmp_path / "world.json"), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_it_is_steered_from_another_process(child: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def order(method: str, path: str, body: object = None) -> object:
        data = None if body is None else TypeAdapter(object).dump_json(body)
        answer = requests.request(method, child["control"] + path, data=data, timeout=5)
        return answer.json() if answer.ok else answer.status_code

    for variable in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(variable, child["ca_file"])
    youtube = YouTube(YouTubeOptions(pause=0, proxy=child["proxy"]))
    assert len(youtube.feed(CHANNEL)) == 2
    order("POST", "/faults", [Fault(Sort.FEED, Trouble.TOO_MANY)])
    with pytest.raises(Nobody):
        youtube.feed(CHANNEL)
    order("DELETE", "/faults")
    order("POST", f"/videos/{CHANNEL}", list(many(1)))
    assert len(youtube.feed(CHANNEL)) == 3
    noted = order("GET", "/requests")
    assert isinstance(noted, list)
    assert [each["sort"] for each in noted] == ["feed"] * 3
    assert order("GET", "/leaks") == []
    assert [order("GET", "/x"), order("POST", "/x", {}), order("DELETE", "/x")] == [404, 404, 404]


@given(st.builds(EmulatedVideo, video_id=st.just(TALK), published=st.just(THE_TALK.published)))
def test_a_world_is_read_as_it_was_written(video: EmulatedVideo) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        there = world(video)
        write_world(there, Path(folder) / "world.json")
        assert read_world(Path(folder) / "world.json") == there


def test_an_empty_world_serves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with emulated(World(), tmp_path) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(Later):
            YouTube(YouTubeOptions(pause=0)).feed(CHANNEL)
