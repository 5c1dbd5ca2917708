"""A morning on the sample channel, written straight into a database: what the browser tests and screenshots look at.

Talks and summaries are the demo's own, judged by the real gate; around them stand some days of made-up company.
"""

import hashlib
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tests.web.world import Served, served
from tests.workflow.world import parts
from uploader.decide import Held, Next, Standing, State, after
from uploader.demo.sample import CHANNEL
from uploader.errors import Cause, Later, Nobody
from uploader.facts.glossary import read_glossary
from uploader.files import shipped
from uploader.gate.claims import Evidence
from uploader.gate.verdict import errors, judge
from uploader.ids import VideoId, parse_video_id
from uploader.models import (
    Bullet,
    Cue,
    Details,
    Finding,
    KeyPoint,
    Kind,
    Live,
    Message,
    Place,
    Publication,
    Request,
    Section,
    Severity,
    Sighting,
    Stage,
    Summary,
    Talk,
    Transcript,
    Usage,
)
from uploader.settings import Price
from uploader.store import audits, channels, evidence, ledger, services, spendings, tables, videos
from uploader.store.database import Database
from uploader.store.evidence import Judged
from uploader.store.ledger import Caps
from uploader.talk.blocks import read_talk
from uploader.talk.files import read_transcript
from uploader.web.routes import routes
from uploader.workflow.deciding import Desk

EVALS, LEDGER, CACHE, SHORT = (
    parse_video_id(name) for name in ("demo-evals1", "demo-ledger", "_demo-cache", "-demo-short")
)
STREAM, HOSTILE, CAPTIONS, WRITING = (parse_video_id(f"morning-{name}") for name in ("day", "xss", "cap", "wri"))
MODEL = "kestrel-large"
HOSTILE_TITLE = '<script>alert(1)</script> & "quotes" <img src=x onerror=alert(2)> — {{ 7*7 }}'
TITLES = (
    "The Boring Parts of Voice Agents — Oda Lindqvist, Ferncall",
    "Retrieval Without Regret — Pim Achterberg, Slateindex",
    "A Queue Is a Promise — Ruta Vance, Millrace", "Small Models, Long Nights — Deniz Aktan, Copperfield Labs",
    "What the Compiler Knew — Saskia Brandt, Tern", "Nine Months of Pager Duty with Agents — Kofi Mensah, Harborlight",
    "Memory Is a Cache with Opinions — Lena Sørby, Dovetail", "Guardrails That Bend — Amit Rosen, Palisade",
    "We Deleted Half Our Prompts — June Okafor, Quillstack", "Testing in the Age of Maybe — Mira Halloran, Greenfield",
)  # fmt: skip
"""Of nobody."""
POST = """---
title: "TITLE"
slug: SLUG
draft: false
---

## *대기열은 약속임* 핵심 요약

- 처리 시간이 10~20% 줄고 비용은 80~90% 그대로임
- 모델 엔진엑스가 235억 토큰을 처리함

## 세부 요약 - 주제별 정리

### 둘째 주부터 대기열이 줄지 않음

- 대기열이 <b>짧아지지</b> 않음
"""
"""With an error of each sort."""


def fill(database: Database, now: datetime, hostile: str = HOSTILE_TITLE) -> None:
    """A morning at `now`; one title is `hostile`."""
    chance = random.Random(7)
    with database.begin() as session:
        _company(session, now, chance)
        _stream(session, now - timedelta(days=1, hours=3))
        _published(session, SHORT, now - timedelta(hours=7))
        _published(session, CACHE, now - timedelta(hours=5))
        _evals(session, now - timedelta(hours=2))
        _held(session, now - timedelta(minutes=50))
        _under_way(session, now, hostile)
        _money(session, now, chance)
        channels.keep_handle(session, "@lantern-demo", CHANNEL)
        channels.keep_poll(session, CHANNEL, listed=True, now=now - timedelta(minutes=6))
        session.get_one(tables.Channel, CHANNEL).title = "Lantern AI Conference"
        _audit(session, now - timedelta(hours=9), chance)


@contextmanager
def sample_pages(folder: Path, now: datetime, hostile: str = HOSTILE_TITLE, **more: object) -> Iterator[Served]:
    """All pages over a morning at `now`; the clock stands still."""
    settings: dict[str, object] = {
        "channels": ("@lantern-demo",), "site_url": "https://blog.example.org/posts", "llm_model": MODEL,
        "budget_day_usd": Decimal("1.5"), "budget_month_usd": Decimal(25),
        "prices": {MODEL: Price(input=Decimal(1), output=Decimal(4), cached=Decimal("0.1"))},
    }  # fmt: skip
    glossary = read_glossary(shipped("glossary.tsv").read_text("utf-8"))
    # No page asks a model.
    known = replace(parts(folder, None), clock=lambda: now, glossary=glossary)  # type: ignore[arg-type]
    try:
        with served(folder, lambda pages: routes(pages, Desk(known)), now=now, **{**settings, **more}) as pages:
            fill(pages.database, now, hostile)
            yield pages
    finally:
        known.database.close()


