"""Settings read: the file, the environment over it, and secrets from neither."""

import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import SettingsError

from uploader.errors import BadInput
from uploader.settings.schema import OUTSIDE, PREFIX, SECRETS, Settings

_NOT_KEYS = {"UPLOADER_CONFIG"}


def load_settings(config: Path | None = None) -> Settings:
    """The settings as file and environment give them.

    Raises:
        BadInput: the file cannot be read, a key is unknown, or a value does not fit.
    """
    given = _from_file(config)
    _refuse_unknown_environment()
    outside = {key: os.environ[name] for key, name in OUTSIDE.items() if os.environ.get(name)}
    secrets = {key: value for key, name in SECRETS.items() if (value := _secret_file(name)) is not None}
    try:
        read: dict[str, Any] = {**given, **outside, **secrets}
        return Settings(**read)
    except ValidationError as wrong:
        raise BadInput(
            "; ".join(_told(error) for error in wrong.errors(include_url=False, include_input=False))
        ) from None
    except SettingsError as wrong:
        raise BadInput(f"settings: {wrong}") from None


def _told(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    return f"setting {where}: {error['msg']}" if where else f"settings: {error['msg']}"


def _from_file(config: Path | None) -> dict[str, Any]:
    chosen = os.environ.get("UPLOADER_CONFIG")
    named = config or (Path(chosen) if chosen else None)
    path = named or Path("uploader.toml")
    if named is None and not path.exists():
        return {}
    try:
        with path.open("rb") as file:
            given = tomllib.load(file)
    except OSError as wrong:
        raise BadInput(f"cannot read settings {path}: {wrong.strerror} (`uploader init` writes a file)") from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadInput(f"settings {path} is not TOML: {wrong}") from wrong
    for key in given:
        if key in SECRETS:
            raise BadInput(f"{path}: {key} is a secret: give it as {SECRETS[key]} or {SECRETS[key]}_FILE")
        if key not in Settings.model_fields:
            raise BadInput(f"{path}: unknown setting {key!r}{_nearest(key, list(Settings.model_fields))}")
    return given


def environment_name(key: str) -> str:
    """How a setting is called in the environment."""
    return OUTSIDE.get(key, f"{PREFIX}{key.upper()}")


def _refuse_unknown_environment() -> None:
    known = {environment_name(key) for key in Settings.model_fields}
    known |= {f"{name}_FILE" for name in SECRETS.values()} | _NOT_KEYS
    for name in os.environ:
        if name.startswith(PREFIX) and name not in known:
            raise BadInput(f"unknown setting {name} in the environment{_nearest(name, sorted(known))}")


def _nearest(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""


def _secret_file(name: str) -> str | None:
    path = os.environ.get(f"{name}_FILE")
    if not path or os.environ.get(name):
        return None
    try:
        secret = Path(path).read_text(encoding="utf-8").strip()
    except OSError as wrong:
        raise BadInput(f"cannot read {name}_FILE: {wrong.strerror}") from wrong
    except UnicodeDecodeError:
        raise BadInput(f"cannot read {name}_FILE: not text") from None
    if not secret:
        raise BadInput(f"{name}_FILE names an empty file")
    return secret
