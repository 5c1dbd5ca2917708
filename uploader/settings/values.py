"""What settings are made of: words, prices, lists of URLs."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import NoDecode

SECRETS = {
    "site_token": "UPLOADER_SITE_TOKEN",
    "openai_api_key": "OPENAI_API_KEY",
    "notify_urls": "UPLOADER_NOTIFY_URLS",
    "http_token": "UPLOADER_HTTP_TOKEN",
}
OUTSIDE = {"openai_api_key": "OPENAI_API_KEY", "openai_base_url": "OPENAI_BASE_URL"}
SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*://"

Names = Annotated[tuple[str, ...], NoDecode]
"""Several words: a TOML list, or comma-separated in the environment."""


class Price(BaseModel, extra="forbid", frozen=True):
    """USD per million tokens of one model; `cached` defaults to the full input price."""

    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)
    cached: Decimal | None = Field(default=None, ge=0)


def urls(given: SecretStr) -> list[str]:
    """The URLs in a text. A comma within a URL (`?to=a,b`) is the URL's own; one before the next URL separates."""
    return [url for url in re.split(rf"[,\s]+(?={SCHEME})|\s+", given.get_secret_value().strip(", \n\t")) if url]


def known_words(given: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
    """`given`, all of which are known.

    Raises:
        ValueError: one is not, or there is none.
    """
    strange = [word for word in given if word not in known]
    if strange or not given:
        raise ValueError(f"{', '.join(strange) or 'nothing'} is not among {', '.join(sorted(known))}")
    return given
