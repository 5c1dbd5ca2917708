"""Every state that YouTube shows a video in, by the command line: where it ends, why, and when it is seen again."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.scene import CACHE, SHORT, Scene
from uploader.demo.emulator import EmulatedVideo, Fault, Sort, State, Trouble
from uploader.demo.model_faults import Fault as ModelFault
from uploader.demo.model_faults import Kind as Wrong
from uploader.demo.sample import CHANNEL
from uploader.ids import parse_video_id
from uploader.models import Kind

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC).replace(microsecond=0)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def sample(scene: Scene, video_id: str) -> EmulatedVideo:
    return next(video for video in scene.youtube.emulator.world.channels[0].videos if video.video_id == video_id)


def states(video: EmulatedVideo) -> dict[str, tuple[EmulatedVideo, str, str, timedelta | None]]:
    """By name: the video, and the state, cause and wait that it ends in."""
    track = video.tracks[0]
    video = replace(video, published=NOW, listed=False)
    stream = replace(video, kind=Kind.STREAM, starts_at=NOW - HOUR)
    day = timedelta(days=1)
    return {
        "private": (replace(video, state=State.PRIVATE), "skipped", "private", day),
        "removed": (replace(video, state=State.REMOVED), "skipped", "removed", day),
        "members": (replace(video, state=State.MEMBERS), "skipped", "members only", day),
        "age": (replace(video, state=State.AGE), "skipped", "age restricted", day),
        "geo": (replace(video, state=State.GEO), "skipped", "not available in this country", day),
        "upcoming": (
            replace(stream, state=State.UPCOMING, starts_at=NOW + 3 * HOUR), "waiting", "upcoming", 3 * HOUR,
        ),
        "live": (replace(stream, state=State.LIVE), "waiting", "live now", HOUR / 2),
        "postlive": (replace(stream, state=State.POST_LIVE), "waiting", "live ended, not processed yet", HOUR / 2),
        "nocaptions": (replace(video, tracks=()), "waiting", "no captions yet", 15 * MINUTE),
        "old": (
            replace(video, tracks=(), published=NOW - timedelta(days=9)), "skipped", "no captions", None,
        ),
        "german": (
            replace(video, tracks=(replace(track, language="de"),)), "skipped",
            "no captions in the wanted language", None,
        ),
        "token": (
            replace(video, token_for=("WEB", "VISIONOS", "ANDROID")), "waiting", "captions withheld (PO token)",
            6 * HOUR,
        ),
        "empty": (replace(video, tracks=(replace(track, cues=()),)), "waiting", "transcript unusable", 15 * MINUTE),
    }  # fmt: skip


def test_each_state_of_a_video_has_its_end_and_costs_no_model_call(scene: Scene) -> None:
    expected = {name.ljust(11, "-"): row for name, row in states(sample(scene, SHORT)).items()}
    videos = [replace(video, video_id=parse_video_id(name)) for name, (video, *_) in expected.items()]
    scene.youtube.emulator.publish(CHANNEL, *videos)
    asked = [word for name in expected for word in ("--video-id", name)]

    done = scene.runs("backfill", *asked, "--json", expecting=1)

    found = {row["video_id"]: (row["state"], row["reasons"][0]) for row in json.loads(done.stdout)}
    assert found == {name: (state, cause) for name, (_, state, cause, _) in expected.items()}
    for name, (_, _, _, wait) in expected.items():
        story = json.loads(scene.runs("show", name, "--json").stdout)
        if wait is None:
            assert story["next_look"] is None, name
        else:
            late = datetime.fromisoformat(story["next_look"]) - NOW - wait
            assert timedelta(minutes=-1) < late < datetime.now(UTC) - NOW + MINUTE, name
    assert not scene.model.asked()
    assert scene.posts() == []


def test_a_short_and_a_regional_track_are_published_and_captions_that_come_later_too(scene: Scene) -> None:
    video = replace(sample(scene, SHORT), published=NOW)
    regional = replace(video, tracks=(replace(video.tracks[0], language="en-US", auto=False),))
    scene.youtube.emulator.publish(CHANNEL, replace(regional, captions_after_looks=1))
    scene.runs("backfill", "--video-id", SHORT, expecting=1)
    assert scene.state_of(SHORT) == ("waiting", ["no captions yet"])
    scene.runs("backfill", f"--video-id=https://www.youtube.com/shorts/{SHORT}")
    assert scene.state_of(SHORT) == ("published", [])
    assert scene.runs("show", f"https://youtu.be/{SHORT}").stdout.startswith(SHORT)


def refusing(scene: Scene, service: str) -> None:
    """Everybody is refused: exit code 3, the reason in the status, and no second attempt."""
    done = scene.runs("backfill", "--video-id", SHORT, expecting=3)
    assert f"{service} refuses us" in done.stderr
    assert list(scene.status()["refused"]) == [service]
    assert scene.state_of(SHORT)[0] == "waiting"
    assert scene.posts() == []


def test_youtube_refuses_us_all(scene: Scene) -> None:
    scene.youtube.emulator.publish(CHANNEL, replace(sample(scene, SHORT), state=State.BOT))
    refusing(scene, "youtube")
    asked = len(scene.youtube.emulator.requests)
    scene.runs("once", expecting=3)
    assert len(scene.youtube.emulator.requests) == asked
    assert scene.rows("SELECT times FROM videos WHERE id = ?", SHORT) == [(0,)]


@pytest.mark.parametrize("kind", [Wrong.NO_CREDIT, Wrong.BAD_KEY, Wrong.NO_MODEL])
def test_the_model_refuses_us_all(scene: Scene, kind: Wrong) -> None:
    scene.model.faults.planned.append(ModelFault(kind, times=None))
    scene.environment["UPLOADER_LLM_LEAD_SECONDS"] = "60"  # however slow this machine is, one call goes ahead
    refusing(scene, "model")
    assert len(scene.model.asked()) == 1


def test_the_blog_refuses_us_all_and_what_was_paid_for_is_kept(scene: Scene) -> None:
    hook = scene.bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'protected branch' >&2\nexit 1\n")
    hook.chmod(0o755)
    refusing(scene, "site")
    asked = len(scene.model.asked())
    hook.unlink()
    with_open_breaker = scene.runs("retry", SHORT)
    assert with_open_breaker.returncode == 0
    assert len(scene.model.asked()) == asked


def test_a_cap_stops_before_the_call_and_a_person_may_raise_it(scene: Scene) -> None:
    scene.environment["UPLOADER_PRICES"] = '{"replayed": {"input": 2, "output": 8}}'
    scene.runs("backfill", "--video-id", SHORT, expecting=1, UPLOADER_BUDGET_DAY_USD="0.0001")
    assert scene.state_of(SHORT)[0] == "over_budget"
    assert not scene.model.asked()
    story = json.loads(scene.runs("show", SHORT, "--json").stdout)
    assert story["next_look"] == (NOW + timedelta(days=1)).replace(hour=0, minute=0, second=0).isoformat()
    assert scene.status()["usd"] == {"today": 0.0, "month": 0.0}

    scene.runs("backfill", "--video-id", SHORT, UPLOADER_BUDGET_DAY_USD="5")
    costs = json.loads(scene.runs("costs", "--json").stdout)
    assert set(costs) == {"day", "month", "model", "channel", "stage"}
    assert costs["model"]["replayed"]["calls"] == len(scene.model.asked())
    assert Decimal(str(costs["model"]["replayed"]["usd"])) > 0
    assert scene.status()["usd"]["today"] == pytest.approx(costs["model"]["replayed"]["usd"])
    assert "by stage:" in scene.runs("costs").stdout


def test_a_channels_past_is_backfilled_the_oldest_first_and_goes_on_where_it_stopped(scene: Scene) -> None:
    short, cache = sample(scene, SHORT), sample(scene, CACHE)
    private = replace(short, video_id=parse_video_id("private----"), state=State.PRIVATE, kind=Kind.VIDEO)
    world = scene.youtube.emulator.world
    channel = replace(world.channels[0], videos=(replace(short, kind=Kind.VIDEO), cache, private))
    scene.youtube.emulator.world = replace(world, channels=(channel,))
    since = ("--since", f"{NOW - timedelta(days=2):%Y-%m-%d}")
    priced = {"UPLOADER_PRICES": '{"replayed": {"input": 1, "output": 2}}'}

    done = scene.runs(
        "backfill", "--channel", channel.handle, *since, "--limit", "1", "--yes", "--json", expecting=None, **priced
    )
    assert "1 videos to do, about 0.07 USD" in done.stderr  # by the price, for want of experience
    assert len(json.loads(done.stdout)) == 1
    done = scene.runs("backfill", "--channel", CHANNEL, "--yes", "--json", expecting=None)
    assert re.search(r"2 videos to do, about 0\.0[1-9] USD", done.stderr)  # by what the first one cost
    assert len(json.loads(done.stdout)) == 2
    done = scene.runs("backfill", "--channel", CHANNEL, "--until", "2001-01-01", "--yes", "--json")
    assert json.loads(done.stdout) == []
    assert scene.commits_for(SHORT) == 1


def test_a_poll_that_brought_nothing_is_no_success(scene: Scene) -> None:
    scene.youtube.emulator.inject(Fault(Sort.FEED, Trouble.NOT_FOUND), Fault(Sort.TAB, Trouble.SERVER_ERROR))
    done = scene.runs("once", expecting=1)
    assert f"poll of {CHANNEL}: server fault" in done.stderr


STATUS = {"videos", "held", "failed", "skipped", "refused", "usd", "last_poll"}
STATES = {
    "discovered", "waiting", "queued", "working", "held", "published", "skipped", "failed", "over_budget",
}  # fmt: skip


def test_status_and_show_have_the_shapes_that_others_rely_on(scene: Scene) -> None:
    empty = scene.status()
    assert set(empty) == STATUS
    assert set(empty["videos"]) == STATES
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="1")
    status = scene.status()
    assert status["videos"]["published"] == 1
    assert datetime.fromisoformat(status["last_poll"][CHANNEL]).tzinfo is not None
    story = json.loads(scene.runs("show", SHORT, "--json").stdout)
    assert {"video_id", "state", "reasons", "next_look", "events", "calls", "publications", "summary"} <= set(story)
    assert [event["state"] for event in story["events"]] == ["discovered", "queued", "working", "published"]
    sources = json.loads(scene.runs("show", SHORT, "--evidence", "--json").stdout)
    bullets = [bullet for section in sources["sections"] for bullet in section["bullets"]]
    assert bullets
    shown = scene.runs("show", "--evidence", SHORT).stdout
    assert all(b["ko"] in shown and b["quote_en"] in shown and b["url"].endswith("s") for b in bullets)
    lines = [json.loads(line) for line in scene.runs("export").stdout.splitlines()]
    assert {line["video_id"]: line["state"] for line in lines}[SHORT] == "published"
    assert len(lines) == sum(status["videos"].values())
    assert [line["evidence"] for line in lines if line["evidence"]] == [sources]
    assert "1 published" in scene.runs("status").stdout
    assert scene.runs("retry", "--anew", SHORT).stdout == f"{SHORT}: due now\n"
