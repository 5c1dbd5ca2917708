"""The wheel alone, in an environment of its own, runs the whole main job from anywhere."""

import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.scene import POSTS, SHORT, Scene
from tests.test_daemon import free_port, health, left, running, until
from uploader import __version__
from uploader.demo.model_server import MODEL
from uploader.demo.sample import HANDLE

pytestmark = [pytest.mark.slow]

NOT_PYTHON = (
    "uploader/_files/prompts/section.md",
    "uploader/_files/migrations/env.py",
    "uploader/_files/migrations/script.py.mako",
    "uploader/glossary.tsv",
    "uploader/post/templates/page.md.jinja",
    "uploader/web/templates/today.html.jinja",
    "uploader/web/static/htmx.min.js",
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


def test_it_says_its_version_and_those_of_the_libraries_that_matter(program: Path, tmp_path: Path) -> None:
    first, *libraries = _run(str(program), "--version", cwd=tmp_path).splitlines()
    assert first == f"uploader {__version__}"
    told = dict(line.split(" ", 1) for line in libraries)
    assert {
        "python",
        "git",
        "yt-dlp",
        "yt-dlp-ejs",
        "youtube-transcript-api",
        "dbos",
        "openai",
        "starlette",
    } <= told.keys()
    assert told["yt-dlp"] == importlib.metadata.version("yt-dlp")
    assert re.match(r"\d+\.\d+", told["git"])


def test_it_shows_the_main_job_from_another_folder(program: Path, tmp_path: Path) -> None:
    told = _run(str(program), "demo", cwd=tmp_path)
    assert "REPLAYED" in told
    assert "\npublished " in told
    assert "\nheld " in told
    assert "# " in told.split("as it reads:")[1]


def test_a_newcomer_gets_from_init_to_a_post_and_its_pages(program: Path, scene: Scene) -> None:
    scene.knows_nothing_yet()
    scene.program = (str(program),)
    del scene.environment["PYTHONPATH"]
    chosen = {"repository": scene.bare, "channel": HANDLE, "base-url": scene.model.base_url, "model": MODEL}
    told = scene.runs("init", *(f"--{name}={value}" for name, value in chosen.items())).stdout
    assert "FAIL" not in told
    scene.runs("once")
    assert f"{POSTS}/{SHORT}.md" in scene.posts()

    port = free_port()
    with running(scene, UPLOADER_HTTP_PORT=str(port)) as daemon:
        until(lambda: health(port) == (200, "ok"), "health")
        page = _page(port, "/")
        assert "Draw the Timeline" in page
        for place in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
            assert _page(port, place)
        stories = set(re.findall(r'href="(/[^"]*-demo-short[^"]*)"', page))
        assert stories
        for place in stories:
            assert "Draw the Timeline" in _page(port, place)
        assert left(daemon)[0] == 0


def _page(port: int, place: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{place}", timeout=20) as answer:
        text: str = answer.read().decode()
        return text
