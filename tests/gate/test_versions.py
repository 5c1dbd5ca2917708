"""A version is bound to its product."""

from uploader.facts.glossary import Glossary
from uploader.gate.claims import Claim, Evidence
from uploader.gate.numbers import numbers
from uploader.ids import parse_video_id
from uploader.models import Block, Details, Place, Talk


def judge(korean: str, *texts: str) -> list[str]:
    blocks = tuple(Block(n, 30.0 * n, 30.0 * n + 30, text) for n, text in enumerate(texts, start=1))
    details = Details(parse_video_id("AAAAAAAAAAA"), "A talk", "AI Engineer")
    talk = Talk(details, "en", auto_generated=True, duration=77.0, blocks=blocks)
    claim = Claim(korean, Place("bullet", "s1", 0), texts[0], talk.window(1), cited=1)
    return [each.message for each in numbers(claim, Evidence(details, Glossary(), talk))]


def test_the_version_that_was_said_passes_wherever_it_was_said() -> None:
    assert judge("GLM 5.2가 앞섬", "GLM 5.2 wins") == []
    assert judge("GLM 5.2가 앞섬", "it wins", "a", "b", "c", "so GLM five point two it is") == []
    assert judge("Opus 4 계열을 씀", "Opus 4.5 wins") == []
    assert judge("GPT-5를 씀", "we use GPT 5") == []


def test_another_version_of_a_product_of_the_talk_stops() -> None:
    (message,) = judge("Claude 3.5를 씀", "we use Claude 3.7 here")
    assert message == "Claude 3.5 is said nowhere; the talk has Claude 3.7."
    assert judge("GPT-4를 씀", "we use GPT-5 here")


def test_a_product_without_any_number_in_the_talk_is_for_the_names_rule() -> None:
    assert judge("GPT-4를 씀", "we use it here") == []
