"""The backup that docs/operating.md tells works while the database is in use, and can be restored."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from uploader.ids import parse_video_id
from uploader.store import videos
from uploader.store.database import open_database
from uploader.store.services import refused


def test_a_backup_made_while_uploader_runs_can_be_restored(root: Path, tmp_path: Path) -> None:
    told = (root / "docs/operating.md").read_text("utf-8")
    (command,) = re.findall(r"^python3 -c '(.*VACUUM.*)' ", told, re.MULTILINE)
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
