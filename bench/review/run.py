"""Held summaries put into a database of their own, and the times of `check` requests, printed."""

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

from bench.gate.corpus import CHANNEL, CleanTalk, corpus
from tests.web.world import NOW, Served, served
from tests.workflow.world import parts
from uploader.decide import Next, State
from uploader.errors import Cause
from uploader.ids import parse_video_id
from uploader.models import Bullet, Cue, Details, Place, Section, Sighting, Summary, Talk, Transcript
from uploader.store import evidence, videos
from uploader.store.evidence import Judged
from uploader.talk.blocks import read_talk
from uploader.talk.quotes import find_quote
from uploader.view.sheet import key_of
from uploader.web import review
from uploader.workflow.deciding import Desk

HOURS = 8
TYPED = 60
"""Requests of each figure."""
GOAL = 200.0
"""Milliseconds."""


def main() -> int:
    """Print the times; 1 where a check takes more of a processor than the goal, however busy the machine is."""
    first = corpus()[0]
    cases = [
        (first.details, first.transcript, first.summary),
        _stream(corpus()),
    ]
    late = False
    for details, transcript, summary in cases:
        with tempfile.TemporaryDirectory() as folder, _pages(Path(folder)) as pages:
            _hold(pages, details, transcript, summary)
            late |= _typed_at(pages, details, summary)
    return int(late)


def _typed_at(pages: Served, details: Details, summary: Summary) -> bool:
    bullets = sum(len(section.bullets) for section in summary.sections)
    print(f"{details.video_id}: {(details.duration or 0) / 60:.0f} minutes, {bullets} bullets")
    path = f"/review/{details.video_id}"
    opened = _timed(lambda: pages.asks(path).status == 200)
    again = _timed(lambda: pages.asks(path).status == 200)
    word, size = pages.word(path), len(pages.asks(path).text)
    print(f"  page: first {opened:.0f} ms, then {again:.0f} ms, {size / 1000:.0f} kB")
    section = summary.sections[len(summary.sections) // 2]
    key = key_of(Place("bullet", section.id, 0), summary)

    def types(number: int) -> float:
        text = f"{section.bullets[0].ko[: 20 + number % 30]} {number}%"
        fields = {"form_word": word, "act": "edit", "key": key, "seen": "1.0", "text": text}
        return _timed(lambda: "Nothing" in (said := pages.posts(f"{path}/check", fields).text) or "remark" in said)

    began = time.process_time()
    alone = [types(number) for number in range(TYPED)]
    worked = 1000 * (time.process_time() - began) / TYPED
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(types, range(TYPED)))
    for name, times in (("one after the other", alone), ("four at once", together)):
        print(f"  check, {name}: median {median(times):.0f} ms, 95 % within {quantiles(times, n=20)[-1]:.0f} ms")
    print(f"  check: {worked:.0f} ms of one processor, the asking included")
    return worked > GOAL


def _timed(do: Callable[[], bool]) -> float:
    began = time.perf_counter()
    if not do():
        raise AssertionError("the page did not answer")
    return 1000 * (time.perf_counter() - began)


def _pages(folder: Path) -> AbstractContextManager[Served]:
    known = replace(parts(folder, None), clock=lambda: NOW)  # type: ignore[arg-type]
    return served(folder, lambda pages: review.routes(pages, Desk(known)))


def _hold(pages: Served, details: Details, transcript: Transcript, summary: Summary) -> None:
    video_id = details.video_id
    with pages.database.begin() as session:
        videos.see(session, [Sighting(video_id, details.title, details.published)], None, publish=None, now=NOW)
        digest = evidence.keep_transcript(session, transcript, NOW)
        videos.keep_details(session, video_id, details)
        videos.keep_transcript(session, video_id, digest)
        videos.take_due(session, lambda *_: None, now=NOW, most=1)
        evidence.keep_summary(session, 1, Judged(summary, (), "held", digest, "bench", {}, "2"), NOW)
        videos.settle(session, video_id, 1, Next(State.HELD, Cause.GATE, "", None), NOW)


def _stream(talks: tuple[CleanTalk, ...]) -> tuple[Details, Transcript, Summary]:
    """The talks over and over for eight hours, each told where it comes for the nth time, so that all of it is told."""
    video_id = parse_video_id("bench-strea")
    rounds = -(-HOURS * 3600 // int(sum(each.duration for each in talks)))
    cues: list[Cue] = []
    told: list[tuple[CleanTalk, float, float]] = []
    now = 0.0
    for turn in range(rounds):
        for place, each in enumerate(talks):
            cues += [replace(cue, start=cue.start + now) for cue in each.transcript.cues]
            if place * rounds // len(talks) == turn:
                told.append((each, now, now + each.duration))
            now += each.duration
    transcript = Transcript(video_id, "en", auto_generated=True, source="file", cues=tuple(cues))
    details = replace(talks[0].details, video_id=video_id, title=CHANNEL, duration=now)
    talk = read_talk(details, transcript)
    sections = tuple(section for each, start, end in told for section in _told(each, talk, start, end))
    numbered = tuple(replace(section, id=f"s{number}") for number, section in enumerate(sections, 1))
    points = tuple(replace(point, sections=(numbered[0].id,)) for point in talks[0].summary.key_points)
    return details, transcript, Summary(video_id, talks[0].summary.title, points, numbered)


def _told(each: CleanTalk, talk: Talk, start: float, end: float) -> Iterator[Section]:
    blocks = [block for block in talk.blocks if block.end > start and block.start < end]
    for section in each.summary.sections:
        found = [(bullet, find_quote(bullet.quote_en, blocks)) for bullet in section.bullets]
        bullets = tuple(Bullet(bullet.ko, bullet.quote_en, at.block) for bullet, at in found if at)
        cited = sorted(bullet.block for bullet in bullets)
        yield replace(section, first=cited[0], last=cited[-1], start=talk.blocks[cited[0] - 1].start, bullets=bullets)
