"""Which track, and json3 into cues."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.youtube.scene import CUES
from uploader.demo.emulator.captions import timedtext
from uploader.demo.emulator.world import EmulatedTrack
from uploader.errors import Cause, Later, Nobody, Stop
from uploader.models import Cue
from uploader.youtube import Track
from uploader.youtube.tracks import choose, parse_json3, tracks_of


def track(language: str, *, auto: bool = True) -> Track:
    return Track(language, auto, f"https://example.test/{language}/{auto}")


@pytest.mark.parametrize(
    ("there", "chosen"),
    [
        ([track("en"), track("en", auto=False)], track("en", auto=False)),
        ([track("en-US"), track("en")], track("en")),
        ([track("en"), track("en-GB", auto=False)], track("en-GB", auto=False)),
        ([track("de"), track("en-US")], track("en-US")),
        ([track("de"), track("ko")], None),
        ([track("eng")], None),
        ([], None),
    ],
    ids=["a person's", "plain", "a person's though British", "regional", "other languages", "no such code", "none"],
)
def test_the_best_english_track(there: list[Track], chosen: Track | None) -> None:
    assert choose(tuple(there), ("en",)) == chosen


def test_the_first_wanted_language_comes_first() -> None:
    assert choose((track("de", auto=False), track("ko")), ("ko", "de")) == track("ko")


def test_translations_are_left_out_and_twins_counted_once() -> None:
    spoken, translated = "https://y.test/t?lang=en&kind=asr", "https://y.test/t?lang=en&kind=asr&tlang=de"
    info = {
        "subtitles": {"live_chat": [{"ext": "json", "url": "https://y.test/chat"}]},
        "automatic_captions": {
            "en-orig": [{"ext": "vtt", "url": f"{spoken}&fmt=vtt"}, {"ext": "json3", "url": f"{spoken}&fmt=json3"}],
            "en": [{"ext": "json3", "url": f"{spoken}&fmt=json3"}],
            "de": [{"ext": "json3", "url": f"{translated}&fmt=json3"}],
        },
    }
    assert tracks_of(info) == (Track("en", auto_generated=True, url=f"{spoken}&fmt=json3"),)


def test_a_named_track_keeps_its_language() -> None:
    forms = [{"ext": "json3", "url": "https://y.test/t?lang=en-GB&name=Default"}]
    assert [found.language for found in tracks_of({"subtitles": {"en-GB-abc": forms}})] == ["en-GB"]


@pytest.mark.parametrize("auto", [True, False])
def test_a_cue_for_every_line(*, auto: bool) -> None:
    cues = parse_json3(timedtext(EmulatedTrack(CUES, auto=auto), "json3").body)
    assert [(cue.start, cue.text) for cue in cues] == [(cue.start, cue.text) for cue in CUES]


def test_a_line_starts_at_its_first_word() -> None:
    event = {
        "tStartMs": 1000,
        "dDurationMs": 3000,
        "segs": [{"utf8": "\n"}, {"utf8": "so", "tOffsetMs": 400}, {"utf8": " then", "tOffsetMs": 900}],
    }
    assert parse_json3(json.dumps({"events": [event]}).encode()) == (Cue(1.4, 2.6, "so then"),)


def test_words_that_are_appended_are_a_cue_of_their_own() -> None:
    events = [
        {"tStartMs": 0, "id": 1, "wpWinPosId": 1},
        {"tStartMs": 0, "dDurationMs": 900, "segs": [{"utf8": "and"}]},
        {"tStartMs": 900, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 1000, "aAppend": 1, "segs": [{"utf8": " so on"}]},
    ]
    found = parse_json3(json.dumps({"events": events}).encode())
    assert found == (Cue(0.0, 0.9, "and"), Cue(1.0, 0.0, "so on"))


@pytest.mark.parametrize(
    ("body", "kind", "cause"),
    [
        (b"{}", Later, Cause.UNREADABLE_ANSWER),
        (b"[]", Later, Cause.UNREADABLE_ANSWER),
        (b'{"events": [7]}', Later, Cause.UNREADABLE_ANSWER),
        (b'{"events": [{"segs": [{"utf8": "no time"}]}]}', Later, Cause.UNREADABLE_ANSWER),
        (b'{"events": [{"tStartMs": -5, "segs": [{"utf8": "too early"}]}]}', Later, Cause.UNREADABLE_ANSWER),
        (b'{"events": [{"tStartMs": 5, "segs": [{"utf', Later, Cause.UNREADABLE_ANSWER),
        (b"\xff\xfe", Later, Cause.UNREADABLE_ANSWER),
        (b'{"events": []}', Later, Cause.UNUSABLE_TRANSCRIPT),
        (b'{"events": [{"tStartMs": 0, "segs": [{"utf8": "\\n"}]}]}', Later, Cause.UNUSABLE_TRANSCRIPT),
        (b'<html><div class="g-recaptcha"></div></html>', Nobody, Cause.BLOCKED),
    ],
)
def test_what_is_no_track_is_never_words(body: bytes, kind: type[Stop], cause: Cause) -> None:
    with pytest.raises(kind) as stopped:
        parse_json3(body)
    assert stopped.value.cause is cause


texts = st.text(st.characters(exclude_categories=["C"]), min_size=1).map(str.strip).filter(bool)
times = st.integers(0, 10**7).map(lambda ms: ms / 1000)


@given(st.lists(st.builds(Cue, times, times, texts), min_size=1))
def test_written_lines_come_back_as_they_were(cues: list[Cue]) -> None:
    assert parse_json3(timedtext(EmulatedTrack(tuple(cues), auto=False), "json3").body) == tuple(cues)


@given(st.binary())
def test_no_bytes_break_the_parser(body: bytes) -> None:
    with pytest.raises(Stop):
        parse_json3(body)
