"""What strikes text out, lets it vanish, leads elsewhere, or runs in a reader's browser."""

import pytest

from tests.golden.stories import NOW, STORIES
from uploader.gate.contract import contract
from uploader.models import Finding, Place

GOOD = STORIES["normal"].golden
NAME = STORIES["normal"].file_name
BULLET = "- 야간 배포는 여전히 금지"
LINE = GOOD.split("\n").index(BULLET) + 1
HERE = Place("bullet", "s1", 2, LINE)


def findings(bullet: str) -> list[Finding]:
    text = GOOD.replace(BULLET, bullet)
    assert text != GOOD
    return list(contract(text, NAME, NOW))


@pytest.mark.parametrize(
    ("bullet", "rule", "text"),
    [
        ("- 10~20%에서 80~90%로", "strikethrough", "20%에서 80"),
        ("- ~~지운 말~~ 남은 말", "strikethrough", "지운 말"),
        ("- **단어(word)**는 그대로 보임", "literal-markup", "**단어(word)**"),
        ("- 열기만 한 ** 별표", "literal-markup", "**"),
        (r"- \*\*굵게\*\* 하려던 말", "literal-markup", "**굵게**"),
        ("- __단어(word)__는 그대로 보임", "literal-markup", "__단어(word)__"),
        (r"- 역따옴표 \`코드\` 둘", "literal-markup", "`코드`"),
        ("- 제네릭 <T> 타입", "html", "<T>"),
        ("- 답은 <answer>이것</answer>", "html", "<answer>"),
        ("- 그림 <img src=x onerror=alert(1)>", "html", "<img src=x onerror=alert(1)>"),
        ("- 말 <!-- 숨은 말 --> 끝", "html", "<!-- 숨은 말 -->"),
        ("- [여기](javascript:alert(1))", "link", "javascript:alert(1)"),
        (
            "- [여기](https://www.youtube.com/watch?v=another-one)",
            "link",
            "https://www.youtube.com/watch?v=another-one",
        ),
        ("- [여기](http://www.youtube.com/watch?v=Qm7-Baker_9)", "link", "http://www.youtube.com/watch?v=Qm7-Baker_9"),
        ("- [여기](//spam.example/x)", "link", "//spam.example/x"),
        ("- <https://spam.example>", "link", "https://spam.example"),
        ("- 주소 https://spam.example/a 참고", "link", "https://spam.example/a"),
        (r"- 주소 https\://spam.example 참고", "link", "https://spam.example"),
        ("- 주소 www.spam.example 참고", "link", "www.spam.example"),
        ("- a_www.spam.example 참고", "link", "www.spam.example"),
        ("- `https://spam.example` 참고", "link", "https://spam.example"),
        ("- 문의 me@spam.example 로", "link", "me@spam.example"),
        ("- ![그림](./x.png)", "link", "./x.png"),
    ],
)
def test_damage_in_a_bullet_is_found_where_it_stands(bullet: str, rule: str, text: str) -> None:
    found = findings(bullet)
    assert (found[0].rule, found[0].text) == (rule, text)
    assert found[0].place == HERE
    assert {one.rule for one in found} == {rule}


@pytest.mark.parametrize(
    "bullet",
    [
        r"- 10\~20%에서 80\~90%로",
        "- 하나뿐인 ~20% 물결",
        "- **굵은 말** 하나",
        r"- \_\_init\_\_ 함수와 snake_case",
        r"- 제네릭 \<T> 타입과 5 < 6",
        "- `코드` 조각",
        "- [12:30](https://www.youtube.com/watch?v=Qm7-Baker_9&t=750s)",
        "- [12:30](https://youtu.be/Qm7-Baker_9?t=750)",
        "- @멘션과 a@b, example.com, 3.5배",
        "- 2 * 3 * 4",
    ],
)
def test_what_reads_well_is_left_alone(bullet: str) -> None:
    assert findings(bullet) == []


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        ("<!-- 열고 닫지 않음", "html"),
        ("<script>alert(1)</script>", "html"),
        ('<div style="text-align: center;">\n  <img src="x" onerror="alert(1)" />\n</div>', "html"),
        ("```\n열린 코드", "structure"),
        ("~~~~\n열린 코드\n~~~", "structure"),
        ("[x]: https://spam.example", "link"),
    ],
)
def test_damage_that_swallows_lines_is_found(block: str, rule: str) -> None:
    assert rule in {found.rule for found in findings(f"{BULLET}\n\n{block}\n")}


def test_a_closed_fence_is_no_fault() -> None:
    assert findings(f"{BULLET}\n\n```\ncode\n\n```\n") == []
    assert findings(f"{BULLET}\n\n````\n```\n````\n") == []
    assert [found.rule for found in findings(f"{BULLET}\n\n    들여 쓴 글\n")] == []


def test_the_thumbnail_is_there_once_and_the_videos_own() -> None:
    block = GOOD[GOOD.index("<div") : GOOD.index("</div>") + 7]

    def rules(text: str) -> list[tuple[str, str]]:
        return [(found.rule, found.text) for found in contract(text, NAME, NOW)]

    assert rules(GOOD.replace(block, "")) == [("thumbnail", "")]
    assert rules(GOOD.replace("vi/Qm7-Baker_9/", "vi/another-one/")) == [("thumbnail", "another-one")]
    assert [rule for rule, _ in rules(GOOD.replace(block, f"{block}\n{block}"))] == ["html"]
    changed = [rule for rule, _ in rules(GOOD.replace('loading="lazy"', 'onload="alert(1)"'))]
    assert changed == ["html", "thumbnail"]
    assert rules(GOOD.replace("maxresdefault", "hqdefault").replace("640px", "480px")) == []
