"""Judges every clean summary and every seeded error, and prints one table.

Each error is judged twice: as the summary that the model wrote, with its quotes, and as the post's file alone, the way
`check` and `audit` see anybody's post. The goals hold for the first.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from bench.gate.corpus import CleanTalk, corpus
from bench.gate.markup import MARKUP, spoiled
from bench.gate.mutations import KINDS, Kind
from uploader.gate.claims import Evidence
from uploader.gate.contract import contract
from uploader.gate.foreign import page_of_post
from uploader.gate.verdict import errors, judge, judge_page
from uploader.models import Finding, Summary
from uploader.post.page import render
from uploader.post.read import read_post
from uploader.post.style import Style

MOST_SEEDS = 60
LEAST_RECALL, LEAST_OF_A_KIND, MOST_FALSE_STOPS, MOST_MILLISECONDS = 0.99, 0.95, 0.03, 20.0


@dataclass
class Row:
    """One kind's figures; `missed` are what got past, for a person to read."""

    name: str
    goal: bool = True
    seeds: int = 0
    caught: int = 0
    in_files: int = 0
    files: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Caught of seeds."""
        return self.caught / self.seeds if self.seeds else 0.0


class Bench:
    """The talks that are measured, each with its evidence read once."""

    def __init__(self, talks: Iterable[CleanTalk]) -> None:
        self.talks = tuple(talks)
        self.milliseconds: list[float] = []
        self._evidence = {talk.name: talk.evidence() for talk in self.talks}
        self._wrong: dict[str, set[Finding]] = {}

    def findings(self, talk: CleanTalk, summary: Summary) -> tuple[Finding, ...]:
        """What stops a summary."""
        return self._new(talk, "summary", judge(summary, self._evidence[talk.name]))

    def file_findings(self, talk: CleanTalk, page: str) -> tuple[Finding, ...]:
        """What stops a file, with the talk as its evidence."""
        post = read_post(page)
        evidence = Evidence(talk.details, self._evidence[talk.name].glossary, talk.talk)
        now = talk.published + timedelta(days=2)
        name = f"{talk.video_id}.md"
        found = (
            *contract(page, name, now, duration=talk.duration),
            *judge_page(page_of_post(post, talk.talk), evidence),
        )
        return self._new(talk, "file", found)

    def _new(self, talk: CleanTalk, form: str, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """The errors but those that the careful summary itself is stopped for: a false stop catches nothing."""
        wrong = self._wrong.setdefault(f"{talk.name} {form}", set())
        return tuple(each for each in errors(found) if each not in wrong)

    def page(self, talk: CleanTalk, summary: Summary) -> str:
        """The post's file."""
        return render(summary, talk.details, talk.published + timedelta(days=1), Style()).text

    def clean(self) -> Iterator[tuple[CleanTalk, tuple[Finding, ...], tuple[Finding, ...]]]:
        """Each careful summary with what wrongly stops it, as a summary and as a file; timed on evidence never read."""
        for talk in self.talks:
            evidence = talk.evidence()
            start = time.process_time()
            found = errors(judge(talk.summary, evidence))
            self.milliseconds.append(1000 * (time.process_time() - start))
            of_file = self.file_findings(talk, self.page(talk, talk.summary))
            self._wrong[f"{talk.name} summary"], self._wrong[f"{talk.name} file"] = set(found), set(of_file)
            yield talk, found, of_file

    def row(self, kind: Kind) -> Row:
        """One kind of error over all talks."""
        row = Row(kind.name, kind.goal)
        for talk, summary in self._seeds(kind):
            row.seeds += 1
            found = self.findings(talk, summary)
            row.caught += bool(found)
            if not found:
                row.missed.append(f"{talk.name}: {_difference(talk.summary, summary)}")
            if not kind.needs_quotes:
                row.files += 1
                row.in_files += bool(self.file_findings(talk, self.page(talk, summary)))
        return row

    def markup_rows(self) -> Iterator[Row]:
        """The kinds of the file's text."""
        for name, spoil in MARKUP:
            row = Row(name)
            for talk in self.talks:
                page, random = self.page(talk, talk.summary), Random(f"{name} {talk.name}")
                pages = list(spoiled(page, spoil, random))
                for each in random.sample(pages, min(3, len(pages))):
                    row.seeds += 1
                    row.files += 1
                    found = bool(self.file_findings(talk, each))
                    row.caught += found
                    row.in_files += found
                    if not found:
                        row.missed.append(f"{talk.name}: {set(each.splitlines()) - set(page.splitlines())}")
            yield row

    def _seeds(self, kind: Kind) -> list[tuple[CleanTalk, Summary]]:
        """At most `MOST_SEEDS`, as many of each talk as of the next."""
        by_talk: list[list[tuple[CleanTalk, Summary]]] = []
        for talk in self.talks:
            random = Random(f"{kind.name} {talk.name}")
            made = [(talk, summary) for summary in kind.make(talk, random)]
            random.shuffle(made)
            by_talk.append(made)
        rounds = max(map(len, by_talk), default=0)
        spread = [made[at] for at in range(rounds) for made in by_talk if at < len(made)]
        return spread[:MOST_SEEDS]


