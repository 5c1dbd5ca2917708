"""The repository as a person gave it: a URL that may be written down, and the secret that may not.

A token travels to git in its environment, as a header for this one host (`http.<url>.extraHeader`). It is never
part of a URL, so it reaches neither the clone's config nor a command line nor git's own messages.
"""

import base64
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from uploader.errors import BadInput

_SCP_FORM = re.compile(r"[\w.\-]+@[\w.\-]+:(?!//).+")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_USERINFO = re.compile(r"(?<=://)[^/@\s]+@")


Settings = tuple[tuple[str, str], ...]
"""git's configuration, key and value."""


@dataclass(frozen=True, slots=True)
class Remote:
    """Where the blog lives.

    Attributes:
        url: for git, without credentials; a local path is absolute.
        local: the repository is a folder of this machine, and we run its side of the conversation too.
        settings: git's configuration that goes with it, for the environment only; holds the token.
        secrets: strings that must never be shown.
    """

    url: str
    local: bool = False
    settings: Settings = field(default=(), repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def mask(self, text: str) -> str:
        """`text` without the secrets and without what stands before an `@` in a URL."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return _USERINFO.sub("***@", text)


def parse_remote(repository: str, token: str | None = None) -> Remote:
    """The remote that `repository` names: a path, `file://`, `https://`, `ssh://` or `user@host:path`.

    Credentials inside an `https://` URL are taken out and used like a token; `token` goes before them.

    Raises:
        BadInput: it is none of these, a path without a repository, or would send a token unencrypted.
    """
    given = repository.strip()
    scheme, separator, _ = given.partition("://")
    if separator and scheme in {"https", "http"}:
        return _over_http(given, token)
    if given and (_SCP_FORM.fullmatch(given) or (separator and scheme in {"ssh", "file"})):
        return Remote(given, local=scheme == "file")
    if not given or separator or given.startswith("-"):
        raise BadInput("not a repository: give a path, https://…, ssh://… or user@host:path")
    path = Path(given).expanduser().absolute()
    if not any((path / mark).exists() for mark in ("HEAD", ".git")):
        raise BadInput(f"not a repository: {path} (make one with `git init --bare`, or give its URL)")
    return Remote(str(path), local=True)


def _over_http(given: str, token: str | None) -> Remote:
    try:
        parts = urlsplit(given)
        host, port = parts.hostname or "", parts.port
    except ValueError as wrong:
        raise BadInput("not a repository: its URL cannot be read") from wrong
    user, password = unquote(parts.username or ""), token or unquote(parts.password or "")
    if user and not password:  # https://TOKEN@host/…
        user, password = "", user
    place = f"[{host}]" if ":" in host else host
    origin = f"{parts.scheme}://{place}" + (f":{port}" if port else "")
    url = origin + parts.path
    if not password:
        return Remote(url)
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise BadInput(f"the token would travel unencrypted to {host}: give the repository as https://")
    basic = base64.b64encode(f"{user or 'x-access-token'}:{password}".encode()).decode()
    return Remote(
        url,
        settings=(
            (f"http.{origin}/.extraHeader", f"Authorization: Basic {basic}"),
            ("credential.helper", ""),  # nobody else's credentials are tried, and nobody is asked to keep ours
        ),
        secrets=(basic, password, quote(password, safe="")),
    )
