"""One question, a few tries within seconds, one answer.

The client neither keeps answers nor counts money: whoever calls it has looked for a kept answer and reserved the cost
before, and keeps the answer before anybody parses it.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from uploader.errors import Cause, Later, Stop, Stopped
from uploader.llm.dialect import Dialect, body, first_dialect, simpler
from uploader.llm.faults import Refusal, meaning, retry_after
from uploader.llm.options import ModelOptions
from uploader.llm.prices import estimate
from uploader.models import Answer, Request, Usage

if TYPE_CHECKING:
    import httpx2
    import openai
    from tenacity import RetryCallState

    from uploader.llm.wire import Completion

TRIES = 3
"""Calls for one question at most, as long as the fault looks like one of the moment."""

_LONGEST_PAUSE = 8.0


class _FailedError(Exception):
    """One call that brought no answer: what it means if it stays so, and whether to try again within seconds."""

    def __init__(self, stop: Stop, *, again: bool = False, refusal: Refusal | None = None) -> None:
        super().__init__(str(stop))
        self.stop = stop
        self.again = again
        self.refusal = refusal


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
        self._clock = clock
        self._sleep = sleep
        self._dialect = first_dialect(options)
        self._lock = threading.Lock()
        self._client: openai.OpenAI | None = None

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
            except _FailedError as failed:
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
            content = self._call("GET", "/models", None)
            listed = Models.model_validate_json(content)
        except _FailedError as failed:
            raise failed.stop from failed.__cause__
        except ValidationError as wrong:
            raise Later(Cause.UNREADABLE_ANSWER, f"{self.options.host} lists no models") from wrong
        return tuple(row.id for row in listed.data)

    def close(self) -> None:
        """Closes the connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

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
            retry=retry_if_exception(lambda error: isinstance(error, _FailedError) and error.again),
            sleep=self._sleep,
            reraise=True,
        )
        return patience(self._once, request, dialect)

    def _once(self, request: Request, dialect: Dialect) -> Answer:
        from pydantic import ValidationError

        from uploader.llm.wire import Completion

        content = self._call("POST", "/chat/completions", body(request, self.options, dialect))
        try:
            completion = Completion.model_validate_json(content)
        except ValidationError as wrong:
            detail = f"{len(content)} bytes from {self.options.host} that are no completion"
            raise _FailedError(Later(Cause.UNREADABLE_ANSWER, detail), again=True) from wrong
        return _answer(completion, request, self.options.model)

    def _call(self, method: str, path: str, sent: dict[str, object] | None) -> bytes:
        """The bytes of a 200."""
        import httpx2
        import openai

        client = self._connected()
        try:
            if method == "GET":
                response = client.get(path, cast_to=httpx2.Response)
            else:
                response = client.post(path, cast_to=httpx2.Response, body=sent)
        except openai.APIStatusError as error:
            now = self._clock()
            refusal = self._refusal(error, now)
            stop = meaning(refusal, self.options.model, now)
            raise _FailedError(stop, again=refusal.passing, refusal=refusal) from self._without_key(error)
        except openai.APITimeoutError as error:
            stop = Later(Cause.CONNECTION, f"{self.options.host} was silent for {self.options.timeout:g} s")
            raise _FailedError(stop, again=True) from error
        except openai.APIConnectionError as error:
            detail = f"{self.options.host}: {type(error.__cause__ or error).__name__}"
            raise _FailedError(Later(Cause.CONNECTION, detail), again=True) from error
        return response.content

    def _connected(self) -> "openai.OpenAI":
        import openai

        with self._lock:
            if self._client is None:
                self._client = openai.OpenAI(
                    api_key=self.options.api_key,
                    base_url=self.options.base_url,
                    timeout=openai.Timeout(self.options.timeout, connect=self.options.connect_timeout),
                    max_retries=0,  # tenacity's business: the library would sleep for as long as it is told to
                    http_client=self._http_client(),
                )
            return self._client

    def _http_client(self) -> "httpx2.Client | None":
        if self.options.ca_file is None:
            return None
        import ssl

        import openai

        return openai.DefaultHttpxClient(verify=ssl.create_default_context(cafile=self.options.ca_file))

    def _refusal(self, error: "openai.APIStatusError", now: datetime) -> Refusal:
        headers = error.response.headers
        said = error.body.get("message") if isinstance(error.body, dict) else error.body
        return Refusal(
            status=error.status_code,
            code=_text(error.code),
            kind=_text(error.type),
            param=_text(error.param),
            message=_text(said).replace(self.options.api_key, "…"),
            retry_after=retry_after(headers.get("retry-after"), headers.get("retry-after-ms"), now),
        )

    def _without_key(self, error: Exception) -> Exception | None:
        """The error as a cause to show in a traceback, unless the server's words in it repeat the key."""
        return None if self.options.api_key in str(error) else error


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _pause(state: "RetryCallState") -> float:
    """Seconds before the next try: what the server asked for, else 1, 2, 4… with a second of jitter."""
    from tenacity import wait_exponential_jitter

    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _FailedError) and error.refusal and error.refusal.retry_after is not None:
        return error.refusal.retry_after
    return wait_exponential_jitter(initial=1, max=_LONGEST_PAUSE)(state)


def _answer(completion: "Completion", request: Request, model: str) -> Answer:
    choice = completion.choices[0]
    finish = choice.finish_reason or "stop"
    text = choice.message.content or ""
    if choice.message.refusal:
        raise _FailedError(Stopped(Cause.REFUSED_BY_MODEL, choice.message.refusal[:200]))
    if finish == "content_filter":
        raise _FailedError(Stopped(Cause.REFUSED_BY_MODEL, "the endpoint's content filter"))
    if not text.strip() and finish != "length":
        raise _FailedError(Later(Cause.MODEL_FAULT, f"an empty answer, finished by {finish!r}"))
    usage = completion.usage.usage() if completion.usage else _guess(request, text)
    return Answer(text=text, model=completion.model or model, usage=usage, finish=finish)


def _guess(request: Request, text: str) -> Usage:
    """The dear side of what a server that counts nothing may have spent: a budget must not read it as free."""
    return Usage(input=estimate(request).input, output=len(text.encode()))
