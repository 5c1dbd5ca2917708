"""Lists of videos in both databases: every row once, page after page, however many share a moment."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.store.world import CHANNEL, NOW, sightings
from uploader.decide import State
from uploader.ids import parse_channel_id, parse_video_id
from uploader.models import Details, Publication
from uploader.store import evidence, lists, videos
from uploader.store.database import Database
from uploader.store.lists import After
from uploader.store.tables import Video

OTHER = parse_channel_id("UCbbbbbbbbbbbbbbbbbbbbbb")


@pytest.fixture
def many(database: Database) -> Database:
    """Twenty videos that were found in one poll, every third of them held, one of another channel."""
    with database.begin() as session:
        videos.see(session, sightings(20), CHANNEL, publish=0, now=NOW)
        thirds = [sighting.video_id for sighting in sightings(20)][::3]
        session.execute(update(Video).where(Video.id.in_(thirds)).values(state="held"))
        session.execute(update(Video).where(Video.id == "video-00003").values(channel_id=OTHER, title="100% A_B"))
    return database


def test_every_row_comes_once_however_many_share_a_moment(many: Database) -> None:
    seen: list[str] = []
    after = None
    with many.reading() as session:
        while page := lists.changed(session, after=after, most=6):
            seen += [line.id for line in page]
            after = After(page[-1].changed_at, page[-1].id)
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == len(seen) == 20


def test_they_are_filtered(many: Database) -> None:
    with many.reading() as session:
        held = lists.changed(session, states=[State.HELD], most=99)
        assert len(held) == 7
        assert {line.state for line in held} == {State.HELD}
        assert lists.changed(session, states=[State.HELD, State.FAILED], most=99) == held
        (other,) = lists.changed(session, channel=OTHER, most=99)
        assert lists.changed(session, words="a_b", most=9) == lists.changed(session, words="100%", most=9) == [other]
        assert lists.changed(session, words="_____", most=9) == []


def test_who_waits_longest_stands_last(many: Database) -> None:
    with many.begin() as session:
        for n, name in enumerate(["video-00001", "video-00002", "video-00004"]):
            soon = NOW + timedelta(hours=3 - n)
            session.execute(update(Video).where(Video.id == name).values(state="waiting", next_look_at=soon))
        assert [line.id[-1] for line in lists.waiting(session, 2)] == ["4", "2"]


def test_a_post_made_again_is_told_once(many: Database) -> None:
    first, second = parse_video_id("video-00001"), parse_video_id("video-00002")
    with many.begin() as session:
        for n, video in enumerate([first, second, first]):
            evidence.keep_publication(
                session, Publication(video, f"{video}.md", "c", f"d{n}"), NOW + timedelta(hours=n)
            )
        told = lists.newest_posts(session, 9)
    assert [(post.id, post.at) for post in told] == [
        (first, NOW + timedelta(hours=2)),
        (second, NOW + timedelta(hours=1)),
    ]


def test_a_videos_length_is_where_lists_find_it(many: Database) -> None:
    stream = parse_video_id("video-00001")
    with many.begin() as session:
        videos.keep_details(session, stream, Details(stream, "A day", "c", duration=7200.5))
        (line,) = [line for line in lists.changed(session, most=99) if line.duration]
        assert (line.id, line.duration) == (stream, 7200.5)
        assert lists.long(session, 3600, most=9) == [], "it has no summary yet"
