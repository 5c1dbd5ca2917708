"""The cron line and the systemd unit do what they say."""

import configparser
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from tests.scene import POSTS, SHORT, Scene
from tests.test_daemon import free_port, health, left, until
from uploader.cli.arguments import app

COMMANDS = set(getattr(typer.main.get_command(app), "commands", {}))


@pytest.fixture
def crontab(root: Path, tmp_path: Path) -> str:
    """The cron file on folders of our own."""
    (tmp_path / "uploader.env").write_text("UPLOADER_LLM_MODEL=from-the-file\n", encoding="utf-8")
    text = (root / "deploy/uploader.cron").read_text("utf-8")
    return text.replace("/var/lib/uploader", str(tmp_path)).replace("/etc/uploader", str(tmp_path))


def _line(crontab: str) -> str:
    (line,) = [line for line in crontab.splitlines() if line.startswith("*/15 * * * * uploader ")]
    assert "%" not in line  # cron would read it as a line end
    return line.removeprefix("*/15 * * * * uploader ")


def _uploader(folder: Path, code: int) -> Path:
    """A stand-in that tells what it was given."""
    program = folder / "bin" / "uploader"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\n[ "$1" = status ] && echo "1 held" && exit\necho "$1 $UPLOADER_LLM_MODEL" >&2\nexit {code}\n'
    )
    program.chmod(0o755)
    return program.parent


def _run(line: str, folder: Path, code: int) -> str:
    path = f"{_uploader(folder, code)}:/usr/bin:/bin"
    done = subprocess.run(["/bin/sh", "-c", line], env={"PATH": path}, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_cron_mails_nothing_while_all_is_well(crontab: str, tmp_path: Path) -> None:
    assert _run(_line(crontab), tmp_path, 0) == ""
    assert (tmp_path / "once.log").read_text("utf-8") == "once from-the-file\n"


def test_cron_mails_what_stopped(crontab: str, tmp_path: Path) -> None:
    assert _run(_line(crontab), tmp_path, 3) == "uploader once ended with 3\n1 held\n"


@pytest.fixture
def installed(scene: Scene) -> Path:
    """`/etc/uploader/uploader.env` and `/opt/uploader/bin` in a folder of our own: the folder of the programs."""
    scene.environment["UPLOADER_FIRST_RUN_VIDEOS"] = "1"
    mine = {name: value for name, value in scene.environment.items() if name not in {"PATH", "HOME", "LANG"}}
    lines = [f"{name}={shlex.quote(value)}\n" for name, value in mine.items() if name != "UPLOADER_DATA_DIR"]
    (scene.folder / "uploader.env").write_text("".join(lines), "utf-8")
    program = scene.folder / "opt" / "uploader"
    program.parent.mkdir()
    command = "from uploader.cli import main; main()"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{command}' \"$@\"\n", "utf-8")
    program.chmod(0o755)
    return program.parent


@pytest.mark.slow
def test_the_cron_line_publishes_in_the_bare_environment_that_cron_gives(
    crontab: str, tmp_path: Path, installed: Path, scene: Scene
) -> None:
    given = dict(line.split("=", 1) for line in crontab.splitlines() if line.split("=")[0].isupper())
    given["PATH"] = given["PATH"].replace("/opt/uploader/bin", str(installed))
    cron = {"HOME": str(tmp_path), "LOGNAME": "uploader", **given}
    done = subprocess.run([cron["SHELL"], "-c", _line(crontab)], env=cron, cwd=tmp_path, capture_output=True,
                          text=True, timeout=120, check=False)  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert scene.posts() == [f"{POSTS}/{SHORT}.md"]
    assert "settled" in (tmp_path / "once.log").read_text("utf-8")


@pytest.mark.slow
def test_the_units_command_runs_in_the_units_environment_and_leaves_in_its_time(
    root: Path, installed: Path, scene: Scene
) -> None:
    service = _unit(root)["Service"]
    port = free_port()
    text = (scene.folder / Path(service["EnvironmentFile"]).name).read_text("utf-8")
    environment = dict(shlex.split(line)[0].split("=", 1) for line in text.splitlines())
    environment |= {"PATH": os.defpath, "LANG": "C.UTF-8", "UPLOADER_HTTP_PORT": str(port)}
    environment |= dict([service["Environment"].replace("/var/lib/uploader", str(scene.data)).split("=", 1)])
    command = service["ExecStart"].replace("/opt/uploader/bin", str(installed)).split()
    scene.data.mkdir()
    child = subprocess.Popen(command, env=environment, cwd=scene.data, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)  # fmt: skip
    try:
        until(lambda: health(port) == (200, "ok"), "health")
        until(lambda: scene.posts() == [f"{POSTS}/{SHORT}.md"], "a post")
        assert left(child)[0] == 0
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()


def _unit(root: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # names keep their case
    unit.read(root / "deploy/uploader.service")
    return unit


def test_the_unit_starts_a_command_that_exists_and_gives_it_time_to_stop(root: Path) -> None:
    service = _unit(root)["Service"]
    program, command = service["ExecStart"].split()
    assert Path(program).name == "uploader"
    assert command in COMMANDS
    assert int(service["TimeoutStopSec"]) > 10
    assert service["RestartPreventExitStatus"] == "2"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_knows_every_line_of_the_unit(root: Path, tmp_path: Path) -> None:
    text = (root / "deploy/uploader.service").read_text("utf-8").replace("/opt/uploader/bin/uploader", "/bin/true")
    unit = tmp_path / "uploader.service"
    unit.write_text(text, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
