"""The pages without a browser: what they answer to addresses that nobody linked to, and what their forms do."""

from collections.abc import Iterator

import pytest

from tests.web.morning import CAPTIONS, EVALS, HOSTILE_TITLE, LEDGER, WRITING, sample_pages
from tests.web.world import NOW, Served
from uploader.ids import parse_video_id
from uploader.store import regeneration, videos


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with sample_pages(tmp_path_factory.mktemp("pages"), NOW) as served:
        yield served


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/videos/no-such-vid", 404),
        ("/videos/..%2f..%2fetc", 404),
        ("/videos/demo-evals1/post?attempt=1%20or%201", 404),
        ("/videos/demo-evals1/changes?old=999", 404),
        ("/videos/demo-evals1/transcript?from=x", 404),
        ("/videos/demo-evals1/transcript?from=99999", 200),
        ("/videos?state=nonsense", 404),
        ("/videos?after=yesterday", 404),
        ("/videos?channel=nonsense", 404),
        ("/audit/post?file=../../etc/passwd", 404),
        ("/audit?after=%F0%9F%98%80", 200),
        ("/costs?by=century", 200),
        ("/static/../page.py", 404),
        ("/static/%2e%2e/page.py", 404),
        ("/nowhere", 404),
    ],
)
def test_an_address_of_ones_own_making_is_answered_plainly(pages: Served, path: str, status: int) -> None:
    answer = pages.asks(path)
    assert answer.status == status
    assert "Traceback" not in answer.text


def test_what_others_wrote_is_text_everywhere(pages: Served) -> None:
    for path in ("/", "/videos", "/videos/morning-xss"):
        text = pages.asks(path).text
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert HOSTILE_TITLE.startswith("<script>")


def test_a_held_post_shows_why_at_its_place(pages: Served) -> None:
    text = pages.asks(f"/videos/{LEDGER}/post").text
    assert text.count('class="finding is-error"') == 3
    assert "the talk says &#39;2.4 billion dollars&#39;" in text
    assert "What this rule means" in text


def test_a_call_is_told_with_its_tokens_and_its_money(pages: Served) -> None:
    text = pages.asks(f"/videos/{EVALS}/calls").text
    assert text.count("<tr>") == 11  # ten calls and the head
    assert "s7 repair 1" in text
    assert "$0.0052" in text


def test_prompts_are_named_by_their_digests(pages: Served) -> None:
    text = pages.asks(f"/videos/{EVALS}").text
    assert text.count("section-talk.md") == 2  # two attempts


def _word(pages: Served) -> str:
    return pages.word(f"/videos/{CAPTIONS}")


def test_trying_again_with_new_answers_raises_the_draft(pages: Served) -> None:
    with pages.database.reading() as session:
        before = videos.one(session, CAPTIONS).draft
    done = pages.posts(f"/videos/{CAPTIONS}/retry", {"form_word": _word(pages), "anew": "1"})
    assert (done.status, done.headers["Location"]) == (303, f"/videos/{CAPTIONS}")
    with pages.database.reading() as session:
        row = videos.one(session, CAPTIONS)
    assert (row.draft, row.next_look_at) == (before + 1, NOW)


def test_trying_again_what_nobody_knows_or_what_is_under_way_changes_nothing(pages: Served) -> None:
    assert pages.posts("/videos/no-such-vid/retry", {"form_word": _word(pages)}).status == 400
    pages.posts(f"/videos/{WRITING}/retry", {"form_word": _word(pages)})
    with pages.database.reading() as session:
        assert videos.one(session, WRITING).next_look_at is None


def test_only_posts_with_a_video_are_made_again(pages: Served) -> None:
    fields = {"form_word": _word(pages), "file": "src/data/blog/company-020.md"}
    assert "done=0+of+1" in pages.posts("/audit/again", fields).headers["Location"]
    assert "done=0+of+0" in pages.posts("/audit/again", {**fields, "file": "../x"}).headers["Location"]
    done = pages.posts("/audit/again", {**fields, "file": "src/data/blog/company-003.md"})
    assert "done=1+of+1" in done.headers["Location"]
    with pages.database.reading() as session:
        assert regeneration.reason(session, parse_video_id("company-003"))
        assert regeneration.reason(session, EVALS) is None
    everything = pages.posts(
        "/audit/again", {"form_word": _word(pages), "all": "1", "rule": "html", "severity": "error"}
    )
    assert "rule=html" in everything.headers["Location"]


def test_the_part_that_changes_is_sent_only_when_it_did(pages: Served) -> None:
    page = pages.asks("/").text
    seen = page.split("/now?seen=")[1][:16]
    assert pages.asks(f"/now?seen={seen}", HX_Request="true").status == 204
    with pages.database.begin() as session:
        videos.make_due(session, LEDGER, now=NOW)
    changed = pages.asks(f"/now?seen={seen}", HX_Request="true")
    assert changed.status == 200
    assert "<html" not in changed.text
