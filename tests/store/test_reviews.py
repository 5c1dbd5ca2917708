"""What people did to a held video: kept in order, never over somebody else's unseen, and what follows at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.store.world import CHANNEL, NOW, TALK
from uploader.acts import Accept, Act, Ask, Delete, Edit, Publish, Refuse, Restore, Withdraw
from uploader.decide import Next, State
from uploader.errors import BadInput, Cause, Overtaken
from uploader.models import Bullet, Finding, KeyPoint, Place, Section, Severity, Sighting, Summary
from uploader.store import evidence, reviews, videos
from uploader.store.database import Database
from uploader.store.evidence import Judged
from uploader.store.reviews import REVIEWED, Seen

WHO = "the page"
BULLET, POINT = Place("bullet", "s1", 0), Place("key-point", index=1)
EVERY: list[Act] = [
    Edit(BULLET, "다른 글 \0"), Delete(POINT), Restore(POINT), Accept(BULLET, "number", "90%", "화면에 있음"),
    Withdraw(BULLET, "number", "90%"), Accept(Place(), "timestamp", "7", "끝은 음악임"),
]  # fmt: skip


@pytest.fixture
def held(database: Database) -> Seen:
    """A video that was held, with its summary."""
    with database.begin() as session:
        videos.see(session, [Sighting(TALK, "A talk", NOW)], CHANNEL, publish=None, now=NOW)
    return look(database, 1)


def look(database: Database, number: int, verdict: str = "held") -> Seen:
    """A look that makes a summary and ends held."""
    with database.begin() as session:
        videos.make_due(session, TALK, now=NOW)
        videos.take_due(session, lambda *_: None, now=NOW, most=1)
        sections = tuple(Section(f"s{n}", n, n, float(n), "머리", (Bullet("글", "words", n),)) for n in (1, 2))
        summary = Summary(TALK, "제목", (KeyPoint("", "요점", ("s1",)),), sections)
        found = Finding("number", Severity.ERROR, BULLET, "90%", "nobody said this number")
        judged = Judged(summary, (found,), verdict, "t" * 64, "model", {}, "2")
        evidence.keep_summary(session, number, judged, NOW)
        videos.settle(session, TALK, number, Next(State.HELD, Cause.GATE, "number: 90%", None), NOW)
        return reviews.seen(session, TALK)


def do(database: Database, act: Act, seen: Seen) -> Seen:
    with database.begin() as session:
        number = reviews.keep(session, TALK, seen, act, who=WHO, now=NOW)
    return Seen(seen.summary, number)


def row(database: Database) -> videos.Row:
    with database.reading() as session:
        return videos.one(session, TALK)


def order(database: Database) -> int | None:
    with database.begin() as session:
        return reviews.order(session, TALK)


def acts(database: Database, summary: int) -> list[Act]:
    with database.reading() as session:
        return [kept.act for kept in reviews.of_summary(session, summary)]


def test_every_act_is_read_as_it_was_kept(database: Database, held: Seen) -> None:
    seen = held
    for act in EVERY:
        seen = do(database, act, seen)

    assert acts(database, held.summary) == [Edit(BULLET, "다른 글  "), *EVERY[1:]]
    with database.reading() as session:
        kept = reviews.of_video(session, TALK)
    assert [(each.who, each.at, each.action) for each in kept][:2] == [(WHO, NOW, "edit"), (WHO, NOW, "delete")]
    assert row(database).state is State.HELD


def test_the_second_of_two_pages_is_told(database: Database, held: Seen) -> None:
    do(database, EVERY[0], held)
    with pytest.raises(Overtaken, match="somebody else"):
        do(database, EVERY[1], held)
    assert len(acts(database, held.summary)) == 1


def test_of_many_at_once_one_is_kept(database: Database, held: Seen) -> None:
    def tries(_: int) -> bool:
        try:
            do(database, EVERY[0], held)
        except Overtaken:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tries, range(8))) == 1
    assert len(acts(database, held.summary)) == 1


def test_a_new_look_voids_what_was_done_to_the_summary_before(database: Database, held: Seen) -> None:
    mine = do(database, EVERY[0], held)
    again = look(database, 2)

    with pytest.raises(Overtaken):
        do(database, EVERY[1], mine)
    assert acts(database, again.summary) == []
    with database.reading() as session:
        assert len(reviews.of_video(session, TALK)) == 1


def test_an_order_makes_the_video_due_and_stands_until_it_is_carried_out(database: Database, held: Seen) -> None:
    number = do(database, Publish(), held).last

    assert (row(database).state, row(database).next_look_at) == (State.DISCOVERED, NOW)
    assert row(database).detail == "approved in review by the page"
    assert order(database) == number
    with database.begin() as session:
        assert reviews.ordered(session, number) == (held.summary, Publish())
        videos.make_due(session, TALK, now=NOW)  # tried again: it goes on
    assert order(database) == number
    with database.begin() as session:
        reviews.end(session, TALK)
    assert order(database) is None


def test_new_answers_are_wanted_instead_of_what_was_ordered(database: Database, held: Seen) -> None:
    do(database, Ask("s1"), held)
    with database.begin() as session:
        videos.make_due(session, TALK, now=NOW, anew=True)
    assert order(database) is None


def test_a_refused_video_is_not_looked_at_again_unless_somebody_wants_it(database: Database, held: Seen) -> None:
    seen = do(database, Refuse("광고"), held)

    refused = row(database)
    assert (refused.state, refused.cause, refused.detail) == (State.SKIPPED, Cause.REFUSED_BY_PERSON, "광고")
    assert refused.next_look_at is None
    with pytest.raises(Overtaken, match="not held any more, it is skipped"):
        do(database, Publish(), seen)
    with database.begin() as session:
        assert videos.make_due(session, TALK, now=NOW + timedelta(days=9))
    assert order(database) is None


def test_what_became_of_a_review_is_not_itself_reviewed(database: Database, held: Seen) -> None:
    assert look(database, 2, REVIEWED) == held


def test_a_video_without_a_summary_has_nothing_to_review(database: Database) -> None:
    with database.begin() as session:
        videos.see(session, [Sighting(TALK, "A talk", NOW)], CHANNEL, publish=None, now=NOW)
        with pytest.raises(BadInput, match="no summary to review"):
            reviews.seen(session, TALK)


def test_a_section_written_anew_takes_the_acts_on_all_the_others_along(database: Database, held: Seen) -> None:
    seen = held
    done: list[Act] = [
        Edit(BULLET, "글"), Edit(Place("heading", "s1"), "머리"), Edit(Place("bullet", "s2", 0), "둘째"), Delete(POINT),
        Ask("s1"),
    ]  # fmt: skip
    for act in done:
        seen = do(database, act, seen)
    new = look(database, 2)
    for _ in range(2):  # a step may be repeated
        with database.begin() as session:
            reviews.carry(session, held.summary, new.summary, without="s1")

    assert acts(database, new.summary) == done[2:4]
    assert acts(database, held.summary) == [*done[:2], done[4]]
