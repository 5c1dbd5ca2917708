"""Better prompts, another model, a newer gate: what would change is seen before it is paid for, and then made."""

import json
import shutil
import sqlite3

import pytest

from tests.scene import EVALS, POSTS, ROOT, SHORT, Scene, answers
from uploader.gate.verdict import GATE_VERSION

pytestmark = pytest.mark.slow

PRICED = {"UPLOADER_PRICES": '{"replayed": {"input": 2, "output": 8}}'}
FILE = f"{POSTS}/{SHORT}.md"
NEW_TITLE = "더 빠른 모델을 사기 전에 먼저 타임라인 그리기"


@pytest.fixture
def published(scene: Scene) -> Scene:
    """The short talk's post stands."""
    scene.environment.update(PRICED)
    scene.runs("backfill", f"--video-id={SHORT}")
    return scene


def _by_gate(scene: Scene, gate: str) -> None:
    """As if an older gate had judged."""
    with sqlite3.connect(scene.database) as connection:
        connection.execute("UPDATE summaries SET gate = ?", (gate,))
    connection.close()


def _better_merge(scene: Scene) -> None:
    """A changed prompt, and a model that answers it otherwise."""
    prompts = shutil.copytree(ROOT / "prompts", scene.folder / "prompts", dirs_exist_ok=True)
    with (prompts / "merge.md").open("a", encoding="utf-8") as file:
        file.write("\nWrite a better title.\n")
    scene.model.answers = shutil.copytree(answers(), scene.folder / "answers")
    merge = scene.model.answers / SHORT / "merge.json"
    merge.write_text(json.dumps(json.loads(merge.read_text("utf-8")) | {"title": NEW_TITLE}), "utf-8")
    scene.environment["UPLOADER_PROMPTS_DIR"] = str(prompts)


def _state(scene: Scene) -> list[tuple[object, ...]]:
    return scene.rows("SELECT state, draft, regenerate FROM videos WHERE id = ?", SHORT) + scene.rows(
        "SELECT count(*), sum(number) FROM calls"
    )


def _date(scene: Scene) -> str:
    return next(line for line in scene.shows(FILE).splitlines() if line.startswith("pubDatetime"))


def test_where_nothing_changed_nothing_is_made(published: Scene) -> None:
    assert published.runs("regenerate", "--dry-run").stdout == "0 to be made; 0 stay as they are\n"


def test_without_a_terminal_posts_are_only_made_with_yes(published: Scene) -> None:
    said = published.runs("regenerate", expecting=2).stderr
    assert "--dry-run" in said
    assert "--yes" in said


def test_what_passes_a_newer_gate_stays_and_is_judged_once(published: Scene) -> None:
    _by_gate(published, "1")
    asked = len(published.model.asked())
    said = published.runs("regenerate", "--gate-changed", "--yes").stdout
    assert f"gate 1 to {GATE_VERSION}" in said
    assert "passes the present gate as it is" in said
    assert said.endswith("0 to be made; 1 stay as they are\n")
    assert published.rows("SELECT gate FROM summaries") == [(GATE_VERSION,)]
    assert len(published.model.asked()) == asked
    assert SHORT not in published.runs("regenerate", "--dry-run").stdout


def test_what_a_newer_gate_stops_is_made_again(published: Scene) -> None:
    _by_gate(published, "1")
    word = next(line for line in published.shows(FILE).splitlines() if line.startswith("- ")).split()[-1].rstrip(".")
    strict = published.folder / "glossary.tsv"
    strict.write_text(f"Right\t\t바름\t{word}\ttool\n", "utf-8")
    published.environment["UPLOADER_GLOSSARY_FILE"] = str(strict)
    said = published.runs("regenerate", "--gate-changed", "--dry-run").stdout
    assert f"known-misspelling: {word}" in said
    assert "1 to be made, about" in said
    assert published.rows("SELECT gate FROM summaries") == [("1",)]

    published.runs("regenerate", "--gate-changed", "--yes")
    assert word not in published.shows(FILE).partition("---\n\n")[2].replace("바름", "")
    assert published.commits_for(SHORT) == 2


def test_a_changed_prompt_is_paid_for_from_where_it_matters_and_keeps_slug_and_date(published: Scene) -> None:
    _better_merge(published)
    before, asked, date = _state(published), len(published.model.asked()), _date(published)

    said = published.runs("regenerate", "--prompt-changed", "--dry-run").stdout
    assert "prompts merge" in said
    assert "to be asked first: merge" in said
    cost = float(said.split("1 to be made, about ")[1].split()[0])
    whole = published.rows("SELECT sum(usd) FROM calls")[0][0]
    assert 0 < cost < float(whole)
    assert (_state(published), len(published.model.asked())) == (before, asked)

    assert "published" in published.runs("regenerate", "--prompt-changed", "--yes").stdout
    assert [seen.schema for seen in published.model.asked()[asked:]] == ["merge"]
    assert NEW_TITLE in published.shows(FILE)
    assert _date(published) == date
    assert f"slug: {SHORT}\n" in published.shows(FILE)
    assert published.runs("regenerate", "--dry-run").stdout.startswith("0 to be made")


def test_what_is_paid_for_already_shows_its_diff(published: Scene) -> None:
    _better_merge(published)
    published.runs("preview", f"--video-id={SHORT}")
    asked = len(published.model.asked())
    said = published.runs("regenerate", "--dry-run").stdout
    assert "from kept answers, for nothing" in said
    added = [line for line in said.splitlines() if line.startswith("+")]
    assert any(NEW_TITLE in line for line in added)
    assert not any("pubDatetime" in line for line in added)
    assert len(published.model.asked()) == asked


def test_a_persons_edit_is_left_alone(published: Scene) -> None:
    _better_merge(published)
    edited = published.shows(FILE).replace("featured: true", "featured: false") + "\n"
    published.writes(FILE, edited)
    asked = len(published.model.asked())
    said = published.runs("regenerate", f"--video-id={SHORT}", "--yes").stdout
    assert "left alone" in said
    assert "was changed since it was written" in said
    assert published.shows(FILE) == edited.strip()
    assert len(published.model.asked()) == asked
    assert published.state_of(SHORT)[0] == "published"


def test_named_videos_are_made_from_new_answers_and_others_are_told_of(published: Scene) -> None:
    asked = len(published.model.asked())
    said = published.runs("regenerate", f"--video-id={SHORT}", f"--video-id={EVALS}", "--yes").stdout
    assert f"{EVALS}: no post of ours" in said
    assert len(published.model.asked()) == 2 * asked
    assert published.commits_for(SHORT) == 1  # the same words: no new commit


def test_a_limit_and_the_newest_first(published: Scene) -> None:
    published.runs("backfill", f"--video-id={EVALS}")
    _better_merge(published)
    said = published.runs("regenerate", "--dry-run", "--limit", "1").stdout
    assert said.splitlines()[0].startswith(EVALS)
    assert "1 to be made" in said
