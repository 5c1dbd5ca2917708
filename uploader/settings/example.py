"""The settings file as a person begins with it: every key with its meaning and default, and what was chosen."""

import json
import textwrap
from collections.abc import Mapping

from uploader.settings.schema import Settings
from uploader.settings.values import SECRETS

_WIDTH = 118


def example(head: str, chosen: Mapping[str, object] | None = None, notes: Mapping[str, str] | None = None) -> str:
    """A commented TOML file: `chosen` keys have their value and, where there is one, a note; the others are comments.

    No secret is among them. `head` is what the file says first, a paragraph a line.
    """
    chosen, notes = chosen or {}, notes or {}
    lines = [line for paragraph in head.splitlines() for line in _comment(paragraph)]
    for key, field in Settings.model_fields.items():
        if key in SECRETS:
            continue
        lines += ["", *_comment(field.description or "")]
        if key in chosen:
            note = f"  # {notes[key]}" if key in notes else ""
            lines.append(f"{key} = {as_toml(chosen[key])}{note}")
        else:
            lines.append(f"#{key} = {as_toml(field.get_default(call_default_factory=True))}")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")


def as_toml(value: object) -> str:
    """A setting's value in TOML; nothing for None."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:g}"
        case tuple():
            return f"[{', '.join(as_toml(part) for part in value)}]"
        case dict():
            return "{}"
        case _:
            return json.dumps(str(value), ensure_ascii=False)
