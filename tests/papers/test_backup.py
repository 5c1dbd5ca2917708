"""The backup that docs/operating.md tells works while the database is in use, and can be restored."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.scene import EVALS, POSTS, SHORT, Scene
from tests.test_daemon import left, running, until
from uploader.ids import parse_video_id
from uploader.store import videos
from uploader.store.database import open_database
from uploader.store.services import refused


def _command(root: Path) -> str:
    told = (root / "docs/operating.md").read_text("utf-8")
    (command,) = re.findall(r"^python3 -c '(.*VACUUM.*)' ", told, re.MULTILINE)
    return str(command)


def test_a_backup_made_while_uploader_runs_can_be_restored(root: Path, tmp_path: Path) -> None:
    command = _command(root)
    database = open_database(f"sqlite:///{tmp_path}/uploader.sqlite", tmp_path)
    video = parse_video_id("demo-backup")
    with database.begin() as session:
        videos.make_due(session, video, now=datetime(2026, 7, 30, 12, tzinfo=UTC))
    with database.reading() as session:  # somebody reads, and what was written last is still beside the file
        assert refused(session) == {}
        subprocess.run([sys.executable, "-c", command], cwd=tmp_path, check=True)
    database.close()

    for path in tmp_path.glob("uploader.sqlite*"):
        path.unlink()
    (tmp_path / "backup.sqlite").rename(tmp_path / "uploader.sqlite")
    restored = open_database(f"sqlite:///{tmp_path}/uploader.sqlite", tmp_path)
    with restored.reading() as session:
        assert videos.one(session, video).id == video
    restored.close()


@pytest.mark.slow
def test_after_a_restore_nothing_is_published_or_bought_again(root: Path, scene: Scene) -> None:
    """The backup is made while `run` works; what came after it is found on the branch."""
    scene.environment["UPLOADER_FIRST_RUN_VIDEOS"] = "1"
    with running(scene) as daemon:
        until(lambda: scene.posts() == [f"{POSTS}/{SHORT}.md"], "a post")
        until(lambda: scene.rows("SELECT state FROM videos WHERE id = ?", SHORT) == [("published",)], "it is known")
        subprocess.run([sys.executable, "-c", _command(root)], cwd=scene.data, check=True)
        assert left(daemon)[0] == 0
    scene.runs("backfill", f"--video-id={EVALS}")
    asked = len(scene.model.asked())

    for path in scene.data.glob("uploader.sqlite*"):
        path.unlink()
    (scene.data / "backup.sqlite").rename(scene.database)
    scene.runs("backfill", f"--video-id={EVALS}", f"--video-id={SHORT}")

    assert len(scene.model.asked()) == asked
    assert (scene.commits_for(EVALS), scene.commits_for(SHORT)) == (1, 1)
    assert scene.state_of(EVALS)[0] == "published"
