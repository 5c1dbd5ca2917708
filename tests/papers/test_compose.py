"""The compose files say what an engine understands: by the engine's own client where there is one, else key by key."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

FILES = ("compose.yaml", "deploy/compose.postgres.yaml")

TOP = {"name", "services", "volumes"}
SERVICE = {
    "build", "cap_drop", "command", "depends_on", "env_file", "environment", "healthcheck", "image", "init", "logging",
    "ports", "read_only", "restart", "security_opt", "shm_size", "stop_grace_period", "tmpfs", "volumes",
}  # fmt: skip
"""What the Compose Specification knows and we use; a key that is mistyped is in neither."""


def _has_compose() -> bool:
    if shutil.which("docker") is None:
        return False
    return (
        subprocess.run(["docker", "compose", "version"], capture_output=True, timeout=30, check=False).returncode == 0
    )


@pytest.fixture(params=FILES)
def checkout(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Path:
    """A copy of a compose file in its folder, with the settings file that README has one write."""
    path = tmp_path / str(request.param)
    path.parent.mkdir(exist_ok=True)
    shutil.copy(root / str(request.param), path)
    shutil.copy(root / "Dockerfile", tmp_path)
    (tmp_path / "uploader.env").write_text("UPLOADER_LLM_MODEL=m\n", "utf-8")
    return path


@pytest.mark.skipif(not _has_compose(), reason="no `docker compose` on this machine")
def test_the_engines_client_understands_it(checkout: Path) -> None:
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "POSTGRES_PASSWORD": "x", "HOME": str(checkout.parent)}
    done = subprocess.run(
        ["docker", "compose", "--file", str(checkout), "config", "--quiet"],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_every_key_is_one_of_composes(checkout: Path) -> None:
    given = _read(checkout)
    assert {key for key in given if not key.startswith("x-")} <= TOP
    for name, service in given["services"].items():
        assert service.keys() <= SERVICE, name


def test_what_is_named_is_declared(checkout: Path) -> None:
    given = _read(checkout)
    services = given["services"]
    for name, service in services.items():
        assert service.get("image") or service.get("build"), name
        assert set(service.get("depends_on", {})) <= services.keys()
        for volume in service.get("volumes", []):
            source, _, target = volume.partition(":")
            assert source in given["volumes"]
            assert target.startswith("/")
        for port in service.get("ports", []):
            assert isinstance(port, str), "YAML reads an unquoted 22:22 as a number of base sixty"
        if "env_file" in service:
            assert (checkout.parent / service["env_file"]).resolve().exists(), name
        build = service.get("build")
        if build:
            assert (checkout.parent / build / "Dockerfile").exists()
        for key in ("stop_grace_period",):
            assert re.fullmatch(r"\d+s", service.get(key, "1s"))


def _read(path: Path) -> dict[str, Any]:
    given: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return given
