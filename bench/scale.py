"""From ten channels to a hundred thousand: what is busy, what is left undone, what a month costs.

The real scheduling code on a virtual clock (`world/clockwork`). 100,000 channels are run once with what one process
has, and once, after what is added, as a fiftieth: 2,000 channels with a fiftieth of every limit. `--plots FOLDER` draws
the two pictures of docs/scale.md and needs matplotlib (`uv pip install --group bench`).
"""

import argparse
import logging
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean

import structlog

from bench.tokens import charged
from bench.world import speech
from bench.world.clockwork import Load, Seen, simulated
from bench.world.scene import load

SHARE = 50
ADDED = Load(channels=100_000 // SHARE, processes=2, workers=8, slots=5, addresses=2.4)
"""A fiftieth of 100 processes of 8 videos, 250 slots, 120 addresses and 50 repositories."""


@dataclass(frozen=True, slots=True)
class Case:
    """One column: `shown` channels, simulated by `load` for so many hours."""

    name: str
    shown: int
    load: Load
    hours: float


CASES = (
    Case("10 channels, one process", 10, Load(10), 48),
    Case("1,000 channels, one process", 1_000, Load(1_000), 1),
    Case("100,000 channels, one process", 100_000, Load(100_000), 0.5),
    Case("100,000 channels, after adding", 100_000, ADDED, 1),
)


@cache
def _tokens() -> tuple[float, float]:
    """Input, as charged, and output tokens of a talk of twenty minutes."""
    said = speech.talk(7, 20)
    ratio, _, output = charged(said)
    return ratio * sum(len(sentence.encode()) + 1 for sentence in said.sentences) / 4, output


def month(channels: int, each: float, usd: tuple[float, float]) -> tuple[float, float]:
    """Talks and USD a month at so many talks a day and channel; `usd` a million tokens in and out."""
    talks = channels * each * 30
    return talks, talks * sum(tokens * price for tokens, price in zip(_tokens(), usd, strict=True)) / 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Prints a table; 0."""
    parser = argparse.ArgumentParser(prog="bench.scale", description="What saturates first, and what it costs.")
    parser.add_argument("--short", action="store_true", help="a tenth of the hours, and no hundred thousand")
    parser.add_argument("--plots", type=Path, help="where the pictures go")
    parser.add_argument("--usd", type=float, nargs=2, default=[0.40, 1.60], help="a million tokens in and out")
    given = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    sys.stdout.write(f"{load()}\n")
    seen: list[tuple[Case, Seen]] = []
    for case in CASES:
        if given.short and case.load.channels > 10:
            continue
        found = simulated(case.load, case.hours / (10 if given.short else 1))
        seen.append((case, found))
        busy = ", ".join(f"{name} {min(share, 1):.0%}" for name, share in found.busy.items())
        waited = f"{mean(found.waited):.0f} s" if found.waited else "–"
        lag = f"{mean(found.lags) / 60:.1f} min" if found.lags else "–"
        sys.stdout.write(
            f"{case.name}, {found.hours:g} h: {found.polls:,} polls ({waited} in line), {found.published:,} of {found.uploads:,} "
            f"talks published, {lag} from captions to post, {found.requests / found.hours:,.0f} requests an hour\n"
            f"    busy: {busy}; left: {found.left['polls']:,} polls, {found.left['videos']:,} videos\n"
        )
        sys.stdout.flush()
    for channels in (10, 1_000, 100_000):
        talks, usd = month(channels, Load(1).uploads, tuple(given.usd))
        sys.stdout.write(f"{channels:,} channels: {talks:,.0f} talks a month, {usd:,.0f} USD for answers\n")
    if given.plots:
        _drawn(seen, given)
    return 0


def _drawn(seen: list[tuple[Case, Seen]], given: argparse.Namespace) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "uploader"  # the same picture is the same file
    from matplotlib import pyplot as plt

    given.plots.mkdir(parents=True, exist_ok=True)
    names = list(seen[0][1].busy)
    figure, axes = plt.subplots(figsize=(9, 4))
    for place, (case, found) in enumerate(seen):
        at = [number + 0.2 * place for number in range(len(names))]
        axes.bar(at, [max(0.0005, min(found.busy[name], 1.0)) for name in names], 0.18, label=case.name)
    axes.set_xticks([number + 0.3 for number in range(len(names))], names)
    axes.set_yscale("log")
    axes.axhline(1.0, color="black", linewidth=0.8)
    axes.set_ylabel("share of its time that it works")
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(given.plots / "scale-busy.svg", metadata={"Date": None})
    figure, axes = plt.subplots(figsize=(6, 4))
    channels = [10, 100, 1_000, 10_000, 100_000]
    axes.loglog(channels, [month(each, Load(1).uploads, tuple(given.usd))[1] for each in channels], marker="o")
    axes.set_xlabel("channels")
    axes.set_ylabel("USD a month for answers")
    axes.grid(visible=True, which="major", linewidth=0.3)
    figure.tight_layout()
    figure.savefig(given.plots / "scale-cost.svg", metadata={"Date": None})


if __name__ == "__main__":
    sys.exit(main())
