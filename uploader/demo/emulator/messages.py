"""A request as it came, and an answer as it goes."""

import json
from dataclasses import dataclass

from uploader.demo.emulator.faults import Sort


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to one of YouTube's hosts; `body` is the JSON object that was sent, or nothing.

    `span` has the first and last byte that are wanted, where the request names them.
    """

    host: str
    path: str
    query: dict[str, str]
    body: dict[str, object]
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of the emulator's book: what was asked, by which client, when (seconds since the epoch)."""

    sort: Sort
    about: str | None
    client: str | None
    at: float
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    content_range: str = ""


def page(html: str, status: int = 200) -> Answer:
    """An HTML page."""
    return Answer(html.encode(), status=status)


def data(value: object, status: int = 200) -> Answer:
    """A JSON answer; with its charset named, or youtube-transcript-api misreads the apostrophe of the bot check."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(body, "application/json; charset=UTF-8", status)


def media(body: bytes, span: tuple[int, int] | None) -> Answer:
    """A file, or the part of it that `span` names."""
    if span is None:
        return Answer(body, "audio/webm")
    first, last = span[0], min(span[1], len(body) - 1)
    if first > last:
        return Answer(b"", "audio/webm", 416, f"bytes */{len(body)}")
    return Answer(body[first : last + 1], "audio/webm", 206, f"bytes {first}-{last}/{len(body)}")


NOT_FOUND = page("<!DOCTYPE html><html><head><title>404 Not Found</title></head><body>Error 404</body></html>", 404)
CAPTCHA = page(
    '<!DOCTYPE html><html><head><title>YouTube</title></head><body><form action="/das_captcha" method="POST">'
    '<div id="recaptcha" class="g-recaptcha" data-sitekey="none"></div></form></body></html>'
)
CONSENT = page(
    '<!DOCTYPE html><html lang="de"><head><title>Before you continue to YouTube</title></head><body>'
    '<form action="https://consent.youtube.com/s" method="POST"><input type="hidden" name="v" value="cb"></form>'
    "</body></html>"
)
JUNK = page("<!DOCTYPE html><html><head><title>Oops</title></head><body>Something went wrong</body></html>")
EMPTY = Answer(b"")
