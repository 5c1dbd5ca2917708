"""Text from outside reads back as exactly that text, and its source stays readable."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from uploader.post.dialect import parse, plain
from uploader.post.markdown import Spot, bold_lead, escape, one_line, statement

SPOTS: dict[Spot, tuple[str, str]] = {
    "line": ("- ", "\n"),
    "inline": ("## *", "* 핵심 요약\n"),
    "heading": ("### ", "\n"),
    "link": ("**영상 링크:** [", "](https://www.youtube.com/watch?v=abc)  \n**채널명:** x\n"),
}
OURS: dict[Spot, set[str]] = {
    "line": set(),
    "inline": {"em_open", "em_close"},
    "heading": set(),
    "link": {"strong_open", "strong_close", "link_open", "link_close", "hardbreak"},
}
NASTY = [*"*_`~<>[]()!#-+=|&;\\.:'\"1a가 \u00a0é🚀{}^@/", "**", "__", "~~", "&amp;", "](", "[^1]", "- ", "1. ", "<!--"]
texts = st.lists(st.sampled_from(NASTY) | st.characters(), max_size=14).map("".join).map(one_line).filter(bool)


@settings(max_examples=400)
@given(texts, st.sampled_from(sorted(SPOTS)))
@example("--", "line")
@example("a * b_c_ **", "inline")
@example("#", "heading")
@example("[ ] not a task", "line")
@example("[x]: not-a-definition", "line")
@example("](javascript:alert(1))", "link")
def test_any_text_reads_back_as_itself_and_brings_no_markup(text: str, spot: Spot) -> None:
    before, after = SPOTS[spot]
    tokens, definitions = parse(f"{before}{escape(text, spot)}{after}")
    seen = "".join(plain(token.children) for token in tokens if token.type == "inline")
    around, _ = parse(f"{before}\ufffc{after}")
    frame = "".join(plain(token.children) for token in around if token.type == "inline")
    assert seen == frame.replace("\ufffc", text)
    assert not definitions
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds - {"text", "text_special"} == OURS[spot]


@pytest.mark.parametrize(
    "text",
    [
        "snake_case와 AT&T, 5 < 6, 2 * 3, C:\\Users, R&D",
        "인용은 그대로",
        "값 [1]과 a|b",
        "단어(word)는 <한글> 안에서도",
        "2026년 3.5% 증가 - 끝 + 더하기 # 해시 > 부등호",
        "인용 “따옴표” 'a' \"b\" … — –",
    ],
)
def test_what_needs_no_escape_gets_none(text: str) -> None:
    assert escape(text, "line") == text


@pytest.mark.parametrize(
    ("text", "spot", "markdown"),
    [
        ("10~20%에서 80~90%", "line", r"10\~20%에서 80\~90%"),
        ("제네릭 <T>", "line", r"제네릭 \<T>"),
        ("1. 첫째", "line", r"1\. 첫째"),
        ("1. 첫째", "heading", "1. 첫째"),
        ("- 줄표", "line", r"\- 줄표"),
        ("# 해시", "line", r"\# 해시"),
        ("C #", "heading", r"C \#"),
        ("__init__", "line", r"\_\_init\_\_"),
        ("[live] x", "link", r"\[live\] x"),
        ("&copy; AT&T;", "inline", r"\&copy; AT\&T;"),
        ("끝 \\", "line", "끝 \\\\"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, spot: Spot, markdown: str) -> None:
    assert escape(text, spot) == markdown


@pytest.mark.parametrize(
    ("lead", "rest", "markdown"),
    [
        ("Neo4j의 CEO", "는 발표함", "**Neo4j의 CEO**는 발표함"),
        ("단어(word)", "는 발표함", "단어(word)는 발표함"),
        ("단어(word)", " 소개", "**단어(word)** 소개"),
        ("C++", "는 빠름", "C++는 빠름"),
        ("🚀", "은 난다", "🚀은 난다"),
        ("", "주어 없음", "주어 없음"),
        ("*별*", "은 별", r"\*별\*은 별"),
        ("a*b", "는 곱", r"**a\*b**는 곱"),
        ("결론:", "🚀 간다", "결론:🚀 간다"),
    ],
)
def test_a_lead_is_bold_only_where_every_reader_makes_it_so(lead: str, rest: str, markdown: str) -> None:
    assert bold_lead(lead, rest) == markdown


@settings(max_examples=200)
@given(texts, texts)
def test_a_key_point_reads_back_as_its_text_bold_or_not(lead: str, rest: str) -> None:
    whole = one_line(lead + rest)
    lead, rest = whole[: len(lead)], whole[len(lead) :]
    tokens, _ = parse(f"- {bold_lead(lead, rest)}\n")
    assert "".join(plain(token.children) for token in tokens if token.type == "inline") == whole


def test_one_line_keeps_letters_and_drops_what_no_file_can_hold() -> None:
    assert one_line(" a\r\n b\u2028c\x00\x1b\u202ed\ud800\ufeff\u0085e\ufffe ") == "a b cd e"
    assert one_line("a\u00a0b") == "a\u00a0b"


@given(st.text())
def test_one_line_is_settled_after_one_pass(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    one_line(text).encode()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("줄였음.", "줄였음"),
        ("줄였음(절반).", "줄였음(절반)"),
        ("U.S.", "U.S."),
        ("계속...", "계속..."),
        ("v2.", "v2."),
    ],
)
def test_a_bullet_ends_without_its_period(text: str, stated: str) -> None:
    assert statement(text) == stated
