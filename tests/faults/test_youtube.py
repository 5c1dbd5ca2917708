"""Every way in which YouTube fails, and every state of a video: what follows, in the table and in a whole look.

Which cause each fault of each request leads to is held by tests/youtube/test_client.py; here is what is done then.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest

from tests.faults.pairs import AGAIN, HOUR, MINUTE, PUBLISHED, REFUSED, End
from tests.faults.world import Desk, desk
from tests.youtube.test_client import REQUESTS, STATES, TABLE
from uploader.decide import Standing, State, after
from uploader.demo.emulator import Fault, Sort, Trouble
from uploader.demo.sample import CHANNEL
from uploader.errors import Cause, Later, Never, Nobody
from uploader.store import services
from uploader.workflow.polling import poll
from uploader.youtube.faults import stop

DAY = timedelta(days=1)
ACTIONS: dict[Cause, End] = {
    **{cause: AGAIN[cause] for cause in (Cause.CONNECTION, Cause.SERVER_FAULT, Cause.UNREADABLE_ANSWER)},
    Cause.BLOCKED: REFUSED[Cause.BLOCKED],
    Cause.CAPTIONS_WITHHELD: End(State.WAITING, Cause.CAPTIONS_WITHHELD, 6 * HOUR),
    Cause.NO_CAPTIONS: End(State.WAITING, Cause.NO_CAPTIONS, 15 * MINUTE),
    Cause.UNUSABLE_TRANSCRIPT: End(State.WAITING, Cause.UNUSABLE_TRANSCRIPT, 15 * MINUTE),
    Cause.UPCOMING: End(State.WAITING, Cause.UPCOMING, HOUR),
    Cause.LIVE: End(State.WAITING, Cause.LIVE, HOUR / 2),
    Cause.POST_LIVE: End(State.WAITING, Cause.POST_LIVE, HOUR / 2),
    **{
        cause: End(State.SKIPPED, cause, DAY)
        for cause in (Cause.PRIVATE, Cause.MEMBERS_ONLY, Cause.AGE_RESTRICTED, Cause.GEO_BLOCKED, Cause.REMOVED)
    },
    Cause.NO_LANGUAGE: End(State.SKIPPED, Cause.NO_LANGUAGE),
}
PLAYER = list(REQUESTS).index("player")


def _told(cause: object) -> str:
    if cause is None:
        return "no harm: what is missing is asked of the API, or comes late"
    return ACTIONS[cause].told() if isinstance(cause, Cause) else "exit code 2: no such channel"


def told() -> dict[str, str]:
    """As `docs/faults.md` has it."""
    rows: dict[str, str] = {}
    for trouble, causes in TABLE.items():
        by_end = sorted(zip(map(_told, causes), REQUESTS, strict=True), key=lambda pair: pair[0])
        for end, pairs in groupby(by_end, key=lambda pair: pair[0]):
            rows[f"{trouble} on {', '.join(sorted(request for _, request in pairs))}"] = end
    return rows | {f"a video: {name}": _told(cause) for name, (_, _, cause) in STATES.items()}


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk(tmp_path, monkeypatch.setenv, patience=1.5) as made:
        yield made


def test_every_cause_that_youtube_leads_to_has_its_action(at: Desk) -> None:
    named = {cause for row in TABLE.values() for cause in row if isinstance(cause, Cause)}
    named |= {cause for _, _, cause in STATES.values()}
    assert named == set(ACTIONS)
    for cause, end in ACTIONS.items():
        met = stop(cause)
        assert isinstance(met, Later | Never | Nobody)
        done = after(met, Standing(captions_from=at.now), at.now)
        wait = None if done.look_at is None else done.look_at - at.now
        found = End(done.state, done.cause, wait, done.spends)
        assert found == end, cause


@pytest.mark.parametrize("trouble", Trouble)
def test_a_fault_of_the_player_ends_the_look_as_told_and_later_the_video_is_published(
    at: Desk, trouble: Trouble
) -> None:
    at.emulator.inject(Fault(Sort.PLAYER, trouble, seconds=0.1))
    cause = TABLE[trouble][PLAYER]
    end = ACTIONS[cause] if isinstance(cause, Cause) else PUBLISHED
    row = at.looks()
    assert (row.state, row.cause) == (end.state, end.cause), row.detail
    assert (row.next_look_at and row.next_look_at - at.now) == end.wait
    assert row.standing.times == int(end.spends)
    assert sorted(at.refused()) == (["youtube"] if cause is Cause.BLOCKED else [])
    assert bool(at.model.asked()) == (end == PUBLISHED)
    at.emulator.heal()
    assert at.looks(later=6 * HOUR).state is State.PUBLISHED
    assert at.refused() == {}


@pytest.mark.parametrize("trouble", Trouble)
def test_a_poll_that_fails_removes_nothing_and_the_next_good_one_brings_what_is_new(at: Desk, trouble: Trouble) -> None:
    parts = replace(at.parts, first_run_videos=0)
    known = len(poll(CHANNEL, parts).fresh)
    assert known
    video = at.emulator.world.channels[0].videos[0]
    new = replace(video, video_id=at.row(video.video_id).id[:-1] + "9", title="A new one", published=at.now)  # type: ignore[arg-type]
    at.emulator.publish(CHANNEL, new)
    at.emulator.inject(Fault(Sort.FEED, trouble, seconds=0.1), Fault(Sort.TAB, trouble, seconds=0.1))
    at.now += 25 * MINUTE
    failed = poll(CHANNEL, parts)
    harmless = trouble in {Trouble.SLOW, Trouble.WRONG}  # of the one channel that there is, no other can answer
    assert (failed.fault is None) == harmless
    assert (failed.fresh == (new.video_id,)) == harmless
    assert sorted(at.refused()) == (["youtube"] if TABLE[trouble][0] is Cause.BLOCKED else [])
    at.emulator.heal()
    at.now += HOUR
    again = poll(CHANNEL, parts)
    assert again.fault is None
    assert harmless or new.video_id in again.fresh
    with parts.database.reading() as session:
        assert services.refused(session) == {}
