"""What `status`, `show` and `costs` say, for people and as JSON."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from uploader.decide import State
from uploader.ids import VideoId
from uploader.store import channels, endings, evidence, ledger, lists, reviews, services, videos
from uploader.store.database import Database


def status(database: Database, now: datetime) -> dict[str, Any]:
    """INTERFACE's `status --json`."""
    with database.reading() as session:
        spent = ledger.spent(session, now)
        counts = lists.counts(session)
        return {
            "videos": {str(state): counts.get(state, 0) for state in State},
            "held": [_stopped(row) for row in videos.rows(session, [State.HELD])],
            "failed": [_stopped(row) for row in videos.rows(session, [State.FAILED])],
            "skipped": endings.skipped(session),
            "refused": services.refused(session),
            "usd": {"today": float(spent.today), "month": float(spent.month)},
            "last_poll": {channel: at.isoformat() for channel, at in channels.last_polls(session).items()},
        }


def _stopped(row: videos.Row) -> dict[str, Any]:
    reasons = [line for line in row.detail.splitlines() if line] or [str(row.cause)]
    return {"video_id": row.id, "reasons": reasons}


def status_lines(given: dict[str, Any]) -> list[str]:
    """The same for people."""
    counts = [f"{number} {state}" for state, number in given["videos"].items() if number]
    lines = [f"videos: {', '.join(counts) or 'none known yet'}"]
    for state in ("held", "failed"):
        for video in given[state]:
            lines.append(f"{state} {video['video_id']}: {video['reasons'][0]}")
            lines += [f"    {reason}" for reason in video["reasons"][1:]]
    lines += [f"skipped {number}: {cause}" for cause, number in given["skipped"].items()]
    lines += [f"refused by {service}: {reason}" for service, reason in given["refused"].items()]
    lines.append(f"spent: {given['usd']['today']:.4f} USD today, {given['usd']['month']:.4f} USD this month")
    lines += [f"polled {channel} at {at}" for channel, at in given["last_poll"].items()]
    return lines


def ended(row: videos.Row) -> dict[str, Any]:
    """How a video ended that was worked on: `{"video_id", "state", "reasons"}`."""
    reasons = [str(row.cause), *row.detail.splitlines()] if row.cause else []
    return {"video_id": row.id, "state": str(row.state), "reasons": reasons}


def ended_lines(given: list[dict[str, Any]]) -> list[str]:
    """The same for people."""
    return [
        line
        for row in given
        for line in (f"{row['video_id']}: {row['state']}", *(f"    {reason}" for reason in row["reasons"]))
    ]


def story(database: Database, video_id: VideoId) -> dict[str, Any]:
    """One video's whole story."""
    with database.reading() as session:
        row = videos.one(session, video_id)
        judged = evidence.newest_summary(session, video_id)
        return {
            "video_id": row.id,
            "title": row.title,
            "channel_id": row.channel_id,
            "state": str(row.state),
            "reasons": [row.cause and str(row.cause), *row.detail.splitlines()],
            "next_look": row.next_look_at.isoformat() if row.next_look_at else None,
            "looks": row.look,
            "events": [
                {"at": event.at.isoformat(), "state": event.state, "cause": event.cause, "detail": event.detail}
                for event in videos.story(session, video_id)
            ],
            "calls": [
                {
                    "at": call.sent_at.isoformat(), "what": call.label, "model": call.model, "outcome": call.outcome,
                    "input": call.input_tokens, "cached": call.cached_tokens, "output": call.output_tokens,
                    "usd": float(call.usd),
                }
                for call in ledger.calls(session, video_id)
            ],
            "reviews": [_review(kept) for kept in reviews.of_video(session, video_id)],
            "publications": [
                {"path": past.path, "commit": past.commit, "at": past.at.isoformat()}
                for past in evidence.publications(session, video_id)
            ],
            "summary": None if judged is None else _summary(judged),
        }  # fmt: skip


