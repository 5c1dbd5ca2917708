"""The cron line and the systemd unit do what they say."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

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


def test_the_unit_starts_a_command_that_exists_and_gives_it_time_to_stop(root: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # names keep their case
    unit.read(root / "deploy/uploader.service")
    service = unit["Service"]
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
