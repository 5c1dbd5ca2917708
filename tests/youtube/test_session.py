"""Every client goes the way that the settings or the environment say, and trusts what they say."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.youtube.conftest import Show
from tests.youtube.scene import CHANNEL, TALK, THE_TALK, world
from uploader.demo.emulator import emulated
from uploader.errors import BadInput, Cause, Later, Stop
from uploader.ids import Handle
from uploader.youtube import YouTube, YouTubeOptions
from uploader.youtube.transcript_api import fetch_transcript


def every_client(options: YouTubeOptions) -> None:
    youtube = YouTube(options)
    assert youtube.feed(CHANNEL)
    assert youtube.listing(CHANNEL)
    assert youtube.resolve(Handle("@builders"))
    assert youtube.transcript(youtube.watch(TALK)).source == "yt-dlp"
    assert fetch_transcript(options, TALK).cues


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that leads nowhere in particular."""
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "")
    monkeypatch.delenv("SSL_CERT_FILE")
    return monkeypatch


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_one_certificate_variable_is_enough_for_every_client(
    tmp_path: Path, bare: pytest.MonkeyPatch, variable: str
) -> None:
    with emulated(world(THE_TALK), tmp_path) as running:
        bare.setenv(variable, str(running.ca_file))
        bare.setenv("HTTPS_PROXY", running.proxy)
        every_client(YouTubeOptions(pause=0))


def test_a_proxy_of_the_settings_counts_before_the_environments(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    with emulated(world(THE_TALK), tmp_path) as running:
        bare.setenv("SSL_CERT_FILE", str(running.ca_file))
        bare.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
        every_client(YouTubeOptions(pause=0, proxy=running.proxy))


def test_a_proxy_that_is_not_there_is_a_failed_connection_and_its_password_a_secret(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("SSL_CERT_FILE", "")
    options = YouTubeOptions(pause=0, proxy="http://someone:hunter2@127.0.0.1:9")
    assert "hunter2" not in repr(options)
    youtube = YouTube(options)
    for call in (lambda: youtube.feed(CHANNEL), lambda: youtube.watch(TALK), lambda: fetch_transcript(options, TALK)):
        with pytest.raises(Later) as stopped:
            call()
        assert stopped.value.cause is Cause.CONNECTION
        assert "hunter2" not in str(stopped.value)


def test_a_certificate_that_nobody_trusts_is_a_failed_connection(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    with emulated(world(THE_TALK), tmp_path) as running:
        bare.setenv("HTTPS_PROXY", running.proxy)
        youtube = YouTube(YouTubeOptions(pause=0))
        for call in (lambda: youtube.feed(CHANNEL), lambda: youtube.watch(TALK)):
            with pytest.raises(Stop) as stopped:
                call()
            assert stopped.value.cause is Cause.CONNECTION
        assert running.emulator.requests == ()


def test_cookies_are_read_and_never_written(tmp_path: Path, show: Show) -> None:
    show(THE_TALK)
    cookies = tmp_path / "cookies.txt"
    cookies.write_text("# Netscape HTTP Cookie File\n.youtube.com\tTRUE\t/\tTRUE\t4102444800\tPREF\ta=b\n")
    cookies.chmod(0o400)
    before = cookies.read_bytes()
    youtube = YouTube(YouTubeOptions(pause=0, cookies_file=cookies))
    assert youtube.transcript(youtube.watch(TALK)).cues
    assert cookies.read_bytes() == before


@pytest.mark.parametrize("text", [None, b'{"cookies": []}', b"\xff\xfe"], ids=["not there", "JSON", "no text"])
def test_a_cookies_file_that_is_none_is_the_users_mistake(tmp_path: Path, text: bytes | None) -> None:
    cookies = tmp_path / "cookies.txt"
    if text is not None:
        cookies.write_bytes(text)
    with pytest.raises(BadInput, match=r"cookies\.txt"):
        YouTube(YouTubeOptions(pause=0, cookies_file=cookies)).watch(TALK)


def test_loading_the_room_loads_no_client() -> None:
    heavy = "{'yt_dlp', 'requests', 'feedparser', 'youtube_transcript_api', 'tenacity', 'urllib3'}"
    code = (
        f"import sys, uploader.youtube; sys.exit(str({heavy} & set(sys.modules)) if {heavy} & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