def _review(kept: reviews.Kept) -> dict[str, Any]:
    told: dict[str, Any] = asdict(kept.act)
    place: dict[str, Any] = told.get("place") or {}
    return {
        "at": kept.at.isoformat(), "who": kept.who, "action": kept.action, "summary": kept.summary,
        "part": place.get("part"), "section": told.get("section") or place.get("section"), "index": place.get("index"),
        "rule": told.get("rule"), "text": told.get("text", ""), "reason": told.get("reason", ""),
    }  # fmt: skip


def _review_line(kept: dict[str, Any]) -> str:
    number = None if kept["index"] is None else str(kept["index"] + 1)
    target = " ".join(part for part in (kept["section"], kept["part"], number, kept["rule"]) if part)
    said = " – ".join(part for part in (kept["text"], kept["reason"]) if part)
    head = f"{kept['at'][:19]}Z  {kept['who']}: {kept['action']}"
    return f"{head}{' ' + target if target else ''}{': ' + said if said else ''}"


def _summary(judged: evidence.Judged) -> dict[str, Any]:
    return {
        "verdict": judged.verdict,
        "model": judged.model,
        "gate": judged.gate,
        "prompts": judged.prompts,
        "findings": [
            {"rule": found.rule, "severity": str(found.severity), "text": found.text, "message": found.message}
            for found in judged.findings
        ],
        "names": [
            {"canonical": name.canonical, "as_heard": list(name.as_heard), "kind": name.kind, "certain": name.certain}
            for name in judged.summary.names
        ],
        "sections": [
            {
                "heading": section.heading,
                "start": section.start,
                "bullets": [
                    {"ko": bullet.ko, "quote_en": bullet.quote_en, "block": f"b{bullet.block}"}
                    for bullet in section.bullets
                ],
            }
            for section in judged.summary.sections
        ],
    }


def story_lines(given: dict[str, Any]) -> list[str]:
    """The same for people."""
    lines = [f"{given['video_id']}  {given['title']}", f"{given['state']}"]
    lines += [f"    {reason}" for reason in given["reasons"] if reason]
    if given["next_look"]:
        lines.append(f"next look: {given['next_look']}")
    for event in given["events"]:
        why = " – ".join(part for part in (event["cause"], event["detail"]) if part)
        lines.append(f"{event['at'][:19]}Z  {event['state']}{'  ' + why if why else ''}".replace("\n", "; "))
    for call in given["calls"]:
        lines.append(
            f"{call['at'][:19]}Z  asked {call['what']}: {call['input']} in ({call['cached']} cached), "
            f"{call['output']} out, {call['usd']:.4f} USD, {call['outcome'] or 'no answer yet'}"
        )
    lines += [_review_line(kept) for kept in given["reviews"]]
    lines += [f"published {past['path']} {past['commit'] or '(stood there before)'}" for past in given["publications"]]
    if summary := given["summary"]:
        lines += [
            f"{found['severity']} {found['rule']}: {found['text']} – {found['message']}"
            for found in summary["findings"]
        ]
    return lines


def costs(database: Database) -> dict[str, Any]:
    """`{"day" | "month" | "model" | "channel" | "stage": {name: {"calls", "input", "cached", "output", "usd"}}}`."""
    with database.reading() as session:
        sums = ledger.costs(session)
    return {
        group: {
            name: {
                "calls": total.calls, "input": total.input, "cached": total.cached, "output": total.output,
                "usd": float(total.usd),
            }
            for name, total in named.items()
        }
        for group, named in sums.items()
    }  # fmt: skip


def costs_lines(given: dict[str, Any]) -> list[str]:
    """The same for people."""
    lines: list[str] = []
    for group, named in given.items():
        lines += [f"by {group}:", *(f"  {name:<20} {_cost(total)}" for name, total in named.items())] if named else []
    return lines or ["no model was asked yet"]


def _cost(total: dict[str, Any]) -> str:
    tokens = f"{total['input']:>9} in ({total['cached']} cached) {total['output']:>8} out"
    return f"{total['calls']:>5} calls {tokens} {total['usd']:>10.4f} USD"
