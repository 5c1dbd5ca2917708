"""What a refusal of the endpoint means for us.

Decided by status, code, type and the parameter at fault, as OpenAI documents them ("Error codes") and as llama.cpp,
vLLM, OpenRouter and Azure send them. Only for a text that is too long do some servers (vLLM before 0.11, Anthropic's
compatible endpoint) say it in words alone; those words are looked for here and nowhere above.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from uploader.errors import Cause, Later, Nobody, Stop, Stopped, TooLong

PATIENCE = 20.0
"""Seconds for which a step waits itself; whoever asks for more is asked again by the engine."""

LONGEST_PACE = 1800.0
"""Seconds for which one video is asked to come back; who is asked to stay away longer is refused, as all others are."""

_SHOWN = 200  # characters of the server's own words

_NO_CREDIT = {"insufficient_quota", "insufficient_balance", "billing_hard_limit_reached", "billing_not_active"}
_FILTERED = {"content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation"}
_TOO_LONG = {"context_length_exceeded", "exceed_context_size_error", "string_above_max_length"}
_TOO_LONG_WORDS = ("maximum context length", "context window", "prompt is too long", "exceeds the context")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An HTTP answer other than 200, as far as it matters.

    Attributes:
        kind: the error's `type`.
        param: the parameter it complains of; empty where it names none.
        message: the server's words; may hold anything.
        retry_after: seconds, where it named a time.
    """

    status: int
    code: str = ""
    kind: str = ""
    param: str = ""
    message: str = ""
    retry_after: float | None = None

    @property
    def no_credit(self) -> bool:
        """The account is empty, whatever status says so (OpenAI: 429, OpenRouter and DeepSeek: 402)."""
        return self.status == 402 or not _NO_CREDIT.isdisjoint({self.code, self.kind})

    @property
    def too_long(self) -> bool:
        """More text than the model can read."""
        if self.status == 413 or not _TOO_LONG.isdisjoint({self.code, self.kind}) or self.param == "input_tokens":
            return True
        return self.status == 400 and any(words in self.message.lower() for words in _TOO_LONG_WORDS)

    @property
    def filtered(self) -> bool:
        """The content itself was refused before the model saw it."""
        return not _FILTERED.isdisjoint({self.code, self.kind})

    @property
    def passing(self) -> bool:
        """Worth another try within seconds: a fault of the moment, and nobody asked us to stay away longer."""
        short = self.retry_after is None or self.retry_after <= PATIENCE
        if self.status == 429:
            return short and not self.no_credit
        return short and (self.status in {408, 409} or self.status >= 500)


def meaning(refusal: Refusal, model: str, now: datetime) -> Stop:
    """The error to raise for a refusal that stays.

    Its detail holds none of the words of a 401 or 403: they may repeat the key.
    """
    until = None if refusal.retry_after is None else now + timedelta(seconds=refusal.retry_after)
    told = _told(refusal)
    match refusal:
        case Refusal(no_credit=True):
            stop: Stop = Nobody("model", Cause.NO_CREDIT, told, until=until)
        case Refusal(status=401 | 403):
            stop = Nobody("model", Cause.BAD_CREDENTIALS, f"HTTP {refusal.status}")
        case Refusal(status=404):
            stop = Nobody("model", Cause.NO_SUCH_MODEL, f"{model}: {told}")
        case Refusal(too_long=True):
            stop = TooLong(Cause.MODEL_FAULT, f"more than the model reads at once: {told}")
        case Refusal(filtered=True):
            stop = Stopped(Cause.REFUSED_BY_MODEL, told)
        case Refusal(status=429, retry_after=float(seconds)) if seconds > LONGEST_PACE:
            stop = Nobody("model", Cause.RATE_LIMITED, told, until=until)
        case Refusal(status=429):
            stop = Later(Cause.PACED, told, until=until)
        case Refusal(status=status) if status >= 500:
            stop = Later(Cause.SERVER_FAULT, told, until=until)
        case _:
            stop = Later(Cause.MODEL_FAULT, told, until=until)
    return stop


def _told(refusal: Refusal) -> str:
    name = refusal.kind if refusal.code.isdigit() else refusal.code or refusal.kind  # llama.cpp's code is the status
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in refusal.message).split())
    if len(words) > _SHOWN:
        words = words[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return " ".join(part for part in (f"HTTP {refusal.status}", name, words) if part)


def retry_after(seconds: str | None, milliseconds: str | None, now: datetime) -> float | None:
    """Seconds to wait: `Retry-After` (seconds or an HTTP date) or OpenAI's `retry-after-ms`; None if neither tells."""
    for text, unit in ((milliseconds, 0.001), (seconds, 1.0)):
        if text is not None:
            try:
                wait = float(text) * unit
            except ValueError:
                continue
            return wait if 0 <= wait < float("inf") else None
    try:
        moment = parsedate_to_datetime(seconds or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - now).total_seconds())
