"""Caption tracks in the forms in which YouTube delivers them: json3, XML (srv1) and WebVTT.

A recognised track ("asr") comes as YouTube's does: a window event, then for each line an event of words with their
offsets and an event that appends a line break; a line stays on the screen while the next is spoken, so events overlap.
"""

from html import escape

from uploader.demo.emulator.messages import Answer, data
from uploader.demo.emulator.world import EmulatedTrack
from uploader.models import Cue


def timedtext(track: EmulatedTrack, form: str) -> Answer:
    """The track as `form` (`json3`, `vtt`, `srv1`; anything else is served as `srv1`)."""
    if form == "json3":
        return data(_json3(track))
    if form == "vtt":
        return Answer(_vtt(track).encode(), "text/vtt; charset=UTF-8")
    return Answer(_xml(track).encode(), "text/xml; charset=UTF-8")


def _json3(track: EmulatedTrack) -> dict[str, object]:
    window: list[dict[str, object]] = []
    if track.auto and track.cues:
        end = max(cue.start + cue.duration for cue in track.cues)
        window = [{"tStartMs": 0, "dDurationMs": _ms(end), "id": 1, "wpWinPosId": 1, "wsWinStyleId": 1}]
    lines = [event for cue in track.cues for event in (_recognised(cue) if track.auto else _written(cue))]
    return {"wireMagic": "pb3", "pens": [{}], "wsWinStyles": [{}], "wpWinPositions": [{}], "events": window + lines}


def _written(cue: Cue) -> list[dict[str, object]]:
    return [{"tStartMs": _ms(cue.start), "dDurationMs": _ms(cue.duration), "segs": [{"utf8": cue.text}]}]


def _recognised(cue: Cue) -> list[dict[str, object]]:
    words = cue.text.split(" ")
    step = _ms(cue.duration) // max(1, len(words))
    first: dict[str, object] = {"utf8": words[0], "acAsrConf": 0}
    later: list[dict[str, object]] = [
        {"utf8": f" {word}", "tOffsetMs": at * step, "acAsrConf": 0} for at, word in enumerate(words[1:], 1)
    ]
    start = _ms(cue.start)
    spoken: dict[str, object] = {"tStartMs": start, "dDurationMs": 2 * _ms(cue.duration), "wWinId": 1}
    broken: dict[str, object] = {"tStartMs": start + _ms(cue.duration), "dDurationMs": _ms(cue.duration), "wWinId": 1}
    return [spoken | {"segs": [first, *later]}, broken | {"aAppend": 1, "segs": [{"utf8": "\n"}]}]


def _xml(track: EmulatedTrack) -> str:
    # YouTube escapes the text twice: once as HTML, once as XML.
    shown = 2 if track.auto else 1
    lines = (
        f'<text start="{cue.start:g}" dur="{cue.duration * shown:g}">{escape(escape(cue.text), quote=False)}</text>'
        for cue in track.cues
    )
    return f'<?xml version="1.0" encoding="utf-8" ?><transcript>{"".join(lines)}</transcript>'


def _vtt(track: EmulatedTrack) -> str:
    cues = (
        f"{_clock(cue.start)} --> {_clock(cue.start + cue.duration)}\n{escape(cue.text, quote=False)}\n"
        for cue in track.cues
    )
    return f"WEBVTT\nKind: captions\nLanguage: {track.language}\n\n" + "\n".join(cues)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{_ms(seconds) % 1000:03}"


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
