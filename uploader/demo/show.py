"""`uploader demo`: the whole main job on this machine, with no account and no network.

The clients, the database, git and the pipeline are the real ones; YouTube and the model's endpoint are servers on
loopback. Replayed answers are said to be replayed. With a real model the talks are still the samples.
"""

import os
import shutil
import ssl
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from uploader.app import App, opened
from uploader.assembly import now
from uploader.decide import State
from uploader.demo.emulator import emulated
from uploader.demo.sample import CHANNEL, sample_world
from uploader.errors import BadInput
from uploader.settings import Settings
from uploader.store import evidence, lists, videos

_MARK = "uploader-demo"
_POSTS = "src/data/blog"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo came to: how many posts were published, and the states that videos ended in."""

    published: int
    states: dict[State, int]


def run_demo(folder: Path, say: Say, *, model: str | None, local_model: bool) -> Shown:
    """Make the world anew in `folder`, run the main job on it, and tell what happened.

    Raises:
        BadInput: the folder holds something else, or the model cannot be had.
    """
    folder = _fresh(folder.absolute())
    blog = _bare_repository(folder / "blog.git")
    _leave_settings_outside()
    with _written_by(say, model=model, local_model=local_model) as (name, base_url, key):
        world = sample_world(now())
        with emulated(world, folder) as youtube:
            _trust(youtube.ca_file, folder / "trusted.pem")
            settings = Settings(
                data_dir=folder / "data",
                site_repository=str(blog),
                channels=(CHANNEL,),
                first_run_videos=len(world.channels[0].videos),
                youtube_pace_seconds=0,
                youtube_proxy=youtube.proxy,
                llm_model=name,
                openai_api_key=SecretStr(key),
                openai_base_url=base_url,
                # A small model answers one question at a time, and slowly.
                llm_concurrency=1 if local_model else 8,
                llm_timeout_seconds=600 if local_model else 180,
            )
            say(f"channel    {world.channels[0].title}: {len(world.channels[0].videos)} videos, on loopback")
            say(f"blog       {blog}")
            say(f"database   {folder / 'data' / 'uploader.sqlite'}")
            say("")
            with opened(settings) as app:
                app.poll_all()
                app.work()
                shown = _tell(app, say)
    _show_post(blog, say)
    return shown


def _tell(app: App, say: Say) -> Shown:
    with app.database.reading() as session:
        rows = videos.rows(session, list(State))
        counts = lists.counts(session)
        say("")
        for row in sorted(rows, key=lambda row: row.title):
            say(f"{row.state:<10} {row.id}  {row.title}")
            paths = [f"{past.path}  commit {str(past.commit)[:12]}" for past in evidence.publications(session, row.id)]
            why = [str(row.cause)] if row.cause else []
            for line in (*paths, *why, *row.detail.splitlines()):
                say(f"           {line}")
            if row.next_look_at:
                say(f"           next look {row.next_look_at:%Y-%m-%d %H:%M} UTC")
    return Shown(counts.get(State.PUBLISHED, 0), counts)


def _show_post(blog: Path, say: Say) -> None:
    listed = _git(blog, "ls-tree", "-r", "-l", "main", "--", _POSTS).splitlines()
    posts = sorted((int(line.split()[3]), line.split("\t")[1]) for line in listed if line.endswith(".md"))
    if not posts:
        say("")
        say("no post was published")
        return
    # The shortest one reads at a glance; the others are in the repository.
    _, path = posts[0]
    say("")
    say(f"{path} as it reads:")
    say("")
    say(_git(blog, "show", f"main:{path}"))


@contextmanager
def _written_by(
    say: Say, *, model: str | None, local_model: bool
) -> Generator[tuple[str, str | None, str], None, None]:
    """The model's name, endpoint and key."""
    if local_model:
        from uploader.demo.local_model import LocalModel

        with LocalModel() as local:
            say(f"model      {local.name}, a small model from the package index: it is expected to publish nothing")
            yield local.name, local.base_url, "none"
    elif model:
        key = os.environ.get("OPENAI_API_KEY")
        if not key:
            raise BadInput("--model needs OPENAI_API_KEY (and OPENAI_BASE_URL for another endpoint)")
        say(f"model      {model}, a real one: this costs what its endpoint charges")
        yield model, os.environ.get("OPENAI_BASE_URL"), key
    else:
        from uploader.demo.model_server import ModelServer

        with ModelServer() as server:
            say("model      none: its answers are REPLAYED; people wrote them by hand for these sample talks")
            yield "replayed-answers", server.base_url, "none"


def _fresh(folder: Path) -> Path:
    mark = folder / _MARK
    if folder.exists():
        if any(folder.iterdir()) and not mark.exists():
            raise BadInput(f"{folder} holds something else than a demo: name another folder with --dir")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    mark.write_text("made by `uploader demo`; made anew each time\n", encoding="utf-8")
    return folder


def _bare_repository(path: Path) -> Path:
    """A bare repository with one commit, as a blog that has no post yet."""
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(path)], check=True)
    tree = _git(path, "mktree", given="")
    who = {"GIT_AUTHOR_NAME": "demo", "GIT_AUTHOR_EMAIL": "demo@localhost"}
    who |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    commit = _git(path, "commit-tree", tree.strip(), "-m", "An empty blog", environment=who)
    _git(path, "update-ref", "refs/heads/main", commit.strip())
    return path


def _git(path: Path, *arguments: str, given: str | None = None, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        ["git", "-C", str(path), *arguments],
        check=True, capture_output=True, text=True, input=given, env={**os.environ, **(environment or {})},
    )  # fmt: skip
    return done.stdout


def _leave_settings_outside() -> None:
    """The demo has settings of its own; the ones around it are not its business."""
    for name in [name for name in os.environ if name.startswith("UPLOADER_")]:
        del os.environ[name]


def _trust(ca_file: Path, bundle: Path) -> None:
    """Trust the emulator's authority beside the system's, in this process alone: a real model needs the system's."""
    system = ssl.get_default_verify_paths().cafile
    known = Path(system).read_bytes() if system and Path(system).exists() else b""
    bundle.write_bytes(known + b"\n" + ca_file.read_bytes())
    os.environ["SSL_CERT_FILE"] = os.environ["REQUESTS_CA_BUNDLE"] = str(bundle)
