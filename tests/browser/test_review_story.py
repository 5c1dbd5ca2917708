"""The owner's whole story, with `run` at work: what they put right in a browser stands on the blog's branch."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_review import RIGHT, edits, opened, saves
from tests.scene import LEDGER, POSTS, Scene, answers

pytestmark = pytest.mark.slow


@contextmanager
def running(scene: Scene) -> Iterator[str]:
    """`uploader run`; the address of its pages."""
    child = scene.starts("run", UPLOADER_FIRST_RUN_VIDEOS="0")
    said, told = [], threading.Event()

    def reads() -> None:
        for line in child.stderr or ():
            said.append(line)
            if "pages=" in line:
                told.set()

    reader = threading.Thread(target=reads)
    reader.start()
    try:
        assert told.wait(60), "".join(said)
        found = re.search(r"pages=(http://[\w.:]+)", "".join(said))
        assert found
        yield found[1]
    finally:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
        reader.join()
        for pipe in (child.stdout, child.stderr):
            if pipe:
                pipe.close()
        child.wait()


def test_a_held_talk_is_asked_for_put_right_and_published(started: Browser, scene: Scene) -> None:
    scene.model.answers = scene.folder / "answers"
    shutil.copytree(answers(), scene.model.answers)
    scene.runs("backfill", "--video-id", LEDGER, expecting=1)
    # The model has learned to read two of the three numbers.
    path = scene.model.answers / LEDGER / "s2.json"
    answer = json.loads(path.read_text("utf-8"))
    for key in ("b1-1", "b1-2"):
        answer["bullets"][int(key[-1])]["ko"] = RIGHT[key]
    path.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    for repair in ("s2.repair1", "s2.repair2"):
        (path.parent / f"{repair}.json").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    asked = len(scene.model.asked())

    with running(scene) as url, opened(started, f"{url}/review") as page:
        page.get_by_role("link", name="Agents in the Accounting Department").click()
        expect(page.locator("#verdict")).to_contain_text("3 places still stop it.")
        edits(page, "b2-5", "수입이 많은 회사에는 아직 맞지 않음")
        saves(page, "b2-5")

        page.locator("#row-h1").get_by_text("Ask for it again…").click()
        page.get_by_role("button", name="Have it written again").click()
        # It is held again by itself, and the page comes back with it: the edit elsewhere stands.
        expect(page.locator("#verdict")).to_contain_text("1 place still stops it.", timeout=60_000)
        expect(page.locator("#text-b2-5")).to_have_text("수입이 많은 회사에는 아직 맞지 않음")
        bought = {(seen.schema, seen.section) for seen in scene.model.asked()[asked:]}
        assert bought == {("section", "s2")}

        edits(page, "b1-0", RIGHT["b1-0"])
        expect(page.locator("#said-b1-0")).to_contain_text("Nothing stops this.")
        saves(page, "b1-0")
        asked = len(scene.model.asked())
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_role("status")).to_contain_text("Its post stands on the branch", timeout=60_000)
        expect(page.get_by_role("status")).to_contain_text(f"{POSTS}/{LEDGER}.md")

    post = scene.shows(f"{POSTS}/{LEDGER}.md")
    assert all(text in post for text in (*RIGHT.values(), "수입이 많은 회사에는 아직 맞지 않음"))
    assert scene.commits_for(LEDGER) == 1
    assert len(scene.model.asked()) == asked
