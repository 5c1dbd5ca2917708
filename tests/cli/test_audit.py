import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.audit.world import NOW, VIDEO, post, put, transcript
from uploader.audit.examine import read_source
from uploader.cli.arguments import app
from uploader.cli.exits import guarded
from uploader.decide import State
from uploader.ids import parse_video_id
from uploader.models import Sighting
from uploader.store import evidence, regeneration, videos
from uploader.store.database import Database, open_database

FALSE = ("복구 시간이 14분에서", "복구 시간이 37분에서")
OTHER = "bbbbbbbbbbb"
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in a folder of its own, with no settings at all."""
    for name in ("UPLOADER_CONFIG", "UPLOADER_DATA_DIR", "UPLOADER_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return lambda *arguments: guarded(lambda **options: app([str(one) for one in arguments], **options))


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A checkout with a post that is good by form and false by its talk, and one whose text is struck out."""
    put(tmp_path / "blog", "# A blog\n", "README.md")
    folder = tmp_path / "blog" / "src" / "data" / "blog"
    put(folder, post(FALSE))
    put(folder, post((VIDEO, OTHER), ("비율은 8%", "비율은 8~10%, 다른 쪽은 20~30%")), f"{OTHER}.md")
    return tmp_path / "blog"


def _database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'here' / 'uploader-data' / 'uploader.sqlite'}", tmp_path / "here")


def test_a_checkout_is_judged_by_form_alone_and_nothing_is_written(
    run: Run, blog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", blog) == 1
    told = capsys.readouterr().out
    assert "2 posts: 1 without error, 1 with errors" in told
    assert "strikethrough" in told
    assert "Two tildes strike out the text between them." in told
    assert f"src/data/blog/{OTHER}.md: 1 error: strikethrough" in told
    assert not list((tmp_path / "here").iterdir())


def test_json_has_interfaces_shape(run: Run, blog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talks = put(tmp_path / "talks", transcript(), f"{VIDEO}.json").parent
    assert run("audit", blog, "--transcripts", talks, "--json") == 1
    given = json.loads(capsys.readouterr().out)
    problems = given.pop("problems")
    assert given == {"posts": 2, "clean": 0, "counts": {"number": 1, "strikethrough": 1}}
    assert all(set(one) == {"file", "video_id", "rule", "severity", "line", "text", "message"} for one in problems)
    assert {(one["file"], one["video_id"], one["rule"]) for one in problems} == {
        (f"src/data/blog/{VIDEO}.md", VIDEO, "number"), (f"src/data/blog/{OTHER}.md", OTHER, "strikethrough"),
    }  # fmt: skip


def test_a_blog_without_errors_is_well(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "posts", post())
    assert run("audit", tmp_path / "posts", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"posts": 1, "clean": 1, "counts": {}, "problems": []}


def test_a_page_to_hand_around_is_written(run: Run, blog: Path, tmp_path: Path) -> None:
    assert run("audit", blog, "--html", tmp_path / "report.html") == 1
    assert f"src/data/blog/{OTHER}.md" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [("none",), ("blog", "--transcripts", "none"), ("blog", "--html", "none/x.html"), ("empty",), (), ("blog", "x")],
)
def test_bad_input_is_one_line(
    run: Run, blog: Path, tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert blog.is_dir()
    (tmp_path / "empty").mkdir()
    given = [one if one.startswith("-") else str(tmp_path / one) for one in arguments]
    assert run("audit", *given) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_one_broken_transcript_among_many_stops_nothing_and_is_told(
    run: Run, blog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talks = put(tmp_path / "talks", "{", f"{VIDEO}.json").parent
    assert run("audit", blog, "--transcripts", talks) == 1
    assert f"{VIDEO}.json" in capsys.readouterr().err


def test_the_databases_transcripts_bear_evidence(
    run: Run, blog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    details, captions = read_source(put(tmp_path, transcript(), "talk.json"))
    database = _database(tmp_path)
    with database.begin() as session:
        videos.see(session, [Sighting(details.video_id, details.title)], None, publish=0, now=NOW)
        videos.keep_details(session, details.video_id, details)
        videos.keep_transcript(session, details.video_id, evidence.keep_transcript(session, captions, NOW))
    database.close()
    assert run("audit", blog, "--json") == 1
    assert json.loads(capsys.readouterr().out)["counts"] == {"number": 1, "strikethrough": 1}


def test_requeue_makes_the_broken_ones_due_and_says_why(
    run: Run, blog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(blog / "src" / "data" / "blog", "nothing", "notes.md")
    assert run("audit", blog, "--requeue", "--json") == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["posts"] == 3
    assert "notes.md: names no video: not scheduled" in told.err
    assert "1 scheduled for regeneration" in told.err
    database = _database(tmp_path)
    with database.begin() as session:
        row = videos.one(session, parse_video_id(OTHER))
        assert (row.state, regeneration.reason(session, row.id)) == (State.DISCOVERED, "strikethrough")
        assert row.next_look_at is not None
        assert videos.known(session, [parse_video_id(VIDEO)]) == set()
    database.close()


def test_a_second_requeue_leaves_what_is_being_worked_on_alone(
    run: Run, blog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", blog, "--requeue") == 1
    database = _database(tmp_path)
    with database.begin() as session:
        taken = videos.take_due(session, lambda *_: None, now=NOW + timedelta(days=36500), most=9)
    assert taken == [OTHER]
    capsys.readouterr()
    assert run("audit", blog, "--requeue") == 1
    assert f"{OTHER}: is being worked on already\n0 scheduled" in capsys.readouterr().err
    database.close()
