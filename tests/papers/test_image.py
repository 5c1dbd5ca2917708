"""The container image, as far as it can be tried without a container engine."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import typer
import yaml
from starlette.applications import Starlette

from uploader.cli.arguments import app
from uploader.web.application import for_machines
from uploader.web.server import Server, listen

Instructions = list[tuple[str, str]]


@pytest.fixture
def dockerfile(root: Path) -> Instructions:
    """Its instructions: (`COPY`, what follows)."""
    text = re.sub(r"^#.*\n", "", (root / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines if line.strip())]


def _only(dockerfile: Instructions, word: str) -> str:
    (found,) = [rest for name, rest in dockerfile if name == word]
    return found


def test_the_linter_has_nothing_to_say(root: Path) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("hadolint")), "Dockerfile"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_what_is_copied_exists_and_is_sent(root: Path, dockerfile: Instructions) -> None:
    """A COPY of a file that `.dockerignore` holds back, or that is gone, fails only when the image is built."""
    sent = [line[1:] for line in (root / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    copied = [
        source
        for word, rest in dockerfile
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]
    assert copied
    for source in copied:
        assert (root / source).exists(), source
    assert sorted(sent) == sorted(copied)


def test_everything_that_the_build_needs_is_copied(root: Path, dockerfile: Instructions) -> None:
    """The second install builds the wheel from what was copied alone: see `test_wheel`, which does the same."""
    copies = " ".join(rest for word, rest in dockerfile if word == "COPY")
    project = (root / "pyproject.toml").read_text("utf-8")
    for needed in ("README.md", "LICENSE", "pyproject.toml", *re.findall(r'"(\w+)" = "uploader/_files/', project)):
        assert needed in copies


def test_it_runs_as_nobody_special_and_writes_only_data(dockerfile: Instructions) -> None:
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", _only(dockerfile, "USER"))
    assert _only(dockerfile, "VOLUME") == "/data"
    assert "UPLOADER_DATA_DIR=/data" in _environment(dockerfile)


def test_it_starts_a_command_that_exists(dockerfile: Instructions) -> None:
    assert json.loads(_only(dockerfile, "ENTRYPOINT")) == ["uploader"]
    (command,) = json.loads(_only(dockerfile, "CMD"))
    assert command in getattr(typer.main.get_command(app), "commands", {})


def _environment(dockerfile: Instructions) -> str:
    return " ".join(rest for word, rest in dockerfile if word == "ENV")


@pytest.fixture
def health(dockerfile: Instructions) -> Callable[[int], int]:
    """Runs the image's health command against a port; its exit code."""
    _, _, command = _only(dockerfile, "HEALTHCHECK").partition("CMD ")
    python, *arguments = json.loads(command)
    assert python == "python"

    def run(port: int) -> int:
        environment = {
            "PATH": os.environ["PATH"],
            "UPLOADER_HTTP_PORT": str(port),
            "http_proxy": "http://127.0.0.1:9",  # the way to itself leads through no proxy
        }
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False).returncode

    return run


@pytest.fixture
def served() -> Iterator[Callable[[str | None], int]]:
    """Serves health as `run` does; the port."""
    servers: list[Server] = []

    def serve(reason: str | None) -> int:
        listener = listen("127.0.0.1", 0)
        server = Server(Starlette(routes=for_machines(lambda: reason, bytes)), listener)
        servers.append(server)
        server.start()
        port: int = listener.getsockname()[1]
        return port

    yield serve
    for server in servers:
        server.stop()


def test_health_is_well_when_the_program_is(health: Callable[[int], int], served: Callable[[str | None], int]) -> None:
    assert health(served(None)) == 0


def test_health_fails_when_the_program_says_why_not(
    health: Callable[[int], int], served: Callable[[str | None], int]
) -> None:
    assert health(served("no successful poll for three intervals")) == 1


def test_health_fails_when_nobody_listens(health: Callable[[int], int]) -> None:
    assert health(1) == 1


def test_the_port_of_image_and_compose_is_one(root: Path, dockerfile: Instructions) -> None:
    service = yaml.safe_load((root / "compose.yaml").read_text("utf-8"))["services"]["uploader"]
    port = _only(dockerfile, "EXPOSE")
    assert f"UPLOADER_HTTP_PORT={port}" in _environment(dockerfile)
    assert service["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert service["volumes"] == ["data:/data"]
    # SIGTERM is obeyed within ten seconds; a shorter grace would make every stop a kill.
    assert int(service["stop_grace_period"].removesuffix("s")) > 10


def test_secrets_are_not_sent_to_the_builder(root: Path) -> None:
    service = yaml.safe_load((root / "compose.yaml").read_text("utf-8"))["services"]["uploader"]
    ignored = (root / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    assert not any(fnmatch(service["env_file"], line[1:]) for line in ignored if line.startswith("!"))
    assert f"/{service['env_file']}" in (root / ".gitignore").read_text("utf-8").splitlines()
