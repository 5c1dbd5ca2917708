"""Frontmatter, file name and description: one wrong value here stops the whole site's build, or hides the page.

The types are those of `schemas`, read as YAML 1.2: there `yes` is a string.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import accumulate

from uploader.gate.schemas import SCHEMAS, Schema, is_named_for, moment_of
from uploader.models import Finding, Place, Rule, Severity
from uploader.post.description import LIMIT, units
from uploader.post.formats import Format
from uploader.post.naming import video_in
from uploader.post.read import Fault, ReadPost

_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_SAID = {
    str: "a string",
    bool: "true or false, unquoted",
    date: "a date, unquoted",
    list: "a list of strings",
}
_NAMES: dict[Format, str] = {
    "astropaper": "A post's file is named <video id>.md.",
    "hugo": "A post's file is named <video id>.md.",
    "jekyll": "Jekyll publishes only files named <year>-<month>-<day>-<video id>.md.",
}
_SCRIPT = re.compile(r"</?script|<!--", re.IGNORECASE)
_MARKUP = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)[^*_]*[^*_\s][*_](?!\w)|`|\[[^\]]*\]\(|^#{1,6} |^[-+*] |~~")
_LEAD_IN = re.compile(r"^\W*영상\s*제목")
_WORDS = re.compile(r"\s+")


def frontmatter(post: ReadPost, file_name: str, now: datetime, kind: Format = "astropaper") -> Iterator[Finding]:
    """Rules `yaml`, `schema`, `file-name`, `slug`, `date`, `html` (in title and description), `description`."""
    yield from _file_name(file_name, kind)
    if isinstance(post.frontmatter, Fault):
        fault = post.frontmatter
        yield _error("yaml", "---", f"The frontmatter cannot be read: {fault.message}.", fault.line)
        return
    values = post.frontmatter
    yield from _schema(values, SCHEMAS[kind])
    yield from _slug(values, SCHEMAS[kind], post, file_name)
    yield from _date(values.get(SCHEMAS[kind].date), now)
    yield from _scripts(values)
    description = values.get("description")
    if isinstance(description, str):
        yield from _description(description, post)


def _file_name(file_name: str, kind: Format) -> Iterator[Finding]:
    if kind == "astropaper" and file_name.startswith("_"):
        message = "The theme skips files that begin with '_': no page, no warning. Name it yt-<id>.md."
        yield _error("file-name", file_name, message)
    elif not is_named_for(file_name, kind):
        yield _error("file-name", file_name, _NAMES[kind])


def _schema(values: Mapping[str, object], schema: Schema) -> Iterator[Finding]:
    for key, of in schema.keys.items():
        if key not in values:
            missing = _error if key in schema.needed else _warning
            yield missing("schema", key, f"The key {key} is missing.")
        elif not _is(values[key], of, schema):
            yield _error("schema", f"{key}: {_short(values[key])}", f"{key} must be {_SAID[of]}.")
    if values.get("draft") is True or values.get("published") is False:
        yield _warning("schema", "draft: true" if values.get("draft") is True else "published: false", _NO_PAGE)
    changed = values.get("modDatetime")
    if changed is not None and not isinstance(changed, date):
        yield _error("schema", f"modDatetime: {_short(changed)}", "modDatetime must be an unquoted date, or absent.")
    for key in values.keys() - schema.keys.keys() - (schema.others or values.keys()):
        yield _warning("schema", key, f"The theme does not know the key {_short(key)}.")


_NO_PAGE = "A draft has no page."


def _is(value: object, of: type, schema: Schema) -> bool:
    if of is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if of is date and schema.dates_as_strings:
        return moment_of(value) is not None
    return isinstance(value, of)


def _slug(values: Mapping[str, object], schema: Schema, post: ReadPost, file_name: str) -> Iterator[Finding]:
    slug = post.slug
    if slug is None or not isinstance(values.get(schema.address), str):
        return
    if not _ID.fullmatch(slug):
        yield _error(
            "slug", _short(slug), f"{_ADDRESS[schema.address]} the video's id: 11 letters, digits, '-' or '_'."
        )
    elif file_name != "index.md" and slug != video_in(file_name):
        yield _error("slug", slug, f"The {schema.address} is not the id in the file's name, {file_name}.")


_ADDRESS = {"slug": "A slug is", "url": "A url ends with", "permalink": "A permalink ends with"}


def _date(value: object, now: datetime) -> Iterator[Finding]:
    given = moment_of(value)
    if given is None:
        return
    moment = given if isinstance(given, datetime) else datetime.combine(given, time())
    moment = moment if moment.utcoffset() is not None else moment.replace(tzinfo=UTC)
    if moment > now:
        yield _error("date", moment.isoformat(), "The theme hides posts of the future.")


def _scripts(values: Mapping[str, object]) -> Iterator[Finding]:
    for key in ("title", "description"):
        value = values.get(key)
        if isinstance(value, str) and (found := _SCRIPT.search(value)):
            message = f"The theme prints the {key} inside a script: this ends or hides it, and what follows runs."
            yield _error("html", found[0], message)


def _description(text: str, post: ReadPost) -> Iterator[Finding]:
    if not text.strip():
        yield _error("description", text, "The description is empty.")
    if units(text) > LIMIT:
        yield _error("description", _short(text), f"The description has {units(text)} UTF-16 units, over {LIMIT}.")
    if found := _MARKUP.search(text):
        yield _error("description", found[0], "The description shows Markdown as it is written.")
    if found := _LEAD_IN.search(text):
        yield _error("description", found[0], "The description announces the title instead of saying something.")
    yield from _cut(text, post)


def _cut(description: str, post: ReadPost) -> Iterator[Finding]:
    """What is wrong with the description's end, where the body shows how its sentence goes on."""
    pieces = [_unmarked(piece.text) for piece in (*post.key_points, *post.prose)]
    body = " ".join(pieces)
    ends = set(accumulate(len(piece) + 1 for piece in pieces))
    text = _unmarked(description)
    kept = text.removesuffix("…").rstrip()
    end = body.find(kept) + len(kept)
    if not kept or kept not in body or end + 1 in ends:
        return
    if body[end].isalnum() and kept[-1].isalnum():
        yield _error("description", text[-20:], "The description is cut in the middle of a word.")
    elif body[end] not in ".。" and not text.endswith(("…", ".", "。")):
        yield _warning("description", text[-20:], "The description is cut without a closing '…'.")


def _unmarked(text: str) -> str:
    return _WORDS.sub(" ", text.replace("*", "")).strip()


def _short(value: object) -> str:
    """`value` for a message; never the whole of it: aliases make small YAML into lists of any size."""
    if isinstance(value, (list, dict)) or (isinstance(value, int) and value.bit_length() > 100):
        return type(value).__name__
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _error(rule: Rule, text: str, message: str, line: int | None = None) -> Finding:
    return Finding(rule, Severity.ERROR, _place(rule, line), text, message)


def _warning(rule: Rule, text: str, message: str) -> Finding:
    return Finding(rule, Severity.WARNING, _place(rule, None), text, message)


def _place(rule: Rule, line: int | None) -> Place:
    return Place("description" if rule == "description" else "post", line=line)
