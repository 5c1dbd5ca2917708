from datetime import UTC, datetime, timedelta, timezone

import pytest

from uploader.ids import parse_video_id
from uploader.post.formats import Format
from uploader.post.naming import file_name, video_in

MADE = datetime(2025, 8, 31, 23, 30, tzinfo=timezone(timedelta(hours=-9)))

NAMES: list[tuple[str, Format, str]] = [
    ("Qm7-Baker_9", "astropaper", "Qm7-Baker_9.md"),
    ("_1e23-__x_y", "astropaper", "yt-_1e23-__x_y.md"),
    ("-CnA2lGfymY", "astropaper", "-CnA2lGfymY.md"),
    ("_1e23-__x_y", "hugo", "yt-_1e23-__x_y.md"),
    ("-CnA2lGfymY", "hugo", "-CnA2lGfymY.md"),
    ("-CnA2lGfymY", "jekyll", "2025-09-01--CnA2lGfymY.md"),
    ("_1e23-__x_y", "jekyll", "2025-09-01-_1e23-__x_y.md"),
]


@pytest.mark.parametrize(("video", "kind", "name"), NAMES)
def test_a_file_is_named_as_its_generator_wants_it(video: str, kind: Format, name: str) -> None:
    assert file_name(parse_video_id(video), kind, MADE) == name
    assert video_in(name) == video


def test_the_day_in_a_name_is_utc() -> None:
    utc = MADE.astimezone(UTC)
    assert file_name(parse_video_id("Qm7-Baker_9"), "jekyll", utc) == "2025-09-01-Qm7-Baker_9.md"


@pytest.mark.parametrize(
    "path", ["Qm7-Baker_9/index.md", "content/talks/Qm7-Baker_9.md", "2025-01-02-Qm7-Baker_9.markdown"]
)
def test_a_post_that_a_person_moved_is_still_the_videos(path: str) -> None:
    assert video_in(path) == "Qm7-Baker_9"


@pytest.mark.parametrize(
    "path",
    ["", "index.md", "_index.md", "Qm7-Baker_9", "Qm7-Baker_9.md/x", "xQm7-Baker_9.md", "2025-1-2-Qm7-Baker_9.md"],
)
def test_another_name_is_no_videos(path: str) -> None:
    assert video_in(path) is None
