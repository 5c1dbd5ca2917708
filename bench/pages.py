"""How long a page takes on the server with 100,000 videos behind it: `make bench-pages`, PAGES=N for another number.

Every page is asked for over HTTP as a browser does; the database is filled once, as years of work would fill it.
"""

import json
import os
import random
import statistics
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from tests.web.morning import EVALS, MODEL, fill
from tests.web.world import Served, all_pages, served
from uploader.demo.sample import CHANNEL
from uploader.store import spendings, tables
from uploader.store.database import Database

VIDEOS, CALLS, EVENTS, TIMES, MOST_MS = 100_000, 6, 4, 15, 100
OTHERS = [f"UC{'abcdefgh'[n] * 22}" for n in range(8)]
PATHS = (
    "/", "/now", "/videos", "/videos?state=held", "/videos?state=stopped", "/videos?state=published&channel=" + CHANNEL,
    "/videos?words=queue", "/videos?words=no+such+words", "/coverage", "/costs", "/costs?by=month", "/audit",
    "/audit?rule=number&severity=error", "/audit?words=99", f"/videos/{EVALS}", f"/videos/{EVALS}/post",
    f"/videos/{EVALS}/calls", f"/videos/{EVALS}/changes", f"/videos/{EVALS}/transcript", "/videos/morning-day/post",
)  # fmt: skip


def main() -> None:
    """Print each page's median and worst; exit 1 where a median is over the goal."""
    count = int(os.environ.get("PAGES", VIDEOS))
    now = datetime.now(UTC)
    with TemporaryDirectory() as folder, served(Path(folder), all_pages, now=now, channels=(CHANNEL,)) as pages:
        begun = time.perf_counter()
        years(pages.database, now, count)
        fill(pages.database, now)
        print(
            f"{count:,} videos, {count * CALLS:,} calls, {count * EVENTS:,} events in {time.perf_counter() - begun:.0f} s"
        )
        slow = [path for path in (*PATHS, *far(pages)) if measured(pages, path) > MOST_MS]
    print(f"over {MOST_MS} ms: {', '.join(slow) or 'none'}")
    sys.exit(bool(slow))


def measured(pages: Served, path: str) -> float:
    """The median of a page's times, in milliseconds; told are also its first time and what of the processor it took."""
    times: list[float] = []
    own = time.process_time()
    for _ in range(TIMES):
        begun = time.perf_counter()
        answer = pages.asks(path)
        times.append(1000 * (time.perf_counter() - begun))
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
    middle = statistics.median(times)
    work = 1000 * (time.process_time() - own) / TIMES  # the asking included; what others do on the machine is not
    print(f"{middle:7.1f} ms  best {min(times):6.1f}  first {times[0]:6.1f}  of the processor {work:6.1f}  {path[:60]}")
    return middle


def far(pages: Served) -> Iterator[str]:
    """A page of the list far from its beginning, and one of the audit."""
    with pages.database.reading() as session:
        row = session.query(tables.Video).order_by(tables.Video.changed_at, tables.Video.id).offset(5000).limit(1).one()
    moment = row.changed_at.isoformat().replace("+", "%2B")
    yield f"/videos?after={moment}~{row.id}"
    yield f"/videos?state=skipped&after={moment}~{row.id}"
    yield "/audit?after=src/data/blog/b0090000.md"


