import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.llm.prices import Price, estimate
from uploader.models import Message, Request, Usage


@pytest.mark.parametrize(
    ("price", "usage", "usd"),
    [
        (Price(2.0, 8.0), Usage(1_000_000, 0), 2.0),
        (Price(2.0, 8.0), Usage(0, 1_000_000), 8.0),
        (Price(2.0, 8.0, cached=0.5), Usage(1_000_000, 0, cached=1_000_000), 0.5),
        (Price(2.0, 8.0, cached=0.5), Usage(10_000, 1_000, cached=8_000), 0.004 + 0.004 + 0.008),
        (Price(2.0, 8.0), Usage(10_000, 1_000, cached=8_000), 0.02 + 0.008),
        (Price(0.0, 0.0), Usage(10_000, 1_000), 0.0),
    ],
)
def test_a_call_costs_its_tokens(price: Price, usage: Usage, usd: float) -> None:
    assert price.usd(usage) == pytest.approx(usd)


@pytest.mark.parametrize(
    ("text", "real"),
    [
        # Text and counts from OpenAI's announcement of GPT-4o's tokenizer (May 2024).
        ("Hello, my name is GPT-4o. I'm a new type of language model, it's nice to meet you!", 24),
        ("안녕하세요, 제 이름은 GPT-4o입니다. 저는 새로운 유형의 언어 모델입니다, 만나서 반갑습니다!", 27),
    ],
    ids=["english", "korean"],
)
def test_the_estimate_errs_on_the_dear_side(text: str, real: int) -> None:
    request = Request("section", "s1", (Message("user", text * 50),), "section", {}, 700)
    assert real * 50 <= estimate(request).input <= real * 50 * 2
    assert estimate(request).output == 700


@given(st.text(), st.text())
def test_more_text_is_never_cheaper(text: str, more: str) -> None:
    short = Request("section", "s1", (Message("user", text),), "section", {}, 700)
    long = Request("section", "s1", (Message("user", text + more),), "section", {}, 700)
    assert estimate(long).input >= estimate(short).input
