"""The pages as people meet them, in a real browser: readable, reachable, live, and safe."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import PICTURES, looking, violations
from tests.browser.shots import NARROW, SHOTS, WIDE
from tests.web.morning import CAPTIONS, EVALS, HOSTILE, HOSTILE_TITLE, LEDGER, WRITING, refuse, sample_pages
from tests.web.world import PASSWORD, Served, all_pages, served
from uploader.decide import Next, State
from uploader.ids import parse_video_id
from uploader.store import regeneration, services, videos

MORE = {
    "filtered": "/videos?state=stopped", "none": "/videos?words=no+such+words", "months": "/costs?by=month",
    "rule": "/audit?rule=number&severity=error", "stream": "/videos/morning-day/post", "wrong": "/videos/no-such-vid",
}  # fmt: skip
ALL = {**SHOTS, **MORE}


@contextmanager
def seen(started: Browser, width: int, *, dark: bool = False) -> Iterator[Page]:
    """A page whose console stays silent and whose requests stay here."""
    with looking(started, width, dark=dark) as (page, hosts):
        said: list[str] = []
        page.on("console", lambda message: said.extend([message.text] * (message.type in {"error", "warning"})))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(f"dialog {dialog.message}"))
        yield page
        assert [line for line in said if not re.search("status of 40[34]", line)] == []
        assert set(hosts) <= {"127.0.0.1", PICTURES}


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROW, True)])
def test_every_page_is_accessible_and_fits(started: Browser, morning: Served, width: int, dark: bool) -> None:
    found: dict[str, object] = {}
    with seen(started, width, dark=dark) as page:
        for name, path in ALL.items():
            page.goto(morning.url + path)
            if wrong := violations(page):
                found[name] = wrong
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                found[f"{name} is too wide"] = wide
    assert found == {}


def test_light_on_a_phone_and_dark_on_a_desk_have_contrast_too(started: Browser, morning: Served) -> None:
    for width, dark in ((NARROW, False), (WIDE, True)):
        with seen(started, width, dark=dark) as page:
            for path in ("/", "/costs", f"/videos/{LEDGER}/post", f"/videos/{EVALS}/changes", "/audit"):
                page.goto(morning.url + path)
                assert violations(page, ["color-contrast"]) == []


def test_today_tells_what_there_is(started: Browser, morning: Served) -> None:
    with seen(started, WIDE) as page:
        page.goto(morning.url)
        expect(page.get_by_role("status")).to_contain_text("2 held for you to read and 1 failed")
        wants = page.get_by_role("region", name="Wants you")
        expect(wants.get_by_role("link", name="Agents in the Accounting Department").first).to_be_visible()
        expect(wants).to_contain_text("wrong scale")
        expect(page.get_by_role("region", name="Waiting")).to_contain_text("no captions yet")
        expect(page.get_by_role("region", name="Channels")).to_contain_text("polled 6 min ago · next in 9 min")
        posts = page.get_by_role("region", name="Newest posts")
        expect(posts.get_by_role("link", name="Read the page").first).to_have_attribute(
            "href", f"https://blog.example.org/posts/{EVALS}"
        )
        assert posts.locator("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320


def test_a_title_that_means_harm_is_only_text(started: Browser, morning: Served) -> None:
    with seen(started, WIDE) as page:
        for path in ("/", "/videos", f"/videos/{HOSTILE}"):
            page.goto(morning.url + path)
            expect(page.get_by_text(HOSTILE_TITLE).first).to_be_visible()
            assert page.locator("img[src='x']").count() == 0


def test_all_can_be_reached_by_keyboard_and_the_focus_is_seen(started: Browser, morning: Served) -> None:
    with seen(started, WIDE) as page:
        page.goto(morning.url)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="To the content")).to_be_focused()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        expect(page.locator(f"#v-{LEDGER}")).to_be_focused()
        outline = page.locator(f"#v-{LEDGER}").evaluate("link => getComputedStyle(link).outlineWidth")
        assert float(outline.removesuffix("px")) >= 2
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/videos/{LEDGER}")
        page.get_by_role("link", name="Post", exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/post")
        expect(page.get_by_role("heading", name="결제 규모는 한 해 안에 거의 두 배가 됨")).to_be_visible()
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "SUMMARY":
                break
        page.keyboard.press("Enter")
        expect(page.locator("details[open]")).to_have_count(1)


def test_an_attempt_is_compared_with_the_one_before(started: Browser, morning: Served) -> None:
    with seen(started, WIDE) as page:
        page.goto(f"{morning.url}/videos/{EVALS}")
        page.get_by_role("link", name="Changes").click()
        expect(page.locator(".gone mark").first).to_have_text("1억 8천만")
        expect(page.locator(".come mark").first).to_have_text("18억")


def test_a_bullet_leads_to_its_words_in_the_talk(started: Browser, morning: Served) -> None:
    with seen(started, WIDE) as page:
        page.goto(f"{morning.url}/videos/{LEDGER}/post")
        watch = page.get_by_role("link", name="Watch from 2:18").first
        expect(watch).to_have_attribute("href", f"https://www.youtube.com/watch?v={LEDGER}&t=138s")
        page.get_by_role("link", name="b5").first.click()
        expect(page.locator("#b5")).to_contain_text("The biggest one is a wholesaler")
        expect(page.locator("#b5")).to_be_in_viewport()


def test_a_stream_is_a_strip_that_leads_into_the_video(started: Browser, morning: Served) -> None:
    with seen(started, WIDE) as page:
        page.goto(f"{morning.url}/coverage")
        first = page.locator(".strip.wide-only a").first
        expect(first).to_have_attribute("href", "https://www.youtube.com/watch?v=morning-day&t=600s")
        assert page.locator(".strip.wide-only a").count() == 24
        first.focus()
        stroke = first.locator("rect").evaluate("rect => getComputedStyle(rect).strokeWidth")
        assert float(stroke.removesuffix("px")) >= 2


def test_list_and_audit_are_filtered_and_paged(started: Browser, morning: Served) -> None:
    with seen(started, WIDE) as page:
        page.goto(f"{morning.url}/videos")
        expect(page.locator("tbody tr")).to_have_count(50)
        page.get_by_role("link", name="Further on").click()
        expect(page.locator("tbody tr")).to_have_count(18)
        page.get_by_label("State").select_option("skipped")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("tbody tr")).to_have_count(7)
        page.get_by_label("Words of the title").fill(f"https://youtu.be/{EVALS}")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/videos/{EVALS}")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    """Pages of a test's own, which it may change."""
    with sample_pages(tmp_path, datetime.now(UTC)) as pages:
        yield pages


