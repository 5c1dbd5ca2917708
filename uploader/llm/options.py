"""Where the model is, and what is sent along with every question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from uploader.errors import BadInput

OPENAI = "https://api.openai.com/v1"


def _nothing() -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """One model behind one endpoint that speaks chat completions.

    Attributes:
        api_key: a secret; in no `repr`, log or error text.
        base_url: up to and with `/v1`, without credentials.
        timeout: seconds without a byte after which a call is given up. An answer that is not streamed is silent
            until it is whole, so this is longer than the longest answer takes.
        connect_timeout: seconds until the connection stands.
        parameters: whatever else this model wants to be sent: `temperature`, `reasoning_effort`, `seed`. Empty by
            default, since some models refuse any temperature.
        ca_file: certificates to trust instead of the system's (`REQUESTS_CA_BUNDLE`; the library reads
            `SSL_CERT_FILE`, `HTTPS_PROXY` and `NO_PROXY` by itself).

    Raises:
        BadInput: the key or the URL cannot be sent as they are.
    """

    model: str
    api_key: str = field(repr=False)
    base_url: str = OPENAI
    timeout: float = 300.0
    connect_timeout: float = 10.0
    parameters: Mapping[str, object] = field(default_factory=_nothing, hash=False)
    ca_file: str | None = None

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise BadInput("no model is set: give UPLOADER_LLM_MODEL")
        if not self.api_key or not all("!" <= letter <= "~" for letter in self.api_key):
            raise BadInput("OPENAI_API_KEY is empty or has characters that no key has (a space, a line end, a quote?)")
        try:
            parts = urlsplit(self.base_url)
        except ValueError as wrong:
            raise BadInput("OPENAI_BASE_URL is not a URL") from wrong
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise BadInput("OPENAI_BASE_URL must begin with http:// or https:// and name a host")
        if parts.username or parts.password:
            raise BadInput("OPENAI_BASE_URL must not hold a user or password: the key goes into OPENAI_API_KEY")

    @property
    def host(self) -> str:
        """The endpoint's host: what messages for people name."""
        return urlsplit(self.base_url).hostname or ""