def _difference(clean: Summary, other: Summary) -> str:
    from bench.gate.korean import statements

    before = [each.text for each in statements(clean)]
    told = [each for each in statements(other) if each.text not in before]
    return told[0].text if told else "(the statements are the same)"


def report(talks: Iterable[CleanTalk], *, misses: bool = False) -> bool:
    """Prints the table; whether all goals are reached."""
    bench = Bench(talks)
    stopped = in_files = 0
    out = sys.stdout.write
    for talk, found, of_file in bench.clean():
        stopped += bool(found)
        in_files += bool(of_file)
        if misses:
            for finding in found:
                out(f"  false stop  {talk.name}: {finding.rule} {finding.text!r}: {finding.message}\n")
            for finding in of_file if not found else ():
                out(f"  false stop in the file  {talk.name}: {finding.rule} {finding.text!r}: {finding.message}\n")
    rows = [*(bench.row(kind) for kind in KINDS), *bench.markup_rows()]
    out(f"{'kind':32}{'seeds':>6}{'caught':>8}{'share':>9}{'file alone':>12}\n")
    for row in rows:
        alone = f"{row.in_files / row.files:.1%}" if row.files else "–"
        out(f"{row.name:32}{row.seeds:6}{row.caught:8}{row.share:9.1%}{alone:>12}{'' if row.goal else '  (no goal)'}\n")
        if misses:
            out("".join(f"      missed  {each}\n" for each in row.missed))
    judged = [row for row in rows if row.goal and row.seeds]
    recall = sum(row.caught for row in judged) / sum(row.seeds for row in judged)
    worst = min(row.share for row in judged)
    median, most = statistics.median(bench.milliseconds), max(bench.milliseconds)
    false = stopped / len(bench.talks)
    out(
        f"\nrecall {recall:.2%} over {sum(row.seeds for row in judged)} seeds of {len(judged)} kinds; worst kind {worst:.1%}\n"
    )
    out(f"false stops on clean summaries {stopped} of {len(bench.talks)} ({false:.1%}); on their files {in_files}\n")
    out(f"milliseconds a post: median {median:.1f}, most {most:.1f}\n")
    return (
        recall >= LEAST_RECALL
        and worst >= LEAST_OF_A_KIND
        and false <= MOST_FALSE_STOPS
        and median <= MOST_MILLISECONDS
    )


def main(arguments: list[str] | None = None) -> int:
    """Prints the table of the talks, then that of the talks held out; 0 where the goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description="The gate measured on seeded errors.")
    parser.add_argument("--misses", action="store_true", help="show what got past and what was stopped wrongly")
    given = parser.parse_args(arguments)
    open_talks = [talk for talk in corpus() if not talk.held_out]
    held_out = [talk for talk in corpus() if talk.held_out]
    sys.stdout.write(f"{len(open_talks)} talks\n")
    reached = report(open_talks, misses=given.misses)
    if held_out:
        sys.stdout.write(f"\n{len(held_out)} talks held out: written after the last change of a rule\n")
        reached = report(held_out, misses=given.misses) and reached
    return 0 if reached else 1
