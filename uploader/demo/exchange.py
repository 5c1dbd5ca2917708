"""How long the model server takes for an answer, and what it remembers of each request."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How long an answer takes: seconds to its first token, then tokens a second. Zero: at once."""

    first_token: float = 0.0
    tokens_per_second: float = 0.0

    def seconds(self, tokens: int) -> float:
        """For an answer of so many tokens."""
        return self.first_token + (tokens / self.tokens_per_second if self.tokens_per_second else 0.0)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it.

    Attributes:
        key: SHA-256 of the request's body; equal keys are the same question.
        fault: the fault's kind, empty where it was answered well.
        delivered: whether the whole response was handed to the connection.
    """

    schema: str
    video: str
    section: str
    repair: int
    key: str
    status: int
    fault: str
    delivered: bool
