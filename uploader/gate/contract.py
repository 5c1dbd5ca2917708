"""What a finished file must satisfy, whoever wrote it: everything that hides, damages or breaks a page of the site.

Each rule was seen on a real blog or in a real build of its theme; `tests/astro` builds the breaking ones. The parts:
`contract_frontmatter` (what stops the whole site's build, by the `schemas` of each generator), `contract_markup` (what
damages one page or runs in a reader's browser), `contract_generator` (what a generator takes for its own),
`contract_form` (what a post is made of).
"""

from collections.abc import Iterator
from datetime import datetime

from uploader.gate.contract_form import form
from uploader.gate.contract_frontmatter import frontmatter
from uploader.gate.contract_generator import generator
from uploader.gate.contract_markup import markup
from uploader.gate.schemas import format_of
from uploader.models import Finding, Place, Severity
from uploader.post.formats import Format
from uploader.post.read import ReadPost, read_post

SIZE_LIMIT = 1_000_000
"""Characters. The longest real post has 22,000; a 10-hour stream's some 60,000."""


def contract(
    text: str,
    file_name: str,
    now: datetime,
    *,
    kind: Format | None = None,
    duration: float | None = None,
    post: ReadPost | None = None,
) -> Iterator[Finding]:
    """All findings about a post's file, in the order frontmatter, markup, form.

    `now` is aware: posts of the future are hidden. `kind` is the blog's generator; unless given, the file tells it.
    `duration` is the video's, in seconds, where it is known: videos under three minutes may have fewer key points.
    `post` is `text` as `read_post` reads it, where that was done.
    """
    if not text.strip():
        yield Finding("empty", Severity.ERROR, Place(), file_name, "The file is empty.")
        return
    if len(text) > SIZE_LIMIT:
        message = f"The file has {len(text)} characters; no post has over {SIZE_LIMIT}."
        yield Finding("structure", Severity.ERROR, Place(), file_name, message)
        return
    post = post or read_post(text)
    kind = kind or format_of(post, file_name)
    yield from frontmatter(post, file_name, now, kind)
    yield from markup(post, kind)
    yield from generator(post, text, kind)
    yield from form(post, text, duration)
