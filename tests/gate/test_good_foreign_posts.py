"""What careful posts of another program say, and their talks bear out in other words: nothing is found."""

import pytest

from uploader.facts.glossary import read_glossary
from uploader.files import shipped
from uploader.gate.claims import Evidence
from uploader.gate.foreign import page_of_post
from uploader.gate.verdict import judge_post
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Finding, Severity, Talk
from uploader.post.read import read_post

GLOSSARY = read_glossary(shipped("glossary.tsv").read_text("utf-8"))
DETAILS = Details(parse_video_id("aaaaaaaaaaa"), "Provers and Profits - Ada Quill, Tessel Works", "A conference")


def _found(said: tuple[str, ...], bullet: str, point: str = "Tessel Works가 배운 것을 나눔") -> list[Finding]:
    """What is found of a post by another program that says `bullet`, of a talk in which this is `said`."""
    blocks = tuple(Block(at, 30.0 * at, 30.0 * at + 30, text) for at, text in enumerate(said, 1))
    talk = Talk(DETAILS, "en", auto_generated=True, duration=30.0 * len(said) + 30, blocks=blocks)
    text = f"## *제목* 핵심 요약\n\n- {point}\n\n## 세부 요약\n\n### 회사가 배운 것을 나눔\n\n- {bullet}\n"
    return [
        one
        for one in judge_post(page_of_post(read_post(text), talk), Evidence(DETAILS, GLOSSARY, talk))
        if one.rule in {"number", "name"}
    ]


@pytest.mark.parametrize(
    ("said", "bullet"),
    [
        ("Our marketplace does about 90 billion run rate per year at the moment.", "연 900억 달러의 거래가 이루어짐"),
        ("You walked away from ARR of what? We had 300,000, yeah.", "30만 달러의 ARR을 포기함"),
        ("I work with about 50 startups every year.", "해마다 50여 개 스타트업과 일함"),
        ("I am using a dollar worth of inference every day.", "추론에 일평균 1달러를 씀"),
        ("They are doing their conference for the second year in a row.", "콘퍼런스를 2년 연속 개최함"),
        ("There are many provers out there, Isabelle, PVS, PVS again, TA Plus.", "TLA+ 같은 증명기가 많음"),
        ("One weighs in at 1.5 billion parameters, its sister at 1.7 billion.", "1.5–1.7B 크기의 모델 둘을 씀"),
        ("Somewhere between 10 and 20 percent, then 80 to 90 percent.", "10~20%에서 80~90%로 늘어남"),
    ],
)  # fmt: skip
def test_it_may_say_it_in_the_words_of_korean(said: str, bullet: str) -> None:
    assert _found((f"Ada Quill of Tessel Works here. {said}",), bullet) == []


@pytest.mark.parametrize(
    ("said", "bullet", "text"),
    [
        ("We serve 90 billion requests per year at the moment.", "연 900억 달러의 거래가 이루어짐", "900억 달러"),
        ("I am using a dollar worth of inference here.", "추론에 평균 1달러를 씀", "평균 1달러"),
    ],
)
def test_what_nobody_said_is_found_all_the_same(said: str, bullet: str, text: str) -> None:
    (found,) = _found((said,), bullet)
    assert (found.rule, found.severity) == ("number", Severity.ERROR)
    assert text in found.text


def test_ends_of_a_range_that_were_said_far_apart_are_no_range() -> None:
    far = (
        "The first has 1.5 billion parameters, and we like it for its size, its speed and its price above all.",
        "Then a word on tests.",
        "And on costs.",
        "The other has 1.7 billion.",
    )
    assert [one.severity for one in _found(far, "1.5–1.7B 크기의 모델 둘을 씀")] == [Severity.ERROR]
    assert [one.severity for one in _found((far[0], far[3]), "1.5–1.7B 크기의 모델 둘을 씀")] == [Severity.WARNING]


def test_fifty_and_some_for_fifty_is_told_to_a_person_alone() -> None:
    found = _found(("I work with 50 startups a year.",), "해마다 50여 개 스타트업과 일함")
    assert [one.severity for one in found] == [Severity.WARNING]


def test_a_key_point_may_name_in_latin_script_whom_its_bullets_name_in_hangul() -> None:
    said = "Sam Lambert told us, and Sam Lambert knows, that it pays."
    assert _found((said,), "샘 램버트가 효과를 말함", "샘 램버트(Sam Lambert)의 사례를 듦") == []
