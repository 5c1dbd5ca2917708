"""What YouTube says about a video, and what is never kept as its word."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conference import Reader
from tests.workflow.world import NOW, parts
from tests.youtube.scene import ANOTHER, CHANNEL, OTHERS, TALK, THE_TALK, world
from uploader.demo.emulator import emulated
from uploader.errors import Cause, Later
from uploader.models import Sighting
from uploader.store import videos
from uploader.workflow.backfilling import Period, past
from uploader.workflow.ports import Parts
from uploader.workflow.watching import watch
from uploader.youtube import YouTube, YouTubeOptions


@pytest.fixture
def watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    with emulated(world(THE_TALK, ANOTHER), tmp_path) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        made = parts(tmp_path, Reader(), tube=YouTube(YouTubeOptions(pause=0, timeout=5, feed_timeout=5)))
        yield made
        made.database.close()


def test_a_page_of_another_channel_is_never_kept_as_the_videos(watching: Parts) -> None:
    with watching.database.begin() as session:
        videos.see(session, [Sighting(TALK, "As its own channel called it")], OTHERS, publish=None, now=NOW)
    with pytest.raises(Later, match=f"another channel.*{CHANNEL}") as later:
        watch(TALK, watching)
    assert later.value.cause is Cause.UNREADABLE_ANSWER
    with watching.database.reading() as session:
        row = videos.one(session, TALK)
    assert (row.details, row.title, row.channel_id) == (None, "As its own channel called it", OTHERS)


def test_what_a_person_names_may_be_of_any_channel(watching: Parts) -> None:
    with watching.database.begin() as session:
        videos.make_due(session, TALK, now=NOW)
    with pytest.raises(Later) as later:
        watch(TALK, watching)  # its captions are too few
    assert later.value.cause is Cause.UNUSABLE_TRANSCRIPT
    with watching.database.reading() as session:
        assert videos.one(session, TALK).channel_id == CHANNEL


def test_a_backfill_dates_no_video_by_a_page_of_another_channel(watching: Parts) -> None:
    with watching.database.begin() as session:
        videos.see(session, [Sighting(TALK, "")], OTHERS, publish=0, now=NOW)
    with pytest.raises(Later, match="another channel"):
        past(CHANNEL, Period(since=datetime(2026, 11, 20, tzinfo=UTC)), watching)
    with watching.database.reading() as session:
        assert videos.one(session, TALK).uploaded_at is None
