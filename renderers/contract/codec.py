"""JSON for the contract's dataclasses: strict on reading, canonical for digests.

A file says what it is: `{"schema": "document/1", ...}`. A newer number is refused, an older one is upgraded step by
step. Unknown keys are refused too: content that this version cannot hold must not vanish in silence.
"""

import base64
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin

from renderers.contract.errors import SchemaError
from renderers.contract.message import Message

T = TypeVar("T")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


def plain(value: Any) -> Any:  # noqa: C901 -- one case a line reads best
    """Turn a contract value into JSON's own types. Members of unions carry a `type`; defaults are written out.

    A field that came later (`metadata={"later": True}`) is left out at its default: older digests stay what they were.
    A whole number is written without a point, so that 280 and 280.0 have one digest.
    """
    if value is None or isinstance(value, bool | int | float):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    if isinstance(value, Message):
        return {"text": value.text, "params": dict(value.params)}
    if is_dataclass(value) and not isinstance(value, type):
        body = {item.name: plain(getattr(value, item.name)) for item in fields(value) if not _is_left_out(item, value)}
        return {"type": type(value).__name__, **body} if _is_member(type(value)) else body
    raise TypeError(f"{type(value).__name__} has no place in a contract value")


def _is_left_out(item: Field[Any], value: Any) -> bool:
    return bool(item.metadata) and "later" in item.metadata and getattr(value, item.name) == item.default


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value, for digests: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode(
        "utf-8", "surrogatepass"
    )


def dump(value: Any, schema: "Schema[Any]") -> dict[str, Any]:
    """Write a value with its schema's name and number."""
    return {"schema": f"{schema.name}/{schema.number}", **plain(value)}


def load(data: Any, schema: "Schema[T]") -> T:
    """Read a value back.

    Raises:
        SchemaError: not this schema, newer than this version, or something is missing, unknown or of the wrong type.
    """
    if not isinstance(data, dict):
        raise SchemaError(Message("Expected a JSON object with a “schema”, found {found}.", found=_kind(data)))
    name, _, number = str(data.get("schema", "")).partition("/")
    if name != schema.name or not number.isdigit():
        raise SchemaError(
            Message(
                "Expected the schema “{expected}”, found “{found}”.",
                expected=f"{schema.name}/{schema.number}",
                found=str(data.get("schema", "")),
            )
        )
    if int(number) > schema.number:
        raise SchemaError(
            Message(
                "This was written by a newer version: “{found}”; this version reads up to {number}. Update Einklang.",
                found=str(data["schema"]),
                number=schema.number,
            )
        )
    body = {key: value for key, value in data.items() if key != "schema"}
    for step in range(int(number), schema.number):
        body = schema.upgrades[step](body)
    loaded: T = read(schema.type, body, "")
    return loaded


class Schema(typing.Generic[T]):
    """A name and number for the JSON of one type, and how to bring older numbers up: `upgrades[1]` makes 2 of 1."""

    def __init__(self, name: str, number: int, type_: type[T], upgrades: Mapping[int, Upgrade] | None = None) -> None:
        self.name, self.number, self.type, self.upgrades = name, number, type_, dict(upgrades or {})
        if sorted(self.upgrades) != list(range(1, number)):
            raise ValueError(f"schema {name} needs an upgrade from every number below {number}")


