"""The compose file of several workers, as far as it can be tried without a container engine."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from uploader.settings import Settings

PASSWORD = "letters1and2digits"


@pytest.fixture
def compose(root: Path) -> dict[str, Any]:
    """As the engine reads it, with the password given."""
    text = (root / "deploy/compose.postgres.yaml").read_text("utf-8")
    given: dict[str, Any] = yaml.safe_load(re.sub(r"\$\{POSTGRES_PASSWORD:\?[^}]*\}", PASSWORD, text))
    return given


@pytest.fixture
def workers(compose: dict[str, Any]) -> list[dict[str, Any]]:
    return [service for name, service in compose["services"].items() if name != "postgres"]


def test_without_a_password_nothing_is_started(root: Path) -> None:
    text = (root / "deploy/compose.postgres.yaml").read_text("utf-8")
    assert text.count("POSTGRES_PASSWORD:?") == 2
    assert "$POSTGRES_PASSWORD" not in text


def test_two_workers_share_the_database_that_the_server_makes(
    compose: dict[str, Any], workers: list[dict[str, Any]]
) -> None:
    server = compose["services"]["postgres"]["environment"]
    (url,) = {worker["environment"]["UPLOADER_DATABASE_URL"] for worker in workers}
    assert len(workers) == 2
    assert Settings(database_url=url).database == (
        f"postgresql+psycopg://{server['POSTGRES_USER']}:{PASSWORD}@postgres:5432/{server['POSTGRES_DB']}"
    )
    assert server["POSTGRES_PASSWORD"] == PASSWORD


def test_workers_wait_until_the_server_is_well(compose: dict[str, Any], workers: list[dict[str, Any]]) -> None:
    server = compose["services"]["postgres"]
    kind, program, *_ = server["healthcheck"]["test"]
    assert (kind, program) == ("CMD", "pg_isready")
    assert all(worker["depends_on"] == {"postgres": {"condition": "service_healthy"}} for worker in workers)


def test_each_has_a_folder_and_a_port_of_its_own(compose: dict[str, Any], workers: list[dict[str, Any]]) -> None:
    volumes = [each for service in compose["services"].values() for each in service["volumes"]]
    assert {volume.partition(":")[0] for volume in volumes} == set(compose["volumes"])
    assert len(set(volumes)) == len(volumes)
    ports = [port for worker in workers for port in worker["ports"]]
    assert len(set(ports)) == len(ports) == 2
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:8787", port) for port in ports)
    assert "ports" not in compose["services"]["postgres"]


def test_a_worker_is_the_container_of_one_machine(root: Path, workers: list[dict[str, Any]]) -> None:
    """What is right for `compose.yaml` is right here: only the paths, the database and the ports differ."""
    alone = yaml.safe_load((root / "compose.yaml").read_text("utf-8"))["services"]["uploader"]
    differing = {"build", "env_file", "environment", "depends_on", "volumes", "ports"}
    for worker in workers:
        assert {key: value for key, value in worker.items() if key not in differing} == {
            key: value for key, value in alone.items() if key not in differing
        }
        assert (root / "deploy" / worker["build"]).resolve() == root
        assert (root / "deploy" / worker["env_file"]).resolve() == root / alone["env_file"]
