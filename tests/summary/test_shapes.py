import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from uploader.summary.shapes import (
    LONGEST_ANSWER,
    BadAnswer,
    MergeAnswer,
    OutlineAnswer,
    SectionAnswer,
    parse,
    schema,
)

BULLET = {"block": "b5", "quote_en": "uh like 40 seconds a build", "ko": "빌드 한 번이 40초가량"}
SECTION: dict[str, Any] = {"bullets": [BULLET], "heading": "빌드가 줄었음", "names": [], "numbers": [], "unclear": []}
SHAPES = (OutlineAnswer, SectionAnswer, MergeAnswer)


def objects(node: object) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for each in node for found in objects(each)]
    if not isinstance(node, dict):
        return []
    inner = [found for each in node.values() for found in objects(each)]
    return [node, *inner] if node.get("type") == "object" else inner


@pytest.mark.parametrize("shape", SHAPES)
def test_a_schema_is_strict_all_the_way_down(shape: type[BaseModel]) -> None:
    made = schema(shape)
    for node in objects(made):
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
    text = json.dumps(made)
    for refused in ("$ref", "$defs", "maxLength", "maxItems", "pattern", "default", 'title": "'):
        assert refused not in text


def test_the_schemas_ask_for_the_keys_of_the_interface() -> None:
    keys = [{key for node in objects(schema(shape)) for key in node["properties"]} for shape in SHAPES]
    assert keys == [
        {
            "sections", "id", "start", "end", "starts_with", "title", "speakers", "name", "named_in_block",
            "names", "canonical", "as_heard", "kind", "basis", "certain", "misheard", "means",
        },
        {
            "heading", "bullets", "ko", "quote_en", "block", "names", "as_heard", "canonical", "basis",
            "numbers", "en", "unclear", "text",
        },
        {"title", "key_points", "lead", "rest", "sections"},
    ]  # fmt: skip


def test_a_model_writes_the_quote_before_its_korean_and_the_bullets_before_their_heading() -> None:
    made: Any = schema(SectionAnswer)
    assert list(made["properties"])[:2] == ["bullets", "heading"]
    assert list(made["properties"]["bullets"]["items"]["properties"]) == ["block", "quote_en", "ko"]


@pytest.mark.parametrize("around", ["{}", "  {}\n", "```json\n{}\n```", "\n```\n{}\n``` \n"])
def test_an_answer_is_bare_json_or_json_in_one_fence(around: str) -> None:
    answer = parse(around.replace("{}", json.dumps(SECTION)), SectionAnswer)
    assert answer.bullets[0].block == 5


def test_further_keys_are_free_and_a_list_left_out_is_empty() -> None:
    answer = parse(json.dumps({"bullets": [BULLET | {"mood": 1}], "heading": "줄었음", "more": {}}), SectionAnswer)
    assert (answer.names, answer.numbers, answer.unclear) == ([], [], [])


def test_a_block_may_be_named_by_its_whole_mark() -> None:
    row = BULLET | {"block": "[b17 00:12:30]"}
    assert parse(json.dumps(SECTION | {"bullets": [row]}), SectionAnswer).bullets[0].block == 17


def test_a_kind_or_basis_of_the_models_own_says_nothing() -> None:
    row = {"canonical": "Bazel", "as_heard": [], "kind": "build tool", "basis": "chapters", "certain": True}
    plan = {"id": "s1", "start": "b1", "starts_with": "", "end": "b2", "title": "", "speakers": []}
    answer = parse(json.dumps({"sections": [plan], "names": [row]}), OutlineAnswer)
    assert (answer.names[0].kind, answer.names[0].basis) == ("other", "none")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"bullets": None}, "bullets"),
        ({"bullets": [BULLET] * 21}, "bullets"),
        ({"bullets": [BULLET | {"ko": ""}]}, "bullets.0.ko"),
        ({"bullets": [BULLET | {"ko": " \n "}]}, "bullets.0.ko"),
        ({"bullets": [BULLET | {"ko": "가" * 1_001}]}, "bullets.0.ko"),
        ({"bullets": [BULLET | {"ko": "빌드\x00"}]}, "control characters"),
        ({"bullets": [BULLET | {"ko": "빌드\x1b[31m"}]}, "control characters"),
        ({"bullets": [BULLET | {"ko": "빌드\x9c"}]}, "control characters"),
        ({"bullets": [BULLET | {"block": "17"}]}, "bullets.0.block"),
        ({"bullets": [BULLET | {"block": 17}]}, "bullets.0.block"),
        ({"bullets": [BULLET | {"block": "b0"}]}, "bullets.0.block"),
        ({"heading": None}, "heading"),
        ({"heading": 4}, "heading"),
    ],
)
def test_what_is_not_of_the_shape_is_named_in_one_line(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        parse(json.dumps(SECTION | change), SectionAnswer)
    assert problem in caught.value.problem
    assert caught.value.problem.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "I cannot help with that.",
        "Here you are: {}",
        json.dumps(SECTION)[:-9],
        "```json\n" + json.dumps(SECTION) + "\n```\nAnything else?",
        "[" * 100_000,
        json.dumps(SECTION | {"more": "x" * LONGEST_ANSWER}),
        '{"bullets": [{"block": "b5", "quote_en": "a", "ko": "\\ud800"}], "heading": "b"}',
    ],
)
def test_chatter_cut_answers_and_runaways_are_bad_answers(text: str) -> None:
    with pytest.raises(BadAnswer):
        parse(text, SectionAnswer)


@given(st.text())
def test_any_text_is_an_answer_or_a_bad_answer(text: str) -> None:
    with pytest.raises(BadAnswer):
        parse(text, SectionAnswer)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["bullets", "heading", "block", "ko", "quote_en"]), inner)
        ),
        max_leaves=20,
    )
)
def test_any_json_is_an_answer_or_a_bad_answer(value: object) -> None:
    # Whatever is not an answer raises BadAnswer; anything else that is raised fails this test.
    with suppress(BadAnswer):
        assert parse(json.dumps(value), SectionAnswer).heading


def test_a_gap_between_lead_and_rest_is_kept_and_line_breaks_are_not() -> None:
    point = {"lead": " 원격\n캐시 ", "rest": "\t 덕분에  빌드가 줄었음 ", "sections": ["s1"]}
    answer = parse(json.dumps({"key_points": [point], "title": "캐시"}), MergeAnswer)
    assert (answer.key_points[0].lead, answer.key_points[0].rest) == ("원격 캐시", " 덕분에 빌드가 줄었음")
