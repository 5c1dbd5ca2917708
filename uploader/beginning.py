"""What `init` looks at: a blog, a channel and a model that are new to us, each tried as it is given.

Nothing is written. What is wrong with an answer is an error with what to do; then it is asked for again.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from uploader.assembly import assemble_blog, assemble_model
from uploader.doctor import seen_channel
from uploader.errors import BadInput
from uploader.ids import ChannelId
from uploader.models import Sighting
from uploader.post.formats import Layout, recognised
from uploader.settings import Settings, load_settings

FROM_THE_ENVIRONMENT = Path(os.devnull)
"""The settings file to name where the environment alone is to count."""


@dataclass(frozen=True, slots=True)
class SeenBlog:
    """A repository as it may be written down, the branch that is read, and what builds its pages if that is known."""

    repository: str
    branch: str
    layout: Layout | None


@dataclass(frozen=True, slots=True)
class SeenChannel:
    """A channel, how many videos its feed shows, and the newest of them."""

    channel_id: ChannelId
    videos: int
    newest: Sighting | None


def given() -> Settings:
    """What the environment says already, whatever files lie here.

    Raises:
        BadInput: one of its settings cannot be used.
    """
    return load_settings(FROM_THE_ENVIRONMENT)


def blog(settings: Settings, repository: str, branch: str | None) -> SeenBlog:
    """Look at the repository: its branch, and its files.

    Raises:
        BadInput: it is none, or its address holds a secret. Later, Nobody: it cannot be asked now, or not by us.
    """
    from uploader.site.discover import discover
    from uploader.site.remote import parse_remote

    token = settings.site_token.get_secret_value() if settings.site_token else None
    _refuse_secret(repository, "UPLOADER_SITE_TOKEN", named_is_secret=token is None)
    seen = discover(repository, token, branch)
    known = parse_remote(repository)
    return SeenBlog(known.url if known.local else repository.strip(), seen.branch, recognised(seen.files))


def pushing(settings: Settings) -> list[str]:
    """A push that writes nothing: what is wrong with it, a line each, with the cure; none where all is well.

    The folder of the posts need not be there: the first post makes it.
    """
    from uploader.site.check import check

    found = check(assemble_blog(settings))
    return [f"{one.what}: {one.seen}; {one.cure}" for one in found if not one.ok and one.what != "posts folder"]


def channel(settings: Settings, name: str) -> SeenChannel:
    """Find the channel and read its feed.

    Raises:
        BadInput: there is none. Later, Nobody: YouTube does not say now.
    """
    channel_id, newest = seen_channel(settings, name)
    return SeenChannel(channel_id, len(newest), newest[0] if newest else None)


def models(settings: Settings, base_url: str | None, key: SecretStr) -> tuple[str, ...]:
    """The models that the endpoint lists; costs no tokens.

    Raises:
        BadInput: its address holds a secret. Later, Nobody: it does not answer, or refuses the key.
    """
    if base_url:
        _refuse_secret(base_url, "OPENAI_API_KEY", named_is_secret=True)
    tried = settings.model_copy(update={"openai_base_url": base_url, "openai_api_key": key})
    return assemble_model(tried, settings.llm_model or "any").models()


def model(listed: tuple[str, ...], name: str) -> str:
    """The model that is named, if the endpoint has it.

    Raises:
        BadInput: it does not list it; says what it lists.
    """
    if name not in listed:
        raise BadInput(f"the endpoint does not list {name!r}; it has {', '.join(listed[:20]) or 'none'}")
    return name


def _refuse_secret(address: str, variable: str, *, named_is_secret: bool) -> None:
    """Refuse a secret within an address: it would be written down."""
    if "://" not in address:
        return
    try:
        parts = urlsplit(address)
    except ValueError as wrong:
        raise BadInput("this address cannot be read") from wrong
    name_is_one = named_is_secret and parts.username is not None and parts.scheme in {"http", "https"}
    if parts.password or name_is_one:
        raise BadInput(
            f"this address holds a secret, and is written down: give it without, and the secret as {variable}"
        )
