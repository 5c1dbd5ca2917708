"""The pages as `run` serves them, over a real database, beside no work at all."""

import http.client
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from starlette.routing import BaseRoute

from uploader.settings import Settings
from uploader.store.database import Database, open_database
from uploader.web import today
from uploader.web.access import access_of
from uploader.web.application import application, for_machines
from uploader.web.metrics import measurer
from uploader.web.page import Pages
from uploader.web.routes import looking
from uploader.web.server import Server, listen

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
PASSWORD = "correct-horse-battery"


@dataclass
class Clock:
    """A moment that a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Served:
    """Pages on loopback, asked by a client that keeps cookies as a browser does."""

    port: int
    database: Database
    clock: Clock
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asks(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """One request; `Sec_Fetch_Site` stands for `Sec-Fetch-Site`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body=body, headers=sent)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return Answer(answer.status, answer.headers, text)

    def posts(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """A form as a browser sends it from a page of ours."""
        own = {"Sec_Fetch_Site": "same-origin", "Content_Type": "application/x-www-form-urlencoded"}
        return self.asks(path, "POST", urlencode({**fields}), **{**own, **headers})

    def word(self, path: str) -> str:
        """The word of the form on that page."""
        found = re.search(r'name="form_word" value="([\w-]+)"', self.asks(path).text)
        assert found
        return found[1]


def all_pages(pages: Pages) -> list[BaseRoute]:
    """Every page but those that need the parts of a working daemon."""
    return looking(pages)


@contextmanager
def served(
    folder: Path, more: Callable[[Pages], list[BaseRoute]] = today.routes, now: datetime = NOW, **settings: object
) -> Iterator[Served]:
    """Serve the pages over the folder's database."""
    chosen = Settings(data_dir=folder, **settings)  # type: ignore[arg-type]
    database, clock = open_database(chosen.database, folder), Clock(now)
    pages = Pages(chosen, database, clock)
    listener = listen("127.0.0.1", 0)
    machines = for_machines(lambda: None, measurer(database, clock))
    server = Server(application(machines, access_of(chosen), pages, more(pages)), listener)
    server.start()
    try:
        yield Served(listener.getsockname()[1], database, clock)
    finally:
        server.stop()
        database.close()
