from uploader.audit.examine import Examined
from uploader.audit.report import Report, check_json, told, visible
from uploader.ids import parse_video_id
from uploader.models import Finding, Place, Rule, Severity

VIDEO = parse_video_id("aaaaaaaaaaa")


def _found(rule: Rule, line: int | None = None, *, error: bool = True, text: str = "x", message: str = "m") -> Finding:
    return Finding(rule, Severity.ERROR if error else Severity.WARNING, Place(line=line), text, message)


def _post(name: str, *findings: Finding) -> Examined:
    return Examined(name, VIDEO, name, findings)


REPORT = Report((
    _post("a.md"),
    _post("b.md", _found("structure", 3, error=False), _found("structure", 4, error=False)),
    _post("c.md", _found("number", 5), _found("number", 6), _found("structure", 7, error=False)),
    _post("d.md", _found("number", 5), _found("structure", 6), _found("html", 7)),
))  # fmt: skip


def test_clean_posts_have_no_error_and_counts_are_of_posts() -> None:
    assert (REPORT.clean, [post.file for post in REPORT.broken]) == (2, ["d.md", "c.md"])
    given = REPORT.as_json()
    assert (given["posts"], given["clean"]) == (4, 2)
    assert given["counts"] == {"number": 2, "structure": 3, "html": 1}
    assert given["problems"][0] == {
        "file": "b.md", "video_id": "aaaaaaaaaaa", "rule": "structure", "severity": "warning", "line": 3,
        "text": "x", "message": "m",
    }  # fmt: skip


def test_totals_tell_errors_from_warnings_the_worst_rule_first() -> None:
    assert [(one.rule, one.posts_with_errors, one.posts_with_warnings, one.findings) for one in REPORT.totals] == [
        ("number", 2, 0, 3), ("structure", 1, 2, 4), ("html", 1, 0, 1),
    ]  # fmt: skip


def test_a_post_is_ok_with_warnings() -> None:
    assert check_json(REPORT.posts[1])["ok"] is True
    assert check_json(REPORT.posts[2])["ok"] is False
    assert check_json(Examined("x.md", None, "x", ()))["video_id"] is None


def test_the_same_message_is_told_once_with_all_its_lines_errors_first() -> None:
    same = [_found("structure", line, error=False, text=f"t{line}") for line in (9, 4)]
    first, second = told([*same, _found("html", 12)])
    assert (first.rule, first.lines) == ("html", (12,))
    assert (second.lines, second.texts) == ((4, 9), ("t4", "t9"))


def test_nothing_reaches_a_terminal_that_it_would_obey() -> None:
    assert visible("a\x1b[31mb\u202ec\nd") == "a�[31mb�c d"
    half = check_json(_post("x.md", _found("html", text="a\ud800b")))
    assert half["problems"][0]["text"].encode() == "a�b".encode()
