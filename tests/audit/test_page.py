import re
from html.parser import HTMLParser

from tests.audit.world import NOW
from uploader.audit.examine import Examined
from uploader.audit.page import render
from uploader.audit.report import Report
from uploader.gate.explain import EXPLANATIONS
from uploader.ids import parse_video_id
from uploader.models import Finding, Place, Severity

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}\u202e"
FOUND = Finding("html", Severity.ERROR, Place(line=7), HOSTILE, HOSTILE, (HOSTILE,))
POST = Examined(f"{HOSTILE}.md", parse_video_id("aaaaaaaaaaa"), "aaaaaaaaaaa", (FOUND,))


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_whatever_posts_hold_is_text_on_the_page() -> None:
    page = render(Report((POST,)), HOSTILE, NOW)
    read = _Elements()
    read.feed(page)
    tags = {tag for tag, _ in read.seen}
    assert not tags & {"script", "img", "link", "iframe", "a"}
    assert not any(
        name.startswith("on") or name in {"src", "href"} for _, attributes in read.seen for name in attributes
    )
    assert "&lt;script&gt;" in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "\u202e" not in page


def test_the_page_tells_totals_meaning_and_every_finding() -> None:
    warned = Finding("structure", Severity.WARNING, Place(line=3), "함.", "this ends with a period")
    posts = (Examined("good.md", None, "good", ()), Examined("warned.md", None, "warned", (warned,)), POST)
    page = render(Report(posts), "blog", NOW)
    assert "Audit of blog" in page
    assert EXPLANATIONS["html"].means in page
    assert "warned.md" in page
    assert "this ends with a period" in page
    assert "good.md" not in page
    assert "prefers-color-scheme: dark" in page


def test_an_audit_that_found_nothing_says_so() -> None:
    assert "Nothing." in render(Report((Examined("good.md", None, "good", ()),)), "blog", NOW)
