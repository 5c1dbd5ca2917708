import pytest

from uploader.llm.dialect import Dialect, body, first_dialect, simpler
from uploader.llm.options import ModelOptions
from uploader.models import Message, Request

REQUEST = Request(
    "section", "s1", (Message("system", "Rules."), Message("user", "Talk.")), "section", {"type": "object"}, 500
)
OPTIONS = ModelOptions("m", "sk-x", parameters={"temperature": 0.2, "max_tokens": 9, "model": "other"})


def test_the_full_language_sends_the_schema_strictly() -> None:
    sent = body(REQUEST, OPTIONS, Dialect(length="max_completion_tokens"))
    assert sent["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "section", "strict": True, "schema": {"type": "object"}},
    }
    assert sent["messages"] == [{"role": "system", "content": "Rules."}, {"role": "user", "content": "Talk."}]
    assert sent["max_completion_tokens"] == 500
    assert sent["temperature"] == 0.2


def test_our_own_keys_win_over_parameters() -> None:
    sent = body(REQUEST, OPTIONS, Dialect())
    assert sent["max_tokens"] == 500
    assert sent["model"] == "m"


def test_without_schemas_the_system_message_ends_with_it() -> None:
    sent = body(REQUEST, OPTIONS, Dialect(schemas=False))
    assert sent["response_format"] == {"type": "json_object"}
    messages = sent["messages"]
    assert isinstance(messages, list)
    assert messages[0]["content"].startswith("Rules.\n\nAnswer with one JSON object")
    assert messages[0]["content"].endswith('`section`:\n{"type":"object"}')
    assert messages[1:] == [{"role": "user", "content": "Talk."}]


def test_openai_itself_knows_the_newer_name_only() -> None:
    assert first_dialect(OPTIONS).length == "max_completion_tokens"
    assert first_dialect(ModelOptions("m", "x", "http://127.0.0.1:1/v1")).length == "max_tokens"


@pytest.mark.parametrize(
    ("param", "message", "plainer"),
    [
        ("response_format", "not supported", Dialect(schemas=False)),
        ("response_format.json_schema", "Invalid schema", Dialect(schemas=False)),
        ("", "This model does not support json_schema", Dialect(schemas=False)),
        ("max_tokens", "Use 'max_completion_tokens' instead.", Dialect(length="max_completion_tokens")),
        ("", "unknown field max_tokens", Dialect(length="max_completion_tokens")),
        ("temperature", "Unsupported value", None),
        ("messages", "a schema of things", None),
        ("", "bad request", None),
    ],
)
def test_what_is_refused_by_name_is_given_up(param: str, message: str, plainer: Dialect | None) -> None:
    assert simpler(Dialect(), param, message) == plainer


def test_the_plainest_form_has_nothing_plainer() -> None:
    assert simpler(Dialect(schemas=False), "response_format", "no") is None
