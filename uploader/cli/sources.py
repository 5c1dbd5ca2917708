"""`show --evidence` and `export`: posts with what each of their bullets rests on."""

import json
from collections.abc import Iterator
from typing import Any

from uploader.cli.show import story
from uploader.errors import BadInput
from uploader.ids import VideoId, watch_url
from uploader.post.page import clock
from uploader.store import evidence, videos
from uploader.store.database import Database
from uploader.talk.blocks import read_talk


def sources(database: Database, video_id: VideoId) -> dict[str, Any]:
    """The newest judged summary, each bullet with its English words, their moment (seconds) and a link that plays it.

    Raises:
        BadInput: no summary of this video was ever judged.
    """
    with database.reading() as session:
        row = videos.one(session, video_id)
        judged = evidence.newest_summary(session, video_id)
        if judged is None or row.details is None:
            raise BadInput(f"{video_id} has no summary yet: uploader show {video_id} tells why")
        talk = read_talk(row.details, evidence.transcript(session, judged.transcript))
    starts = {block.number: block.start for block in talk.blocks}
    return {
        "video_id": video_id,
        "title": judged.summary.title,
        "verdict": judged.verdict,
        "transcript": judged.transcript,
        "model": judged.model,
        "prompts": judged.prompts,
        "gate": judged.gate,
        "sections": [
            {
                "heading": section.heading,
                "start": section.start,
                "url": watch_url(video_id, section.start),
                "bullets": [
                    {
                        "ko": bullet.ko,
                        "quote_en": bullet.quote_en,
                        "block": f"b{bullet.block}",
                        "start": starts.get(bullet.block),  # None: a held summary may name a block that is not
                        "url": watch_url(video_id, starts[bullet.block]) if bullet.block in starts else None,
                    }
                    for bullet in section.bullets
                ],
            }
            for section in judged.summary.sections
        ],
    }


def sources_lines(given: dict[str, Any]) -> list[str]:
    """The same for people."""
    lines = [
        given["title"],
        f"{given['verdict']} by gate {given['gate']}, written by {given['model']}",
        f"transcript {given['transcript'][:12]}",
        *(f"prompt {name} {digest[:12]}" for name, digest in given["prompts"].items()),
    ]
    for section in given["sections"]:
        lines += ["", f"{section['heading']}  {section['url']}"]
        for bullet in section["bullets"]:
            moment = "no such moment" if bullet["start"] is None else clock(bullet["start"])
            lines += [f"- {bullet['ko']}", f"    {moment} {bullet['block']} “{bullet['quote_en']}”"]
    return lines


def exported(database: Database) -> Iterator[str]:
    """Every video as one line of JSON: its story as `show --json` has it; its `evidence`: `sources` or null."""
    last = ""
    while ids := _next_ids(database, last):
        for video_id in ids:
            told = story(database, video_id)
            told["evidence"] = None if told.pop("summary") is None else sources(database, video_id)
            yield json.dumps(told, ensure_ascii=False)
        last = ids[-1]


def _next_ids(database: Database, last: str) -> list[VideoId]:
    with database.reading() as session:
        return videos.ids_after(session, last, _AT_ONCE)


_AT_ONCE = 500
