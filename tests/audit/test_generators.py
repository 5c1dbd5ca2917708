"""Checkouts of Hugo and Jekyll: found by their files, judged by their own form."""

from pathlib import Path

import pytest

from tests.golden.stories import NOW, STORIES
from uploader.audit.checkout import across, audit, posts_of
from uploader.audit.examine import Examined, examine
from uploader.post.formats import Format, Layout

BLOGS: dict[Format, tuple[str, str, str]] = {
    "hugo": ("hugo.toml", "content/posts", "content/posts/_index.md"),
    "jekyll": ("_config.yml", "_posts", "index.md"),
}


@pytest.fixture(params=["hugo", "jekyll"])
def kind(request: pytest.FixtureRequest) -> Format:
    found: Format = request.param
    return found


@pytest.fixture
def blog(kind: Format, tmp_path: Path) -> Path:
    """A checkout with every golden post, and a page that is none."""
    config, folder, page = BLOGS[kind]
    put(tmp_path / config, "")
    put(tmp_path / page, "---\ntitle: The blog\n---\n")
    for story in STORIES.values():
        put(tmp_path / folder / story.named(kind), story.golden_of(kind))
    return tmp_path


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def judged(root: Path) -> dict[str, Examined]:
    return {Path(post.file).name: post for post in across(tuple(audit(posts_of(root), "", NOW, processes=1)))}


def form(post: Examined) -> set[str]:
    """The rules that look at a file's form; what the invented stories say is not the point."""
    return {str(one.rule) for one in post.findings} & {
        "yaml", "schema", "file-name", "slug", "date", "thumbnail", "structure", "html", "link", "literal-markup",
        "strikethrough", "duplicate",
    }  # fmt: skip


def test_every_post_is_found_and_none_has_a_fault_of_form(blog: Path, kind: Format) -> None:
    assert posts_of(blog, "src/data/blog").kind == kind
    found = judged(blog)
    assert set(found) == {story.named(kind) for story in STORIES.values()}
    for story in STORIES.values():
        post = found[story.named(kind)]
        assert post.video_id == post.slug == story.summary.video_id
        assert form(post) <= {"structure"}, post.findings  # how much is told is not the generator's business


def test_a_post_by_itself_is_judged_as_its_generators(kind: Format, tmp_path: Path) -> None:
    story = STORIES["normal"]
    path = put(tmp_path / story.named(kind), story.golden_of(kind))
    assert form(examine(path, "x", "", NOW)) == set()


DAMAGES: list[tuple[Format, str, str, str]] = [
    ("hugo", "- 야간", "- {{< x >}} 야간", "html"),
    ("hugo", "![YouTube", "<img src=x onerror=y>\n\n![YouTube", "html"),
    ("hugo", "- 야간", "- ![x](y.png) 야간", "link"),
    ("hugo", "url: /posts/Qm7", "url: /posts/Qm8", "slug"),
    ("jekyll", "- 야간", "- {% x %} 야간", "html"),
    ("jekyll", "- 야간", "- 주간 | 야간", "structure"),
    ("jekyll", "permalink: /posts/Qm7-Baker_9/", "permalink: /about/", "slug"),
    ("jekyll", "layout: post\n", "", "schema"),
]


@pytest.mark.parametrize(("kind", "before", "after", "rule"), DAMAGES, indirect=["kind"])
def test_a_fault_is_named_with_its_line(blog: Path, kind: Format, before: str, after: str, rule: str) -> None:
    story = STORIES["normal"]
    text = story.golden_of(kind)
    assert before in text
    put(blog / BLOGS[kind][1] / story.named(kind), text.replace(before, after, 1))
    found = [one for one in judged(blog)[story.named(kind)].findings if one.rule == rule]
    assert found
    assert rule == "schema" or found[0].place.line


def test_one_video_twice_is_told_whatever_its_files_are_called(blog: Path, kind: Format) -> None:
    story = STORIES["normal"]
    video = story.summary.video_id
    other = f"{video}/index.md" if kind == "hugo" else f"2020-01-02-{video}.md"
    put(blog / BLOGS[kind][1] / other, story.golden_of(kind))
    found = judged(blog)
    assert {"slug", "duplicate"} <= form(found[story.named(kind)])
    assert {"slug", "duplicate"} <= form(found[Path(other).name])


def test_a_hugo_page_bundle_is_its_folders_video(tmp_path: Path) -> None:
    story = STORIES["normal"]
    put(tmp_path / "hugo.toml", "")
    put(tmp_path / "content/posts" / story.summary.video_id / "index.md", story.golden_of("hugo"))
    checkout = posts_of(tmp_path)
    assert (checkout.kind, Layout("hugo", "content/posts").posts_dir) == ("hugo", "content/posts")
    assert form(judged(tmp_path)["index.md"]) == set()
