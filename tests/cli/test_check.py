import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit.world import VIDEO, post, put, transcript
from uploader.cli.arguments import app
from uploader.cli.exits import guarded

FALSE = ("복구 시간이 14분에서", "복구 시간이 37분에서")


def _run(*arguments: object) -> int:
    return guarded(lambda **options: app([str(one) for one in arguments], **options))


def test_a_good_post_is_ok(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, talk = put(tmp_path, post()), put(tmp_path, transcript(), "talk.json")
    assert _run("check", path) == 0
    assert "ok (judged by its form alone)" in capsys.readouterr().out
    assert _run("check", path, "--transcript", talk) == 0
    assert "ok (held against its talk)" in capsys.readouterr().out


def test_json_has_interfaces_shape_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, talk = put(tmp_path, post(FALSE)), put(tmp_path, transcript(), "talk.json")
    assert _run("check", path, "--transcript", talk, "--json") == 1
    given = json.loads(capsys.readouterr().out)
    (problem,) = given.pop("problems")
    assert given == {"ok": False, "file": str(path), "video_id": VIDEO}
    assert {key: problem[key] for key in ("rule", "severity", "text")} == {
        "rule": "number", "severity": "error", "text": "37분",
    }  # fmt: skip
    assert path.read_text("utf-8").split("\n")[problem["line"] - 1].startswith("- 복구 시간이 37분")
    assert problem["message"]
    assert set(problem) == {"rule", "severity", "line", "text", "message"}


def test_people_are_told_the_line_the_reason_and_the_cure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run("check", put(tmp_path, post(FALSE)), "--transcript", put(tmp_path, transcript(), "talk.json"))
    told = capsys.readouterr().out
    assert "error number line" in told
    assert "37분 (37 minutes) is not said in these words" in told
    assert "number: Say the number as the quote has it" in told
    assert told.splitlines()[-1].endswith("1 error (held against its talk)")


def test_warnings_leave_a_post_ok(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, post(("배포 단계 12개를 6개로 줄임", "배포 단계 12개를 6개로 줄임.")))
    assert _run("check", path, "--json") == 0
    given = json.loads(capsys.readouterr().out)
    assert given["ok"] is True
    assert [one["severity"] for one in given["problems"]] == ["warning"]


def test_a_file_whose_name_begins_with_a_dash_is_no_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    video = "-CnA2lGfymY"
    put(tmp_path, post((f"slug: {VIDEO}", f'slug: "{video}"'), (VIDEO, video)), f"{video}.md")
    put(tmp_path, transcript(video), "talk.json")
    monkeypatch.chdir(tmp_path)
    assert _run("check", f"{video}.md", "--json", "--transcript", "talk.json") == 0
    assert json.loads(capsys.readouterr().out)["file"] == f"{video}.md"


@pytest.mark.parametrize(
    ("talk", "said"),
    [
        ("{", "talk.json"), ('{"video_id": "aaaaaaaaaaa", "title": "x", "segments": []}', "no segments"),
        (transcript().replace('"start": 15.0', '"start": -15.0'), "segments.1.start"), ("", "talk.json"),
    ],
)  # fmt: skip
def test_a_transcript_that_cannot_be_used_is_bad_input(
    tmp_path: Path, talk: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("check", put(tmp_path, post()), "--transcript", put(tmp_path, talk, "talk.json")) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert said in told.err


def test_files_that_are_not_there_are_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", tmp_path / "none.md") == 2
    assert "none.md" in capsys.readouterr().err
    assert _run("check", tmp_path) == 2
    assert _run("check", put(tmp_path, post()), "--transcript", tmp_path / "none.json") == 2
    assert _run("check") == 2
    assert _run("check", put(tmp_path, post()), "--nope") == 2


def test_it_needs_no_settings_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """As strangers run it: an empty environment, another folder, settings that are of no use."""
    path = put(tmp_path / "blog", post())
    here = tmp_path / "here"
    here.mkdir()
    (here / "uploader.toml").write_text("not settings")
    program = [sys.executable, "-c", "from uploader.cli import main; main()", "check", str(path)]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        program,
        cwd=here,
        env={"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [one.name for one in here.iterdir()] == ["uploader.toml"]
