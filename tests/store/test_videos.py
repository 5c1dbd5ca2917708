"""Seen, due, taken up, settled: the table that is the truth about what was done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from tests.store.world import CHANNEL, NOW, TALK, ids, sightings
from uploader.decide import Next, State
from uploader.errors import BadInput, Cause
from uploader.ids import VideoId
from uploader.models import Sighting
from uploader.store import videos
from uploader.store.database import Database

HOUR = timedelta(hours=1)
WAIT = Next(State.WAITING, Cause.NO_CAPTIONS, "", NOW + HOUR)
DONE = Next(State.PUBLISHED, None, "", None)


def see(database: Database, given: list[Sighting], publish: int | None = None, *, hours: int = 0) -> list[VideoId]:
    with database.begin() as session:
        return videos.see(session, given, CHANNEL, publish=publish, now=NOW + hours * HOUR)


def take(database: Database, most: int = 100, *, hours: int = 0, only: list[VideoId] | None = None) -> list[VideoId]:
    with database.begin() as session:
        return videos.take_due(session, lambda *_: None, now=NOW + hours * HOUR, most=most, only=only)


def row(database: Database, video: VideoId) -> videos.Row:
    with database.reading() as session:
        return videos.one(session, video)


def settle(database: Database, video: VideoId, look: int, decision: Next) -> bool:
    with database.begin() as session:
        return videos.settle(session, video, look, decision, NOW)


def test_what_was_seen_is_known_once_and_taken_up_the_oldest_first(database: Database) -> None:
    assert see(database, sightings(3)) == ids(3)
    assert see(database, sightings(5), hours=1) == ids(5)[3:]
    assert see(database, sightings(5) * 2) == []
    assert take(database, hours=1) == [*ids(3)[::-1], *ids(5)[3:][::-1]]


def test_first_contact_makes_the_newest_due_and_the_rest_known(database: Database) -> None:
    see(database, sightings(5), publish=2)
    assert take(database) == ids(2)[::-1]
    assert row(database, ids(5)[4]).cause is Cause.NOT_ON_FIRST_RUN


def test_first_contact_counts_the_newest_known_one_too(database: Database) -> None:
    see(database, sightings(1))
    see(database, sightings(4), publish=2)
    assert set(take(database)) == set(ids(2))


def test_more_than_there_are_is_all_of_them(database: Database) -> None:
    see(database, sightings(2), publish=15)
    assert len(take(database)) == 2


def test_a_previewed_video_is_new_to_the_poll_that_finds_it(database: Database) -> None:
    video = ids(1)[0]
    with database.begin() as session:
        videos.preview(session, video, NOW)
    assert take(database) == []
    assert see(database, sightings(1)) == [video]
    assert take(database) == [video]
    with database.begin() as session:
        videos.preview(session, video, NOW)
    assert row(database, video).state is State.QUEUED


def test_taking_up_and_handing_over_is_one_transaction(database: Database) -> None:
    see(database, sightings(2))

    def dies(_connection: Connection, _video: VideoId, _look: int) -> None:
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError), database.begin() as session:
        videos.take_due(session, dies, now=NOW, most=9)
    assert [row(database, video).state for video in ids(2)] == [State.DISCOVERED] * 2
    assert take(database, most=1) == [ids(2)[1]]
    assert take(database, only=[ids(2)[1]]) == []


def test_two_who_take_up_at_once_share_the_work(database: Database) -> None:
    see(database, sightings(40))
    with ThreadPoolExecutor(4) as pool:
        taken = [video for batch in pool.map(lambda _: take(database, most=10), range(8)) for video in batch]
    assert len(taken) == len(set(taken))
    taken += take(database)  # rows that another one held were passed over
    assert sorted(taken) == sorted(ids(40))


def test_two_who_see_at_once_insert_once(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        fresh = [video for seen in pool.map(lambda _: see(database, sightings(10)), range(4)) for video in seen]
    assert sorted(fresh) == sorted(ids(10))


def test_a_look_is_settled_once_and_remembers_how_often(database: Database) -> None:
    see(database, [Sighting(TALK, "A talk")])
    for look in (1, 2):
        assert take(database, hours=2) == [TALK]
        assert settle(database, TALK, look, WAIT)
        assert not settle(database, TALK, look, DONE)
    standing = row(database, TALK).standing
    assert (standing.cause, standing.times, standing.since) == (Cause.NO_CAPTIONS, 2, NOW)


def test_what_spends_no_attempt_leaves_the_count(database: Database) -> None:
    see(database, [Sighting(TALK, "A talk")])
    take(database)
    settle(database, TALK, 1, WAIT)
    take(database, hours=2)
    settle(database, TALK, 2, Next(State.WAITING, Cause.BLOCKED, "", NOW + HOUR, spends=False))
    found = row(database, TALK)
    assert (found.cause, found.standing.cause, found.standing.times) == (Cause.BLOCKED, Cause.NO_CAPTIONS, 1)


def test_an_older_look_that_comes_home_late_changes_nothing(database: Database) -> None:
    see(database, [Sighting(TALK, "A talk")])
    take(database)
    with database.begin() as session:
        assert videos.put_back(session, {(TALK, 1)}, now=NOW) == [TALK]
    assert take(database) == [TALK]
    assert not settle(database, TALK, 1, DONE)
    assert settle(database, TALK, 2, DONE)


def test_only_what_is_still_busy_with_the_lost_look_is_put_back(database: Database) -> None:
    see(database, sightings(2))
    take(database)
    settle(database, ids(2)[0], 1, DONE)
    with database.reading() as session:
        assert videos.busy(session) == {(ids(2)[1], 1)}
    with database.begin() as session:
        assert videos.put_back(session, {(ids(2)[0], 1), (ids(2)[1], 7)}, now=NOW) == []


def test_a_person_makes_a_video_due_whatever_it_ended_as(database: Database) -> None:
    with database.begin() as session:
        assert videos.make_due(session, TALK, now=NOW)
    take(database)
    with database.begin() as session:
        assert not videos.make_due(session, TALK, now=NOW)  # it is being worked on
    settle(database, TALK, 1, Next(State.FAILED, Cause.BUG, "KeyError", None))
    with database.begin() as session:
        assert videos.make_due(session, TALK, now=NOW, anew=True)
    found = row(database, TALK)
    assert (found.state, found.draft, found.standing.times) == (State.DISCOVERED, 1, 0)
    with database.reading() as session:
        assert [event.state for event in videos.story(session, TALK)] == [
            "discovered",
            "queued",
            "failed",
            "discovered",
        ]


def test_the_moment_a_post_was_made_is_fixed_by_the_first_one(database: Database) -> None:
    see(database, [Sighting(TALK, "A talk")])
    with database.begin() as session:
        first = videos.fix_made_at(session, TALK, NOW.replace(microsecond=123456))
        assert videos.fix_made_at(session, TALK, NOW + HOUR) == first == NOW.replace(microsecond=123000)


def test_a_video_that_nobody_saw_is_the_askers_mistake(database: Database) -> None:
    with pytest.raises(BadInput, match="-talk-00001"):
        row(database, TALK)
