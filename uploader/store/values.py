"""Frozen values to JSON and back, as columns and engine steps hold them."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

Value = TypeVar("Value")


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def storable(text: str) -> str:
    """`text` as every database holds it: without NUL, and `?` for half a surrogate pair."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def to_json(value: Any) -> Any:
    """What JSON can hold of a frozen value; moments become ISO texts, texts storable."""
    return _storable(_adapter(type(value)).dump_python(value, mode="json"))


def _storable(given: Any) -> Any:
    if isinstance(given, str):
        return storable(given)
    if isinstance(given, dict):
        return {name: _storable(each) for name, each in given.items()}
    return [_storable(each) for each in given] if isinstance(given, list) else given


def from_json(kind: type[Value], given: Any) -> Value:
    """The value of type `kind` that `to_json` made `given` of."""
    value: Value = _adapter(kind).validate_python(given)
    return value
