"""yt-dlp opened as we use it, and what it says on the way.

Its log is kept because a reason is often said nowhere else: with `ignore_no_formats_error` a blocked or private video
is returned as if nothing had happened, and only a warning tells. The options follow what was measured on 2026.10.26:
no JavaScript runtime (only media URLs need one), the clients `visionos` and `web`, the system's certificates.
"""

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from uploader.youtube.faults import of_ytdlp
from uploader.youtube.options import YouTubeOptions

Info = dict[str, Any]
"""What yt-dlp returns: a dictionary of whatever the page held."""


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


@dataclass(frozen=True, slots=True)
class Ydl:
    """An open yt-dlp with its log."""

    client: Any
    log: Log

    @property
    def heard(self) -> Sequence[str]:
        """Its warnings and errors so far."""
        return self.log.lines

    def extract(self, url: str) -> Info:
        """What the page at `url` says, unprocessed.

        Raises:
            Later, Never, Nobody: as `faults` reads yt-dlp's error.
        """
        from yt_dlp.utils import YoutubeDLError

        try:
            found = self.client.extract_info(url, download=False, process=False)
        except YoutubeDLError as error:
            raise of_ytdlp(error, self.heard) from error
        return cast("Info", found or {})


@contextmanager
def opened(options: YouTubeOptions, extractor: dict[str, list[str]], **more: object) -> Iterator[Ydl]:
    """yt-dlp for a few requests. It must be closed: while open it turns urllib3's logging down for everybody."""
    from yt_dlp import YoutubeDL

    # One bundle for every client: yt-dlp with the system's certificates reads SSL_CERT_FILE alone.
    if bundle := os.environ.get("REQUESTS_CA_BUNDLE"):
        os.environ.setdefault("SSL_CERT_FILE", bundle)
    log = Log()
    settings: dict[str, object] = {
        "quiet": True,
        "no_color": True,
        "noprogress": True,
        "logger": log,
        "cachedir": False,
        "allowed_extractors": ["youtube.*"],
        "proxy": options.proxy,
        "compat_opts": {"no-certifi"},
        "socket_timeout": options.timeout,
        "extractor_retries": 1,
        "retry_sleep_functions": {"extractor": lambda n: options.pause * (n + 1)},  # its default is not to wait at all
        "sleep_interval_requests": options.pause,
        "cookiefile": _cookies(options),
        "noplaylist": True,
        "extractor_args": {"youtube": extractor},
    }
    with YoutubeDL(cast("Any", settings | more)) as client:
        yield Ydl(client, log)


def _cookies(options: YouTubeOptions) -> io.StringIO | None:
    # A copy, since yt-dlp writes the file back when it closes.
    return io.StringIO(options.cookies_file.read_text()) if options.cookies_file else None
