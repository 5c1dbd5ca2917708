"""`prompts test`: a changed prompt tried on a folder of talks, against what the last one made of them."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from uploader.cli.exits import Exit
from uploader.cli.options import AsJson, Config, read_settings, say

if TYPE_CHECKING:
    from uploader.store.trials import Trial
    from uploader.workflow.ports import Parts

prompts = typer.Typer(help="Prompts, changed with eyes open.", pretty_exceptions_enable=False)


@prompts.callback()
def _prompts() -> None:
    """Prompts, changed with eyes open."""


@prompts.command("test")
def try_prompts(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of transcript files.")],
    *,
    prompts_dir: Annotated[
        Path | None, typer.Option("--prompts", help="The prompts to try; else those of the settings.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="So many talks at most.")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> int:
    """Run the prompts on talks: findings, coverage, tokens, cost, and the diff to the last prompts; publishes nothing.

    Answers are kept: trying the same again costs nothing, and the caps of the settings hold.
    """
    from uploader.app import parts_of
    from uploader.assembly import data_dir_of
    from uploader.errors import BadInput

    files = sorted(folder.glob("*.json"))[:limit]
    if not files:
        raise BadInput(f"no transcript files (*.json) in {folder}")
    settings = read_settings(config)
    settings = settings.model_copy(update={"prompts_dir": prompts_dir or settings.prompts_dir})
    told: list[dict[str, Any]] = []
    with parts_of(settings) as parts:
        for row in _each(files, parts, data_dir_of(settings)):
            told.append(row)
            if not as_json:
                say(_lines(row, priced=settings.priced))
    say([json.dumps(told, ensure_ascii=False)] if as_json else _sum(told, priced=settings.priced))
    return Exit.DONE if all(row.get("verdict") == "passed" for row in told) else Exit.SOME_STOPPED


def _each(files: list[Path], parts: "Parts", data_dir: Path) -> Iterator[dict[str, Any]]:
    """Every talk's trial with the one it is compared to; a talk of which nothing can be made has `stopped` alone."""
    from uploader.assembly import text_of
    from uploader.errors import BadInput, Later, Stopped
    from uploader.store import trials
    from uploader.workflow.trying import tried

    for file in files:
        try:
            trial = tried(text_of(file), file.name, parts)
        except (BadInput, Later, Stopped) as wrong:
            yield {"file": file.name, "stopped": str(wrong)}
            continue
        before = trials.keep(data_dir, trial)
        yield {
            "file": file.name,
            **_as_row(trial),
            "before": _as_row(before) if before else None,
            **_diff(trial, before),
        }


def _as_row(trial: "Trial") -> dict[str, Any]:
    return asdict(trial)


def _diff(trial: "Trial", before: "Trial | None") -> dict[str, Any]:
    if before is None:
        return {"changed": [], "diff": ""}
    names = [name for name in trial.prompts if before.prompts.get(name) != trial.prompts[name]]
    names += [f"model {before.model} to {trial.model}"] if before.model != trial.model else []
    lines = difflib.unified_diff(before.text.splitlines(), trial.text.splitlines(), "before", "now", "", "", 1, "")
    return {"changed": names, "diff": "\n".join(lines)}


def _lines(row: dict[str, Any], *, priced: bool) -> list[str]:
    """A talk's trial for people; figures of the one before in brackets where they differ."""
    from uploader.audit.report import visible

    if "stopped" in row:
        return [f"{row['file']}: {visible(row['stopped'])}"]
    before = row["before"] or row

    def now(key: str) -> str:
        return f"{row[key]}" + (f" ({before[key]})" if before[key] != row[key] else "")

    money = f", {row['usd']:.4f} USD, {row['paid']:.4f} of it paid now" if priced else ", cost unknown"
    came = f"{now('sections')} sections, {now('key_points')} key points, {now('bullets')} bullets"
    found = f"at first {_rules(row['first'])}; in the end {_rules(row['errors'])}; warnings {_rules(row['warnings'])}"
    took = f"{now('calls')} calls, {now('input')} tokens in ({row['cached']} cached), {now('output')} out"
    lines = [
        f"{row['video_id']}  {visible(row['title'])}",
        f"    {now('verdict')}: {came}, {now('tenths')} tenths of 10 covered",
        f"    gate {row['gate']}: {found}",
        f"    {took}{money}",
        *(f"    held: {visible(reason)}" for reason in row["reasons"]),
    ]
    if row["before"] is None:
        return [*lines, "    nothing to compare with yet"]
    changed = f"    against {', '.join(row['changed'])} as before" if row["changed"] else "    against the same prompts"
    return [*lines, changed, *(row["diff"].splitlines() or ["    the same words"])]


def _rules(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {rule}" for rule, count in counts.items()) or "none"


def _sum(told: list[dict[str, Any]], *, priced: bool) -> list[str]:
    done = [row for row in told if "stopped" not in row]
    passed = sum(row["verdict"] == "passed" for row in done)
    money = f", {sum(row['usd'] for row in done):.4f} USD, {sum(row['paid'] for row in done):.4f} of it paid now"
    first, last = (sum(sum(row[when].values()) for row in done) for when in ("first", "errors"))
    bullets = sum(row["bullets"] for row in done)
    errors = f"{first} errors at first, {last} in the end"
    return [f"{passed} of {len(told)} passed; {bullets} bullets, {errors}{money if priced else ''}"]
