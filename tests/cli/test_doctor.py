"""`doctor` as an operator runs it: all green in a well world; what is wrong is named, with its cure."""

import pytest

from tests.scene import Scene
from uploader.demo.emulator import Fault, Sort, Trouble
from uploader.demo.model_server import MODEL
from uploader.settings import Settings, environment_name

pytestmark = pytest.mark.slow


@pytest.fixture
def well(scene: Scene) -> Scene:
    """A world in which nothing is wrong: the blog has its posts' folder, and no yt-dlp is old."""
    scene.writes("src/data/blog/hello.md", "---\ntitle: hello\n---\nhello\n")
    scene.environment |= {"UPLOADER_LIBRARY_DAYS": "100000", "UPLOADER_LLM_MODEL": MODEL}
    return scene


def failing(scene: Scene, *, expecting: int, **more: str) -> list[str]:
    """The failed checks, each with its cure."""
    lines = scene.runs("doctor", expecting=expecting, **more).stdout.splitlines()
    return [f"{line} {lines[place + 1].strip()}" for place, line in enumerate(lines) if line.startswith("FAIL")]


def test_in_a_well_world_every_check_is_green(well: Scene) -> None:
    told = well.runs("doctor").stdout.splitlines()
    checks = [line.split(":")[0] for line in told if line.startswith("ok")]
    assert [line for line in told if line.startswith("FAIL")] == []
    assert [name.removeprefix("ok").strip().split()[0] for name in checks] == [
        "git", "database", "yt-dlp", "YouTube", "blog", "posts", "push", "model",
    ]  # fmt: skip


def test_every_setting_is_listed_with_its_default_and_no_secret(well: Scene) -> None:
    told = well.runs("doctor", UPLOADER_SITE_TOKEN="ghp_hunter2").stdout
    for key in Settings.model_fields:
        assert f"     {environment_name(key)}=" in told
    assert "UPLOADER_FIRST_RUN_VIDEOS=5  (default: 1)" in told
    assert "UPLOADER_POLL_MINUTES=15\n" in told
    assert "UPLOADER_SITE_TOKEN=given" in told
    assert "hunter2" not in told


def test_who_signs_in_to_a_database_or_a_proxy_is_not_listed(well: Scene) -> None:
    told = well.runs("doctor", expecting=None, UPLOADER_YOUTUBE_PROXY="http://me:hunter2@localhost:1").stdout
    assert "UPLOADER_YOUTUBE_PROXY=http://***@localhost:1" in told
    assert "hunter2" not in told


def test_an_old_library_is_named(well: Scene) -> None:
    (line,) = failing(well, expecting=1, UPLOADER_LIBRARY_DAYS="1")
    assert line.startswith("FAIL yt-dlp:")
    assert line.endswith("upgrade uploader: a newer yt-dlp comes with it")


def test_a_blocked_address_is_exit_3(well: Scene) -> None:
    well.youtube.emulator.inject(Fault(Sort.FEED, Trouble.TOO_MANY))
    (line,) = failing(well, expecting=3)
    assert line.startswith("FAIL YouTube")


def test_a_model_endpoint_that_does_not_answer_is_named(well: Scene) -> None:
    (line,) = failing(well, expecting=1, OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    assert line.startswith("FAIL model: connection failed")


def test_a_model_that_the_endpoint_does_not_list_is_named(well: Scene) -> None:
    (line,) = failing(well, expecting=1, UPLOADER_LLM_MODEL="gpt-unheard-of")
    assert line.startswith("FAIL model: the endpoint does not list gpt-unheard-of see `llm_model`")


def test_a_blog_that_is_not_there_a_branch_that_is_not_there_and_a_folder_that_is_not_there(well: Scene) -> None:
    (line,) = failing(well, expecting=1, UPLOADER_SITE_REPOSITORY=str(well.folder / "nowhere.git"))
    assert line.startswith("FAIL blog repository: ")
    (line,) = failing(well, expecting=3, UPLOADER_SITE_BRANCH="gone")
    assert "branch missing" in line
    assert "UPLOADER_SITE_BRANCH" in line
    (line,) = failing(well, expecting=1, UPLOADER_SITE_POSTS_DIR="content/posts")
    assert line.startswith("FAIL posts folder: there is no content/posts on the branch")


def test_a_remote_that_is_damaged_is_named(well: Scene) -> None:
    (well.bare / "objects").rename(well.bare / "objects.away")
    (line,) = failing(well, expecting=1)
    assert line.startswith("FAIL blog repository: ")


def test_a_damaged_database_is_named_and_left_alone(well: Scene) -> None:
    well.data.mkdir()
    well.database.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    before = well.database.read_bytes()
    (line, *_) = failing(well, expecting=1)
    assert line.startswith("FAIL database: ")
    assert "restore a backup" in line
    assert well.database.read_bytes() == before
