"""Settings read: the file, the environment over it, and secrets from neither."""

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_settings import SettingsError

from uploader.errors import BadInput
from uploader.settings.per_channel import nearest
from uploader.settings.schema import PREFIX, Settings
from uploader.settings.values import OUTSIDE, SECRETS

_NOT_KEYS = {"UPLOADER_CONFIG"}


def load_settings(config: Path | None = None) -> Settings:
    """The settings as file and environment give them.

    Raises:
        BadInput: the file cannot be read, a key is unknown, or a value does not fit.
    """
    given = _from_file(config)
    tables = _tables(given)
    everybodys = os.environ.get("UPLOADER_SITE_TOKEN_ENV") or given.get("site_token_env")
    _refuse_unknown_environment({str(everybodys), *(str(table.get("site_token_env")) for table in tables.values())})
    outside = {key: os.environ[name] for key, name in OUTSIDE.items() if os.environ.get(name)}
    secrets = {key: value for key, name in SECRETS.items() if (value := _secret_file(name)) is not None}
    if tables:
        given["channel"] = {name: _with_token(table) for name, table in tables.items()}
    if token := _named_token(everybodys):
        secrets["site_token"] = token
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
            raise BadInput(f"{path}: unknown setting {key!r}{nearest(key, list(Settings.model_fields))}")
    return given


def _tables(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The channels' own tables; like any table, as JSON in the environment they go before the file's."""
    tables = given.get("channel", {})
    if in_environment := os.environ.get(environment_name("channel")):
        try:
            tables = json.loads(in_environment)
        except ValueError as wrong:
            raise BadInput(f"setting channel: not JSON: {wrong}") from wrong
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise BadInput('setting channel: a table for each channel is wanted: [channel."@handle"]')
    return tables


def _with_token(table: dict[str, Any]) -> dict[str, Any]:
    token = _named_token(table.get("site_token_env"))
    return table if token is None else {**table, "site_token": SecretStr(token)}


def _named_token(name: object) -> str | None:
    """The token in the environment variable of that name, or in the file that the same name with `_FILE` names."""
    if not name:
        return None
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise BadInput("setting site_token_env: the name of an environment variable is wanted, not the token itself")
    token = os.environ.get(name) or _secret_file(name)
    if token is None:
        raise BadInput(f"setting site_token_env: neither {name} nor {name}_FILE is in the environment")
    return token


def environment_name(key: str) -> str:
    """How a setting is called in the environment."""
    return OUTSIDE.get(key, f"{PREFIX}{key.upper()}")


def _refuse_unknown_environment(tokens: set[str]) -> None:
    """`tokens`: the names of variables that hold a token by the operator's own choice."""
    known = {environment_name(key) for key in Settings.model_fields}
    known |= {f"{name}_FILE" for name in (*SECRETS.values(), *tokens)} | tokens | _NOT_KEYS
    for name in os.environ:
        if name.startswith(PREFIX) and name not in known:
            raise BadInput(f"unknown setting {name} in the environment{nearest(name, sorted(known))}")


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
