"""What an audit comes to: totals, rules by how many posts they touch, worst files, and the JSON documents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from uploader.audit.examine import Examined
from uploader.models import Finding, Rule, Severity

_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class RuleTotal:
    """A rule in an audit: how many posts have its errors, how many only its warnings, and all its findings."""

    rule: Rule
    posts_with_errors: int
    posts_with_warnings: int
    findings: int


@dataclass(frozen=True)
class Report:
    """An audit's posts, in order of their files. `clean` posts have no error; warnings are allowed."""

    posts: tuple[Examined, ...]

    @cached_property
    def broken(self) -> tuple[Examined, ...]:
        """Posts with errors, the worst first."""
        return tuple(sorted((post for post in self.posts if post.errors), key=lambda post: -post.errors))

    @property
    def clean(self) -> int:
        """How many posts have no error."""
        return len(self.posts) - len(self.broken)

    @cached_property
    def with_talk(self) -> int:
        """How many were held against their talk."""
        return sum(post.with_talk for post in self.posts)

    @cached_property
    def totals(self) -> tuple[RuleTotal, ...]:
        """Every rule that found something, the one with most broken posts first."""
        errors, warnings, findings = Counter[Rule](), Counter[Rule](), Counter[Rule]()
        for post in self.posts:
            found: set[Rule] = {finding.rule for finding in post.findings}
            wrong: set[Rule] = {finding.rule for finding in post.findings if finding.severity is Severity.ERROR}
            errors.update(wrong)
            warnings.update(found - wrong)
            findings.update(finding.rule for finding in post.findings)
        order: tuple[Rule, ...] = get_args(Rule)
        totals = (RuleTotal(rule, errors[rule], warnings[rule], findings[rule]) for rule in order if findings[rule])
        return tuple(sorted(totals, key=lambda total: (-total.posts_with_errors, -total.posts_with_warnings)))

    def as_json(self) -> dict[str, Any]:
        """INTERFACE's `audit --json`; `counts` has the posts with any finding of a rule, warnings included."""
        return {
            "posts": len(self.posts),
            "clean": self.clean,
            "counts": {total.rule: total.posts_with_errors + total.posts_with_warnings for total in self.totals},
            "problems": [
                {"file": post.file, "video_id": post.video_id, **_problem(finding)}
                for post in self.posts
                for finding in post.findings
            ],
        }


def check_json(post: Examined) -> dict[str, Any]:
    """INTERFACE's `check --json`."""
    return {
        "ok": not post.errors,
        "file": post.file,
        "video_id": post.video_id,
        "problems": [_problem(finding) for finding in post.findings],
    }


def _problem(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "line": finding.place.line,
        "text": _encodable(finding.text),
        "message": _encodable(finding.message),
    }


@dataclass(frozen=True, slots=True)
class Told:
    """Findings of one file that say the same, told once: `lines` where they stand, `texts` what stands there."""

    rule: Rule
    severity: Severity
    message: str
    lines: tuple[int, ...]
    texts: tuple[str, ...]
    evidence: tuple[str, ...]


def told(findings: Sequence[Finding]) -> list[Told]:
    """For people: errors first, each group in file order, the same message told once with all its lines."""
    groups: dict[tuple[Severity, Rule, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: (one.severity is not Severity.ERROR, one.place.line or 0)):
        groups.setdefault((finding.severity, finding.rule, finding.message), []).append(finding)
    return [
        Told(
            rule, severity, visible(message),
            tuple(sorted({one.place.line for one in group if one.place.line})),
            tuple(dict.fromkeys(visible(one.text) for one in group if one.text)),
            tuple(dict.fromkeys(visible(line) for one in group for line in one.evidence)),
        )
        for (severity, rule, message), group in groups.items()
    ]  # fmt: skip


def visible(text: str) -> str:
    """`text` on one line with nothing in it that a terminal or a reader's eye could be fooled by."""
    return "".join(char if char.isprintable() else _REPLACED for char in " ".join(text.split()))


def shortened(text: str, most: int = 60) -> str:
    """At most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _encodable(text: str) -> str:
    """YAML's escapes can name half a character, which no UTF-8 output takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
