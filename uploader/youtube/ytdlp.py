"""yt-dlp opened as we use it, and what is overheard on the way.

With `ignore_no_formats_error` a blocked or private video is returned as if nothing had happened, and a client that was
refused is only a warning. So its log is kept, and every request that failed is kept by its type. The options follow
what was measured on 2026.10.26: no JavaScript runtime (only media URLs need one), the clients `visionos` and `web`,
the system's certificates. This module loads yt-dlp (0.8 s); the others import it where they use it.
"""

import errno
import io
import os
import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, cast

from yt_dlp import YoutubeDL
from yt_dlp.networking.common import Response
from yt_dlp.networking.exceptions import HTTPError, RequestError
from yt_dlp.utils import GeoRestrictedError, YoutubeDLError

from uploader.errors import BadInput, Cause, Later, Stop
from uploader.youtube.faults import is_captcha, of_status, reason, stop, unreadable
from uploader.youtube.options import YouTubeOptions

Info = dict[str, Any]
"""What yt-dlp returns: a dictionary of whatever the page held."""


_ITS_VIDEO = re.compile(rb'"currentVideoEndpoint":.{0,1500}?"watchEndpoint":\{"videoId":"([\w-]{11})"')


@dataclass(slots=True)
class Log:
    """yt-dlp's logger: keeps warnings and errors, forgets the rest."""

    lines: list[str] = field(default_factory=list[str])

    def debug(self, message: str) -> None:
        """Progress; not kept."""

    def warning(self, message: str) -> None:
        """Something is missing, and why."""
        self.lines.append(str(message))

    def error(self, message: str) -> None:
        """It gave up, and why."""
        self.lines.append(str(message))


class Overheard(YoutubeDL):  # type: ignore[misc]  # yt-dlp has no types
    """yt-dlp that remembers which of its requests failed, and how; every body is read whole at once.

    Attributes:
        log: its warnings and errors.
        broken: what each failed request means.
        pages: the videos whose pages were delivered; yt-dlp itself only looks whose player it got.
    """

    def __init__(self, settings: dict[str, object], log: Log) -> None:
        self.log = log
        self.broken: list[Stop] = []
        self.pages: set[str] = set()
        super().__init__(cast("Any", settings | {"logger": log}))

    def urlopen(self, req: Any) -> Response:
        """Make a request; every request of every extractor comes through here."""
        try:
            with super().urlopen(req) as answer:
                body = answer.read()
        except RequestError as error:
            self.broken.append(_of_request(error))
            if isinstance(error, HTTPError):
                error.response = _kept(error.response)  # yt-dlp may look into it, and never closes it
            raise
        self.pages.update(found.decode() for found in _ITS_VIDEO.findall(body))
        if is_captcha(body):
            self.broken.append(stop(Cause.BLOCKED, "a captcha page"))
        return _copy(answer, body)

    def extract(self, url: str) -> Info:
        """What the page at `url` says, unprocessed.

        Raises:
            Later, Never, Nobody: why there is nothing.
        """
        try:
            found = self.extract_info(url, download=False, process=False)
        except YoutubeDLError as error:
            raise self.meaning(error) from error
        return cast("Info", found or {})

    def why(self) -> Stop | None:
        """Why something is missing, as far as it was heard: a refusal, YouTube's reason, then whatever broke."""
        refused = next((each for each in self.broken if each.cause is Cause.BLOCKED), None)
        return refused or reason(self.log.lines) or next(iter(self.broken), None) or unreadable(self.log.lines)

    def meaning(self, error: YoutubeDLError) -> Stop:
        """What yt-dlp's error means."""
        kept: object = getattr(error, "exc_info", None)
        inner = kept[1] if isinstance(kept, tuple) else None
        if isinstance(inner, GeoRestrictedError):
            return stop(Cause.GEO_BLOCKED, str(error))
        if isinstance(inner, OSError) and inner.errno == errno.ENOSPC:
            return Later(Cause.DISK_FULL, "for the audio")
        self.log.lines.append(str(error))
        return self.why() or stop(Cause.UNREADABLE_ANSWER, str(error))


def _copy(answer: Response, body: bytes) -> Response:
    return Response(io.BytesIO(body), answer.url, dict(answer.headers), answer.status, answer.reason)


def _kept(answer: Response) -> Response:
    body = b""
    with answer, suppress(RequestError):  # half an error page is enough
        body = answer.read()
    return _copy(answer, body)


def _of_request(error: RequestError) -> Stop:
    if isinstance(error, HTTPError):
        return of_status(error.status, "yt-dlp")
    return stop(Cause.CONNECTION, str(error))


@contextmanager
def opened(
    options: YouTubeOptions, extractor: dict[str, list[str]], **more: object
) -> Generator[Overheard, None, None]:
    """yt-dlp for a few requests. It must be closed: while open it turns urllib3's logging down for everybody.

    Raises:
        BadInput: the cookies file cannot be read, or is none.
    """
    # One bundle for every client: yt-dlp with the system's certificates reads SSL_CERT_FILE alone.
    if bundle := os.environ.get("REQUESTS_CA_BUNDLE"):
        os.environ.setdefault("SSL_CERT_FILE", bundle)

    def wait(n: int) -> float:
        return options.pause * (n + 1)

    settings: dict[str, object] = {
        "quiet": True,
        "no_color": True,
        "noprogress": True,
        "cachedir": False,
        "allowed_extractors": ["youtube.*"],
        "proxy": options.proxy,
        "compat_opts": {"no-certifi"},
        "socket_timeout": options.timeout,
        "extractor_retries": 1,
        "retry_sleep_functions": {"extractor": wait},  # its default is not to wait at all
        "sleep_interval_requests": options.pause,
        "cookiefile": _cookies(options),
        "noplaylist": True,
        "extractor_args": {"youtube": extractor},
    }
    client = Overheard(settings | more, Log())
    try:
        _ = client.cookiejar  # read now, or a file that is none would surprise us anywhere
    except YoutubeDLError as error:
        raise BadInput(f"this is no cookies.txt in Netscape's form: {options.cookies_file}") from error
    with client:
        yield client


def _cookies(options: YouTubeOptions) -> io.StringIO | None:
    if options.cookies_file is None:
        return None
    # A copy, since yt-dlp writes the file back when it closes.
    try:
        return io.StringIO(options.cookies_file.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the cookies file cannot be read: {options.cookies_file}") from error
