"""An audit as one HTML page to hand around: no script, nothing loaded, and whatever the posts hold is text."""

from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from uploader.audit.examine import Examined
from uploader.audit.report import Report, Told, shortened, told, visible
from uploader.gate.explain import EXPLANATIONS


def render(report: Report, name: str, now: datetime) -> str:
    """The page's text; `name` is what was audited."""
    world = Environment(
        loader=PackageLoader("uploader.audit", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    world.filters.update(visible=visible, shortened=shortened)
    warned = [post for post in report.posts if post.findings and not post.errors]
    return world.get_template("report.html.jinja").render(
        report=report,
        name=visible(name),
        made=f"{now:%Y-%m-%d %H:%M} UTC",
        explanations=EXPLANATIONS,
        broken=[_with_findings(post) for post in report.broken],
        warned=[_with_findings(post) for post in warned],
    )


def _with_findings(post: Examined) -> tuple[Examined, list[Told]]:
    return post, told(post.findings)
