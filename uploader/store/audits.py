"""Audits that were made: which files had errors, by which rules; and of each blog's last one, every finding."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from uploader.models import Finding, Severity
from uploader.notice import Audited
from uploader.store.tables import Audit, AuditedFinding, AuditedPost
from uploader.store.values import storable


@dataclass(frozen=True, slots=True)
class Post:
    """A post as it was judged; `text` is the file's, None where it could not be read."""

    file: str
    video_id: str | None
    findings: tuple[Finding, ...]
    text: str | None = None


def keep(session: Session, blog: str, posts: int, found: Sequence[Post], now: datetime) -> None:
    """Write an audit of so many posts down; `found` has those with findings. Earlier ones keep their rules alone."""
    broken = {storable(post.file): rules for post in found if (rules := _rules(post))}
    audit = Audit(blog=storable(blog), at=now, posts=posts, broken=broken)
    session.add(audit)
    session.flush()
    past = select(Audit.number).where(Audit.blog == audit.blog, Audit.number != audit.number)
    session.execute(delete(AuditedFinding).where(AuditedFinding.audit.in_(past)))
    session.execute(delete(AuditedPost).where(AuditedPost.audit.in_(past)))
    for post in found:
        errors = sum(each.severity is Severity.ERROR for each in post.findings)
        text = None if post.text is None else zlib.compress(storable(post.text).encode())
        session.add(
            AuditedPost(
                audit=audit.number, file=storable(post.file), video_id=post.video_id, errors=errors,
                warnings=len(post.findings) - errors, text=text,
            )
        )  # fmt: skip
        session.add_all(
            AuditedFinding(
                audit=audit.number, file=storable(post.file), rule=each.rule, severity=each.severity,
                line=each.place.line, text=storable(each.text), message=storable(each.message),
            )
            for each in post.findings
        )  # fmt: skip


def _rules(post: Post) -> list[str]:
    return sorted({str(each.rule) for each in post.findings if each.severity is Severity.ERROR})


def newest(session: Session) -> Audited | None:
    """The last audit, with what the one before it of the same blog had found."""
    last = session.scalar(select(Audit).order_by(Audit.number.desc()).limit(1))
    if last is None:
        return None
    earlier = select(Audit.broken).where(Audit.blog == last.blog, Audit.number < last.number)
    before = session.scalar(earlier.order_by(Audit.number.desc()).limit(1))
    return Audited(last.number, last.posts, last.broken, before or {})


@dataclass(frozen=True, slots=True)
class Last:
    """The last audit: of which blog, when, how many posts, and how many of them have errors or only warnings."""

    number: int
    blog: str
    at: datetime
    posts: int
    broken: int
    warned: int


def last(session: Session) -> Last | None:
    """The last audit of all."""
    columns = (Audit.number, Audit.blog, Audit.at, Audit.posts)
    row = session.execute(select(*columns).order_by(Audit.number.desc()).limit(1)).first()
    if row is None:
        return None
    counted = select(func.count()).where(AuditedPost.audit == row.number)
    broken = session.scalar(counted.where(AuditedPost.errors > 0)) or 0
    return Last(row.number, row.blog, row.at, row.posts, broken=broken, warned=(session.scalar(counted) or 0) - broken)


@dataclass(frozen=True, slots=True)
class Total:
    """A rule of one severity: how many posts have it."""

    rule: str
    severity: Severity
    posts: int


def totals(session: Session, audit: int) -> list[Total]:
    """Every rule that found something, errors first, the one with most posts first."""
    posts = func.count(AuditedFinding.file.distinct())
    query = select(AuditedFinding.rule, AuditedFinding.severity, posts).where(AuditedFinding.audit == audit)
    grouped = session.execute(query.group_by(AuditedFinding.rule, AuditedFinding.severity))
    found = [Total(rule, Severity(severity), count) for rule, severity, count in grouped]
    return sorted(found, key=lambda each: (each.severity is not Severity.ERROR, -each.posts, each.rule))


@dataclass(frozen=True, slots=True)
class Line:
    """A post with findings, in a list."""

    file: str
    video_id: str | None
    errors: int
    warnings: int


def listed(
    session: Session, audit: int, *, rule: str = "", severity: str = "", words: str = "", after: str = "", most: int
) -> list[Line]:
    """Posts with findings of that rule and severity ("": any), with these words in the file's name; by file."""
    columns = (AuditedPost.file, AuditedPost.video_id, AuditedPost.errors, AuditedPost.warnings)
    query = select(*columns).where(AuditedPost.audit == audit, AuditedPost.file > after)
    if rule or severity:
        of_it = select(AuditedFinding.number).where(
            AuditedFinding.audit == audit, AuditedFinding.file == AuditedPost.file
        )
        of_it = of_it.where(AuditedFinding.rule == rule) if rule else of_it
        of_it = of_it.where(AuditedFinding.severity == severity) if severity else of_it
        query = query.where(of_it.exists())
    if words:
        query = query.where(AuditedPost.file.icontains(words, autoescape=True))
    return [
        Line(row.file, row.video_id, row.errors, row.warnings)
        for row in session.execute(query.order_by(AuditedPost.file).limit(most))
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding."""

    rule: str
    severity: Severity
    line: int | None
    text: str
    message: str


def post(session: Session, audit: int, file: str) -> tuple[Line, str | None, list[Found]] | None:
    """A post of the audit: how many findings, its text as it was read, and what was found, by line."""
    row = session.get(AuditedPost, (audit, file))
    if row is None:
        return None
    each = AuditedFinding
    query = select(each.rule, each.severity, each.line, each.text, each.message)
    query = query.where(each.audit == audit, each.file == file).order_by(each.line, each.number)
    found = [Found(row.rule, Severity(row.severity), row.line, row.text, row.message) for row in session.execute(query)]
    text = None if row.text is None else zlib.decompress(row.text).decode()
    return Line(row.file, row.video_id, row.errors, row.warnings), text, found


def rules(session: Session, audit: int, file: str) -> list[str]:
    """The rules that found errors in a post; where there were none, those that warned."""
    each = AuditedFinding
    query = select(each.severity, each.rule).where(each.audit == audit, each.file == file).distinct()
    found = [(severity, rule) for severity, rule in session.execute(query)]
    wrong = sorted(rule for severity, rule in found if severity == Severity.ERROR)
    return wrong or sorted(rule for _, rule in found)
