"""The reader as a model in this process: for what is counted rather than timed."""

import time
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from bench.world import reader
from uploader.demo.completion import TokenCount
from uploader.llm.key import request_key
from uploader.models import Answer, Request, Usage

READING = 0.05


@dataclass
class CountingReader:
    """Fits the workflow's `Model`. `usage` is what each stage took; an answer takes as long as reading its prompt."""

    name: str = "reader"
    usage: Counter[tuple[str, str]] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    _count: TokenCount = field(default_factory=lambda: TokenCount(READING))

    def key(self, request: Request, draft: int) -> str:
        """The hash of all that is sent."""
        return request_key(request, self.name, {"draft": draft})

    def at_most(self, request: Request) -> Decimal:  # noqa: ARG002 - the protocol's
        """Nothing."""
        return Decimal(0)

    def cost(self, usage: Usage) -> Decimal:  # noqa: ARG002 - as above
        """Nothing."""
        return Decimal(0)

    def ask(self, request: Request) -> Answer:
        """The answer, counted."""
        messages = [{"role": message.role, "content": message.content} for message in request.messages]
        sent = {"messages": messages, "response_format": {"json_schema": {"name": request.schema_name}}}
        text = reader.answer(sent)
        tokens = self._count(sent, text)
        time.sleep(READING)
        usage = Usage(tokens["prompt_tokens"], tokens["completion_tokens"], tokens["cached_tokens"])
        self.calls[request.stage] += 1
        for name, amount in (("input", usage.input), ("cached", usage.cached), ("output", usage.output)):
            self.usage[request.stage, name] += amount
        return Answer(text, self.name, usage, "stop")