def refuse(database: Database, now: datetime) -> None:
    """YouTube blocks this address from now on."""
    with database.begin() as session:
        services.strike(session, Nobody("youtube", Cause.BLOCKED, "Sign in to confirm you’re not a bot"), now)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _see(session: Session, video_id: VideoId, title: str, at: datetime) -> None:
    videos.see(session, [Sighting(video_id, title, at)], CHANNEL, publish=None, now=at + timedelta(minutes=9))


def _company(session: Session, now: datetime, chance: random.Random) -> None:
    """Talks of the last weeks that were published, skipped, or failed."""
    for n in reversed(range(60)):
        video_id, at = (
            parse_video_id(f"company-{n:03}"),
            now - timedelta(days=1.2 + n * 0.7, minutes=chance.random() * 300),
        )
        title = f"{TITLES[n % len(TITLES)]}" + (f" (part {n // len(TITLES) + 1})" if n >= len(TITLES) else "")
        _see(session, video_id, title, at)
        videos.keep_details(
            session, video_id, replace(_details(video_id, title, at), duration=300.0 + chance.random() * 2000)
        )
        if n % 9 == 4:
            _ends(session, video_id, Next(State.SKIPPED, Cause.MEMBERS_ONLY, "", None), at + timedelta(minutes=11))
        elif n == 7:
            gone = Next(State.FAILED, Cause.SERVER_FAULT, "the model's endpoint answered 502 for three days", None)
            _ends(session, video_id, gone, at + timedelta(days=3))
        else:
            _stands(session, video_id, at + timedelta(minutes=20 + chance.random() * 60))


def _details(video_id: VideoId, title: str, at: datetime) -> Details:
    return Details(video_id, title, "Lantern AI Conference", CHANNEL, "", at, duration=900.0)


def _ends(session: Session, video_id: VideoId, decision: Next, at: datetime) -> None:
    """One look, from being taken up to its end."""
    videos.make_due(session, video_id, now=at - timedelta(minutes=4))
    videos.take_due(session, lambda *_: None, now=at - timedelta(minutes=4), most=1, only=[video_id])
    videos.begin_look(session, video_id, at - timedelta(minutes=3, seconds=50))
    videos.settle(session, video_id, videos.one(session, video_id).look, decision, at)


def _stands(session: Session, video_id: VideoId, at: datetime) -> None:
    _ends(session, video_id, Next(State.PUBLISHED, None, "", None), at)
    digest = _digest(video_id)
    name = f"yt-{video_id}" if video_id.startswith("_") else video_id
    evidence.keep_publication(session, Publication(video_id, f"src/data/blog/{name}.md", digest[:40], digest), at)


def _sample(video_id: VideoId) -> tuple[Details, Transcript, Talk]:
    text = (shipped("demo") / "talks" / f"{video_id}.json").read_text("utf-8")
    details, transcript = read_transcript(text, video_id)
    details = replace(details, channel="Lantern AI Conference", channel_id=CHANNEL)
    return details, transcript, read_talk(details, transcript)


def _answer(video_id: VideoId, name: str) -> Any:
    return json.loads((shipped("demo") / "answers" / video_id / f"{name}.json").read_text("utf-8"))


def summary_of(video_id: VideoId, talk: Talk, *, repairs: int) -> Summary:
    """What the demo's model answered, with the first `repairs` repairs of each section."""
    starts = {block.number: block.start for block in talk.blocks}
    sections: list[Section] = []
    for plan in _answer(video_id, "outline")["sections"]:
        names = [plan["id"], *(f"{plan['id']}.repair{n}" for n in range(1, repairs + 1))]
        found = [name for name in names if (shipped("demo") / "answers" / video_id / f"{name}.json").exists()]
        told, first = _answer(video_id, found[-1]), int(plan["start"][1:])
        bullets = tuple(Bullet(row["ko"], row["quote_en"], int(row["block"][1:])) for row in told["bullets"])
        sections.append(Section(plan["id"], first, int(plan["end"][1:]), starts[first], told["heading"], bullets))
    points = tuple(
        KeyPoint(row["lead"], row["rest"], tuple(row["sections"])) for row in _answer(video_id, "merge")["key_points"]
    )
    return Summary(video_id, _answer(video_id, "merge")["title"], points, tuple(sections))


