"""What a post's file is called, by its generator, and which video a file's name tells.

A name is read alike whatever the blog is built by: a post that a person moved, or that stood there before the blog
changed its generator, is still that video's post.
"""

import re
from datetime import UTC, datetime

from uploader.ids import VideoId, parse_video_id
from uploader.post.formats import Format

_NAME = re.compile(r"(?:[^\0]*/)?(?:yt-|\d{4}-\d\d-\d\d-)?([A-Za-z0-9_-]{11})(?:\.md|\.markdown|/index\.md)")


def file_name(video_id: VideoId, kind: Format, dated: datetime) -> str:
    """`<id>.md`; for Jekyll with the day (UTC) of `dated` before it, which that generator wants.

    `yt-<id>.md` for the one id in 64 that begins with `_`: Astro's theme hides such files, and Hugo has a meaning for
    some of them.
    """
    if kind == "jekyll":
        return f"{dated.astimezone(UTC):%Y-%m-%d}-{video_id}.md"
    return f"yt-{video_id}.md" if video_id.startswith("_") else f"{video_id}.md"


def video_in(path: str) -> VideoId | None:
    """The video that a path names: `<id>.md`, `yt-<id>.md`, `2026-07-30-<id>.md`, or Hugo's `<id>/index.md`."""
    found = _NAME.fullmatch(path)
    return parse_video_id(found[1]) if found else None
