"""The review in a real browser, over a talk that was really held: what is typed, deleted, accepted, refused."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import looking, violations
from tests.browser.shots import NARROW, WIDE
from tests.scene import LEDGER, Scene
from tests.web.world import NOW, Served, served
from tests.workflow.world import parts
from uploader.demo.emulator import emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import sample_world
from uploader.ids import parse_video_id
from uploader.store import reviews, tables, videos
from uploader.web import review, today
from uploader.workflow.deciding import Desk

pytestmark = pytest.mark.slow

VIDEO = parse_video_id(LEDGER)
TOTAL, WRONG_TOTAL = "b1-0", "2억 4,000만 달러"
RIGHT = {
    "b1-0": "발표 전해에 에이전트가 처리한 결제는 모두 합해 24억 달러임",
    "b1-1": "회사 약 6,300곳에서 나온 개별 결제 1,700만 건에 해당함",
    "b1-2": "가장 큰 고객은 한 해에 3억 1,000만 달러를 결제하는 도매업체임",
}
HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">\"'{{ 7*7 }}"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a world in which the talk was held, once for all tests."""
    folder = tmp_path_factory.mktemp("held")
    with emulated(sample_world(datetime.now(UTC)), folder) as youtube, ModelServer() as model:
        scene = Scene(folder, youtube, model)
        scene.runs("backfill", "--video-id", LEDGER, expecting=1)
        return scene.database


@pytest.fixture
def pages(held: Path, tmp_path: Path) -> Iterator[Served]:
    shutil.copy(held, tmp_path / "uploader.sqlite")
    # No page asks a model.
    known = replace(parts(tmp_path, None), clock=lambda: NOW)  # type: ignore[arg-type]
    desk = Desk(known)
    with served(tmp_path, lambda pages: [*today.routes(pages), *review.routes(pages, desk)]) as pages:
        yield pages
    known.database.close()


@contextmanager
def opened(started: Browser, url: str, width: int = WIDE, *, dark: bool = False) -> Iterator[Page]:
    """A page whose scripts never fail."""
    with looking(started, width, dark=dark) as (page, _):
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(url)
        yield page
        assert wrong == []


@pytest.fixture
def page(started: Browser, pages: Served) -> Iterator[Page]:
    with opened(started, f"{pages.url}/review/{LEDGER}") as page:
        yield page


def acts(pages: Served) -> list[str]:
    with pages.database.reading() as session:
        return [kept.action for kept in reviews.of_video(session, VIDEO)]


def edits(page: Page, key: str, text: str) -> None:
    line = page.locator(f"#row-{key}")
    line.hover()
    line.get_by_text("Edit", exact=False).first.click()
    line.locator("textarea").fill(text)


def saves(page: Page, key: str) -> None:
    page.locator(f"#row-{key}").get_by_role("button", name="Save").click()
    expect(page.locator(f"#row-{key} textarea")).to_be_hidden()


def accepts(page: Page, key: str, reason: str) -> None:
    line = page.locator(f"#row-{key}")
    line.get_by_text("Accept it…").click()
    line.get_by_label("Why it may stand").fill(reason)
    line.get_by_role("button", name="Accept", exact=True).click()


def test_the_wrong_number_is_marked_beside_its_quote_and_its_moment(page: Page) -> None:
    line = page.locator(f"#row-{TOTAL}")
    expect(line.locator("mark").first).to_have_text(WRONG_TOTAL)
    expect(line.locator(".remark")).to_contain_text("2.4 billion")
    expect(line.locator(".remark")).to_contain_text("The talk does not bear out this number")
    expect(line.locator("blockquote")).to_contain_text("a total of 2.4 billion dollars")
    expect(line.get_by_role("link", name="Play")).to_have_attribute(
        "href", f"https://www.youtube.com/watch?v={LEDGER}&t=124s"
    )
    expect(page.locator("#verdict")).to_contain_text("3 places still stop it.")
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()


def test_the_finding_goes_while_the_right_words_are_typed_and_comes_back_with_wrong_ones(
    page: Page, pages: Served
) -> None:
    said = page.locator(f"#said-{TOTAL}")
    edits(page, TOTAL, RIGHT[TOTAL])
    expect(said).to_contain_text("Nothing stops this.")
    expect(said).to_contain_text("2 other places would still stop the post.")
    expect(said.locator(".stops")).to_have_count(0)

    page.locator(f"#words-{TOTAL}").fill(RIGHT[TOTAL].replace("24억", "25억"))
    expect(said.locator(".stops")).to_contain_text("25억")
    page.locator(f"#words-{TOTAL}").fill("  ")
    expect(said).to_contain_text("delete it instead")
    assert acts(pages) == []

    page.get_by_role("link", name="Cancel").click()
    expect(page.locator(f"#text-{TOTAL}")).to_contain_text(WRONG_TOTAL)
    expect(said.locator(".stops")).to_have_count(1)
    expect(page.locator(f"#edit-{TOTAL}")).to_be_focused()


