"""Writes every talk of the bench with a liar and prints what became of it, by its rate."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.gate.corpus import CleanTalk, corpus, glossary
from bench.lying.model import LyingModel, Repairs
from uploader.gate.claims import Evidence
from uploader.gate.verdict import errors, judge
from uploader.models import Summary
from uploader.post.style import Style
from uploader.store.database import Database, open_database
from uploader.store.ledger import Caps
from uploader.store.services import Pace
from uploader.store.values import from_json
from uploader.summary import prompts
from uploader.talk.filters import Filters
from uploader.workflow.ports import Parts
from uploader.workflow.writing import Draft, Writer

RATES = (0.0, 0.1, 0.3, 1.0)
REPAIRS: tuple[Repairs, ...] = ("careful", "lying in what came back", "lying anew")
MOST_LOST = 0.10


@dataclass
class Row:
    """One rate: what was told, what stands in published posts, and what it took."""

    talks: int = 0
    bullets: int = 0
    lies: int = 0
    held: int = 0
    kept: int = 0
    written: int = 0
    wrong: int = 0
    tokens: int = 0
    repair: int = 0

    @property
    def lost(self) -> float:
        """The share of the bullets of published posts that went."""
        return 1 - self.kept / self.written if self.written else 0.0


def write_all(talks: tuple[CleanTalk, ...], rate: float, repairs: Repairs, folder: Path) -> Row:
    """All talks at one rate."""
    row = Row()
    url = f"sqlite:///{folder}/at-{rate}.sqlite"
    database = open_database(url, folder)
    try:
        for talk in talks:
            _write(talk, LyingModel(talk, rate, repairs), database, row)
    finally:
        database.close()
    return row


def _write(talk: CleanTalk, model: LyingModel, database: Database, row: Row) -> None:
    writer = Writer(talk.talk, 1, _parts(model, database))
    outline = writer.outline()
    draft = writer.merge(outline, writer.sections(outline))
    draft = writer.judged(outline, draft, _at_once)
    summary = from_json(Summary, draft["summary"])
    bullets = sum(len(rows) for rows in talk.bullets)
    row.talks += 1
    row.bullets += bullets
    row.lies += model.lies
    row.tokens += sum(model.tokens.values())
    row.repair += model.tokens.get("repair", 0)
    if draft["verdict"] != "passed":
        row.held += 1
        return
    row.written += bullets
    row.kept += sum(len(section.bullets) for section in summary.sections)
    row.wrong += len(errors(judge(summary, Evidence(talk.details, glossary(), talk.talk, summary.names))))
    careful = {each.ko for rows in talk.bullets for each in rows}
    for section in summary.sections:
        for bullet in section.bullets:
            if bullet.ko not in careful:
                sys.stderr.write(f"  published: {talk.name}: {bullet.ko}\n")
    row.wrong += sum(bullet.ko not in careful for section in summary.sections for bullet in section.bullets)


def _at_once(name: str, do: Callable[[], Draft]) -> Draft:
    del name
    return do()


def _parts(model: LyingModel, database: Database) -> Parts:
    """The writer's real parts; nobody asks YouTube or a blog here."""
    known: dict[str, Any] = {
        "database": database,
        "tube": None,
        "model": model,
        "blog": None,
        "clock": lambda: datetime.now(UTC),
        "sleep": lambda _: None,
        "style": Style(),
        "prompts": prompts.load(None),
        "glossary": glossary(),
        "pace": Pace(seconds=0),
        "caps": Caps(Decimal(100), Decimal(100), Decimal(100)),
        "model_slots": 2,
        "filters": Filters(),
        "first_run_videos": 1,
        "reuploads": "hold",
    }
    return Parts(**known)


def main(arguments: list[str] | None = None) -> int:
    """Prints one table a way of repairing; 0 where nothing wrong was published and little was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.lying", description="The gate against a lying model.")
    parser.parse_args(arguments)
    reached = True
    out = sys.stdout.write
    for repairs in REPAIRS:
        out(f"repairs: {repairs}\n")
        out(f"{'rate':>6}{'talks':>7}{'bullets':>9}{'lies told':>11}{'published':>11}{'held':>6}{'lost of published':>19}"
            f"{'wrong in posts':>16}{'repair tokens':>15}\n")  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            for rate in RATES:
                row = write_all(corpus(), rate, repairs, Path(folder))
                share = row.repair / row.tokens if row.tokens else 0.0
                out(
                    f"{rate:6.0%}{row.talks:7}{row.bullets:9}{row.lies:11}{row.talks - row.held:11}{row.held:6}"
                    f"{row.lost:19.1%}{row.wrong:16}{row.repair:9} {share:5.0%}\n"
                )
                reached &= row.wrong == 0
                reached &= repairs == "lying anew" or rate > 0.3 or row.lost < MOST_LOST
                reached &= repairs == "careful" or rate < 1 or row.held == row.talks
        out("\n")
    return 0 if reached else 1