def _judged(session: Session, video_id: VideoId, look: int, at: datetime, *, repairs: int) -> tuple[Finding, ...]:
    details, transcript, talk = _sample(video_id)
    uploaded = session.get_one(tables.Video, video_id).uploaded_at
    videos.keep_details(session, video_id, replace(details, published=uploaded))
    digest = evidence.keep_transcript(session, transcript, at)
    videos.keep_transcript(session, video_id, digest)
    summary = summary_of(video_id, talk, repairs=repairs)
    found = judge(summary, Evidence(details, read_glossary(shipped("glossary.tsv").read_text("utf-8")), talk))
    prompts = {f"{name}.md": _digest(name) for name in ("outline-talk", "section-talk", "section", "merge-talk")}
    verdict = "hold" if errors(found) else "pass"
    evidence.keep_summary(session, look, Judged(summary, found, verdict, digest, MODEL, prompts, "2"), at)
    return found


def _evals(session: Session, at: datetime) -> None:
    """Waited for captions, was held, was tried again, and is published."""
    details, _, _ = _sample(EVALS)
    _see(session, EVALS, details.title, at - timedelta(hours=5))
    waits = after(Later(Cause.NO_CAPTIONS, ""), Standing(), at - timedelta(hours=4, minutes=30))
    _ends(session, EVALS, waits, at - timedelta(hours=4, minutes=30))
    found = _judged(session, EVALS, 2, at - timedelta(hours=4), repairs=0)
    reasons = tuple(f"{each.rule}: {each.message}" for each in errors(found))
    _ends(session, EVALS, after(Held(reasons), Standing(), at), at - timedelta(hours=4))
    _judged(session, EVALS, 3, at, repairs=2)
    _calls(session, EVALS, at - timedelta(hours=4))
    _stands(session, EVALS, at)


def _published(session: Session, video_id: VideoId, at: datetime) -> None:
    details, _, _ = _sample(video_id)
    _see(session, video_id, details.title, at - timedelta(minutes=55))
    _judged(session, video_id, 1, at, repairs=2)
    _calls(session, video_id, at)
    _stands(session, video_id, at)


def _held(session: Session, at: datetime) -> None:
    details, _, _ = _sample(LEDGER)
    _see(session, LEDGER, details.title, at - timedelta(minutes=40))
    found = _judged(session, LEDGER, 1, at, repairs=0)
    _calls(session, LEDGER, at)
    _ends(
        session,
        LEDGER,
        after(Held(tuple(f"{each.rule}: {each.message}" for each in errors(found))), Standing(), at),
        at,
    )


def _stream(session: Session, at: datetime) -> None:
    """A day of eight hours and a half, told talk by talk; its breaks are not told."""
    title, duration = "Lantern AI Conference, Day 2: Main Stage", 30_600.0
    _see(session, STREAM, title, at - timedelta(hours=11))
    details = replace(
        _details(STREAM, title, at - timedelta(hours=11)), duration=duration, kind=Kind.STREAM, live=Live.WAS_LIVE
    )
    videos.keep_details(session, STREAM, details)
    words = "so what we saw in the second week is that the queue never got shorter and nobody could say why."
    cues = tuple(Cue(40.0 + n * 6, 6.0, words) for n in range(int((duration - 100) / 6)))
    captions = Transcript(STREAM, "en", auto_generated=True, source="yt-dlp", cues=cues)
    digest = evidence.keep_transcript(session, captions, at)
    videos.keep_transcript(session, STREAM, digest)
    sections = tuple(_sections_of_the_day(duration))
    points = (KeyPoint("무대에 오른 여덟 팀", "은 에이전트의 대기열을 줄이는 서로 다른 길을 보여 줌", ("d1",)),)
    summary = Summary(STREAM, "하루 동안의 메인 무대", points, sections)
    evidence.keep_summary(session, 1, Judged(summary, (), "pass", digest, MODEL, {"stream.md": "0" * 64}, "2"), at)
    _stands(session, STREAM, at)


def _sections_of_the_day(duration: float) -> Iterator[Section]:
    blocks, each = 1020, duration / 1020
    heads = (
        "두 번째 주부터 대기열이 줄지 않음",
        "측정 없이는 원인을 말할 수 없음",
        "작은 모델이 밤사이 일을 마침",
        "사람의 확인이 마지막 관문임",
    )
    for talk, name in enumerate(TITLES[:8]):
        speaker = name.rsplit(" — ", 1)[1]
        begin = 20 + talk * 120 + (60 if talk >= 4 else 0)
        for n in range(3):
            first = begin + n * 32
            bullet = Bullet(
                "둘째 주에 대기열이 짧아지지 않았고 아무도 까닭을 말하지 못함",
                "the queue never got shorter",
                min(first + 3, blocks),
            )
            yield Section(
                f"d{talk}{n}",
                first,
                first + 31,
                first * each,
                heads[(talk + n) % len(heads)],
                (bullet,),
                billed=speaker,
            )


