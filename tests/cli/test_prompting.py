"""A prompt is changed with eyes open: what it makes of talks, what that costs, and what is otherwise than before."""

import json
import shutil
from pathlib import Path

import pytest

from tests.scene import CACHE, ROOT, SHORT, SILENT, Scene, answers
from uploader.files import shipped

pytestmark = pytest.mark.slow

TALKS = shipped("demo") / "talks"
TITLE = "더 빠른 모델을 사기 전에 먼저 타임라인 그리기"


@pytest.fixture
def talks(scene: Scene) -> Path:
    """Two talks, one of them without words."""
    scene.environment["UPLOADER_PRICES"] = '{"replayed": {"input": 2, "output": 8}}'
    folder = scene.folder / "talks"
    folder.mkdir()
    for name in (SHORT, SILENT):
        shutil.copy(TALKS / f"{name}.json", folder)
    return folder


def _changed(scene: Scene) -> Path:
    """A changed merge prompt, and a model that answers it otherwise."""
    prompts = Path(shutil.copytree(ROOT / "prompts", scene.folder / "prompts"))
    with (prompts / "merge.md").open("a", encoding="utf-8") as file:
        file.write("\nWrite a better title.\n")
    scene.model.answers = Path(shutil.copytree(answers(), scene.folder / "answers"))
    merge = scene.model.answers / SHORT / "merge.json"
    merge.write_text(json.dumps(json.loads(merge.read_text("utf-8")) | {"title": TITLE}), "utf-8")
    return prompts


def test_a_changed_prompt_is_compared_with_the_last_one(scene: Scene, talks: Path) -> None:
    first = scene.runs("prompts", "test", str(talks), expecting=1).stdout
    assert "passed: 1 sections, 3 key points" in first
    assert "10 tenths of 10 covered" in first
    assert "nothing to compare with yet" in first
    assert f"{SILENT}.json: " in first
    assert "1 of 2 passed" in first
    whole = len(scene.model.asked())

    changed = _changed(scene)
    told = scene.runs("prompts", "test", str(talks), "--prompts", str(changed), expecting=1).stdout
    assert [seen.schema for seen in scene.model.asked()[whole:]] == ["merge"]
    assert "against merge as before" in told
    assert f"+{TITLE}" in told
    assert not scene.posts()

    again = scene.runs("prompts", "test", str(talks), "--prompts", str(changed), expecting=1).stdout
    assert len(scene.model.asked()) == whole + 1
    assert f"+{TITLE}" in again, "the same prompts tried twice are still compared with the ones before"
    assert "0.0000 of it paid now" in again


def test_as_json(scene: Scene, talks: Path) -> None:
    stopped, passed = sorted(
        json.loads(scene.runs("prompts", "test", str(talks), "--json", expecting=1).stdout), key=len
    )
    assert stopped["file"] == f"{SILENT}.json"
    assert passed["verdict"] == "passed"
    assert passed["usd"] == passed["paid"] > 0
    assert (passed["first"], passed["errors"]) == ({}, {})
    limited = json.loads(scene.runs("prompts", "test", str(talks), "--json", "--limit", "1").stdout)
    assert [row["file"] for row in limited] == [f"{SHORT}.json"]


def test_caps_hold_and_a_refusal_ends_it(scene: Scene, talks: Path) -> None:
    (talks / f"{SILENT}.json").unlink()
    shutil.copy(TALKS / f"{CACHE}.json", talks)
    stopped = scene.runs("prompts", "test", str(talks), expecting=1, UPLOADER_BUDGET_DAY_USD="0.0001")
    assert "could pass the cap" in stopped.stderr
    assert not scene.model.asked()


def test_what_cannot_be_tried(scene: Scene, talks: Path) -> None:
    assert "no transcript files" in scene.runs("prompts", "test", str(scene.folder), expecting=2).stderr
    said = scene.runs("prompts", "test", str(talks), "--prompts", "none", expecting=2).stderr
    assert "cannot read the prompts" in said
    scene.runs("prompts", "test", str(talks), "--limit", "1")
    (scene.data / "trials" / f"{SHORT}.json").write_text("{}")
    assert "remove it" in scene.runs("prompts", "test", str(talks), "--limit", "1", expecting=2).stderr
