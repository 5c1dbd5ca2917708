"""A post's file with what an audit found in it marked: line by line, and within a line where the text stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from uploader.models import Severity
from uploader.store.audits import Found

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line, cut into what is marked (with the severity) and what is not, and the findings that stand on it."""

    number: int
    runs: tuple[tuple[str, str], ...]
    findings: tuple[Found, ...]


def marked(text: str, findings: Sequence[Found]) -> list[MarkedLine]:
    """Every line of the file; findings of the file as a whole stand at its first line."""
    at: defaultdict[int, list[Found]] = defaultdict(list)
    lines = text.removesuffix("\n").split("\n")
    for finding in findings:
        at[min(finding.line or 1, len(lines))].append(finding)
    return [MarkedLine(n, _runs(line, at[n]), tuple(at[n])) for n, line in enumerate(lines, start=1)]


def _runs(line: str, findings: Sequence[Found]) -> tuple[tuple[str, str], ...]:
    """`(severity or "", text)` in order; where two findings overlap, the error stands."""
    worst = [""] * len(line)
    for finding in sorted(findings, key=lambda each: each.severity is Severity.ERROR):
        place = line.find(finding.text) if finding.text else -1
        if place >= 0:
            worst[place : place + len(finding.text)] = [str(finding.severity)] * len(finding.text)
    return runs(line, worst)


def runs(text: str, marks: Sequence[Mark]) -> tuple[tuple[Mark, str], ...]:
    """The text in pieces of one mark each; `marks` has one for each character."""
    alike = groupby(zip(marks, text, strict=True), key=lambda each: each[0])
    return tuple((mark, "".join(char for _, char in piece)) for mark, piece in alike)
