"""Audits in both databases: what is new since the last one, and every finding of each blog's last one."""

from tests.store.world import NOW, TALK
from uploader.models import Finding, Place, Rule, Severity
from uploader.store import audits
from uploader.store.audits import Line, Post
from uploader.store.database import Database


def found(rule: Rule, line: int = 1, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(rule, severity, Place(line=line), f"text\0 of {rule}", f"message of {rule}")


YEAR, NAME, STYLE = found("year", 9), found("name", 3), found("structure", 1, Severity.WARNING)


def test_an_audit_is_compared_with_the_one_before_of_the_same_blog(database: Database) -> None:
    with database.begin() as session:
        assert audits.newest(session) is None
        audits.keep(session, "/blog", 3, [Post("a.md", TALK, (YEAR,))], NOW)
        audits.keep(session, "/other", 9, [Post("z.md", None, (NAME,))], NOW)
        audits.keep(session, "/blog", 4, [Post("a.md", TALK, (YEAR,)), Post("b.md", None, (NAME, STYLE))], NOW)
        told = audits.newest(session)
    assert told is not None
    assert (told.posts, told.broken, told.before) == (4, {"a.md": ["year"], "b.md": ["name"]}, {"a.md": ["year"]})


def test_the_last_audit_of_a_blog_is_kept_whole(database: Database) -> None:
    posts = [
        Post("a.md", TALK, (YEAR, NAME, NAME), "a text \0 \ud800"),
        Post("b.md", None, (STYLE,)),
        Post("c_50%.md", None, (STYLE, NAME)),
    ]
    with database.begin() as session:
        assert audits.last(session) is None
        audits.keep(session, "/blog", 7, posts[:2], NOW)
        audits.keep(session, "/blog", 9, posts, NOW)
        last = audits.last(session)
        assert last is not None
        assert (last.posts, last.broken, last.warned) == (9, 2, 1)
        told = [(each.rule, str(each.severity), each.posts) for each in audits.totals(session, last.number)]
        assert told == [("name", "error", 2), ("year", "error", 1), ("structure", "warning", 2)]
        line, text, findings = audits.post(session, last.number, "a.md") or (None, None, [])
        assert line == Line("a.md", TALK, 3, 0)
        assert text == "a text   ?"
        assert [(each.rule, each.line) for each in findings] == [("name", 3), ("name", 3), ("year", 9)]
        assert audits.post(session, last.number - 1, "a.md") is None, "findings of the one before are forgotten"


def test_its_posts_are_filtered_and_paged(database: Database) -> None:
    posts = [Post(f"{n:03}.md", None, (YEAR,) if n % 2 else (STYLE, NAME)) for n in range(10)]
    with database.begin() as session:
        audits.keep(session, "/blog", 10, posts, NOW)
        last = audits.last(session)
        assert last is not None

        def files(after: str = "", most: int = 9, **which: str) -> list[str]:
            return [each.file[:3] for each in audits.listed(session, last.number, after=after, most=most, **which)]

        assert files(most=3) == ["000", "001", "002"]
        assert files(after="002.md", most=3) == ["003", "004", "005"]
        assert files(rule="year") == ["001", "003", "005", "007", "009"]
        assert files(rule="year", severity="warning") == []
        assert files(severity="warning", after="004.md") == ["006", "008"]
        assert files(words="00%") == []
        assert files(words="7.M") == ["007"]
