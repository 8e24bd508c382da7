"""Masked readings as JSON, so that a document is read once and judged as often as rules change.

Every dataclass is a list of its fields' values in order. `shape` is a hash over the names and types of all
fields: a reading of another shape is refused, and the document is read again, so a changed model needs no
version of its own. Raise `VERSION` when a value is written otherwise than before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from verification.errors import VerificationError
from verification.model import MaskedReading

VERSION = 1

Decoder = Callable[[Any], Any]


class UnknownShape(VerificationError):
    """Not a reading, or one that was written by another version: the document must be read again."""


def encode(kept: MaskedReading) -> bytes:
    """UTF-8 JSON."""
    whole = {"version": VERSION, "shape": shape(), "reading": _plain(kept)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def decode(data: bytes) -> MaskedReading:
    """What was encoded. UnknownShape where this is something else."""
    try:
        whole = json.loads(data)
        if (whole["version"], whole["shape"]) != (VERSION, shape()):
            raise UnknownShape("a reading of another version")
        found: MaskedReading = _decoder(MaskedReading)(whole["reading"])
    except (ValueError, KeyError, TypeError) as exc:
        raise UnknownShape("not a reading") from exc
    return found


@cache
def shape() -> str:
    """A hash over everything that a reading is made of."""
    return hashlib.sha256("\n".join(sorted(_described(MaskedReading))).encode()).hexdigest()[:16]


def _described(kind: Any) -> set[str]:
    found: set[str] = set()
    if isinstance(kind, type) and is_dataclass(kind):
        for name, inner in _hints(kind).items():
            found.add(f"{kind.__name__}.{name}: {inner}")
            found |= _described(inner)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        found.add(f"{kind.__name__}: {[one.value for one in kind]}")
    for inner in get_args(kind):
        found |= _described(inner)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    return value


@cache
def _decoder(kind: Any) -> Decoder:
    """What turns plain data into a value of this type."""
    if is_dataclass(kind):
        return _of_dataclass(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and inner[-1] is ...:
        one = _decoder(inner[0])
        return lambda data: tuple(map(one, data))
    if origin is tuple:
        each = [_decoder(part) for part in inner]
        return lambda data: tuple(part(item) for part, item in zip(each, data, strict=True))
    if origin is UnionType:
        other = _decoder(next(part for part in inner if part is not type(None)))
        return lambda data: None if data is None else other(data)
    if origin is Mapping:
        key, value = _decoder(inner[0]), _decoder(inner[1])
        return lambda data: MappingProxyType({key(name): value(item) for name, item in data.items()})
    if kind is datetime:
        return datetime.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return lambda data: data


def _of_dataclass(kind: Any) -> Decoder:
    parts = [_decoder(inner) for inner in _hints(kind).values()]
    return lambda data: kind(*(part(item) for part, item in zip(parts, data, strict=True)))


def _hints(kind: Any) -> Mapping[str, Any]:
    """The fields of a dataclass, in order, with their types."""
    types = get_type_hints(kind)
    return {field.name: types[field.name] for field in fields(kind)}
