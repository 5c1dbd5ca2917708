"""`/metrics`: what the database tells, and the dashboard and alerts that rest on it."""

import json
import re
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.scene import Scene
from tests.test_daemon import free_port, health, running, until
from uploader.store.database import open_database
from uploader.web.metrics import LAG_BOUNDS, MEANINGS, measurer

ROOT = Path(__file__).resolve().parents[2]


def now() -> datetime:
    return datetime.now(UTC)


def read(text: bytes) -> dict[str, dict[tuple[str, ...], float]]:
    """Samples by name and by label values, the labels in the order of their names."""
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(text.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(value for _, value in sorted(sample.labels.items()))] = sample.value
    return found


def names(text: bytes) -> set[str]:
    return set(re.findall(r"^# HELP (\S+)", text.decode(), re.MULTILINE))


def test_a_day_on_the_channel_is_told_in_figures_that_never_fall(scene: Scene) -> None:
    scene.runs("once", expecting=1)  # one talk is held
    database = open_database(f"sqlite:///{scene.data / 'uploader.sqlite'}", scene.data)
    try:
        measured = measurer(database, now)
        text = measured()
        told = read(text)
        again = read(measured())
    finally:
        database.close()
    assert again == told
    assert names(text) == set(MEANINGS)
    published = told["uploader_videos"]["published",]
    assert published == told["uploader_publications_total"][()] == told["uploader_lag_seconds_count"][()] > 0
    assert told["uploader_lag_seconds_bucket"]["+Inf",] == published
    assert len(told["uploader_lag_seconds_bucket"]) == len(LAG_BOUNDS) + 1
    assert told["uploader_findings_total"]["number", "error"] > 0
    assert sum(told["uploader_calls_total"].values()) == len(scene.model.asked())
    assert all(told["uploader_tokens_total"]["replayed", "input", stage] > 0 for stage in ("outline", "section"))
    assert list(told["uploader_poll_failing"].values()) == [0]


def test_run_serves_it_beside_the_pages(scene: Scene) -> None:
    port = free_port()
    with running(scene, UPLOADER_HTTP_PORT=str(port)):
        until(lambda: health(port)[0] == 200, "a good poll")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            assert names(answer.read()) == set(MEANINGS)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            assert "<h1>Today</h1>" in answer.read().decode()


def named(expression: str) -> set[str]:
    return {re.sub(r"_bucket$", "", name) for name in re.findall(r"uploader_\w+", expression)}


def test_the_dashboard_and_the_alerts_ask_for_metrics_that_there_are() -> None:
    board = json.loads((ROOT / "deploy/grafana.json").read_text("utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    rules = yaml.safe_load((ROOT / "deploy/alerts.yaml").read_text("utf-8"))["groups"][0]["rules"]
    alerts = [rule["expr"] for rule in rules]
    assert set().union(*map(named, asked)) == set(MEANINGS)
    assert set().union(*map(named, alerts)) <= set(MEANINGS)
    assert all({"summary", "cure"} <= rule["annotations"].keys() for rule in rules)


def test_the_handbook_lists_every_metric() -> None:
    told = (ROOT / "docs/operating.md").read_text("utf-8")
    assert [name for name, meaning in MEANINGS.items() if f"| `{name}` | {meaning} |" not in told] == []
