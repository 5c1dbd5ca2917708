"""The second reader, told through the command line: it sees what no rule can, and all it can do is stop.

`answers/` holds a summary of the short talk in which one bullet gives a deed to the wrong one: the speaker limited
another system, the bullet says that the other system limited the speaker.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scene import LEDGER, POSTS, SHORT, Scene, answers
from uploader.demo.model_faults import Fault, Kind

pytestmark = pytest.mark.slow

WRONG = "하나가 이쪽의 동시 호출을 네 개로 제한했음"
RIGHT = "그중 하나에는 동시 호출을 네 개로 제한해야 했음"

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def told(scene: Scene) -> Scene:
    """The scene, with a writer who mistakes who limited whom, and an examiner who sees it."""
    scene.model.answers = scene.folder / "answers"
    shutil.copytree(answers(), scene.model.answers)
    shutil.copytree(Path(__file__).parent / "answers", scene.model.answers, dirs_exist_ok=True)
    return scene


def rewrite(scene: Scene, name: str, change: Change, *, into: tuple[str, ...] = ()) -> None:
    """An answer, changed, under its own name or others."""
    folder = scene.model.answers / SHORT
    answer = json.loads((folder / f"{name}.json").read_text("utf-8"))
    change(answer)
    for each in into or (name,):
        (folder / f"{each}.json").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


def insists(scene: Scene, change: Change = lambda _: None) -> None:
    """The writer says the same again however often it is asked."""
    rewrite(scene, "s1", change, into=("s1", "s1.repair1", "s1.repair2"))


def test_the_rules_do_not_see_who_limited_whom(told: Scene) -> None:
    assert WRONG in told.runs("preview", "--video-id", SHORT).stdout
    assert told.model.asked(schema="examine") == []


def test_a_deed_given_to_the_wrong_one_is_put_right_before_anybody_reads_it(told: Scene) -> None:
    post = told.runs("preview", "--video-id", SHORT, "--examine").stdout

    assert RIGHT in post
    assert WRONG not in post
    assert [seen.repair for seen in told.model.asked(schema="section")] == [0, 1]
    # Five bullets first, then the one that changed: the answer to the second call has one row.
    assert [seen.repair for seen in told.model.asked(schema="examine")] == [0, 1]
    # The head was written over the wrong bullet, and no rule would see it repeated there.
    assert len(told.model.asked(schema="merge")) == 2

    asked = len(told.model.asked())
    again = told.runs("preview", "--video-id", SHORT, "--examine").stdout
    assert again.partition("title:")[2] == post.partition("title:")[2]
    assert len(told.model.asked()) == asked


def test_another_model_may_examine_and_the_ledger_tells_them_apart(told: Scene) -> None:
    told.runs("backfill", "--video-id", SHORT, UPLOADER_EXAMINE="true", UPLOADER_EXAMINER_MODEL="second")

    assert RIGHT in told.shows(f"{POSTS}/{SHORT}.md")
    spent = {
        (stage, model): tokens
        for stage, model, tokens in told.rows(
            "select stage, model, max(input_tokens + output_tokens) from calls group by stage, model"
        )
    }
    assert set(spent) == {
        ("outline", "replayed"), ("section", "replayed"), ("merge", "replayed"), ("repair", "replayed"),
        ("examine", "second"),
    }  # fmt: skip
    assert spent["examine", "second"] < 0.4 * spent["section", "replayed"]


def test_what_the_writer_insists_on_is_dropped(told: Scene) -> None:
    insists(told)

    post = told.runs("preview", "--video-id", SHORT, "--examine").stdout

    assert WRONG not in post
    assert "타임라인부터 그려 보라는 조언" in post
    assert [seen.repair for seen in told.model.asked(schema="section")] == [0, 1, 2]
    # What it thinks of an unchanged bullet is known.
    assert len(told.model.asked(schema="examine")) == 1


def test_a_section_that_would_lose_over_half_is_held(told: Scene) -> None:
    insists(told)
    rewrite(told, "s1.examine", lambda answer: [row.update(verdict="not said") for row in answer["bullets"][:3:2]])

    held = told.runs("backfill", "--video-id", SHORT, expecting=1, UPLOADER_EXAMINE="true")

    state, reasons = told.state_of(SHORT)
    assert state == "held"
    assert len([reason for reason in reasons if reason.startswith("examiner: ")]) == 3
    assert "a second reader finds that the cited words say otherwise" in held.stdout
    assert told.posts() == []


def test_a_heading_that_tells_what_was_stopped_holds_the_post(told: Scene) -> None:
    insists(told, lambda answer: answer.update(heading="다른 시스템 하나가 이쪽의 동시 호출을 네 개로 제한했음"))

    assert "held: examiner: 다른 시스템" in told.runs("preview", "--video-id", SHORT, "--examine", expecting=1).stderr


def test_an_examiner_that_cannot_quote_only_warns(told: Scene) -> None:
    rewrite(
        told, "s1.examine", lambda answer: answer["bullets"][3].update(words="the other systems limited us to four")
    )

    told.runs("backfill", "--video-id", SHORT, UPLOADER_EXAMINE="true")

    assert WRONG in told.shows(f"{POSTS}/{SHORT}.md")
    findings = json.loads(told.runs("show", SHORT, "--json").stdout)["summary"]["findings"]
    assert [each["severity"] for each in findings if each["rule"] == "examiner"] == ["warning"]


def test_what_the_gate_stops_is_not_shown_to_the_examiner(told: Scene) -> None:
    told.runs("backfill", "--video-id", LEDGER, expecting=1, UPLOADER_EXAMINE="true")

    assert told.state_of(LEDGER)[0] == "held"
    assert told.model.asked(schema="examine") == []


def test_an_examiner_that_praises_everything_lets_nothing_pass_that_the_gate_stopped(told: Scene) -> None:
    rewrite(told, "s1.examine", lambda answer: [row.update(verdict="supported") for row in answer["bullets"]])
    insists(told, lambda answer: answer["bullets"][2].update(ko="새 하드웨어 없이 전체가 9,000초로 줄어듦"))
    rewrite(told, "s1.examine", lambda answer: answer["bullets"].pop(), into=("s1.examine.repair2",))

    post = told.runs("preview", "--video-id", SHORT, "--examine").stdout

    assert "9,000" not in post
    assert [seen.repair for seen in told.model.asked(schema="examine")] == [2]


def test_an_examiner_that_talks_nonsense_stops_the_video_visibly(told: Scene) -> None:
    told.model.faults.planned.append(Fault(Kind.BAD_JSON, stage="examine", times=None))

    told.runs("backfill", "--video-id", SHORT, expecting=1, UPLOADER_EXAMINE="true")

    state, reasons = told.state_of(SHORT)
    assert state in {"held", "failed"}
    assert any("s1 examine" in reason for reason in reasons)
    assert told.posts() == []
