"""What acts in a generator before or beside Markdown: shortcodes, Liquid, attributes, tables out of a single `|`."""

from collections.abc import Iterator

from uploader.models import Finding, Severity
from uploader.post.formats import Format
from uploader.post.guards import acting
from uploader.post.read import ReadPost


def generator(post: ReadPost, text: str, kind: Format) -> Iterator[Finding]:
    """Rules `html` for what runs or stops the whole site's build, `structure` for a table that nobody meant."""
    for number, line in enumerate(text.split("\n"), 1):
        if number < post.body_line:
            continue
        for found in acting(line, kind):
            place = post.place(number)
            if found == "|":
                message = "Jekyll makes a table of a line with a bare |: escape it."
                yield Finding("structure", Severity.ERROR, place, found, message)
                break
            message = "The generator takes this for its own: it runs, vanishes, or stops the whole site's build."
            yield Finding("html", Severity.ERROR, place, found, message)
