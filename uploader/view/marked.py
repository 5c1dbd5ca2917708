"""A post's file with what an audit found in it marked: line by line, and within a line where the text stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from uploader.models import Severity
from uploader.store.audits import Found


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line, cut into what is marked (with the severity) and what is not, and the findings that stand on it."""

    number: int
    runs: tuple[tuple[str, str], ...]
    findings: tuple[Found, ...]


def marked(text: str, findings: Sequence[Found]) -> list[MarkedLine]:
    """Every line of the file; findings of the file as a whole stand at its first line."""
    at: defaultdict[int, list[Found]] = defaultdict(list)
    lines = text.split("\n")
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
    runs: list[tuple[str, str]] = []
    for char, severity in zip(line, worst, strict=True):
        if runs and runs[-1][0] == severity:
            runs[-1] = (severity, runs[-1][1] + char)
        else:
            runs.append((severity, char))
    return tuple(runs)
