"""What a channel may have of its own: a table `[channel."@handle"]` in the file, over the settings of all.

A table stands for a channel that `channels` names; for another it is an error, since a misspelt handle would otherwise
be followed, or be followed with everybody's settings. A secret is never in a table: `site_token_env` names the
environment variable that holds this channel's token.
"""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from uploader.errors import BadInput
from uploader.ids import parse_channel

PER_CHANNEL = frozenset({
    "site_repository", "site_branch", "site_posts_dir", "site_format", "site_token_env", "commit_name", "commit_email",
    "first_run_videos", "kinds", "title_include", "title_exclude", "minimum_minutes", "reuploads",
    "prompts_dir", "glossary_file",
    "post_author", "post_tags", "post_featured", "post_date", "post_section_links", "post_section_separators",
    "post_bold_leads", "post_thumbnail",
})  # fmt: skip
"""The settings that may differ by channel."""

Table = Mapping[str, Any]


def key_of(name: str) -> str:
    """A channel's name as tables are found by it: an id, or a handle in lower case.

    Raises:
        BadInput: it names no channel.
    """
    channel = parse_channel(name)
    return channel.lower() if channel.startswith("@") else channel


def checked(tables: Mapping[str, Table], channels: Collection[str], known: Collection[str]) -> dict[str, Table]:
    """The tables by `key_of` their channel.

    Raises:
        ValueError: a table is no followed channel's, or holds what it may not; one line that says which.
    """
    followed = {key_of(name) for name in channels}
    found: dict[str, Table] = {}
    for name, table in tables.items():
        try:
            key = key_of(name)
        except BadInput as wrong:
            raise ValueError(str(wrong)) from wrong
        if key not in followed:
            raise ValueError(f"{name} is not among `channels`: add it there, or name it as it stands there")
        if key in found:
            raise ValueError(f"{name} has two tables")
        for given in table:
            _may_stand(name, given, table[given], known)
        found[key] = table
    return found


def _may_stand(name: str, key: str, value: object, known: Collection[str]) -> None:
    if key in PER_CHANNEL or (key == "site_token" and isinstance(value, SecretStr)):
        return
    if key == "site_token":
        raise ValueError(f"{name}: site_token is a secret: name its environment variable in site_token_env")
    if key in known:
        raise ValueError(f"{name}: {key} is the same for every channel")
    raise ValueError(f"{name}: unknown setting {key!r}{nearest(key, sorted(PER_CHANNEL))}")


def overlaid(everybodys: Table, table: Table) -> dict[str, Any]:
    """Everybody's values with the channel's over them.

    What belongs to everybody's blog does not follow to another one: the folder of posts where the format is another,
    and the token where the host is.
    """
    values = dict(everybodys)
    if table.get("site_format", values["site_format"]) != values["site_format"]:
        values["site_posts_dir"] = None
    elsewhere = _host(table.get("site_repository")) != _host(values["site_repository"])
    if "site_repository" in table and elsewhere:
        values["site_token"] = None
    return {**values, **table}


def _host(repository: object) -> str | None:
    """Where a token would be sent; None where none is."""
    try:
        parts = urlsplit(str(repository or ""))
        place = f"{parts.scheme}://{parts.hostname}:{parts.port}"
    except ValueError:
        return None
    return place if parts.scheme in {"http", "https"} else None


def nearest(key: str, known: list[str]) -> str:
    """`; did you mean …?`, where anything is near."""
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""
