"""A checked summary becomes a post's file, through one template of the page and one of its generator's frontmatter.

The templates hold the layout and nothing else; every value reaches the page through a filter that says what it
becomes there. So another generator is another folder of templates, and a guard against what acts in it.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from uploader.ids import watch_url
from uploader.models import Details, KeyPoint, Post, Summary
from uploader.post import frontmatter
from uploader.post.description import describe
from uploader.post.formats import Format
from uploader.post.guards import guarded
from uploader.post.markdown import bold_lead, escape, one_line, statement
from uploader.post.naming import file_name
from uploader.post.style import Style


def render(summary: Summary, details: Details, published_at: datetime, style: Style) -> Post:
    """The post's file. `published_at` is when the post was made, fixed by the caller before the first push.

    Raises:
        ValueError: `published_at` is naive.
    """
    uploaded = details.published if style.dated == "uploaded" else None
    dated = uploaded or published_at
    text = (
        _templates(style.format)
        .get_template("page.md.jinja")
        .render(
            summary=summary,
            details=details,
            style=style,
            dated=dated,
            description=describe(summary.key_points),
            url=partial(watch_url, summary.video_id),
        )
    )
    return Post(summary.video_id, file_name(summary.video_id, style.format, dated), text)


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
def _templates(kind: Format) -> Environment:
    """The generator's own templates, before those that all share."""
    folder = Path(__file__).parent / "templates"
    made = Environment(
        loader=FileSystemLoader([folder / kind, folder]),
        autoescape=False,  # noqa: S701 - the output is Markdown; each value is escaped for it by its filter
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(_YAML)
    made.filters.update({name: _guarded(written, kind) for name, written in _MARKDOWN.items()})
    return made


def _guarded(written: Callable[..., str], kind: Format) -> Callable[..., str]:
    """The filter with nothing in what it writes that would act in this generator."""
    return lambda *given, **options: guarded(written(*given, **options), kind)


_YAML: dict[str, Callable[..., str]] = {
    "scalar": frontmatter.scalar,
    "quoted": frontmatter.quoted,
    "moment": frontmatter.moment,
    "title": frontmatter.title,
    "clock": clock,
}
_MARKDOWN: dict[str, Callable[..., str]] = {
    "inline": _inline,
    "link_text": _link_text,
    "heading": _heading,
    "bullet": _bullet,
    "key_point": _key_point,
}
