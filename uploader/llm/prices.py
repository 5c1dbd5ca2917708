"""What a call may cost before it is made, and what it cost after."""

import json
import math
from dataclasses import dataclass

from uploader.models import Request, Usage

_MILLION = 1_000_000

BYTES_PER_TOKEN = 3
"""Of what is sent. English takes 4 to 4.5 bytes a token and a Hangul syllable, three bytes, at most about one in the
tokenizers of 2024 and later; three errs on the dear side for both."""

TOKENS_PER_MESSAGE = 8
"""Role and delimiters of a message (3 to 5 by OpenAI's cookbook), rounded up."""


@dataclass(frozen=True, slots=True)
class Price:
    """USD per million tokens. `cached` is the price of input that the provider's cache served."""

    input: float
    output: float
    cached: float | None = None

    def usd(self, usage: Usage) -> float:
        """What a call with this usage costs. Without a price for cached input it costs as any input."""
        cached = self.input if self.cached is None else self.cached
        fresh = max(0, usage.input - usage.cached)
        return (fresh * self.input + usage.cached * cached + usage.output * self.output) / _MILLION


def estimate(request: Request) -> Usage:
    """Tokens that a call may take at most: what a budget reserves before it is made.

    The output is the request's own limit, since the server stops there and never before the model does.
    """
    schema = json.dumps(request.schema, ensure_ascii=False)
    sent = sum(len(message.content.encode()) for message in request.messages) + len(schema.encode())
    tokens = math.ceil(sent / BYTES_PER_TOKEN) + TOKENS_PER_MESSAGE * (len(request.messages) + 1)
    return Usage(input=tokens, output=request.max_output_tokens)
