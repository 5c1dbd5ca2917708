"""What `check` and `audit` print for people: the second fits on a screen."""

from uploader.audit.examine import Examined
from uploader.audit.report import Report, Told, shortened, told, visible
from uploader.gate.explain import EXPLANATIONS
from uploader.models import Rule, Severity

_WORST = 10
_RULES_SHOWN = 5
_LINES_SHOWN = 6
_EVIDENCE_SHOWN = 2


def post_lines(post: Examined) -> list[str]:
    """Every finding of one file, errors first, what the rules mean below."""
    findings = told(post.findings)
    lines = [line for one in findings for line in _finding_lines(one)]
    rules: dict[Rule, None] = dict.fromkeys(one.rule for one in findings)
    if lines:
        lines += ["", *(f"{rule}: {EXPLANATIONS[rule].cure}" for rule in rules), ""]
    warnings = len(post.findings) - post.errors
    judged = "held against its talk" if post.with_talk else "judged by its form alone"
    verdict = _count(post.errors, "error") if post.errors else "ok"
    more = f", {_count(warnings, 'warning')}" if warnings else ""
    return [*lines, f"{visible(post.file)}: {verdict}{more} ({judged})"]


def _finding_lines(one: Told) -> list[str]:
    at = ""
    if one.lines:
        shown = ", ".join(str(line) for line in one.lines[:_LINES_SHOWN])
        at = f" line {shown}{' …' if len(one.lines) > _LINES_SHOWN else ''}"
    texts = ", ".join(f"“{shortened(text)}”" for text in one.texts[:3]) + (" …" if len(one.texts) > 3 else "")
    head = f"{one.severity} {one.rule}{at}{': ' if texts else ''}{texts}"
    return [head, f"    {shortened(one.message, 300)}", *(f"    {line}" for line in one.evidence[:_EVIDENCE_SHOWN])]


def report_lines(report: Report) -> list[str]:
    """Totals, rules with what they mean, worst files."""
    posts = len(report.posts)
    lines = [f"{_count(posts, 'post')}: {report.clean} without error, {len(report.broken)} with errors"]
    lines.append(f"{report.with_talk} held against their talk, {posts - report.with_talk} judged by their form alone")
    if report.totals:
        lines += ["", f"{'rule':<18}{'posts with errors':>18}{'warnings only':>15}   what it means"]
        lines += [
            f"{total.rule:<18}{total.posts_with_errors or '':>18}{total.posts_with_warnings or '':>15}"
            f"   {EXPLANATIONS[total.rule].means}"
            for total in report.totals
        ]
    if report.broken:
        lines += ["", "worst files" if len(report.broken) > _WORST else "files with errors"]
        lines += [_file_line(post) for post in report.broken[:_WORST]]
    return lines


def _file_line(post: Examined) -> str:
    rules = list(dict.fromkeys(str(one.rule) for one in post.findings if one.severity is Severity.ERROR))
    more = " …" if len(rules) > _RULES_SHOWN else ""
    return f"  {visible(post.file)}: {_count(post.errors, 'error')}: {', '.join(rules[:_RULES_SHOWN])}{more}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
