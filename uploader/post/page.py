"""A checked summary becomes a post's file, through the two templates of its destination.

The templates hold the layout and nothing else; every value reaches the page through a filter that says what it
becomes there. So a second destination is a second folder of templates.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from uploader.ids import VideoId, watch_url
from uploader.models import Details, KeyPoint, Post, Summary
from uploader.post import frontmatter
from uploader.post.description import describe
from uploader.post.markdown import bold_lead, escape, one_line, statement
from uploader.post.style import Style


def render(summary: Summary, details: Details, published_at: datetime, style: Style) -> Post:
    """The post's file. `published_at` is when the post was made, fixed by the caller before the first push.

    Raises:
        ValueError: `published_at` is naive.
    """
    uploaded = details.published if style.dated == "uploaded" else None
    text = (
        _templates()
        .get_template("page.md.jinja")
        .render(
            summary=summary,
            details=details,
            style=style,
            dated=uploaded or published_at,
            description=describe(summary.key_points),
            url=partial(watch_url, summary.video_id),
        )
    )
    return Post(summary.video_id, file_name(summary.video_id), text)


def file_name(video_id: VideoId) -> str:
    """`<id>.md`, or `yt-<id>.md` for the one id in 64 that begins with `_`, which the theme's glob would hide."""
    return f"yt-{video_id}.md" if video_id.startswith("_") else f"{video_id}.md"


def clock(seconds: float) -> str:
    """`12:30`, `1:02:03`: a moment as YouTube shows it, rounded down."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _key_point(point: KeyPoint, *, bold: bool) -> str:
    lead, whole = one_line(point.lead), statement(point.text)
    if bold and whole.startswith(lead):
        return bold_lead(lead, whole[len(lead) :])
    return escape(whole, "line")


def _inline(text: str) -> str:
    return escape(one_line(text))


def _link_text(text: str) -> str:
    return escape(one_line(text), "link")


def _heading(text: str) -> str:
    return escape(one_line(text), "heading")


def _bullet(text: str) -> str:
    return escape(statement(text), "line")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates" / "astro"),
        autoescape=False,  # noqa: S701 - the output is Markdown; each value is escaped for it by its filter
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(_FILTERS)
    return made


_FILTERS: dict[str, Callable[..., str]] = {
    "scalar": frontmatter.scalar,
    "quoted": frontmatter.quoted,
    "moment": frontmatter.moment,
    "title": frontmatter.title,
    "inline": _inline,
    "link_text": _link_text,
    "heading": _heading,
    "bullet": _bullet,
    "key_point": _key_point,
    "clock": clock,
}
