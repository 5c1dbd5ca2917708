"""Programs that only Debian packages carry, installed by the tests that need them where that is permitted."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def missing(program: str, package: str) -> str | None:
    """Why `program` is not here; None where it is. Root gets it from Debian's archive, one test process at a time."""
    with (Path(tempfile.gettempdir()) / "uploader-tests-apt.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if shutil.which(program):
            return None
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            return f"no {program}: apt-get install {package}"
        said = ""
        for step in (["update"], ["install", "--yes", "--no-install-recommends", package]):
            done = subprocess.run(
                ["apt-get", "-o", "DPkg::Lock::Timeout=120", *step], check=False, capture_output=True, text=True,
                timeout=140, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )  # fmt: skip
            said = done.stderr[-300:]
        return None if shutil.which(program) else f"{package} could not be installed: {said}"
