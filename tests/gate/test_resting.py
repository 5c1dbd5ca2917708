"""A heading, a key point and the title keep the numbers of their bullets, and the bounds."""

import pytest

from uploader.facts.glossary import Glossary
from uploader.gate.claims import Claim, Evidence
from uploader.gate.numbers import numbers
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Finding, Place, Talk

SAID = (
    "the student does four steps and the old one did 50 steps. over 70 percent come from people. it takes 28 "
    "milliseconds. you wait six to eight years. the second grader is hidden, and with two you lose quality. "
    "it took us 9 years and 2 seconds. it is at most 12 seconds. it never exceeds 10 percent."
)
BULLETS = (
    "50단계를 거쳤으나 네 단계면 됨",
    "발견의 70% 이상은 사람에게서 나옴",
    "28밀리초가 걸리며 두 번째 채점기는 숨김",
    "6~8년을 기다려야 함",
    "클립은 최대 12초임",
    "10%를 넘지 않음",
    "하드웨어의 몫은 3분의 1이 안 됨",
)


def judge(korean: str, bullets: tuple[str, ...] = BULLETS) -> list[Finding]:
    details = Details(parse_video_id("AAAAAAAAAAA"), "A talk", "AI Engineer")
    talk = Talk(details, "en", auto_generated=True, duration=77.0, blocks=(Block(1, 0.0, 30.0, SAID),))
    claim = Claim(korean, Place("key-point", index=0), window=talk.blocks, rests_on=bullets, closed=True)
    return list(numbers(claim, Evidence(details, Glossary(), talk)))


@pytest.mark.parametrize(
    "korean",
    [
        "단계 증류는 50단계를 네 단계로 줄임",
        "발견의 70% 이상이 사람의 몫임",
        "발견의 70%를 넘는 몫이 사람에게서 나옴",
        "두 번째 채점기는 숨김",
        "접속에 6~8년이 걸림",
        "클립은 최대 12초임",
        "클립은 12초까지 만듦",
        "오류는 10% 이하임",
        "오류는 10%를 넘지 않음",
        "하드웨어의 몫은 3분의 1 미만임",
        "9년이 걸린 일",
    ],
)
def test_what_the_bullets_say_passes(korean: str) -> None:
    assert judge(korean) == []


@pytest.mark.parametrize(
    ("korean", "text"),
    [
        ("단계 증류는 50단계를 두 단계로 줄임", "두 단계"),
        ("단계 증류는 5단계를 네 단계로 줄임", "5단계"),
        ("발견의 70%는 사람의 몫임", "70%"),
        ("발견의 70% 이하가 사람의 몫임", "70%"),
        ("스냅샷은 28초에 깨어남", "28초"),
        ("세 번째 채점기는 숨김", "세 번째"),
        ("접속에 6~9년이 걸림", "6~9년"),
        ("클립은 12초임", "12초"),
        ("클립은 최소 12초임", "12초"),
        ("하드웨어의 몫은 3분의 1 이상임", "3분의 1"),
    ],
)
def test_another_number_or_bound_than_the_bullets_stops(korean: str, text: str) -> None:
    assert text in [finding.text for finding in judge(korean)]


def test_a_file_that_was_read_back_may_rest_on_the_talk() -> None:
    details = Details(parse_video_id("AAAAAAAAAAA"), "A talk", "AI Engineer")
    talk = Talk(details, "en", auto_generated=True, duration=77.0, blocks=(Block(1, 0.0, 30.0, SAID),))
    claim = Claim("두 가지 방식으로 줄임", Place("heading", "s1"), window=talk.blocks, rests_on=BULLETS)
    assert [each for each in numbers(claim, Evidence(details, Glossary(), talk)) if each.severity == "error"] == []
