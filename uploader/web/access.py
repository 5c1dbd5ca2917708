"""Who may see the pages: under which names they are asked for, and with which password. Nothing here does I/O.

On loopback without a password whoever sits at the machine is trusted. Anything else needs one: another address, or
another name, since a name means that somebody lets others in.
"""

import hashlib
import hmac
import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from pydantic import SecretStr

from uploader.settings import Settings

SESSION = timedelta(days=30)
"""How long somebody stays signed in."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may: asked for under these names, with this password (None: no password is asked).

    `closed`: others could see the pages and no password is set, so nobody may; None where that is not so. A daemon that
    publishes does not stop for it, and its health is answered still.
    """

    names: frozenset[str] = frozenset()
    token: SecretStr | None = None
    closed: str | None = None

    def knows(self, host: str) -> bool:
        """Whether a `Host` header may be answered.

        A page of a stranger can have its own name lead to our address, and then read what we answer; it cannot do so
        with a number, so numbers are answered where a password guards them, those of loopback always.
        """
        name = _without_port(host)
        if name == "localhost" or name in self.names:
            return True
        try:
            number = ip_address(name)
        except ValueError:
            return False
        return number.is_loopback or self.token is not None

    def opens(self, given: str) -> bool:
        """Whether that is the password; takes as long whatever was given."""
        wanted = self.token.get_secret_value() if self.token else ""
        same = hmac.compare_digest(hashlib.sha256(given.encode()).digest(), hashlib.sha256(wanted.encode()).digest())
        return same and bool(wanted)

    def session(self, now: datetime) -> str:
        """What a signed-in browser keeps: until when, signed. It outlives a restart, not a change of the password."""
        until = str(int((now + SESSION).timestamp()))
        return f"{until}.{self._signature(until)}"

    def signed_in(self, session: str, now: datetime) -> bool:
        """Whether a browser that keeps this may go on; every browser may where no password is asked."""
        if self.token is None:
            return True
        until, _, signature = session.partition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(until).encode()):
            return False
        return int(until) > now.timestamp()  # its digits are ours: the signature says so

    def _signature(self, until: str) -> str:
        secret = self.token.get_secret_value() if self.token else ""
        return hmac.new(b"session of the pages\n" + secret.encode(), until.encode(), "sha256").hexdigest()


def access_of(settings: Settings) -> Access:
    """Who may see the pages by these settings."""
    host, closed = settings.http_host, None
    if settings.http_token is None and not (is_loopback(host) and not settings.http_names):
        where = f"http_host is {host}" if not is_loopback(host) else "http_names is set"
        closed = (
            f"{where}, so others could see the pages: set a password in UPLOADER_HTTP_TOKEN (12 characters at least), "
            "or serve on 127.0.0.1"
        )
    names = frozenset({host.lower(), *(name.lower() for name in settings.http_names)})
    return Access(names, settings.http_token, closed)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().rstrip(".")


class Attempts:
    """Failed sign-ins of the last minute; refuses more of one address, and of all together.

    What is kept is bounded: an attempt that is refused is not counted.
    """

    A_MINUTE, OF_ALL = 5, 30

    def __init__(self) -> None:
        self._failed: deque[tuple[datetime, str]] = deque()
        self._turn = threading.Lock()

    def may(self, address: str, now: datetime) -> bool:
        """Whether that address may try (again)."""
        with self._turn:
            while self._failed and self._failed[0][0] <= now - timedelta(minutes=1):
                self._failed.popleft()
            own = sum(who == address for _, who in self._failed)
            return own < self.A_MINUTE and len(self._failed) < self.OF_ALL

    def failed(self, address: str, now: datetime) -> None:
        """It gave a wrong password."""
        with self._turn:
            self._failed.append((now, address))
