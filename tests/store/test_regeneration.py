"""Posts that could be made again are read page by page, by the newest summary of each published video."""

from dataclasses import replace

from tests.store.world import NOW, TALK, ids
from uploader.decide import State
from uploader.ids import VideoId
from uploader.models import Summary
from uploader.store import evidence, ledger, regeneration, tables, videos
from uploader.store.database import Database
from uploader.store.evidence import Judged


def judged(database: Database, video_id: VideoId, look: int, verdict: str = "passed", gate: str = "1") -> None:
    summary = Summary(video_id, "제목", (), ())
    with database.begin() as session:
        if look == 1:
            videos.make_due(session, video_id, now=NOW)
            session.get_one(tables.Video, video_id).state = State.PUBLISHED
        kept = Judged(summary, (), verdict, "t", "m", {"merge": "d"}, gate)
        evidence.keep_summary(session, look, kept, NOW)


def test_pages_hold_each_published_video_once_the_newest_first(database: Database) -> None:
    first, second, third, held, reviewed = ids(5)
    for video_id in (first, second, third, held):
        judged(database, video_id, 1)
    judged(database, first, 2, gate="2")
    judged(database, reviewed, 1, verdict="reviewed")
    with database.begin() as session:
        session.get_one(tables.Video, held).state = State.HELD

    with database.reading() as session:
        page = regeneration.made(session, None, 2)
        rest = regeneration.made(session, page[-1].number, 2)
        named = regeneration.made(session, None, 2, [second, held])
    assert [made.video_id for made in (*page, *rest)] == [first, third, second]
    assert (page[0].gate, page[0].prompts, page[0].model) == ("2", {"merge": "d"}, "m")
    assert [made.video_id for made in named] == [second]


def test_what_passes_again_keeps_its_number_and_takes_the_newer_gate(database: Database) -> None:
    judged(database, TALK, 1)
    with database.begin() as session:
        (made,) = regeneration.made(session, None, 1)
        evidence.judge_again(session, made.number, (), "2")
        (again,) = regeneration.made(session, None, 1)
    assert again == replace(made, gate="2")


def test_what_a_video_took_is_counted_once_for_each_piece_of_the_work(database: Database) -> None:
    def called(stage: str, label: str, tokens: int) -> None:
        with database.begin() as session:
            session.add(
                tables.Call(
                    key="k", video_id=TALK, stage=stage, label=label, model="m", sent_at=NOW, usd=0,
                    input_tokens=tokens, output_tokens=tokens, cached_tokens=1,
                )
            )  # fmt: skip

    for stage, label, tokens in (
        ("outline", "outline", 7),
        ("section", "s1", 10),
        ("section", "s1", 20),
        ("merge", "merge", 5),
    ):
        called(stage, label, tokens)
    with database.reading() as session:
        usage = ledger.taken(session, TALK, ("section", "merge"))
        assert not ledger.taken(session, TALK, ("repair",)).output
    assert (usage.input, usage.output, usage.cached) == (25, 25, 2)
