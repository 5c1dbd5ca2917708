from pathlib import Path

import pytest

from tests.audit.world import GLOSSARY, NOW, VIDEO, post, put, transcript
from uploader.audit.checkout import POSTS_DIRS, across, audit, posts_of
from uploader.audit.examine import Examined, read_source
from uploader.errors import BadInput

SPOILT = ("복구 시간이 14분에서", "복구 시간이 37분에서")


def _audited(root: Path, processes: int = 1, transcripts: Path | None = None) -> tuple[Examined, ...]:
    return across(tuple(audit(posts_of(root), GLOSSARY, NOW, processes=processes, transcripts=transcripts)))


def _rules(judged: Examined) -> set[str]:
    return {one.rule for one in judged.findings}


@pytest.mark.parametrize("folder", POSTS_DIRS)
def test_posts_are_found_where_the_theme_keeps_them_hidden_ones_too(tmp_path: Path, folder: str) -> None:
    put(tmp_path, "# the blog\n", "README.md")
    for name in ("aaaaaaaaaaa.md", "_aaaaaaaaaa.md"):
        put(tmp_path / folder, "x", name)
    put(tmp_path / folder / "2025", "x", "bbbbbbbbbbb.md")
    found = posts_of(tmp_path)
    names = ["2025/bbbbbbbbbbb.md", "_aaaaaaaaaa.md", "aaaaaaaaaaa.md"]
    assert [found.shown(path) for path in found.files] == [f"{folder}/{name}" for name in names]


def test_a_folder_of_posts_is_one_too_and_a_settings_folder_comes_first(tmp_path: Path) -> None:
    put(tmp_path, "x", "aaaaaaaaaaa.md")
    assert [path.name for path in posts_of(tmp_path).files] == ["aaaaaaaaaaa.md"]
    put(tmp_path / "content" / "talks", "x", "bbbbbbbbbbb.md")
    assert [path.name for path in posts_of(tmp_path, "content/talks").files] == ["bbbbbbbbbbb.md"]


def test_where_there_are_no_posts_it_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="src/data/blog"):
        posts_of(tmp_path)
    with pytest.raises(BadInput, match="no such folder"):
        posts_of(tmp_path / "none")


def test_one_slug_in_two_files_is_told_of_both(tmp_path: Path) -> None:
    put(tmp_path, post())
    put(tmp_path, post(), f"yt-{VIDEO}.md")
    put(tmp_path, post((VIDEO, "bbbbbbbbbbb")), "bbbbbbbbbbb.md")
    first, other, second = sorted(_audited(tmp_path), key=lambda one: ("yt-" in one.file, one.file))
    assert _rules(first) >= {"slug", "duplicate"}
    assert _rules(second) >= {"slug", "duplicate"}
    assert any(f"yt-{VIDEO}.md" in one.message for one in first.findings)
    assert other.findings == ()


def test_a_slug_that_only_a_file_name_gives_counts_too(tmp_path: Path) -> None:
    put(tmp_path, post((f"slug: {VIDEO}\n", "")))
    put(tmp_path / "old", post())
    assert all("slug" in _rules(judged) for judged in _audited(tmp_path))


def test_many_processes_say_what_one_says(tmp_path: Path) -> None:
    put(tmp_path / "talks", transcript(), f"{VIDEO}.json")
    for at in range(50):
        video = f"v{at:010}"
        put(
            tmp_path / "src/data/blog",
            post((VIDEO, video), SPOILT),
            f"{video}.md",
        )
    put(tmp_path / "src/data/blog", post(SPOILT))
    alone = _audited(tmp_path, 1, tmp_path / "talks")
    together = _audited(tmp_path, 2, tmp_path / "talks")
    assert alone == together
    assert [judged.file for judged in alone if judged.with_talk] == [f"src/data/blog/{VIDEO}.md"]
    assert [judged.file for judged in alone if judged.errors] == [f"src/data/blog/{VIDEO}.md"]


def test_captions_known_otherwise_are_asked_for_only_where_the_folder_has_none(tmp_path: Path) -> None:
    source = read_source(put(tmp_path / "talks", transcript(), f"{VIDEO}.json"))
    put(tmp_path / "blog", post())
    put(tmp_path / "blog", post((VIDEO, "bbbbbbbbbbb")), "bbbbbbbbbbb.md")
    asked: list[str] = []

    def kept(path: Path) -> None:
        asked.append(path.name)

    checkout = posts_of(tmp_path / "blog")
    list(audit(checkout, GLOSSARY, NOW, processes=1, transcripts=tmp_path / "talks", kept=kept))
    assert asked == ["bbbbbbbbbbb.md"]
    held = list(audit(checkout, GLOSSARY, NOW, processes=1, kept=lambda _: source))
    assert [judged.with_talk for judged in held] == [True, True]