def read(kind: Any, value: Any, path: str) -> Any:  # noqa: C901, PLR0911 -- one case a line reads best
    """Read a JSON value as a type of the contract; `path` is where it stands, for errors.

    Raises:
        SchemaError: with the path.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(kind), value, path)
    if origin is tuple:
        return _read_tuple(get_args(kind), value, path)
    if origin is frozenset:
        return frozenset(_read_tuple((get_args(kind)[0], ...), value, path))
    if origin in (dict, Mapping):
        _, item = get_args(kind)
        return {key: read(item, inner, f"{path}.{key}") for key, inner in _expect(value, dict, path).items()}
    if kind is Any:
        return value
    if kind is Message:
        body = _expect(value, dict, path)
        params = _expect(body.get("params", {}), dict, f"{path}.params")
        params = {name: read(str | int | float, item, f"{path}.params.{name}") for name, item in params.items()}
        return Message(_expect(body.get("text"), str, f"{path}.text"), **params)
    if is_dataclass(kind):
        return _read_dataclass(kind, value, path)
    if kind is bytes:
        return _attempt(lambda: base64.b64decode(_expect(value, str, path), validate=True), value, path, "base64")
    if kind in (date, datetime):
        return _attempt(lambda: kind.fromisoformat(_expect(value, str, path)), value, path, "a date")
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _attempt(lambda: kind(value), value, path, ", ".join(str(member.value) for member in kind))
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return value
    return _expect(value, kind, path)


def _read_union(members: tuple[Any, ...], value: Any, path: str) -> Any:
    if value is None and type(None) in members:
        return None
    members = tuple(member for member in members if member is not type(None))
    if len(members) == 1:
        return read(members[0], value, path)
    tagged: dict[str, Any] = {member.__name__: member for member in members if hasattr(member, "__dataclass_fields__")}
    if tagged:
        name = _expect(value, dict, path).get("type")
        if not isinstance(name, str) or name not in tagged:
            raise _wrong(path, ", ".join(sorted(tagged)), str(name))
        return read(tagged[name], value, path)
    for member in members:
        if isinstance(value, member) and not (member is not bool and isinstance(value, bool)):
            return value
    raise _wrong(path, " | ".join(_NAMES.get(member, member.__name__) for member in members), _kind(value))


def _read_tuple(arguments: tuple[Any, ...], value: Any, path: str) -> tuple[Any, ...]:
    items = _expect(value, list, path)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(read(arguments[0], item, f"{path}.{index}") for index, item in enumerate(items))
    if len(items) != len(arguments):
        raise _wrong(path, str(len(arguments)), str(len(items)))
    return tuple(
        read(kind, item, f"{path}.{index}") for index, (kind, item) in enumerate(zip(arguments, items, strict=True))
    )


def _read_dataclass(kind: Any, value: Any, path: str) -> Any:
    body = dict(_expect(value, dict, path))
    if _is_member(kind):
        body.pop("type", None)
    hints = _hints(kind)
    known = {item.name for item in fields(kind)}
    if unknown := sorted(set(body) - known):
        raise SchemaError(Message("{path}: unknown key “{key}”.", path=path or "/", key=unknown[0]))
    for item in fields(kind):
        if item.name not in body and item.default is MISSING and item.default_factory is MISSING:
            raise SchemaError(Message("{path}: “{key}” is missing.", path=path or "/", key=item.name))
    return kind(**{name: read(hints[name], inner, f"{path}.{name}" if path else name) for name, inner in body.items()})


def _expect(value: Any, kind: Any, path: str) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _wrong(path, _NAMES.get(kind, kind.__name__), _kind(value))
    return value


def _attempt(make: Callable[[], Any], value: Any, path: str, wanted: str) -> Any:
    try:
        return make()
    except (ValueError, TypeError) as error:
        raise _wrong(path, wanted, str(value)[:80]) from error


def _wrong(path: str, wanted: str, found: str) -> SchemaError:
    return SchemaError(
        Message("{path}: expected {wanted}, found {found}.", path=path or "/", wanted=wanted, found=found)
    )


#: What JSON calls things, which may come from elsewhere than from Python.
_NAMES: Mapping[type, str] = {
    dict: "object",
    list: "array",
    str: "text",
    bool: "boolean",
    int: "number",
    float: "number",
    type(None): "null",
}


def _kind(value: Any) -> str:
    return _NAMES.get(type(value), type(value).__name__)


@lru_cache(maxsize=256)
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


@lru_cache(maxsize=256)
def _is_member(kind: Any) -> bool:
    """Whether a dataclass is one of several in a union, so that its JSON must name it."""
    from renderers.contract.document import Block
    from renderers.contract.text import Inline

    return kind in get_args(Block) or kind in get_args(Inline)
