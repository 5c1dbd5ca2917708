"""Every setting as it stands in this run, for `doctor`: no secret is in it."""

import re
from dataclasses import dataclass

from pydantic import SecretStr

from uploader.settings.load import environment_name
from uploader.settings.schema import Settings

_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")
"""Who signs in, and with what, in a URL of a database or a proxy."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A setting: what it is called in the environment, its value and its default as a person writes them."""

    name: str
    value: str
    default: str

    @property
    def changed(self) -> bool:
        """Whether somebody set it to something else than its default."""
        return self.value != self.default


def listed(settings: Settings) -> list[Listed]:
    """Every key of INTERFACE.md's settings in the order of the README; secrets only as given or not."""
    return [
        Listed(
            environment_name(key), _shown(getattr(settings, key)), shown(field.get_default(call_default_factory=True))
        )
        for key, field in Settings.model_fields.items()
    ]


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "given"
    return _CREDENTIALS.sub("***@", shown(value))


def shown(value: object) -> str:
    """A value as a person writes it in the environment; nothing for none."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case tuple():
            return ",".join(str(part) for part in value)
        case dict():
            return ",".join(str(key) for key in value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)
