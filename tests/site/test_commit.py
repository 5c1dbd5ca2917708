import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site.world import NOON, VIDEO, World, git, post
from uploader.errors import BadInput
from uploader.site.commit import Author, message_for, one_line
from uploader.site.publish import Blog


@given(st.text(alphabet=st.characters(), max_size=400))
def test_a_subject_is_one_line_of_shown_characters(text: str) -> None:
    line = one_line(text)
    assert len(line) <= 200
    assert not any(unicodedata.category(c)[0] == "C" for c in line)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1


@given(st.text(alphabet=st.characters(), max_size=80))
def test_a_message_has_one_trailer_at_its_end(text: str) -> None:
    first, empty, trailer, end = message_for(VIDEO, text).split("\n")
    assert first
    assert (empty, trailer, end) == ("", f"Video-Id: {VIDEO}", "")


def test_a_title_of_any_script_reads_as_it_was(world: World) -> None:
    subject = 'Add: "에이전트" — 🙂 data 3\tמה'
    world.blog().publish(post(), subject=subject, committed_at=NOON)
    assert git(world.bare, "log", "-1", "--format=%s", "main") == 'Add: "에이전트" — 🙂 data 3 מה'


def test_an_authors_name_cannot_break_the_commit(world: World) -> None:
    author = Author("모임 <x>\ncommitter y", "a@b>\n")
    blog = Blog(str(world.bare), "main", "posts", world.clone, author=author)
    blog.publish(post(), subject="x", committed_at=NOON)
    assert git(world.bare, "log", "-1", "--format=%an|%ae|%cn", "main") == "모임 x committer y|a@b|모임 x committer y"
    git(world.bare, "fsck", "--strict")


@pytest.mark.parametrize("author", [Author("", "a@b"), Author("<>", "a@b"), Author("a", " \n")])
def test_an_author_without_a_name_is_bad_input(world: World, author: Author) -> None:
    with pytest.raises(BadInput):
        Blog(str(world.bare), "main", "posts", world.clone, author=author)
