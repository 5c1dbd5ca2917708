"""A video's audio as a file, for talks that never got captions.

The client asked is one whose media URLs need no JavaScript; of its tracks the one in the talk's own language is taken
(dubbed ones come beside it), and of those the smallest: speech is understood at 48 kbit/s.
"""

from pathlib import Path
from typing import Any, cast

from uploader.errors import Cause, Never
from uploader.ids import VideoId, watch_url
from uploader.youtube.faults import ANOTHER_VIDEO, stop
from uploader.youtube.options import YouTubeOptions

_EXTRACTOR = {"player_client": ["visionos"], "player_skip": ["js"], "skip": ["hls", "dash", "translated_subs"]}
_TRIES = 2
"""Further tries of a piece (of some ten megabytes) whose connection failed."""


def fetch_audio(options: YouTubeOptions, video_id: VideoId, folder: Path, most_bytes: int) -> Path:
    """The audio's file in `folder`; two requests, and one for every ten megabytes.

    Raises:
        Later: no connection, an error status, no audio to be had, a disk that is full.
        Never: more than `most_bytes`; or what the video's page says against it.
        Nobody: YouTube refuses this address.
    """
    from yt_dlp.utils import YoutubeDLError

    from uploader.youtube.ytdlp import opened

    path = folder / "audio"
    wanted: dict[str, object] = {
        "format": "bestaudio[protocol^=http]",
        "format_sort": ["lang", "+abr", "+size"],
        "max_filesize": most_bytes,
        "retries": _TRIES,
        "nopart": True,
        "updatetime": False,
        "overwrites": True,
    }
    with opened(options, _EXTRACTOR, **wanted) as ydl:
        try:
            info = cast("dict[str, Any]", ydl.extract_info(watch_url(video_id), download=False) or {})
            if ydl.pages - {video_id} or any(ANOTHER_VIDEO in line.lower() for line in ydl.log.lines):
                raise stop(Cause.UNREADABLE_ANSWER, "YouTube answered about another video")
            size = info.get("filesize") or info.get("filesize_approx") or 0
            if size > most_bytes:
                raise _too_large(size, most_bytes)
            whole, _ = cast("Any", ydl).dl(str(path), info)
        except YoutubeDLError as error:
            raise ydl.meaning(error) from error
        if not whole or any(each.cause is Cause.BLOCKED for each in ydl.broken):
            raise ydl.why() or _too_large(most_bytes, most_bytes)
    return path


def _too_large(size: int, most: int) -> Never:
    mb = 1_000_000
    return Never(Cause.CAPTIONS_NEVER_CAME, f"its audio has {size // mb} MB or more, over the {most // mb} allowed")
