"""What would act in Hugo or Jekyll is text in their posts; tests/generators has them say so themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.post.dialect import parse_inline, plain
from uploader.post.formats import Format
from uploader.post.guards import acting, guarded
from uploader.post.markdown import escape, one_line

PIECES = [
    "{",
    "}",
    "%",
    "<",
    ">",
    "{{<",
    "{{%",
    "{%",
    "{{",
    "\\",
    "|",
    "$",
    "--",
    "<!--more-->",
    "&amp;",
    "^",
    ":",
    "a",
    " ",
    "가",
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join).map(one_line)
GUARDED: list[tuple[Format, str, str]] = [
    ("astropaper", "{{< x >}}", "{{< x >}}"),
    ("hugo", "{{< x >}}", r"\{\{< x >}}"),
    ("hugo", r"\\{{% x %}}", r"\\\{\{% x %}}"),
    ("hugo", r"\<!--more-->", r"\<\!\-\-more\-\->"),
    ("hugo", "a | b", "a | b"),
    ("jekyll", "{% x %} {{ y }}", r"\{&#37; x %} \{\{ y }}"),
    ("jekyll", "a | b", r"a \| b"),
    ("jekyll", r"a \| b", r"a \| b"),
    ("jekyll", r"\&amp;", "&amp;amp;"),
    ("jekyll", r"\\& <별> \<T>", r"\\& \<별> \<T>"),
    ("jekyll", "^", "&#94;"),
    ("jekyll", "3^2", "3^2"),
    ("jekyll", "$5, $$x$$", r"$5, \$\$x\$\$"),
]


@pytest.mark.parametrize(("kind", "markdown", "safe"), GUARDED)
def test_a_guard_writes_no_more_than_it_must(kind: Format, markdown: str, safe: str) -> None:
    assert guarded(markdown, kind) == safe


@pytest.mark.parametrize("kind", ["hugo", "jekyll"])
@given(text=texts)
def test_whatever_is_said_nothing_acts_and_all_of_it_reads_back(kind: Format, text: str) -> None:
    written = guarded(escape(text, "line"), kind)
    assert list(acting(written, kind)) == []
    assert list(acting(f"## {guarded(escape(text, 'heading'), kind)}", kind)) == []
    assert plain(parse_inline(written)) == text


@pytest.mark.parametrize(
    ("kind", "line", "found"),
    [
        ("hugo", "- {{< x >}} <!-- more -->", ["{{<", "<!-- more -->"]),
        ("hugo", r"- \{{% x", ["{{%"]),
        ("hugo", "## 제목 {#id}", ["{#id}"]),
        ("hugo", "- 항목 {#id}", []),
        ("jekyll", r"- \{{ x }} {%- y -%}", ["{{", "{%"]),
        ("jekyll", r"- a | b \| c {: .x}", ["|", "{:"]),
        ("astropaper", "{{< x >}} {% y %} | $$", []),
    ],
)
def test_what_acts_is_seen_whoever_wrote_it(kind: Format, line: str, found: list[str]) -> None:
    assert list(acting(line, kind)) == found
