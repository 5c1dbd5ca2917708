"""Talks whose captions never came: when they are heard, when not, and what stays of the audio (nothing)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import speech
from tests.scene import POSTS, Scene
from tests.workflow.world import NOW, parts
from uploader.decide import after
from uploader.demo.emulator import EmulatedVideo
from uploader.demo.sample import CHANNEL
from uploader.errors import Cause, Later, Never, Nobody, Stop
from uploader.ids import VideoId, parse_video_id
from uploader.models import Cue, Details, Kind, Live, Sighting, Transcript
from uploader.store import services, videos
from uploader.store.evidence import transcript as kept_transcript
from uploader.workflow.listening import EXTRA, listen, sweep
from uploader.workflow.ports import Listening, Parts

HEARD = parse_video_id("heard-00001")
SAID = (
    "Good morning. Today I want to talk about how we test our software. We run four thousand two hundred tests every "
    "night. Last year it took an hour, and now it takes nine minutes. The secret is simple. We stopped testing "
    "everything. We only test what has changed. That saved us a lot of money. It also made people happy, because "
    "nobody likes to wait for a computer. But there is a price. Sometimes a change breaks something far away, and we "
    "only see it in the morning. So we still run all of the tests once a week. If you want to try this, start with "
    "the slow tests. Thank you very much."
)
NO_CAPTIONS = Later(Cause.NO_CAPTIONS)


@dataclass
class World:
    """A YouTube that hands out audio, and ears that hear what a test wants them to."""

    folder: Path
    said: str = SAID
    fails: Stop | None = None
    deaf: Stop | None = None
    fetched: list[int] = field(default_factory=list)
    during: Callable[[], None] = lambda: None

    def audio(self, video_id: VideoId, folder: Path, most_bytes: int) -> Path:
        assert video_id == HEARD
        self.fetched.append(most_bytes)
        if self.fails:
            raise self.fails
        path = folder / "audio"
        path.write_bytes(b"sound")
        return path

    def hear(self, video_id: VideoId, audio: Path, seconds: float) -> Transcript:
        assert audio.read_bytes() == b"sound"
        assert seconds == 42
        self.during()
        if self.deaf:
            raise self.deaf
        words = self.said.split()
        cues = tuple(Cue(n * 0.3, 0.3, word) for n, word in enumerate(words))
        return Transcript(video_id, "en", auto_generated=True, source="asr", cues=cues)

    def parts(self, *, age: timedelta = timedelta(days=4), **changed: Any) -> Parts:
        """All that a look goes by, for a talk uploaded so long ago."""
        listening = Listening(self, self.folder / "audio", most_seconds=3600, most_bytes=9_000_000)
        made = parts(self.folder, None, tube=self, listening=replace(listening, **changed))  # type: ignore[arg-type]
        title = "Testing only what has changed — Mira Holt, Fennel"
        with made.database.begin() as session:
            videos.see(session, [Sighting(HEARD, title)], None, publish=1, now=NOW)
            details = Details(HEARD, title, "Fennel", published=NOW - age, duration=42)
            videos.keep_details(session, HEARD, details)
        return made

    def left(self) -> list[Path]:
        return [path for path in (self.folder / "audio").rglob("*") if path.suffix != ".lock"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def ends(made: Parts, missing: Later = NO_CAPTIONS) -> tuple[str, Cause, str]:
    """How a look ends that found no captions: state, cause, detail."""
    with pytest.raises(Stop) as stopped:
        listen(HEARD, missing, made)
    with made.database.reading() as session:
        decision = after(stopped.value, videos.one(session, HEARD).standing, NOW)  # type: ignore[arg-type]
    assert decision.cause is not None
    return str(decision.state), decision.cause, decision.detail


def test_after_the_wait_it_is_heard_once_and_the_audio_goes(world: World) -> None:
    made = world.parts()
    digest = listen(HEARD, NO_CAPTIONS, made)
    with made.database.reading() as session:
        kept = kept_transcript(session, digest)
    assert (kept.source, kept.auto_generated) == ("asr", True)
    assert world.left() == []
    assert listen(HEARD, NO_CAPTIONS, made) == digest  # as after a kill that came before the step was recorded
    assert world.fetched == [9_000_000]


def test_while_captions_may_come_nobody_listens(world: World) -> None:
    assert ends(world.parts(age=timedelta(hours=71)))[:2] == ("waiting", Cause.NO_CAPTIONS)
    assert world.fetched == []


def test_by_setting_it_is_heard_at_once(world: World) -> None:
    assert listen(HEARD, NO_CAPTIONS, world.parts(age=timedelta(minutes=20), at_once=True))


def test_without_the_extra_it_ends_and_says_which_would_help(world: World) -> None:
    assert ends(world.parts(ears=None)) == ("skipped", Cause.CAPTIONS_NEVER_CAME, f"none after 72 h; {EXTRA}")
    assert "uploader[asr]" in EXTRA


def test_switched_off_it_ends_as_ever(world: World) -> None:
    assert ends(replace(world.parts(), listening=None)) == ("skipped", Cause.CAPTIONS_NEVER_CAME, "none after 72 h")


def test_a_long_video_is_not_fetched(world: World) -> None:
    made = world.parts(most_seconds=36.0)
    assert ends(made) == ("skipped", Cause.CAPTIONS_NEVER_CAME, "0.0 hours of audio, over the 0.01 allowed")
    assert world.fetched == []


def test_a_limit_does_not_end_the_wait_for_captions(world: World) -> None:
    made = world.parts(age=timedelta(hours=1, minutes=1), at_once=True, most_seconds=36.0)
    state, cause, detail = ends(made)
    assert (state, cause) == ("waiting", Cause.NO_CAPTIONS)
    assert detail == "audio: 0.0 hours of audio, over the 0.01 allowed"


@pytest.mark.parametrize(
    "failed",
    [
        Later(Cause.CONNECTION, "yt-dlp: reset"), Later(Cause.SERVER_FAULT, "HTTP 403"),
        Later(Cause.DISK_FULL), Later(Cause.UNREADABLE_ANSWER, "no formats"),
    ],
)  # fmt: skip
def test_what_could_not_be_fetched_is_tried_again_and_leaves_nothing(world: World, failed: Later) -> None:
    world.fails = failed
    assert ends(world.parts()) == ("waiting", Cause.AUDIO_FAILED, str(failed))
    assert world.left() == []


def test_what_could_not_be_heard_leaves_nothing(world: World) -> None:
    world.deaf = Later(Cause.AUDIO_FAILED, "hearing ended with -9: killed")
    assert ends(world.parts())[:2] == ("waiting", Cause.AUDIO_FAILED)
    assert world.left() == []


def test_a_stream_that_failed_once_need_not_wait_again(world: World) -> None:
    made = world.parts()
    stream = Details(
        HEARD, "A stream", "Fennel", published=NOW - timedelta(days=4), duration=42, kind=Kind.STREAM,
        live=Live.WAS_LIVE, starts_at=NOW - timedelta(days=5),
    )  # fmt: skip
    with made.database.begin() as session:
        videos.keep_details(session, HEARD, stream)
        videos.take_due(session, lambda *_: None, now=NOW, most=1)
        failed = after(Later(Cause.AUDIO_FAILED), videos.one(session, HEARD).standing, NOW)
        videos.settle(session, HEARD, 1, failed, NOW)
    assert listen(HEARD, NO_CAPTIONS, made)


def test_a_refusal_opens_the_breaker_and_spends_nothing(world: World) -> None:
    world.fails = Nobody("youtube", Cause.BLOCKED, "yt-dlp: HTTP 429")
    made = world.parts()
    with pytest.raises(Nobody):
        listen(HEARD, NO_CAPTIONS, made)
    with made.database.reading() as session:
        assert "youtube" in services.refused(session)
    with pytest.raises(Nobody):
        listen(HEARD, NO_CAPTIONS, made)
    assert len(world.fetched) == 1


def test_music_is_no_talk_and_is_not_heard_again(world: World) -> None:
    world.said = "la la la " * 40
    assert ends(world.parts(at_once=True, age=timedelta(0)))[:2] == ("skipped", Cause.UNUSABLE_TRANSCRIPT)


def test_what_the_page_says_meanwhile_counts(world: World) -> None:
    world.fails = Never(Cause.PRIVATE)
    assert ends(world.parts())[:2] == ("skipped", Cause.PRIVATE)


def test_one_talk_is_heard_at_a_time_and_others_wait_their_turn(world: World) -> None:
    made = world.parts()
    other: list[tuple[Any, ...]] = []

    def meanwhile() -> None:
        sweep(world.folder / "audio")  # another process starts
        thread = threading.Thread(target=lambda: other.append(ends(made)))
        thread.start()
        thread.join()
        assert [path.name for path in world.left()] == ["now", "audio"]

    world.during = meanwhile
    assert listen(HEARD, NO_CAPTIONS, made)
    assert other == [("waiting", Cause.PACED, "another talk is being heard")]
    assert len(world.fetched) == 1


def test_what_a_kill_left_is_swept_at_the_start(tmp_path: Path) -> None:
    left = tmp_path / "now" / "audio"
    left.parent.mkdir()
    left.write_bytes(b"sound")
    sweep(tmp_path)
    assert not left.parent.exists()


# ---------------------------------------------------------------- with a real voice and real ears


@pytest.fixture
def spoken(scene: Scene, tmp_path: Path) -> Scene:
    """The channel with a talk of nine days ago that has sound and no captions, and answers for what is heard."""
    audio = tmp_path / "talk.webm"
    seconds = speech.spoken(SAID, audio)
    talk = EmulatedVideo(
        HEARD, "Testing only what has changed — Mira Holt, Fennel", datetime.now(UTC) - timedelta(days=9),
        duration=round(seconds), audio=audio,
    )  # fmt: skip
    scene.youtube.emulator.publish(CHANNEL, talk)
    scene.model.answers = Path(__file__).parent / "spoken"
    scene.environment |= {"UPLOADER_ASR": "true", "UPLOADER_ASR_MODEL": speech.model(), "HF_HUB_OFFLINE": "1"}
    return scene


def _heard(scene: Scene) -> list[tuple[Any, ...]]:
    return scene.rows("SELECT source, auto_generated, language FROM transcripts WHERE video_id = ?", HEARD)


@pytest.mark.slow
@pytest.mark.skipif(not speech.installed, reason=speech.WITHOUT)
def test_speech_becomes_a_post_for_four_requests_more(spoken: Scene) -> None:
    spoken.runs("backfill", "--video-id", HEARD)
    assert spoken.posts() == [f"{POSTS}/{HEARD}.md"]
    assert "4,200" in spoken.shows(f"{POSTS}/{HEARD}.md")
    assert _heard(spoken) == [("asr", 1, "en")]
    assert spoken.youtube.emulator.counted(HEARD) == {"watch": 2, "player": 2, "media": 1}
    assert spoken.youtube.emulator.leaks == []
    assert not [path for path in (spoken.data / "audio").iterdir() if path.is_dir()]


@pytest.mark.slow
@pytest.mark.skipif(not speech.installed, reason=speech.WITHOUT)
def test_killed_while_and_after_hearing_it_is_published_once_and_nothing_stays(spoken: Scene) -> None:
    fetched = spoken.data / "audio" / "now" / "audio"
    assert spoken.killed_when(fetched.exists, "backfill", "--video-id", HEARD, seconds=150)
    assert fetched.exists()
    assert spoken.killed_when(lambda: bool(_heard(spoken)), "backfill", "--video-id", HEARD, seconds=150)
    spoken.runs("backfill", "--video-id", HEARD)
    assert not fetched.parent.exists()
    assert spoken.commits_for(HEARD) == 1
    assert spoken.youtube.emulator.counted(HEARD)["media"] == 2  # heard once to the end, not again
