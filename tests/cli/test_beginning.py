"""A newcomer's first minutes: each answer is tried as it is given, and what is written works."""

import os
import pty
import re
import select
import signal
import subprocess
import time
import tomllib
from pathlib import Path

import pytest

from tests.scene import POSTS, SHORT, Scene
from tests.site.world import git
from uploader.demo.model_server import MODEL
from uploader.demo.sample import CHANNEL, HANDLE

pytestmark = pytest.mark.slow

KEY = "sk-secret-of-the-scene"


@pytest.fixture
def newcomer(scene: Scene) -> Scene:
    """An AstroPaper blog, a channel and a model; no setting of uploader's but the key."""
    scene.knows_nothing_yet()
    return scene


def options(scene: Scene, **changed: str) -> list[str]:
    answers = {"repository": str(scene.bare), "channel": HANDLE, "base-url": scene.model.base_url, "model": MODEL}
    return [f"--{name}={value}" for name, value in (answers | changed).items() if value]


def test_by_options_alone_and_the_newest_talk_is_previewed(newcomer: Scene) -> None:
    done = newcomer.runs("init", *options(newcomer), "--preview")
    written = (newcomer.folder / "uploader.toml").read_text("utf-8")
    assert tomllib.loads(written) == {
        "site_repository": str(newcomer.bare),
        "site_branch": "main",
        "site_format": "astropaper",
        "site_posts_dir": POSTS,
        "channels": [CHANNEL],
        "openai_base_url": newcomer.model.base_url,
        "llm_model": MODEL,
    }
    assert f"# {HANDLE}" in written
    assert KEY not in written
    assert "#poll_minutes = 15" in written
    assert "ok   astropaper, posts in src/data/blog" in done.stderr
    assert "FAIL" not in done.stdout
    assert "ok   push: " in done.stdout
    assert f"videoId: {SHORT}" in done.stdout or f"watch?v={SHORT}" in done.stdout
    assert newcomer.posts() == [f"{POSTS}/hello.md"]

    newcomer.runs("once")
    assert f"{POSTS}/{SHORT}.md" in newcomer.posts()


def test_a_file_that_is_there_stays_as_it_is(newcomer: Scene) -> None:
    file = newcomer.folder / "uploader.toml"
    file.write_text("poll_minutes = 5\n", "utf-8")
    assert "stays as it is" in newcomer.runs("init", *options(newcomer), expecting=2).stderr
    assert file.read_text("utf-8") == "poll_minutes = 5\n"
    assert "--config other.toml" in newcomer.runs("init", *options(newcomer), "--file", "other.toml").stdout
    assert "cannot write" in newcomer.runs("init", *options(newcomer), "--file=none/x.toml", expecting=2).stderr


WRONG: list[tuple[dict[str, str], int, str]] = [
    ({"repository": ""}, 2, "give --repository"),
    ({"repository": "nowhere"}, 2, "make one with `git init --bare`"),
    ({"repository": "https://ghp_secret@git.invalid/me/blog"}, 2, "the secret as UPLOADER_SITE_TOKEN"),
    ({"repository": "https://git.invalid/me/blog"}, 1, "git remote unreachable"),
    ({"branch": "gh-pages"}, 2, "has no branch gh-pages; it has main"),
    ({"channel": ""}, 2, "give --channel"),
    ({"channel": "lantern"}, 2, "not a channel"),
    ({"channel": "@nobody-here"}, 2, "YouTube knows no channel @nobody-here"),
    ({"base-url": "http://127.0.0.1:9/v1"}, 1, "connection failed"),
    ({"model": ""}, 2, "give --model"),
    ({"model": "gpt-none"}, 2, f"does not list 'gpt-none'; it has {MODEL}"),
]


@pytest.mark.parametrize(("changed", "code", "said"), WRONG, ids=str)
def test_what_is_wrong_is_said_at_once_and_nothing_is_written(
    newcomer: Scene, changed: dict[str, str], code: int, said: str
) -> None:
    stderr = newcomer.runs("init", *options(newcomer, **changed), expecting=code).stderr
    assert said in stderr
    assert "ghp_secret" not in stderr
    assert not (newcomer.folder / "uploader.toml").exists()


def test_a_remote_that_refuses_the_push_is_seen_before_anything_else(newcomer: Scene) -> None:
    del newcomer.environment["OPENAI_API_KEY"]
    assert "OPENAI_API_KEY" in newcomer.runs("init", *options(newcomer), expecting=2).stderr


def test_a_blog_that_nobody_recognises_needs_its_folder(newcomer: Scene) -> None:
    person = newcomer.folder / "person"
    git(person, "rm", "-q", "astro.config.ts")
    git(person, "commit", "-q", "-m", "By hand from now on")
    git(person, "push", "-q", "origin", "HEAD:main")
    assert "give --posts-dir" in newcomer.runs("init", *options(newcomer), expecting=2).stderr
    newcomer.runs("init", *options(newcomer), f"--posts-dir={POSTS}")


class Terminal:
    """A person at a terminal: waits for a question, types an answer."""

    def __init__(self, scene: Scene, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        self.child = subprocess.Popen(
            [*scene.program, *arguments],
            cwd=scene.folder,
            env=scene.environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self.shown, self.read = "", 0

    def _reads(self) -> bool:
        if not select.select([self.ours], [], [], 60)[0]:
            self.child.kill()
            raise AssertionError(f"silent\n{self.shown}")
        try:
            self.shown += os.read(self.ours, 4096).decode("utf-8", "replace")
        except OSError:  # its end is closed
            return False
        return True

    def answers(self, question: str, answer: str) -> None:
        while question not in self.shown[self.read :]:
            assert self._reads(), self.shown
        self.read = len(self.shown)
        time.sleep(0.3)  # a secret's question drops what was typed before it turned the echo off
        os.write(self.ours, f"{answer}\n".encode())

    def ends(self) -> int:
        while self._reads():
            pass
        os.close(self.ours)
        return self.child.wait(60)


def test_asked_at_a_terminal_wrong_answers_are_asked_again(newcomer: Scene) -> None:
    del newcomer.environment["OPENAI_API_KEY"]
    person = Terminal(newcomer, "init")
    person.answers("ssh address): ", "nowhere")
    person.answers("ssh address): ", str(newcomer.bare))
    person.answers("or URL): ", "@nobody-here")
    person.answers("or URL): ", f"https://www.youtube.com/{HANDLE}/videos")
    person.answers("written nowhere: ", KEY)
    person.answers("endpoint [", newcomer.model.base_url)
    person.answers("Which model [", "")
    person.answers("[y/N]: ", "n")
    assert person.ends() == 0
    assert "not a repository" in person.shown
    assert "YouTube knows no channel @nobody-here" in person.shown
    assert KEY not in person.shown
    assert "needs OPENAI_API_KEY in the environment" in person.shown
    assert re.search(r"Next: `uploader once`", person.shown)
    written = (newcomer.folder / "uploader.toml").read_text("utf-8")
    assert KEY not in written
    assert tomllib.loads(written)["llm_model"] == MODEL


def test_interrupted_nothing_is_written(newcomer: Scene) -> None:
    person = Terminal(newcomer, "init")
    person.answers("ssh address): ", "nowhere")
    person.child.send_signal(signal.SIGINT)
    assert person.ends() == 130
    assert not list(Path(newcomer.folder).glob("*.toml"))
