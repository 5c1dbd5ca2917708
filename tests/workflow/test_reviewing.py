"""A person reviews a held talk, and what they order is carried out: with their words, through the same path, once."""

import json
import shutil
from collections.abc import Iterator

import pytest

from tests.scene import LEDGER, POSTS, Scene, answers
from tests.site.world import git
from uploader.acts import Accept, Act, Ask, Delete, Edit, Publish, Refuse
from uploader.assembly import assemble
from uploader.demo.model_faults import Fault, Kind
from uploader.errors import BadInput, Overtaken
from uploader.ids import parse_video_id
from uploader.models import Place
from uploader.settings import load_settings
from uploader.workflow.deciding import Desk, Opened

pytestmark = pytest.mark.slow

VIDEO = parse_video_id(LEDGER)
TOTAL, PAYMENTS, BIGGEST = (Place("bullet", "s2", index) for index in range(3))
RIGHT = {
    TOTAL: "발표 전해에 에이전트가 처리한 결제는 모두 합해 24억 달러임",
    PAYMENTS: "회사 약 6,300곳에서 나온 개별 결제 1,700만 건에 해당함",
    BIGGEST: "가장 큰 고객은 한 해에 3억 1,000만 달러를 결제하는 도매업체임",
}


@pytest.fixture
def desk(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The held talk on a desk."""
    scene.model.answers = scene.folder / "answers"
    shutil.copytree(answers(), scene.model.answers)
    scene.runs("backfill", "--video-id", LEDGER, expecting=1)
    for name, value in scene.environment.items():
        monkeypatch.setenv(name, value)
    parts = assemble(load_settings())
    yield Desk(parts)
    parts.database.close()


def does(desk: Desk, *acts: Act) -> Opened:
    for act in acts:
        desk.do(VIDEO, desk.open(VIDEO).seen, act, who="the page")
    return desk.open(VIDEO)


def puts_right(desk: Desk) -> Opened:
    return does(desk, *(Edit(place, text) for place, text in RIGHT.items()))


def stops(opened: Opened) -> set[Place]:
    return {stop.finding.place for stop in opened.review.stops}


def test_what_a_person_put_right_is_published_without_another_answer(scene: Scene, desk: Desk) -> None:
    assert stops(desk.open(VIDEO)) == set(RIGHT)
    with pytest.raises(BadInput, match="3 findings still stop it"):
        does(desk, Publish())
    puts_right(desk)
    asked, visits = len(scene.model.asked()), len(scene.youtube.emulator.requests)

    does(desk, Delete(Place("bullet", "s3", 1)), Publish())
    with pytest.raises(Overtaken):
        does(desk, Delete(TOTAL))
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")

    post = scene.shows(f"{POSTS}/{LEDGER}.md")
    assert all(text in post for text in RIGHT.values())
    assert "2억 4,000만" not in post
    assert len(scene.model.asked()) == asked
    assert len(scene.youtube.emulator.requests) - visits <= 3  # the poll's own
    assert scene.commits_for(LEDGER) == 1
    story = json.loads(scene.runs("show", LEDGER, "--json").stdout)
    assert story["state"] == "published"
    assert story["summary"]["verdict"] == "reviewed"
    assert [(each["who"], each["action"]) for each in story["reviews"]] == [
        *[("the page", "edit")] * 3, ("the page", "delete"), ("the page", "publish"),
    ]  # fmt: skip
    assert f"the page: edit s2 bullet 1: {RIGHT[TOTAL]}" in scene.runs("show", LEDGER).stdout


def test_what_is_tried_while_typing_is_judged_and_not_kept(desk: Desk) -> None:
    opened = desk.open(VIDEO)
    assert desk.tried(VIDEO, opened.seen, Edit(TOTAL, RIGHT[TOTAL])).at(TOTAL) == ()
    assert desk.tried(VIDEO, opened.seen, Edit(TOTAL, RIGHT[TOTAL].replace("24억", "25억"))).at(TOTAL)
    assert desk.open(VIDEO).seen == opened.seen


def test_accepted_findings_are_kept_with_their_reason_and_shown(scene: Scene, desk: Desk) -> None:
    for stop in desk.open(VIDEO).review.stops:
        does(desk, Accept(stop.finding.place, stop.finding.rule, stop.finding.text, "발표 자료의 표에 있음"))
    does(desk, Publish())
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")

    assert "2억 4,000만" in scene.shows(f"{POSTS}/{LEDGER}.md")
    # An audit sees what the gate sees, and leaves a person's word alone.
    git(scene.folder / "person", "pull", "-q", "--rebase", "origin", "main")
    audited = scene.runs("audit", str(scene.folder / "person"), "--requeue", expecting=1).stderr
    assert f"{LEDGER}: a person published it from review: left alone" in audited
    assert scene.state_of(LEDGER)[0] == "published"

    story = scene.runs("show", LEDGER).stdout
    assert "the page: accept s2 bullet 1 number: 2억 4,000만 달러 – 발표 자료의 표에 있음" in story
    assert "error number: 2억 4,000만 달러" in story


def test_killed_while_it_is_published_from_review_it_is_published_once(scene: Scene, desk: Desk) -> None:
    puts_right(desk)
    does(desk, Publish())
    steps = sum(count for (count,) in scene.rows("SELECT count(*) FROM operation_outputs"))

    kills = 0
    for boundary in range(1, 5):  # begin, find, review, publish
        kills += scene.killed_when(
            lambda: sum(count for (count,) in scene.rows("SELECT count(*) FROM operation_outputs")) >= steps + boundary,  # noqa: B023
            "once", UPLOADER_FIRST_RUN_VIDEOS="0",
        )  # fmt: skip
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")

    assert kills >= 2
    assert scene.commits_for(LEDGER) == 1
    assert RIGHT[TOTAL] in scene.shows(f"{POSTS}/{LEDGER}.md")
    assert scene.state_of(LEDGER)[0] == "published"
    assert len(scene.rows("SELECT number FROM summaries WHERE verdict = 'reviewed'")) == 1
    assert scene.rows("SELECT review FROM videos WHERE id = ?", LEDGER) == [(None,)]


def test_while_the_remote_refuses_the_order_stands(scene: Scene, desk: Desk) -> None:
    puts_right(desk)
    does(desk, Publish())
    hook = scene.bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    scene.runs("once", expecting=3, UPLOADER_FIRST_RUN_VIDEOS="0")
    assert scene.state_of(LEDGER)[0] == "waiting"

    hook.unlink()
    scene.runs("retry", LEDGER)
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")

    assert RIGHT[TOTAL] in scene.shows(f"{POSTS}/{LEDGER}.md")


def test_a_persons_file_stays_and_the_review_goes_on_where_it_was(scene: Scene, desk: Desk) -> None:
    puts_right(desk)
    scene.writes(f"{POSTS}/{LEDGER}.md", "내가 직접 쓴 글\n")
    does(desk, Publish())

    scene.runs("once", expecting=1, UPLOADER_FIRST_RUN_VIDEOS="0")

    assert scene.state_of(LEDGER)[1][0] == "a person wrote or changed this file"
    assert scene.shows(f"{POSTS}/{LEDGER}.md") == "내가 직접 쓴 글"
    (scene.folder / "person" / POSTS / f"{LEDGER}.md").unlink()
    git(scene.folder / "person", "commit", "-q", "-a", "-m", "Make room")
    git(scene.folder / "person", "push", "-q", "origin", "HEAD:main")
    assert desk.open(VIDEO).review.stops == ()
    does(desk, Publish())
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")
    assert RIGHT[TOTAL] in scene.shows(f"{POSTS}/{LEDGER}.md")


def test_a_refused_video_stays_unpublished_until_it_is_wanted(scene: Scene, desk: Desk) -> None:
    does(desk, Refuse("숫자가 너무 많이 틀림"))
    asked = len(scene.model.asked())
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")

    assert scene.state_of(LEDGER) == ("skipped", ["refused by a person", "숫자가 너무 많이 틀림"])
    assert len(scene.model.asked()) == asked
    scene.runs("retry", LEDGER)
    scene.runs("once", expecting=1, UPLOADER_FIRST_RUN_VIDEOS="0")
    assert scene.state_of(LEDGER)[0] == "held"
    assert len(scene.model.asked()) == asked


def rewrites(scene: Scene, *places: Place) -> None:
    """The model has learned to read these numbers."""
    path = scene.model.answers / LEDGER / "s2.json"
    answer = json.loads(path.read_text("utf-8"))
    for place in places:
        answer["bullets"][place.index or 0]["ko"] = RIGHT[place]
    path.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


def test_one_section_is_asked_for_again_and_everything_else_stays_as_the_person_left_it(
    scene: Scene, desk: Desk
) -> None:
    asked = len(scene.model.asked())
    rewrites(scene, *RIGHT)
    title = "회계 부서에서 일하는 에이전트"

    does(desk, Edit(Place("title"), title), Edit(TOTAL, "이 글은 버려짐"), Ask("s2"))
    scene.runs("once", expecting=1, UPLOADER_FIRST_RUN_VIDEOS="0")

    new = [(seen.schema, seen.section) for seen in scene.model.asked()[asked:]]
    assert new == [("section", "s2")]
    assert scene.state_of(LEDGER) == (
        "held", ["a person reviews it", "section s2 was written again: look at it, then publish or refuse"],
    )  # fmt: skip
    opened = desk.open(VIDEO)
    assert opened.review.stops == ()
    assert opened.review.reviewed.summary.title == title
    assert opened.review.reviewed.summary.sections[1].bullets[0].ko == RIGHT[TOTAL]
    assert scene.rows("SELECT label, outcome FROM calls ORDER BY number DESC LIMIT 1") == [("s2", "stop")]

    does(desk, Publish())
    scene.runs("once", UPLOADER_FIRST_RUN_VIDEOS="0")
    assert f"*{title}*" in scene.shows(f"{POSTS}/{LEDGER}.md")
    assert len(scene.model.asked()) == asked + 1


def test_a_section_that_is_wrong_again_goes_back_and_is_held_again(scene: Scene, desk: Desk) -> None:
    asked = len(scene.model.asked())
    rewrites(scene, TOTAL, PAYMENTS)

    does(desk, Ask("s2"))
    killed = scene.killed_when(lambda: len(scene.model.asked()) > asked + 1, "once", UPLOADER_FIRST_RUN_VIDEOS="0")
    scene.runs("once", expecting=1, UPLOADER_FIRST_RUN_VIDEOS="0")

    assert killed
    bought = [(seen.section, seen.repair) for seen in scene.model.asked(status=200)[asked:]]
    assert set(bought) == {("s2", 0), ("s2", 1), ("s2", 2)}
    assert bought.count(("s2", 0)) == 1
    assert stops(desk.open(VIDEO)) == {BIGGEST}


def test_asking_again_stops_at_the_caps(scene: Scene, desk: Desk) -> None:
    does(desk, Ask("s2"))
    asked = len(scene.model.asked())
    scene.runs(
        "once", expecting=None, UPLOADER_FIRST_RUN_VIDEOS="0", UPLOADER_BUDGET_DAY_USD="0.000001",
        UPLOADER_PRICES='{"replayed": {"input": 1, "output": 1}}',
    )  # fmt: skip

    assert scene.state_of(LEDGER)[0] == "over_budget"
    assert len(scene.model.asked()) == asked
    scene.runs("retry", LEDGER)
    scene.runs("once", expecting=1, UPLOADER_FIRST_RUN_VIDEOS="0")
    assert next(seen.section for seen in scene.model.asked()[asked:]) == "s2"


def test_a_model_that_fails_keeps_what_the_person_did(scene: Scene, desk: Desk) -> None:
    does(desk, Edit(Place("title"), "회계와 에이전트"), Ask("s2"))
    scene.model.faults.planned.append(Fault(Kind.BAD_JSON, stage="section", times=None))

    scene.runs("once", expecting=None, UPLOADER_FIRST_RUN_VIDEOS="0")

    assert scene.state_of(LEDGER)[0] == "held"
    opened = desk.open(VIDEO)
    assert opened.review.reviewed.summary.title == "회계와 에이전트"
    assert stops(opened) == set(RIGHT)
