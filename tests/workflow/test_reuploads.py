"""One talk in two videos: published once, and the second told of the first."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.conference import Reader, stream
from tests.workflow.world import NOW, parts
from uploader.decide import State
from uploader.errors import Cause, Never, Stop, Stopped
from uploader.ids import VideoId, parse_video_id
from uploader.models import Publication
from uploader.store import evidence, tables, videos
from uploader.workflow.ports import Parts
from uploader.workflow.watching import watch_once

FIRST, SECOND = parse_video_id("theFirst001"), parse_video_id("theSecond02")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Parts]:
    made = parts(tmp_path, Reader())
    yield made
    made.database.close()


def shown(world: Parts, video: VideoId, state: State, *, minute: int = 0, **changed: Any) -> None:
    """A video with its transcript kept at that minute."""
    details, transcript = stream()
    details = replace(details, video_id=video, **changed)
    at = NOW.replace(minute=minute)
    with world.database.begin() as session:
        session.add(tables.Video(id=video, title=details.title, seen_at=NOW, state=state, changed_at=NOW))
        session.flush()
        videos.keep_details(session, video, details)
        videos.keep_transcript(
            session, video, evidence.keep_transcript(session, replace(transcript, video_id=video), at)
        )


def stopped(world: Parts) -> Stop:
    with pytest.raises(Stop) as stop:
        watch_once(SECOND, world)
    return stop.value


def test_the_second_is_held_and_names_the_first(world: Parts) -> None:
    shown(world, FIRST, State.PUBLISHED)
    shown(world, SECOND, State.WORKING, minute=5, title="Small Things Conference: Day One")
    held = stopped(world)
    assert isinstance(held, Stopped)
    assert held.cause is Cause.DUPLICATE
    assert FIRST in held.detail


def test_of_two_on_their_way_the_one_whose_transcript_came_first_goes_on(world: Parts) -> None:
    shown(world, FIRST, State.WORKING)
    shown(world, SECOND, State.WORKING, minute=5)
    assert isinstance(stopped(world), Stopped)
    assert watch_once(FIRST, world)


@pytest.mark.parametrize("state", [State.HELD, State.SKIPPED, State.FAILED])
def test_a_video_of_which_no_post_comes_holds_nobody_up(world: Parts, state: State) -> None:
    shown(world, FIRST, state)
    shown(world, SECOND, State.WORKING, minute=5)
    assert watch_once(SECOND, world)


def test_another_length_is_another_video(world: Parts) -> None:
    shown(world, FIRST, State.PUBLISHED, duration=12_000.0)
    shown(world, SECOND, State.WORKING, minute=5)
    assert watch_once(SECOND, world)


@pytest.mark.parametrize("setting", ["skip", "link"])
def test_by_setting_it_is_skipped_and_the_firsts_post_may_stand_for_it(
    world: Parts, setting: Literal["skip", "link"]
) -> None:
    shown(world, FIRST, State.PUBLISHED)
    shown(world, SECOND, State.WORKING, minute=5)
    with world.database.begin() as session:
        evidence.keep_publication(session, Publication(FIRST, "posts/theFirst001.md", "c0ffee", "d1"), NOW)
    assert isinstance(stopped(replace(world, reuploads=setting)), Never)
    with world.database.reading() as session:
        linked = [row.path for row in evidence.publications(session, SECOND)]
    assert linked == (["posts/theFirst001.md"] if setting == "link" else [])


def test_by_setting_both_are_published(world: Parts) -> None:
    shown(world, FIRST, State.PUBLISHED)
    shown(world, SECOND, State.WORKING, minute=5)
    assert watch_once(SECOND, replace(world, reuploads="publish"))


def test_a_person_who_asks_again_after_the_hold_gets_the_post(world: Parts) -> None:
    shown(world, FIRST, State.PUBLISHED)
    shown(world, SECOND, State.WORKING, minute=5)
    with world.database.begin() as session:
        session.get_one(tables.Video, SECOND).cause_of_standing = Cause.DUPLICATE
    assert watch_once(SECOND, world)


def test_few_transcripts_are_compared_however_many_there_are(world: Parts) -> None:
    for number in range(12):
        shown(world, parse_video_id(f"another{number:04}"), State.PUBLISHED)
    shown(world, SECOND, State.WORKING, minute=5)
    with world.database.reading() as session:
        digest = videos.one(session, SECOND).transcript
        assert digest is not None
        assert len(evidence.near_transcripts(session, digest, stream()[0].duration or 0, 0.02, 5)) == 5
