"""What stops the whole site's build, or hides a page without a word."""

import re

import pytest

from tests.golden.stories import NOW, STORIES
from uploader.gate.contract import contract
from uploader.models import Finding

GOOD = STORIES["normal"].golden
NAME = STORIES["normal"].file_name
FIRST = "Harbor Grid의 Mina Park은 배포 절차를 반으로 줄여 장애 복구 시간을 14분에서 6분으로 낮췄다고 발표함"


def findings(text: str, file_name: str = NAME) -> list[Finding]:
    return list(contract(text, file_name, NOW))


def line(key: str, written: str) -> str:
    changed = re.sub(rf"^{key}: .*$", lambda _: f"{key}: {written}", GOOD, flags=re.MULTILINE)
    assert changed != GOOD
    return changed


def without(key: str) -> str:
    return re.sub(rf"^{key}:.*\n(?:  - .*\n)*", "", GOOD, flags=re.MULTILINE)


@pytest.mark.parametrize("key", ["author", "pubDatetime", "title", "slug", "featured", "draft", "tags", "description"])
def test_each_of_the_eight_keys_is_needed(key: str) -> None:
    assert [(found.rule, found.text) for found in findings(without(key))] == [("schema", key)]


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("pubDatetime", '"2025-08-31T09:05:07.042Z"'),
        ("pubDatetime", "yesterday"),
        ("featured", "yes"),
        ("featured", '"true"'),
        ("draft", "no"),
        ("title", "2026"),
        ("title", "null"),
        ("title", "[a, b]"),
        ("description", "1e3"),
        ("slug", "12345678901"),
        ("author", "1.5"),
    ],
)
def test_wrong_types_are_found_as_the_generator_sees_them(key: str, written: str) -> None:
    found = findings(line(key, written))
    assert [one.rule for one in found] == ["schema"]
    assert found[0].text.startswith(f"{key}: ")


def test_tags_are_strings() -> None:
    assert [one.rule for one in findings(GOOD.replace("  - AI\n", "  - 3\n"))] == ["schema"]


def test_keys_of_persons_are_let_be_and_unknown_ones_mentioned() -> None:
    kept = GOOD.replace("draft: false", "draft: false\nmodDatetime: 2025-08-31T10:00:00Z\ncanonicalURL: x")
    assert findings(kept) == []
    odd = findings(GOOD.replace("draft: false", "draft: true\nmodDatetime: soon\nlayout: x"))
    assert [(one.text, one.severity) for one in odd] == [
        ("draft: true", "warning"),
        ("modDatetime: soon", "error"),
        ("layout", "warning"),
    ]


def test_unreadable_yaml_is_found_at_its_line() -> None:
    found = findings(GOOD.replace('title: "', 'title: "x" "'))[0]
    assert (found.rule, found.place.line) == ("yaml", 4)
    assert findings(GOOD.replace("---\n", "", 1))[0].rule == "yaml"


@pytest.mark.parametrize(
    "name",
    ["_Qm7-Baker_.md", "untitled.md", "Qm7-Baker_9.markdown", "Qm7-Baker_9", "../Qm7-Baker_9.md", "Qm7-Baker_9.md.md"],
)
def test_a_file_is_named_by_its_video(name: str) -> None:
    assert "file-name" in {found.rule for found in findings(GOOD, name)}


def test_a_slug_is_the_id_in_the_files_name() -> None:
    assert [found.rule for found in findings(GOOD, "Other-Baker.md")] == ["slug"]
    nasty = STORIES["nasty"]
    assert findings(nasty.golden, nasty.file_name) == []
    assert [found.rule for found in findings(nasty.golden, f"{nasty.summary.video_id}.md")] == ["file-name"]


@pytest.mark.parametrize("slug", ["untitled", "a/b", "../x", "Qm7-Baker_9x", '"Qm7 Baker 9"'])
def test_a_slug_that_is_no_id_would_land_elsewhere(slug: str) -> None:
    assert "slug" in {found.rule for found in findings(line("slug", slug))}


@pytest.mark.parametrize("moment", ["2999-01-01", "2025-09-01T12:00:00.001Z", "2025-09-01T21:00:01+09:00"])
def test_posts_of_the_future_are_hidden(moment: str) -> None:
    assert [found.rule for found in findings(line("pubDatetime", moment))] == ["date"]


@pytest.mark.parametrize(
    "moment", ["2025-09-01", "2025-09-01T12:00:00Z", "2025-09-01T20:59:59+09:00", "2020-01-01 1:00:00"]
)
def test_posts_of_the_past_are_shown(moment: str) -> None:
    assert findings(line("pubDatetime", moment)) == []


@pytest.mark.parametrize("key", ["title", "description"])
@pytest.mark.parametrize("text", ["x </script><script>alert(1)", "x </SCRIPT >", "<!-- x"])
def test_what_would_end_the_themes_own_script_is_html(key: str, text: str) -> None:
    assert "html" in {found.rule for found in findings(line(key, f'"{text}"'))}


@pytest.mark.parametrize(
    ("description", "message"),
    [
        ('""', "empty"),
        (f'"{"가" * 101}"', "101 UTF-16 units"),
        (f'"{"🚀" * 51}"', "102 UTF-16 units"),
        ('"**Neo4j**는 말함"', "Markdown"),
        ('"*강조* 있는 글"', "Markdown"),
        ('"- 목록"', "Markdown"),
        ('"영상 제목: 글"', "announces"),
        (f'"{FIRST[:32]}"', "middle of a word"),
        (f'"{FIRST[:32]}…"', "middle of a word"),
        (f'"{FIRST[:30]}"', "without a closing"),
    ],
)
def test_a_description_is_plain_short_and_cut_between_words(description: str, message: str) -> None:
    found = findings(line("description", description))
    assert [one.rule for one in found] == ["description"]
    assert message in found[0].message


@pytest.mark.parametrize(
    "description",
    [f"{FIRST[:30].rstrip()}…", "본문에 없는 글", "2 * 3 * 4와 snake_case와 10~20%", "a 30 % drop…"],
)
def test_other_descriptions_are_fine(description: str) -> None:
    assert findings(line("description", f'"{description}"')) == []
