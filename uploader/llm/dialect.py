"""Chat completions are spoken in dialects: how a server takes the schema, and what it calls the longest answer.

A server is asked in the full language first. Where it refuses a part by name, the next simpler form is tried and
remembered for as long as the process lives.
"""

import json
from dataclasses import dataclass, replace

from uploader.llm.options import OPENAI, ModelOptions
from uploader.models import Request

_SCHEMA_WORDS = ("response_format", "json_schema", "schema")
_LENGTH_WORDS = ("max_completion_tokens", "max_tokens")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one server is spoken to.

    Attributes:
        schemas: whether it takes `response_format: json_schema`; else `json_object` and the schema in words.
        length: the parameter that limits the answer. OpenAI's own models refuse the older `max_tokens`, several other
            servers silently ignore the newer name.
    """

    schemas: bool = True
    length: str = "max_tokens"


def first_dialect(options: ModelOptions) -> Dialect:
    """What to try first at this endpoint."""
    return Dialect(length="max_completion_tokens" if options.base_url.rstrip("/") == OPENAI else "max_tokens")


def body(request: Request, options: ModelOptions, dialect: Dialect) -> dict[str, object]:
    """The JSON body of the call. Our own keys win over `options.parameters`."""
    messages = [{"role": message.role, "content": message.content} for message in request.messages]
    if dialect.schemas:
        schema = {"name": request.schema_name, "strict": True, "schema": request.schema}
        form: dict[str, object] = {"type": "json_schema", "json_schema": schema}
    else:
        form = {"type": "json_object"}
        messages = _with_schema(messages, request)
    return {
        **options.parameters,
        "model": options.model,
        "messages": messages,
        "response_format": form,
        dialect.length: request.max_output_tokens,
    }


def _with_schema(messages: list[dict[str, str]], request: Request) -> list[dict[str, str]]:
    """The schema ends the system message, so that the prefix stays the same for every request with this schema."""
    schema = json.dumps(request.schema, ensure_ascii=False, separators=(",", ":"))
    order = f"Answer with one JSON object and nothing else, by the JSON schema `{request.schema_name}`:\n{schema}"
    if messages and messages[0]["role"] == "system":
        return [{"role": "system", "content": f"{messages[0]['content']}\n\n{order}"}, *messages[1:]]
    return [{"role": "system", "content": order}, *messages]


def simpler(dialect: Dialect, param: str, message: str) -> Dialect | None:
    """The dialect to try after a 400 or 422 that names what it does not take; None where it names neither.

    The field `param` is believed before the words of the message; servers other than OpenAI's often leave it empty,
    and then only the name of the refused parameter in the message tells.
    """
    named = param or message
    refused_length = dialect.length in named
    if refused_length and param:
        return replace(dialect, length=_other(dialect.length))
    if dialect.schemas and any(word in named for word in _SCHEMA_WORDS):
        return replace(dialect, schemas=False)
    if refused_length:
        return replace(dialect, length=_other(dialect.length))
    return None


def _other(length: str) -> str:
    return next(word for word in _LENGTH_WORDS if word != length)
