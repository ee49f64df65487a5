"""Values to JSON and back, for what lies on disk or travels: cue sheets, journal lines, status.

Knows the shape of dataclasses; knows nothing of what they mean. The type asked for decides how
text is read back, so nothing in a file can choose which class is made.
"""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class CodecError(ValueError):
    """Text that is not the value it should be; the message says where it differs."""


def to_json(value: object) -> str:
    """Return `value` (dataclasses, enums, instants, tuples, sets) as one line of JSON.

    A half of a character, as in a file name of another encoding, becomes a question mark: no
    UTF-8 file could hold it.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode(errors="replace").decode()


def from_json(kind: type[T], text: str) -> T:
    """Read a value of `kind` from `text`.

    Raises CodecError when the text is not JSON, lacks a field, has one too many, or holds a
    value of another type.
    """
    try:
        value: T = build(kind, json.loads(text))
    except (TypeError, ValueError, KeyError) as error:
        raise CodecError(f"not a {kind.__name__}: {error}") from error
    return value


def plain(value: object) -> Any:
    """Return `value` as the lists, dicts, strings and numbers that JSON knows."""
    return _plain(value)


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    return value


def build(kind: Any, raw: Any) -> Any:
    """Make a value of type `kind` from what JSON gave; raises CodecError or ValueError."""
    kind = getattr(kind, "__supertype__", kind)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _build_union(get_args(kind), raw)
    if origin in (tuple, frozenset):
        return _build_many(origin, get_args(kind), raw)
    if is_dataclass(kind):
        return _build_dataclass(kind, raw)
    if kind is datetime:
        return _instant(raw)
    if kind in (date, time):
        return kind.fromisoformat(raw)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(raw)
    return _scalar(kind, raw)


def _scalar(kind: Any, raw: Any) -> Any:
    if kind is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if type(raw) is not kind:
        raise CodecError(f"expected {kind.__name__}, found {type(raw).__name__}")
    return raw


def _instant(raw: str) -> datetime:
    value = datetime.fromisoformat(raw)
    if value.tzinfo is None:
        raise CodecError(f"instant without a zone: {raw}")
    return value


def _build_union(kinds: tuple[Any, ...], raw: Any) -> Any:
    if raw is None and type(None) in kinds:
        return None
    problems = []
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return build(kind, raw)
        except (TypeError, ValueError, KeyError) as error:
            problems.append(str(error))
    raise CodecError("; ".join(problems))


def _build_many(origin: Any, kinds: tuple[Any, ...], raw: Any) -> Any:
    if not isinstance(raw, list):
        raise CodecError(f"expected a list, found {type(raw).__name__}")
    if origin is tuple and kinds and kinds[-1] is not Ellipsis:
        if len(kinds) != len(raw):
            raise CodecError(f"expected {len(kinds)} items, found {len(raw)}")
        return tuple(build(kind, item) for kind, item in zip(kinds, raw, strict=True))
    return origin(build(kinds[0], item) for item in raw)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build_dataclass(kind: Any, raw: Any) -> Any:
    if not isinstance(raw, dict):
        raise CodecError(f"expected a {kind.__name__}, found {type(raw).__name__}")
    hints = _hints(kind)
    unknown = raw.keys() - hints.keys()
    if unknown:
        raise CodecError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{name: build(hints[name], item) for name, item in raw.items()})
