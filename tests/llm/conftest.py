from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from uploader.demo.model_server import ModelServer
from uploader.llm.client import ChatModel
from uploader.llm.options import ModelOptions
from uploader.models import Message, Request

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
KEY = "sk-made-up-0123456789"
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"heading": {"type": "string"}},
    "required": ["heading"],
    "additionalProperties": False,
}
WRITTEN = '{"heading": "캐시는 값이 쌈", "extra": true}'


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def question() -> Request:
    """A request that the servers of these tests have an answer for."""
    messages = (
        Message("system", "Summarise."),
        Message("user", "video: aaaaaaaaaaa\nsection: s1\n\n[b1 00:00:00] hello"),
    )
    return Request("section", "s1", messages, "section", SCHEMA, max_output_tokens=500)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., ModelServer]]:
    """Starts a server with one written answer and the given faults; stops it after the test."""
    written = tmp_path / "aaaaaaaaaaa"
    written.mkdir()
    (written / "s1.json").write_text(WRITTEN, "utf-8")
    with ExitStack() as running:
        yield lambda *faults: running.enter_context(ModelServer(tmp_path, faults=faults))


@pytest.fixture
def pauses() -> list[float]:
    """The seconds that the clients of this test wanted to wait between tries."""
    return []


@pytest.fixture
def connect(pauses: list[float]) -> Iterator[Callable[..., ChatModel]]:
    """Makes clients of a server; closes them after the test."""
    with ExitStack() as open_:

        def make(server: ModelServer, model: str = "replay", timeout: float = 5.0) -> ChatModel:
            options = ModelOptions(model, KEY, server.base_url, timeout)
            client = ChatModel(options, clock=lambda: NOW, sleep=pauses.append)
            open_.callback(client.close)
            return client

        yield make
