"""A talk of our own, a post that it bears out, and ways to spoil the post."""

import json
from datetime import UTC, datetime
from pathlib import Path

from uploader.files import shipped

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
VIDEO = "Qm7-Baker_9"
GLOSSARY = shipped("glossary.tsv").read_text("utf-8")

_GOLDEN = Path(__file__).resolve().parents[1] / "golden" / f"{VIDEO}.md"
POST = (
    _GOLDEN.read_text("utf-8")
    .replace("[▶ 5:05]", "[▶ 1:00]").replace("&t=305s", "&t=60s")
    .replace("[▶ 1:02:30]", "[▶ 2:00]").replace("&t=3750s", "&t=120s")
)  # fmt: skip

_SAID = (
    "Hello, I am Mina Park and I look after deployments at Harbor Grid, where the tide runs the whole town.",
    "We had a deployment with 12 steps in it, and we cut the number of steps in half, down to 6 steps.",
    "The time to recover from an outage fell from 14 minutes to 6 minutes, and people sleep again.",
    "You still may not deploy at night, that is forbidden as it always was, and I think it should be.",
    "Then there is the retry queue, which keeps every job that failed and runs them again in order.",
    "We write down why a job failed, so that the second attempt can make use of the reason.",
    "If it fails five times we tell a person about it, because a machine that tries forever helps nobody.",
    "We ask a small model first, and only when its answer is unsure do we hand it to the large model.",
    "The cost went from 3 dollars to 1 dollar for every 1,000 requests, so it is a third of what it was.",
    "About 8 percent of the requests go on to the large model, the rest stay with the small one.",
    "What is left is documents that are full of tables and figures, a person has to look at those.",
)


def post(*changes: tuple[str, str]) -> str:
    """The good post with these strings replaced, each of which must be there."""
    text = POST
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def transcript(video_id: str = VIDEO, said: tuple[str, ...] = _SAID) -> str:
    """The talk's transcript file: three minutes, less a little."""
    title = "Half the Steps, Twice the Sleep — Mina Park, Harbor Grid"
    segments = [{"start": 15.0 * at, "duration": 15.0, "text": text} for at, text in enumerate(said)]
    return json.dumps({
        "video_id": video_id, "title": title, "channel": "AI Engineer", "language": "en", "auto_generated": True,
        "duration": 170.0, "segments": segments,
    })  # fmt: skip


def put(folder: Path, text: str, name: str = f"{VIDEO}.md") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path
