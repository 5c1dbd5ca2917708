"""The second source of captions, alone: what its library makes of each fault, and what we make of that."""

from dataclasses import replace

import pytest

from tests.youtube.scene import CUES, TALK
from uploader.demo.emulator import Emulator, Fault, Sort, Trouble
from uploader.errors import Cause, Later, Nobody
from uploader.youtube import YouTubeOptions
from uploader.youtube.transcript_api import fetch_transcript

OPTIONS = YouTubeOptions(pause=0)
FINE, BLOCKED, SERVER, BROKEN, MUTE = None, Cause.BLOCKED, Cause.SERVER_FAULT, Cause.CONNECTION, Cause.UNREADABLE_ANSWER
TABLE: dict[Trouble, tuple[Cause | None, Cause | None, Cause | None]] = {
    #                       watch    player   timedtext
    Trouble.TOO_MANY:      (BLOCKED, BLOCKED, BLOCKED),
    Trouble.SERVER_ERROR:  (SERVER,  SERVER,  SERVER),
    Trouble.NOT_FOUND:     (SERVER,  SERVER,  SERVER),
    Trouble.FORBIDDEN:     (SERVER,  SERVER,  SERVER),
    Trouble.CAPTCHA:       (BLOCKED, BLOCKED, BLOCKED),
    Trouble.CONSENT:       (MUTE,    MUTE,    MUTE),
    Trouble.EMPTY:         (MUTE,    MUTE,    Cause.CAPTIONS_WITHHELD),
    Trouble.JUNK:          (MUTE,    MUTE,    MUTE),
    Trouble.HOLLOW:        (MUTE,    MUTE,    MUTE),
    Trouble.WRONG:         (FINE,    MUTE,    FINE),
    Trouble.HANG:          (BROKEN,  BROKEN,  BROKEN),
    Trouble.DROP:          (BROKEN,  BROKEN,  BROKEN),
    Trouble.TRUNCATE:      (FINE,    MUTE,    MUTE),
    Trouble.SHORT_READ:    (BROKEN,  BROKEN,  BROKEN),
    Trouble.SLOW:          (FINE,    FINE,    FINE),
}  # fmt: skip
"""Of the watch page it needs the key alone; a wrong body of captions cannot be seen here (the talk is read against its
title later)."""


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("sort", [Sort.WATCH, Sort.PLAYER, Sort.TIMEDTEXT])
def test_each_fault_has_its_end(emulator: Emulator, sort: Sort, trouble: Trouble) -> None:
    emulator.inject(Fault(sort, trouble, seconds=0.1))
    patience = 0.8 if trouble is Trouble.HANG else 5.0
    expected = TABLE[trouble][[Sort.WATCH, Sort.PLAYER, Sort.TIMEDTEXT].index(sort)]
    options = replace(OPTIONS, timeout=patience)
    if expected is FINE:
        assert fetch_transcript(options, TALK).cues
        return
    with pytest.raises((Later, Nobody)) as stopped:
        fetch_transcript(options, TALK)
    assert stopped.value.cause is expected


def test_three_requests_and_the_words(emulator: Emulator) -> None:
    found = fetch_transcript(OPTIONS, TALK)
    assert (found.source, found.language, found.auto_generated) == ("youtube-transcript-api", "en", True)
    # It takes whatever looks like a tag out of the words, which yt-dlp's track keeps.
    assert [cue.text for cue in found.cues] == [cue.text.replace("<T>", "") for cue in CUES]
    assert emulator.counted() == {"watch": 1, "player": 1, "timedtext": 1}


def test_a_consent_page_is_agreed_to(emulator: Emulator) -> None:
    emulator.inject(Fault(Sort.WATCH, Trouble.CONSENT, times=1))
    assert fetch_transcript(OPTIONS, TALK).cues


def test_a_connection_that_fails_once_is_tried_again(emulator: Emulator) -> None:
    emulator.inject(Fault(Sort.PLAYER, Trouble.DROP, times=1))
    assert fetch_transcript(OPTIONS, TALK).cues


def test_a_refusal_is_asked_once(emulator: Emulator) -> None:
    """With retries the library would wait for hours inside one call, as Retry-After says."""
    emulator.inject(Fault(Sort.WATCH, Trouble.TOO_MANY))
    with pytest.raises(Nobody):
        fetch_transcript(OPTIONS, TALK)
    assert emulator.counted() == {"watch": 1}
