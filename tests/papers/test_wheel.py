"""The wheel alone, in an environment of its own, runs the whole main job from anywhere."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from uploader import __version__

pytestmark = [pytest.mark.slow]

NOT_PYTHON = (
    "uploader/_files/prompts/section.md",
    "uploader/_files/migrations/env.py",
    "uploader/_files/migrations/script.py.mako",
    "uploader/glossary.tsv",
    "uploader/post/templates/page.md.jinja",
)


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the checkout, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(folder), str(root))  # fmt: skip
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`uploader` in an empty environment: the wheel is installed, its dependencies are lent by this one."""
    home = tmp_path_factory.mktemp("venv")
    _run(sys.executable, "-m", "venv", "--without-pip", str(home))
    python = home / "bin" / "python"
    _run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        str(wheel),
    )
    (site,) = home.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    told = _run(str(python), "-c", "import uploader; print(uploader.__file__)", cwd=home)
    assert Path(told.strip()).is_relative_to(home), "the wheel, not the checkout"
    return home / "bin" / "uploader"


def _run(*command: str, cwd: Path | None = None) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd or "/nonexistent"), "LANG": "C.UTF-8"}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_it_holds_everything_that_is_not_python(root: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert set(NOT_PYTHON) <= names
    tracked = subprocess.run(["git", "ls-files"], cwd=root, check=True, capture_output=True, text=True).stdout.split(
        "\n"
    )
    data = [path for path in tracked if path.startswith("uploader/")]
    data += [f"uploader/_files/{path}" for path in tracked if path.startswith(("prompts/", "migrations/"))]
    assert set(data) <= names


def test_it_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"uploader", f"uploader-{__version__}.dist-info"}
    assert not [name for name in names if name.endswith((".pyc", ".sqlite", ".env"))]


def test_it_says_its_version(program: Path, tmp_path: Path) -> None:
    assert _run(str(program), "--version", cwd=tmp_path).startswith(f"uploader {__version__}\n")


def test_it_shows_the_main_job_from_another_folder(program: Path, tmp_path: Path) -> None:
    told = _run(str(program), "demo", cwd=tmp_path)
    assert "REPLAYED" in told
    assert "\npublished " in told
    assert "\nheld " in told
    assert "# " in told.split("as it reads:")[1]