def _under_way(session: Session, now: datetime, hostile: str) -> None:
    """One without captions yet, one being written, and one whose title means harm."""
    _see(session, CAPTIONS, "Latency Budgets for Humans — Noor Haddad, Lumen", now - timedelta(minutes=50))
    no_captions = Later(Cause.NO_CAPTIONS, "")
    _ends(session, CAPTIONS, after(no_captions, Standing(), now), now - timedelta(minutes=20))
    _see(session, WRITING, "The Second Reader — Elif Kaya, Marrow", now - timedelta(minutes=30))
    videos.take_due(session, lambda *_: None, now=now, most=1, only=[WRITING])
    videos.begin_look(session, WRITING, now - timedelta(minutes=1))
    _see(session, HOSTILE, hostile, now - timedelta(hours=30))
    why = f"chatter: the model speaks to its user: '{hostile[:40]}'"
    held = after(Held((why,)), Standing(), now)
    _ends(session, HOSTILE, held, now - timedelta(hours=29))


def _call(session: Session, video_id: VideoId, stage: Stage, label: str, at: datetime, usage: Usage) -> None:
    request = Request(stage, label, (Message("user", f"{video_id} {label} {at}"),), stage, {}, 1000)
    usd = (
        Decimal(usage.input - usage.cached) / 1_000_000
        + Decimal(usage.cached) / 10_000_000
        + Decimal(usage.output) * 4 / 1_000_000
    )
    number = ledger.reserve(session, video_id, request, f"{video_id}{label}{at}", MODEL, usd, Caps(), at)
    done = at + timedelta(seconds=3 + usage.output / 80)
    ledger.settle(session, number, usage=usage, usd=usd, outcome="delivered", now=done)


def _calls(session: Session, video_id: VideoId, at: datetime) -> None:
    """As many as a talk takes."""
    _call(session, video_id, "outline", "outline", at - timedelta(minutes=3), Usage(5120, 850, 0))
    for n in range(1, 8):
        _call(
            session, video_id, "section", f"s{n}", at - timedelta(minutes=2, seconds=n), Usage(4800 + 90 * n, 640, 3900)
        )
    _call(session, video_id, "repair", "s7 repair 1", at - timedelta(minutes=1), Usage(5900, 690, 3900))
    _call(session, video_id, "merge", "merge", at - timedelta(seconds=40), Usage(3300, 620, 0))


def _money(session: Session, now: datetime, chance: random.Random) -> None:
    """Calls of the last months."""
    stages = {"outline": "outline", "s1": "section", "s2": "section", "s3": "section", "merge": "merge"}
    for day in range(1, 300):
        for n in range(int(chance.random() * 4)):
            at = now - timedelta(days=day, minutes=40 * n)
            session.add_all(
                tables.Call(
                    key=f"{day}{n}{label}", video_id=f"company-{(day + n) % 60:03}", channel_id=CHANNEL, stage=stage,
                    label=label, model=MODEL if day < 120 else "kestrel-small", sent_at=at, outcome="delivered",
                    settled_at=at + timedelta(seconds=9), input_tokens=60_000,
                    cached_tokens=int(48_000 * chance.random()), output_tokens=9000,
                    usd=Decimal(int(30 + 90 * chance.random())) / 1000,
                )
                for label, stage in stages.items()
            )  # fmt: skip
    session.flush()
    spendings.sum_up(session, now)


def _audit(session: Session, at: datetime, chance: random.Random) -> None:
    """Of 689 posts some have errors; the first one's text is whole."""
    posts = [_audited(n, chance) for n in range(83)]
    audits.keep(session, "/srv/blog", 689, posts, at)


def _audited(n: int, chance: random.Random) -> audits.Post:
    video = f"company-{n:03}" if n % 20 else None
    text = POST.replace("TITLE", TITLES[n % len(TITLES)]).replace("SLUG", f"company-{n:03}")
    found = [
        _found("strikethrough", 9, "~20% 줄고 비용은 80~", "This is shown struck through.", Severity.ERROR),
        _found("number", 10, "235억", "The talk says 2,350억 (235 billion).", Severity.ERROR),
        _found("html", 16, "<b>", "Raw HTML in the body.", Severity.ERROR),
        _found("known-misspelling", 10, "엔진엑스", "The name is written Nginx.", Severity.WARNING),
    ]
    chosen = found if n == 0 else chance.sample(found, 1 + n % 3)
    return audits.Post(f"src/data/blog/company-{n:03}.md", video, tuple(chosen), text)


def _found(rule: Any, line: int, text: str, message: str, severity: Severity) -> Finding:
    return Finding(rule, severity, Place(line=line), text, message)