def test_today_keeps_up_without_reloading_and_leaves_the_focus(started: Browser, own: Served) -> None:
    with seen(started, WIDE) as page:
        page.goto(own.url)
        page.evaluate("window.stays = true")
        page.locator(f"#v-{LEDGER}").focus()
        with own.database.begin() as session:
            done = Next(State.FAILED, None, "it broke", None)
            assert videos.settle(session, WRITING, videos.one(session, WRITING).look, done, own.clock.now)
        expect(page.get_by_role("region", name="At work")).to_have_count(0)
        expect(page.get_by_role("status")).to_contain_text("2 failed")
        expect(page.locator(f"#v-{LEDGER}")).to_be_focused()
        refuse(own.database, own.clock.now)
        expect(page.get_by_role("status")).to_contain_text("YouTube refuses us")
        expect(page.get_by_role("region", name="Services")).to_contain_text("not a bot")
        assert page.evaluate("window.stays")

        page.goto(f"{own.url}/videos/{CAPTIONS}")
        page.get_by_role("button", name="Try again", exact=True).click()
        with own.database.begin() as session:
            assert videos.one(session, CAPTIONS).next_look_at == own.clock.now
            assert services.refused(session)
            videos.take_due(session, lambda *_: None, now=own.clock.now, most=1, only=[CAPTIONS])
        page.reload()
        expect(page.get_by_text("It is being worked on.")).to_be_visible()
        with own.database.begin() as session:
            videos.settle(session, CAPTIONS, videos.one(session, CAPTIONS).look, done, own.clock.now)
        expect(page.get_by_role("button", name="Try again", exact=True)).to_be_visible()

        page.goto(f"{own.url}/audit?rule=number&severity=error")
        boxes = page.get_by_role("checkbox", disabled=False)
        chosen = [str(boxes.nth(n).get_attribute("value")) for n in range(2)]
        for n in range(2):
            boxes.nth(n).check()
        page.get_by_role("button", name="Make the chosen ones again").click()
        expect(page.get_by_role("status")).to_contain_text("2 of 2 posts are scheduled")
        with own.database.reading() as session:
            for file in chosen:
                (video,) = videos.some(session, [parse_video_id(Path(file).stem)])
                assert "number" in str(regeneration.reason(session, video.id))
                assert video.next_look_at == own.clock.now
        page.goto(f"{own.url}/audit?severity=warning")
        page.get_by_role("button", name="Make all of this list again").click()
        expect(page.get_by_role("status")).to_contain_text(" of ")


def test_signing_in_opens_the_pages_and_leads_on(started: Browser, tmp_path: Path) -> None:
    with served(tmp_path, all_pages, http_token=PASSWORD) as pages, seen(started, NARROW) as page:
        page.goto(f"{pages.url}/costs")
        assert violations(page) == []
        page.get_by_label("Password").fill("wrong password")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("That is not the password.")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/costs")
        assert page.evaluate("document.cookie") == ""
        for path in ("/", "/videos", "/coverage", "/costs", "/audit"):
            page.goto(pages.url + path)
            assert violations(page) == [], "a page with nothing on it yet"
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")
