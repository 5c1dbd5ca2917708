"""Every bench runs, small, and prints its ratio; no time is asserted."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = {
    "tokens": ("--minutes", "5", "--hours", "3.2"),
    "publish": ("--posts", "3", "30", "--rounds", "1"),
    "rows": ("--rows", "50", "100", "--rounds", "2", "--only", "sqlite"),
    "scale": ("--short",),
}


@pytest.mark.parametrize("name", SMALL)
def test_a_bench_runs_small(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", *SMALL[name]],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    assert done.stderr == ""
    assert done.stdout.count("\n") > 1


def test_each_bench_has_a_target() -> None:
    line = next(line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if "bench-%" in line)
    named = {word.removeprefix("bench-").removesuffix(":") for word in line.split() if word.startswith("bench-")}
    folders = {path.parent.name for path in (ROOT / "bench").glob("*/__main__.py")}
    modules = {path.stem for path in (ROOT / "bench").glob("*.py")} - {"__init__"}
    assert named - {"%"} == folders | modules
