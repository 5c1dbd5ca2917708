from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.llm.key import request_key
from uploader.models import Message, Request

BASE = Request("section", "s1", (Message("user", "video: aaaaaaaaaaa"),), "section", {"type": "object"}, 500)


def test_the_key_is_the_same_in_every_process() -> None:
    """Written down: a change of it would buy every kept answer again."""
    assert request_key(BASE, "replay", {}) == "f1abae4e4b373de88d51efbe65457fdbdad546ca70c4dbad97b9885f115bf5fe"


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, messages=(Message("user", "video: aaaaaaaaaab"),)),
        replace(BASE, messages=(Message("system", "video: aaaaaaaaaaa"),)),
        replace(BASE, messages=(*BASE.messages, Message("user", ""))),
        replace(BASE, schema_name="merge"),
        replace(BASE, schema={"type": "array"}),
        replace(BASE, max_output_tokens=501),
    ],
)
def test_whatever_is_sent_changes_the_key(other: Request) -> None:
    assert request_key(other, "replay", {}) != request_key(BASE, "replay", {})


def test_model_and_parameters_change_the_key() -> None:
    keys = {
        request_key(BASE, "replay", {}),
        request_key(BASE, "another", {}),
        request_key(BASE, "replay", {"temperature": 0}),
        request_key(BASE, "replay", {"reasoning_effort": "low"}),
    }
    assert len(keys) == 4


def test_what_is_not_sent_does_not_change_the_key() -> None:
    other = replace(BASE, stage="repair", label="s1 repair 1", prompts=(("section", "0" * 64),))
    assert request_key(other, "replay", {}) == request_key(BASE, "replay", {})


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.booleans()))
def test_the_order_of_keys_does_not_matter(parameters: dict[str, object]) -> None:
    turned = dict(reversed(parameters.items()))
    assert request_key(BASE, "replay", turned) == request_key(BASE, "replay", parameters)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_no_two_ways_to_split_the_messages_share_a_key(texts: list[str]) -> None:
    apart = replace(BASE, messages=tuple(Message("user", text) for text in texts))
    joined = replace(BASE, messages=(Message("user", "".join(texts)),))
    assert (request_key(apart, "m", {}) == request_key(joined, "m", {})) == (len(texts) == 1)
