"""One question, a few tries within seconds, one answer.

The client neither keeps answers nor counts money: whoever calls it has looked for a kept answer and reserved the cost
before, and keeps the answer before anybody parses it.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from uploader.errors import Cause, Later, Stopped
from uploader.llm.dialect import Dialect, body, first_dialect, simpler
from uploader.llm.endpoint import Endpoint, FailedError
from uploader.llm.faults import Refusal
from uploader.llm.options import ModelOptions
from uploader.llm.prices import estimate
from uploader.models import Answer, Request, Usage

if TYPE_CHECKING:
    from tenacity import RetryCallState

    from uploader.llm.wire import Completion

TRIES = 3
"""Calls for one question at most, as long as the fault looks like one of the moment."""

PATH = "/chat/completions"
_LONGEST_PAUSE = 8.0


class ChatModel:
    """A model behind an endpoint that speaks chat completions. Safe to share between threads.

    Args:
        options: where it is.
        clock: the present moment, aware; turns the server's "in 60 seconds" into a moment.
        sleep: waits between tries, seconds.
    """

    def __init__(
        self, options: ModelOptions, *, clock: Callable[[], datetime], sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.options = options
        self.endpoint = Endpoint(options, clock)
        self._sleep = sleep
        self._dialect = first_dialect(options)

    def ask(self, request: Request) -> Answer:
        """The model's answer. Cut answers are answers too: their `finish` is `length`.

        Raises:
            TooLong: more text than the model reads at once.
            Later: no usable answer within a few tries; `until` where the server named a time.
            Nobody: no credit, credentials refused, model unknown.
            Stopped: the model or a filter refused this content.
        """
        dialect = self._dialect
        while True:
            try:
                answer = self._patiently(request, dialect)
            except FailedError as failed:
                plainer = self._plainer(dialect, failed.refusal)
                if plainer is None:
                    raise failed.stop from failed.__cause__
                dialect = plainer
            else:
                self._dialect = dialect
                return answer

    def lists_model(self) -> bool:
        """Whether the endpoint's list of models names ours; for `doctor`, costs no tokens. Raises as `models`."""
        return self.options.model in self.models()

    def models(self) -> tuple[str, ...]:
        """The models that the endpoint lists, as it names them; costs no tokens.

        Raises:
            Later, Nobody: as `ask`.
        """
        from pydantic import ValidationError

        from uploader.llm.wire import Models

        try:
            content = self.endpoint.get("/models")
            listed = Models.model_validate_json(content)
        except FailedError as failed:
            raise failed.stop from failed.__cause__
        except ValidationError as wrong:
            raise Later(Cause.UNREADABLE_ANSWER, f"{self.options.host} lists no models") from wrong
        return tuple(row.id for row in listed.data)

    def body(self, request: Request, dialect: Dialect | None = None) -> dict[str, object]:
        """What is sent for `request`, in the dialect that this server took last unless another is given."""
        return body(request, self.options, dialect or self._dialect)

    def close(self) -> None:
        """Closes the connections."""
        self.endpoint.close()

    def _plainer(self, dialect: Dialect, refusal: Refusal | None) -> Dialect | None:
        """A dialect not tried yet for this question: each part of the language is given up once."""
        if refusal is None or refusal.status not in {400, 422} or refusal.too_long:
            return None
        plainer = simpler(dialect, refusal.param, refusal.message)
        first = first_dialect(self.options)
        given_up = plainer is not None and dialect.length != first.length and plainer.length == first.length
        return None if given_up else plainer

    def _patiently(self, request: Request, dialect: Dialect) -> Answer:
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        patience = Retrying(
            stop=stop_after_attempt(TRIES),
            wait=_pause,
            retry=retry_if_exception(lambda error: isinstance(error, FailedError) and error.again),
            sleep=self._sleep,
            reraise=True,
        )
        return patience(self._once, request, dialect)

    def _once(self, request: Request, dialect: Dialect) -> Answer:
        from pydantic import ValidationError

        from uploader.llm.wire import Completion

        content = self.endpoint.post(PATH, self.body(request, dialect))
        try:
            completion = Completion.model_validate_json(content)
        except ValidationError as wrong:
            detail = f"{len(content)} bytes from {self.options.host} that are no completion"
            raise FailedError(Later(Cause.UNREADABLE_ANSWER, detail), again=True) from wrong
        return answered(completion, request, self.options.model)


def _pause(state: "RetryCallState") -> float:
    """Seconds before the next try: what the server asked for, else 1, 2, 4… with a second of jitter."""
    from tenacity import wait_exponential_jitter

    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, FailedError) and error.refusal and error.refusal.retry_after is not None:
        return error.refusal.retry_after
    return wait_exponential_jitter(initial=1, max=_LONGEST_PAUSE)(state)


def answered(completion: "Completion", request: Request, model: str) -> Answer:
    """The answer in a completion.

    Raises:
        FailedError: it holds none.
    """
    choice = completion.choices[0]
    finish = choice.finish_reason or "stop"
    text = choice.message.content or ""
    if choice.message.refusal:
        raise FailedError(Stopped(Cause.REFUSED_BY_MODEL, choice.message.refusal[:200]))
    if finish == "content_filter":
        raise FailedError(Stopped(Cause.REFUSED_BY_MODEL, "the endpoint's content filter"))
    if not text.strip() and finish != "length":
        raise FailedError(Later(Cause.MODEL_FAULT, f"an empty answer, finished by {finish!r}"))
    usage = completion.usage.usage() if completion.usage else _guess(request, text)
    return Answer(text=text, model=completion.model or model, usage=usage, finish=finish)


def _guess(request: Request, text: str) -> Usage:
    """The dear side of what a server that counts nothing may have spent: a budget must not read it as free."""
    return Usage(input=estimate(request).input, output=len(text.encode()))
