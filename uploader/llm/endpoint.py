"""One endpoint: its connections, and what its failures mean. The only module that opens a connection to a model."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from uploader.errors import Cause, Later, Stop
from uploader.llm.faults import Refusal, meaning, retry_after
from uploader.llm.options import ModelOptions

if TYPE_CHECKING:
    import httpx2
    import openai

Said = TypeVar("Said")


class FailedError(Exception):
    """One call that brought no answer: what it means if it stays so, and whether to try again within seconds."""

    def __init__(self, stop: Stop, *, again: bool = False, refusal: Refusal | None = None) -> None:
        super().__init__(str(stop))
        self.stop = stop
        self.again = again
        self.refusal = refusal


class Endpoint:
    """Where a model is reached. Safe to share between threads.

    Args:
        options: where it is.
        clock: the present moment, aware; turns the server's "in 60 seconds" into a moment.
    """

    def __init__(self, options: ModelOptions, clock: Callable[[], datetime]) -> None:
        self.options = options
        self.clock = clock
        self._lock = threading.Lock()
        self._client: openai.OpenAI | None = None

    def reach(self, do: "Callable[[openai.OpenAI], Said]") -> Said:
        """What `do` gets from the server in one call.

        Raises:
            FailedError: whatever else it gets.
        """
        import openai

        client = self._connected()
        try:
            return do(client)
        except openai.APIStatusError as error:
            now = self.clock()
            refusal = self._refusal(error, now)
            stop = meaning(refusal, self.options.model, now)
            raise FailedError(stop, again=refusal.passing, refusal=refusal) from self._without_key(error)
        except openai.APITimeoutError as error:
            stop = Later(Cause.CONNECTION, f"{self.options.host} was silent for {self.options.timeout:g} s")
            raise FailedError(stop, again=True) from error
        except openai.APIConnectionError as error:
            detail = f"{self.options.host}: {type(error.__cause__ or error).__name__}"
            raise FailedError(Later(Cause.CONNECTION, detail), again=True) from error

    def get(self, path: str) -> bytes:
        """The bytes of a 200. Raises as `reach`."""
        import httpx2

        return self.reach(lambda client: client.get(path, cast_to=httpx2.Response)).content

    def post(self, path: str, sent: dict[str, object]) -> bytes:
        """The bytes of a 200. Raises as `reach`."""
        import httpx2

        return self.reach(lambda client: client.post(path, cast_to=httpx2.Response, body=sent)).content

    def close(self) -> None:
        """Closes the connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

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
