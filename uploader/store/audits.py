"""Audits that were made: which files had errors, by which rules."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uploader.notice import Audited
from uploader.store.tables import Audit
from uploader.store.values import storable


def keep(session: Session, blog: str, posts: int, broken: Mapping[str, Sequence[str]], now: datetime) -> None:
    """Write an audit down; `broken` has the rules by file."""
    told = {storable(file): [*rules] for file, rules in broken.items()}
    session.add(Audit(blog=storable(blog), at=now, posts=posts, broken=told))


def newest(session: Session) -> Audited | None:
    """The last audit, with what the one before it of the same blog had found."""
    last = session.scalar(select(Audit).order_by(Audit.number.desc()).limit(1))
    if last is None:
        return None
    earlier = select(Audit.broken).where(Audit.blog == last.blog, Audit.number < last.number)
    before = session.scalar(earlier.order_by(Audit.number.desc()).limit(1))
    return Audited(last.number, last.posts, last.broken, before or {})
