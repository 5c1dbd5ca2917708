"""The audio of a video, by the unmodified yt-dlp, as far as it comes."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.youtube.conftest import Show
from tests.youtube.scene import ANOTHER, TALK, THE_TALK
from uploader.demo.emulator import Fault, Sort, State, Trouble
from uploader.errors import Cause, Later, Never, Nobody, Stop
from uploader.youtube import YouTube, YouTubeOptions

MOST = 50_000_000
SOUND = bytes(range(256)) * 50_000  # 12.8 MB: two pieces


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.webm"
    path.write_bytes(SOUND)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "here"
    path.mkdir()
    return path


def test_it_comes_whole_in_four_requests(show: Show, sound: Path, folder: Path, youtube: YouTube) -> None:
    emulator = show(replace(THE_TALK, audio=sound), ANOTHER)
    path = youtube.audio(TALK, folder, MOST)
    assert path.read_bytes() == SOUND
    assert emulator.counted() == {"watch": 1, "player": 1, "media": 2}
    assert list(folder.iterdir()) == [path]


def test_the_talk_is_taken_not_what_youtube_dubbed(show: Show, sound: Path, folder: Path, youtube: YouTube) -> None:
    emulator = show(replace(THE_TALK, audio=sound))
    youtube.audio(TALK, folder, MOST)
    assert {each.client for each in emulator.requests if each.sort is Sort.MEDIA} == {"en.4"}


def test_more_than_is_allowed_is_not_fetched(show: Show, sound: Path, folder: Path, youtube: YouTube) -> None:
    emulator = show(replace(THE_TALK, audio=sound))
    with pytest.raises(Never, match="its audio has 12 MB or more, over the 10 allowed") as stopped:
        youtube.audio(TALK, folder, 10_000_000)
    assert stopped.value.cause is Cause.CAPTIONS_NEVER_CAME
    assert "media" not in emulator.counted()


FOR_GOOD: dict[Trouble, tuple[type[Stop], Cause]] = {
    Trouble.TOO_MANY: (Nobody, Cause.BLOCKED),
    Trouble.FORBIDDEN: (Later, Cause.SERVER_FAULT),
    Trouble.NOT_FOUND: (Later, Cause.SERVER_FAULT),
    Trouble.SERVER_ERROR: (Later, Cause.SERVER_FAULT),
    Trouble.CAPTCHA: (Nobody, Cause.BLOCKED),
    Trouble.DROP: (Later, Cause.CONNECTION),
    Trouble.SHORT_READ: (Later, Cause.CONNECTION),
    Trouble.HANG: (Later, Cause.CONNECTION),
    Trouble.EMPTY: (Later, Cause.UNREADABLE_ANSWER),
}


@pytest.mark.parametrize("trouble", FOR_GOOD)
def test_what_goes_wrong_for_good_is_named(show: Show, sound: Path, folder: Path, trouble: Trouble) -> None:
    show(replace(THE_TALK, audio=sound)).inject(Fault(Sort.MEDIA, trouble))
    kind, cause = FOR_GOOD[trouble]
    with pytest.raises(kind) as stopped:
        YouTube(YouTubeOptions(pause=0, timeout=0.5)).audio(TALK, folder, MOST)
    assert stopped.value.cause is cause


@pytest.mark.parametrize("trouble", [Trouble.DROP, Trouble.SHORT_READ, Trouble.SERVER_ERROR])
def test_what_passes_is_borne(show: Show, sound: Path, folder: Path, trouble: Trouble, youtube: YouTube) -> None:
    show(replace(THE_TALK, audio=sound)).inject(Fault(Sort.MEDIA, trouble, times=1))
    assert youtube.audio(TALK, folder, MOST).read_bytes() == SOUND


@pytest.mark.parametrize(
    ("state", "cause"),
    [(State.PRIVATE, Cause.PRIVATE), (State.REMOVED, Cause.REMOVED), (State.BOT, Cause.BLOCKED)],
)
def test_what_became_of_the_video_meanwhile_is_said(
    show: Show, sound: Path, folder: Path, youtube: YouTube, state: State, cause: Cause
) -> None:
    show(replace(THE_TALK, audio=sound, state=state))
    with pytest.raises(Stop) as stopped:
        youtube.audio(TALK, folder, MOST)
    assert stopped.value.cause is cause


def test_a_video_without_media_is_said(show: Show, folder: Path, youtube: YouTube) -> None:
    show(THE_TALK)
    with pytest.raises(Later) as stopped:
        youtube.audio(TALK, folder, MOST)
    assert stopped.value.cause is Cause.UNREADABLE_ANSWER


def test_another_videos_page_is_not_believed(show: Show, sound: Path, folder: Path, youtube: YouTube) -> None:
    emulator = show(replace(THE_TALK, audio=sound), replace(ANOTHER, audio=sound))
    emulator.inject(Fault(Sort.WATCH, Trouble.WRONG))
    with pytest.raises(Later) as stopped:
        youtube.audio(TALK, folder, MOST)
    assert stopped.value.cause is Cause.UNREADABLE_ANSWER
