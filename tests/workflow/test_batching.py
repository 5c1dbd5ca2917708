"""A channel's past asked in batches: half price, many videos in one file, and nothing sent or paid twice."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.scene import CACHE, EVALS, LEDGER, Scene
from uploader.demo.batch_desk import Trouble
from uploader.demo.emulator import World
from uploader.demo.model_faults import Fault, Kind
from uploader.demo.sample import CHANNEL

pytestmark = pytest.mark.slow

PRICES = '{"replayed": {"input": 10, "output": 40}}'
PAST = ("backfill", "--channel", CHANNEL, "--yes")


@pytest.fixture
def batching(scene: Scene) -> Scene:
    """The sample channel without the talk that has no captions; its past is asked in batches."""
    scene.environment |= {"UPLOADER_LLM_BATCH": "true", "UPLOADER_PRICES": PRICES}
    _keep(scene, EVALS, CACHE, LEDGER)
    return scene


@pytest.fixture
def small(batching: Scene) -> Scene:
    """The same with one talk that needs no repair: outline, three sections, merge."""
    _keep(batching, CACHE)
    return batching


def _keep(scene: Scene, *ids: str) -> None:
    (channel,) = scene.youtube.emulator.world.channels
    talks = tuple(video for video in channel.videos if video.video_id in ids)
    scene.youtube.emulator.world = World((replace(channel, videos=talks),))


def _settled(scene: Scene) -> None:
    """The small talk is published, nothing waits, and nothing was paid twice."""
    assert scene.commits_for(CACHE) == 1
    _paid_once(scene)


def _paid_once(scene: Scene) -> None:
    """No line ran twice, and what a batch answered was not asked plainly as well."""
    assert scene.rows("SELECT count(*) FROM questions") == [(0,)]
    assert scene.rows("SELECT count(*) FROM calls WHERE settled_at IS NULL") == [(0,)]
    assert max(Counter(scene.model.desk.run).values(), default=1) == 1
    delivered = [exchange for exchange in scene.model.asked(status=200) if exchange.delivered]
    assert scene.rows("SELECT count(*) FROM answers") == [(len(delivered),)]


def test_the_questions_of_many_videos_share_a_batch_and_cost_half(batching: Scene) -> None:
    batching.runs(*PAST, expecting=1)  # one is held

    assert [batching.commits_for(video) for video in (EVALS, CACHE)] == [1, 1]
    assert batching.state_of(LEDGER)[0] == "held"
    _paid_once(batching)
    assert len(batching.rows("SELECT token FROM batches")) == len(batching.model.desk.batches) <= 6
    assert all(exchange.key in batching.model.desk.run for exchange in batching.model.asked())  # none plainly
    sums = json.loads(batching.runs("costs", "--json").stdout)["model"]["replayed"]
    tokens = 10 * (sums["input"] / 1e6) + 40 * (sums["output"] / 1e6)
    assert sums["usd"] == pytest.approx(tokens / 2)
    assert sums["saved"] == pytest.approx(tokens / 2)
    assert "saved by batches" in batching.runs("costs").stdout


def test_by_id_now_is_asked_now(small: Scene) -> None:
    small.runs("backfill", "--video-id", CACHE)
    assert small.commits_for(CACHE) == 1
    assert small.model.desk.batches == {}


@pytest.mark.parametrize("trouble", [Trouble.FAILED, Trouble.REFUSED, Trouble.EXPIRED, Trouble.NO_FILES])
def test_what_a_batch_does_not_answer_is_asked_plainly(small: Scene, trouble: Trouble) -> None:
    small.model.desk.troubles = [trouble]
    small.runs(*PAST)

    _settled(small)
    ((vain, cost),) = small.rows("SELECT count(*), sum(usd) FROM calls WHERE outcome = 'no answer in a batch'")
    ((asked,),) = small.rows("SELECT count(*) FROM answers")
    assert vain == asked - len(small.model.desk.run)
    assert not cost
    assert bool(small.model.desk.run) == (trouble is Trouble.EXPIRED)


def test_a_line_that_failed_is_asked_plainly_and_the_others_are_not(small: Scene) -> None:
    small.model.faults.planned = [Fault(Kind.SERVER, stage="section", times=2)]
    small.runs(*PAST)
    _settled(small)
    plain = [exchange.schema for exchange in small.model.asked() if exchange.key not in small.model.desk.run]
    assert plain == ["section"] * 2


def test_a_creation_whose_answer_was_lost_is_found_again(small: Scene) -> None:
    small.model.desk.troubles = [Trouble.UNTOLD]
    small.runs(*PAST)
    _settled(small)
    assert len(small.rows("SELECT token FROM batches")) == len(small.model.desk.batches) == 3


def test_killed_before_between_and_after_what_it_writes_down_it_sends_nothing_twice(small: Scene) -> None:
    desk = small.model.desk
    desk.looks = 3
    kills = 0
    for moment in (
        lambda: bool(small.rows("SELECT number FROM batches WHERE file_id IS NULL")),  # intended
        lambda: bool(desk.files) and not desk.batches,  # uploaded, perhaps not recorded
        lambda: bool(desk.batches),  # created, perhaps not recorded
        lambda: bool(small.rows("SELECT number FROM batches WHERE batch_id IS NOT NULL")),
        lambda: bool(desk.run),  # run, perhaps not kept
    ):
        kills += small.killed_when(moment, *PAST)
    small.runs(*PAST)

    assert kills >= 4
    _settled(small)
    assert len(small.rows("SELECT token FROM batches")) == len(desk.batches) == 3
    assert small.rows("PRAGMA integrity_check") == [("ok",)]


def test_cron_goes_on_with_what_a_killed_backfill_sent(small: Scene) -> None:
    small.model.desk.looks = 0
    assert small.killed_when(lambda: bool(small.rows("SELECT number FROM batches WHERE batch_id IS NOT NULL")), *PAST)
    story = json.loads(small.runs("show", CACHE, "--json").stdout)
    assert (story["state"], story["reasons"][0]) == ("waiting", "asked in a batch")
    for _ in range(6):
        if small.state_of(CACHE)[0] != "published":
            small.runs("once")
    _settled(small)
    assert len(small.model.desk.batches) == 3


def test_what_is_wanted_now_waits_for_what_was_sent_and_for_nothing_else(small: Scene) -> None:
    small.model.desk.looks = 2
    assert small.killed_when(lambda: bool(small.model.desk.batches), *PAST)
    small.runs("backfill", "--video-id", CACHE)
    _settled(small)
    in_batches = small.rows("SELECT DISTINCT stage FROM answers JOIN calls USING (key, stage) WHERE saved > 0")
    assert in_batches == [("outline",)]  # sections and merge were asked at once


def test_a_cap_holds_for_what_waits_in_a_batch(batching: Scene) -> None:
    batching.environment["UPLOADER_BUDGET_DAY_USD"] = "0.2"
    batching.runs(*PAST, expecting=1)
    ((usd,),) = batching.rows("SELECT sum(usd) FROM calls")
    assert Decimal(str(usd)) <= Decimal("0.2")
    assert "over_budget" in {state for (state,) in batching.rows("SELECT state FROM videos")}
