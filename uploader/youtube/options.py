"""What can be set about the way YouTube is asked."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Source = Literal["yt-dlp", "youtube-transcript-api"]


@dataclass(frozen=True, slots=True)
class YouTubeOptions:
    """How YouTube is asked.

    Attributes:
        proxy: for every request; None: as the environment says (`HTTPS_PROXY`, `NO_PROXY`); empty: none at all.
        cookies_file: cookies.txt of an account, read and never written; only yt-dlp uses it, and the account may be
            banned for it.
        timeout: seconds of silence after which a request has failed.
        feed_timeout: the same for the feed, which is tried once.
        pause: seconds between the requests that one video needs.
        languages: wanted caption languages in order; `en` also means `en-US` and its like.
        sources: who is asked for captions, in this order.
    """

    proxy: str | None = field(default=None, repr=False)
    cookies_file: Path | None = None
    timeout: float = 20.0
    feed_timeout: float = 10.0
    pause: float = 1.5
    languages: tuple[str, ...] = ("en",)
    sources: tuple[Source, ...] = ("yt-dlp", "youtube-transcript-api")
