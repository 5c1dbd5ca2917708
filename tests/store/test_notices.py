"""Notices in both databases: each key once, claimed before it is sent, tried again a few times."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

from tests.store.world import CHANNEL, NOW, REQUEST, sightings
from uploader.decide import Next, State
from uploader.errors import Cause
from uploader.models import Publication
from uploader.notice import Notice, week_before
from uploader.store import channels, evidence, ledger, notices, videos
from uploader.store.database import Database
from uploader.store.ledger import Caps
from uploader.store.weeks import week

HELD = Notice("held:-talk-00001:1", "held", "look 1", "held", "A talk \0")


def kept(database: Database, notice: Notice = HELD, destinations: int = 1) -> list[str]:
    with database.begin() as session:
        return notices.keep(session, [notice, notice], destinations, NOW)


def claimed(database: Database, after: timedelta = timedelta()) -> list[notices.Claimed]:
    with database.begin() as session:
        return notices.claim(session, NOW + after, 20)


def settled(database: Database, number: int, owed: list[int], after: timedelta) -> bool:
    with database.begin() as session:
        return notices.settle(session, number, owed, NOW + after)


def test_a_key_is_kept_once(database: Database) -> None:
    assert kept(database) == [HELD.key]
    assert kept(database) == []
    with database.reading() as session:
        assert notices.known(session, HELD.key)
        assert not notices.known(session, "another")


def test_a_claimed_notice_is_nobodys_any_more_even_after_a_kill(database: Database) -> None:
    kept(database)
    with ThreadPoolExecutor(4) as pool:
        taken = [one for batch in pool.map(lambda _: claimed(database), range(4)) for one in batch]
    assert [one.title for one in taken] == ["held"]
    assert claimed(database, timedelta(days=30)) == []  # nobody settled it: the process was killed


def test_what_was_refused_is_tried_again_for_whom_it_is_owed_and_given_up_at_last(database: Database) -> None:
    kept(database, destinations=2)
    (one,) = claimed(database)
    assert one.owed == (0, 1)
    after = timedelta()
    assert settled(database, one.number, [1], after)
    assert claimed(database) == []
    for wait in notices.WAITS:
        after += wait
        (again,) = claimed(database, after)
        assert again.owed == (1,)
        goes_on = settled(database, one.number, [1], after)
    assert not goes_on
    assert claimed(database, after + timedelta(days=30)) == []


def test_a_week_is_counted_from_monday_to_monday(database: Database) -> None:
    start, end = week_before(NOW)
    inside, video = start + timedelta(days=1), sightings(2)
    held = Next(State.HELD, Cause.GATE, "", None)
    with database.begin() as session:
        assert week(session, start, end) is None
        channels.keep_poll(session, CHANNEL, listed=True, now=inside)
        videos.see(session, video, CHANNEL, publish=None, now=inside)
        videos.take_due(session, lambda *_: None, now=inside, most=9)
        assert videos.settle(session, video[0].video_id, 1, held, inside)
        evidence.keep_publication(session, Publication(video[1].video_id, "a.md", "c1", "d1"), inside)
        evidence.keep_publication(session, Publication(video[0].video_id, "b.md", "c2", "d2"), end)
        for at in (inside, end):
            ledger.reserve(session, video[0].video_id, REQUEST, f"{at}", "m", Decimal("0.25"), Caps(), at)
    with database.reading() as session:
        found = week(session, start, end)
    assert found is not None
    assert (found.published, found.held, found.failed, found.usd) == (1, 1, 0, Decimal("0.25"))
    assert found.newest == ((video[1].title, video[1].video_id),)