def test_what_is_put_right_can_be_published_and_the_page_follows(page: Page, pages: Served) -> None:
    for key, text in RIGHT.items():
        edits(page, key, text)
        saves(page, key)
    expect(page.locator("#verdict")).to_contain_text("Nothing stops it.")
    expect(page.locator(f"#row-{TOTAL} del")).to_contain_text(WRONG_TOTAL)

    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("approved in review by the page")
    expect(page.locator("#history li")).to_have_count(4)
    assert acts(pages) == ["edit", "edit", "edit", "publish"]

    with pages.database.begin() as session:
        assert videos.one(session, VIDEO).next_look_at is not None


def test_what_is_typed_elsewhere_stays_while_another_thing_is_done(page: Page) -> None:
    edits(page, "b0-0", "쓰다 만 글")
    line = page.locator("#row-b1-1")
    line.get_by_role("button", name="Delete").click()
    expect(line.get_by_role("button", name="Restore")).to_be_visible()
    expect(page.locator("#verdict")).to_contain_text("2 places still stop it.")
    expect(page.locator("#words-b0-0")).to_have_value("쓰다 만 글")

    line.get_by_role("button", name="Restore").click()
    expect(page.locator("#verdict")).to_contain_text("3 places still stop it.")
    expect(page.locator("#words-b0-0")).to_have_value("쓰다 만 글")


def test_a_finding_is_accepted_with_a_reason_shown_and_withdrawn(page: Page, pages: Served) -> None:
    accepts(page, TOTAL, "발표 화면에 이렇게 나옴")
    remark = page.locator(f"#row-{TOTAL} .remark")
    expect(remark).to_contain_text("Accepted by the page just now: 발표 화면에 이렇게 나옴")
    expect(page.locator("#verdict")).to_contain_text("2 places still stop it.")

    remark.get_by_role("button", name="Withdraw").click()
    expect(page.locator("#verdict")).to_contain_text("3 places still stop it.")
    assert acts(pages) == ["accept", "withdraw"]


def test_an_error_as_text_offers_nothing_to_accept(page: Page) -> None:
    edits(page, TOTAL, "Request failed for https://api.openai.com returned code 429")
    saves(page, TOTAL)
    line = page.locator(f"#row-{TOTAL}")
    expect(line).to_contain_text("error-text")
    expect(line).to_contain_text("This can never be accepted")
    expect(line.get_by_text("Accept it…")).to_have_count(0)


def test_a_section_goes_and_comes_back(page: Page) -> None:
    page.get_by_role("button", name="Delete the section 2").click()
    expect(page.locator("#part-h1")).to_have_class("part taken-out")
    expect(page.locator("#part-h1 .tools").get_by_role("button", name="Restore section 2")).to_be_visible()
    expect(page.locator("#verdict")).not_to_contain_text("3 places")
    page.get_by_role("button", name="Restore section 2").click()
    expect(page.locator("#part-h1")).to_have_class("part")
    expect(page.locator("#verdict")).to_contain_text("3 places still stop it.")


def test_a_refused_video_is_skipped_with_the_reason(page: Page, pages: Served) -> None:
    page.get_by_text("Refuse…").click()
    page.get_by_label("Why nothing of it is published").fill("숫자가 다 틀림")
    page.get_by_role("button", name="Refuse this video").click()
    expect(page.get_by_role("status")).to_contain_text("refused by a person")
    with pages.database.reading() as session:
        assert videos.one(session, VIDEO).detail == "숫자가 다 틀림"
    page.goto(f"{pages.url}/review")
    expect(page.locator("main")).to_contain_text("Nothing is held.")


def test_the_second_of_two_pages_is_told_and_nothing_is_lost(started: Browser, page: Page, pages: Served) -> None:
    with opened(started, page.url) as second:
        edits(page, TOTAL, RIGHT[TOTAL])
        saves(page, TOTAL)

        edits(second, TOTAL, "다른 사람의 글")
        expect(second.locator(f"#said-{TOTAL}")).to_contain_text("somebody else has changed this meanwhile")
        second.locator(f"#row-{TOTAL}").get_by_role("button", name="Save").click()
        expect(second.get_by_role("alert")).to_contain_text("somebody else has changed this meanwhile")
        expect(second.locator(f"#words-{TOTAL}")).to_have_value("다른 사람의 글")
        second.get_by_role("link", name="Load it again").click()
        expect(second.locator(f"#text-{TOTAL}")).to_have_text(RIGHT[TOTAL])
        assert acts(pages) == ["edit"]