def years(database: Database, now: datetime, count: int) -> None:
    """So many videos, two thirds an hour apart, with what their work left behind."""
    chance = random.Random(1)
    ids = [f"b{n:07}-yz" for n in range(count)]
    at = {video: now - timedelta(days=2, hours=n * 0.4) for n, video in enumerate(ids)}
    with database.begin() as session:
        connection = session.connection()

        def add(table: Any, rows: Iterator[dict[str, Any]]) -> None:
            batch: list[dict[str, Any]] = []
            for row in rows:
                batch.append(row)
                if len(batch) == 5000:
                    connection.execute(insert(table), batch)
                    batch = []
            if batch:
                connection.execute(insert(table), batch)

        states = {
            video: chance.choices(["published", "skipped", "held", "failed", "discovered"], [88, 9, 1, 0.5, 1.5])[0]
            for video in ids
        }
        add(tables.Channel, ({"id": name, "title": name, "polled_at": now, "feed_misses": 0} for name in OTHERS))
        add(tables.Video, (_video(video, n, at[video], states[video]) for n, video in enumerate(ids)))
        add(tables.Event, (
            {"video_id": video, "at": at[video], "state": state, "detail": ""}
            for video in ids for state in ("discovered", "queued", "working", states[video])
        ))  # fmt: skip
        add(tables.Publication, (
            {"video_id": video, "path": f"src/data/blog/{video}.md", "commit": "c" * 40, "digest": "d" * 64, "at": at[video]}
            for video in reversed(ids) if states[video] == "published"
        ))  # fmt: skip
        add(tables.Call, (_call(video, at[video], n) for video in ids for n in range(CALLS)))
        add(tables.Summary, (_summary(video, at[video]) for video in ids[::100]))
        audit = tables.Audit(blog="/blog", at=now - timedelta(days=1), posts=count, broken={})
        session.add(audit)
        session.flush()
        text = zlib.compress("- 글\n".encode() * 60)
        broken = [f"src/data/blog/{video}.md" for video in ids[::5]]
        add(tables.AuditedPost, (
            {"audit": audit.number, "file": file, "video_id": file[14:25], "errors": 1, "warnings": 1, "text": text} for file in broken
        ))  # fmt: skip
        add(tables.AuditedFinding, (
            {"audit": audit.number, "file": file, "rule": rule, "severity": severity, "line": 3, "text": "글", "message": "m"}
            for file in broken for rule, severity in ((chance.choice(["number", "name", "html"]), "error"), ("quote", "warning"))
        ))  # fmt: skip
    with database.begin() as session:
        spendings.sum_up(session, now)


def _video(video: str, n: int, at: datetime, state: str) -> dict[str, Any]:
    length = 31_000.0 if n % 100 == 0 else 1200.0
    return {
        "id": video, "channel_id": OTHERS[n % 8], "title": f"A talk about the {n}th queue — Somebody, Somewhere", "uploaded_at": at,
        "seen_at": at, "state": state, "detail": "a reason" if state != "published" else "", "changed_at": at, "times": 0,
        "look": 1, "draft": 0, "duration": length, "cause": None, "next_look_at": None,
        "details": {"video_id": video, "title": "A talk", "channel": "c", "duration": length},
    }  # fmt: skip


def _call(video: str, at: datetime, n: int) -> dict[str, Any]:
    return {
        "key": f"{video}{n}", "video_id": video, "channel_id": OTHERS[0], "stage": ("outline", "section", "merge")[n % 3],
        "label": f"s{n}", "model": MODEL, "sent_at": at, "settled_at": at, "outcome": "delivered", "input_tokens": 5000,
        "cached_tokens": 3000, "output_tokens": 700, "usd": 0.01,
    }  # fmt: skip


def _summary(video: str, at: datetime) -> dict[str, Any]:
    bullet = {"ko": "대기열이 짧아지지 않음", "quote_en": "the queue never got shorter", "block": 3}
    sections = [
        {"id": f"s{n}", "first": 1 + n * 35, "last": 35 + n * 35, "start": n * 1000.0, "heading": "제목", "bullets": [bullet] * 5}
        for n in range(30)
    ]  # fmt: skip
    whole = {"video_id": video, "title": "제목", "key_points": [], "sections": sections}
    return {
        "video_id": video, "look": 1, "at": at, "verdict": "pass", "transcript": "t", "model": MODEL, "prompts": {}, "gate": "2",
        "summary": json.loads(json.dumps(whole)), "findings": [],
    }  # fmt: skip


if __name__ == "__main__":
    main()
