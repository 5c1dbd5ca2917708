"""What a talk's summary came to under one set of prompts, kept in a file a talk: the next set is compared to it.

A file holds two trials: the last one, and the one before it with other prompts or another model. Trying the same again
changes what stands last, and is still compared with what came before.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from uploader.errors import BadInput
from uploader.ids import VideoId
from uploader.store.values import from_json, to_json

FOLDER = "trials"
"""Within the data dir."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One talk under one set of prompts.

    Attributes:
        verdict: `passed` or `held`; reasons: why it was held.
        tenths: how many tenths of the video a section or bullet covers.
        first: errors that the gate found in the first draft, by rule; errors, warnings: what was left in the end.
        calls, input, cached, output: of every answer that went into it, kept ones too; tokens.
        usd: what those cost at the present price; paid: what was paid for in this run.
        text: title, key points and sections as plain lines, to be compared.
        prompts: digest by name.
    """

    video_id: VideoId
    title: str
    verdict: str
    reasons: tuple[str, ...]
    sections: int
    key_points: int
    bullets: int
    tenths: int
    first: dict[str, int]
    errors: dict[str, int]
    warnings: dict[str, int]
    calls: int
    input: int
    cached: int
    output: int
    usd: float
    paid: float
    text: str
    model: str
    gate: str
    prompts: dict[str, str] = field(hash=False)

    @property
    def question(self) -> tuple[object, ...]:
        """What was tried: two trials of one question say nothing about a change."""
        return self.prompts, self.model


def keep(data_dir: Path, trial: Trial) -> Trial | None:
    """Keep a trial; the one that it is to be compared with.

    Raises:
        BadInput: what was kept before cannot be read, or the folder cannot be written.
    """
    path = data_dir / FOLDER / f"{trial.video_id}.json"
    last, before = _read(path)
    if last is not None and last.question != trial.question:
        before = last
    kept = {"last": to_json(trial), "before": to_json(before) if before else None}
    try:
        path.parent.mkdir(exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
        os.replace(new, path)  # noqa: PTH105 - a file is there whole or not at all
    except OSError as wrong:
        raise BadInput(f"cannot write {path}: {wrong.strerror}") from wrong
    return before


def _read(path: Path) -> tuple[Trial | None, Trial | None]:
    try:
        given = json.loads(path.read_text("utf-8"))
        return from_json(Trial, given["last"]), given["before"] and from_json(Trial, given["before"])
    except FileNotFoundError:
        return None, None
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        raise BadInput(
            f"cannot read {path} ({type(wrong).__name__}): remove it, the next trial makes it anew"
        ) from wrong