def test_everything_is_done_by_keyboard_alone(page: Page, pages: Served) -> None:
    page.locator(f"#edit-{TOTAL}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#words-{TOTAL}")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"#edit-{TOTAL}")).to_be_focused()
    for key, text in RIGHT.items():
        page.locator(f"#edit-{key}").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#words-{key}")).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        page.keyboard.press("Control+Enter")
        expect(page.locator(f"#edit-{key}")).to_be_focused()
        expect(page.locator(f"#row-{key} .tag")).to_have_text("edited")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Publish":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("approved in review")
    assert acts(pages)[-1] == "publish"


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_the_screen_and_axe_finds_nothing(started: Browser, pages: Served, width: int, dark: bool) -> None:
    with opened(started, f"{pages.url}/review/{LEDGER}", width, dark=dark) as page:
        edits(page, "b1-1", RIGHT["b1-1"])
        saves(page, "b1-1")
        accepts(page, "b1-2", "표에 있음")
        expect(page.locator("#row-b1-2 .is-accepted")).to_have_count(1)
        page.locator(f"#row-{TOTAL} .around summary").click()
        expect(page.locator(f"#row-{TOTAL} .cited")).to_contain_text("2.4 billion dollars")
        for detail in page.locator("details.opens").all():
            detail.evaluate("each => { each.open = true }")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.goto(f"{pages.url}/review")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_whatever_the_model_or_a_person_wrote_is_text(started: Browser, pages: Served) -> None:
    with pages.database.begin() as session:
        table_row = session.get_one(tables.Summary, 1)
        told = json.loads(json.dumps(table_row.summary))
        told["title"] = HOSTILE
        told["key_points"][0]["lead"] = HOSTILE
        for section in told["sections"]:
            section["heading"] = HOSTILE
            section["unclear"] = [{"text": HOSTILE, "block": 1}]
            for bullet in section["bullets"]:
                bullet["ko"], bullet["quote_en"] = HOSTILE, HOSTILE
        table_row.summary = told
        videos.lock(session, VIDEO).title = HOSTILE
        videos.lock(session, VIDEO).detail = HOSTILE

    with opened(started, f"{pages.url}/review/{LEDGER}") as page:
        edits(page, TOTAL, HOSTILE + " 다시")
        saves(page, TOTAL)
        expect(page.locator(f"#text-{TOTAL}")).to_have_text(HOSTILE + " 다시")
        for path in ("/review", f"/review/{LEDGER}"):
            page.goto(pages.url + path)
            assert HOSTILE in page.locator("main").inner_text()
            assert page.title() != "taken"
            assert page.locator("main script, main img:not(.thumbnail)").count() == 0
        page.get_by_text("Refuse…").click()
        page.get_by_label("Why nothing of it is published").fill(HOSTILE)
        page.get_by_role("button", name="Refuse this video").click()
        expect(page.get_by_role("status")).to_contain_text(HOSTILE)
        assert page.title() != "taken"


def test_every_act_works_without_scripts(started: Browser, pages: Served) -> None:
    context = started.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("https://i.ytimg.com/**", lambda route: route.abort())
    page.goto(f"{pages.url}/review/{LEDGER}")
    edits(page, TOTAL, RIGHT[TOTAL])
    page.locator(f"#row-{TOTAL}").get_by_role("button", name="Save").click()
    expect(page.locator(f"#text-{TOTAL}")).to_have_text(RIGHT[TOTAL])
    accepts(page, "b1-1", "화면에 있음")
    page.locator("#row-b1-2").get_by_role("button", name="Delete").click()
    expect(page.locator("#verdict")).to_contain_text("Nothing stops it.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("approved in review")
    assert acts(pages) == ["edit", "accept", "delete", "publish"]
    context.close()


def test_places_that_are_not_there_are_told(pages: Served) -> None:
    assert pages.asks("/review/AAAAAAAAAAA").status == 404
    assert pages.asks("/review/no-id").status == 404
    word, here = pages.word(f"/review/{LEDGER}"), f"/review/{LEDGER}/do"
    for fields in (
        {"act": "edit", "key": "b9-9", "text": "글", "loaded": "1.0"},
        {"act": "explode", "loaded": "1.0"},
        {"act": "accept", "finding": "0" * 12, "reason": "r", "loaded": "1.0"},
        {"act": "delete", "key": "t", "loaded": "1.0"},
        {"act": "delete", "key": "b0-0", "loaded": "one.two"},
        {"act": "publish", "loaded": "1.0"},
    ):
        assert pages.posts(here, {"form_word": word, **fields}).status == 400, fields
    assert pages.posts(here, {"form_word": word, "act": "delete", "key": "b0-0", "loaded": "1.7"}).status == 409
    assert pages.posts(here, {"act": "delete", "key": "b0-0", "loaded": "1.0"}).status == 403
    assert acts(pages) == []


def test_the_list_names_why_each_is_held(pages: Served) -> None:
    answer = pages.asks("/review")
    assert f'href="/review/{LEDGER}"' in answer.text
    assert "2.4 billion" in answer.text
