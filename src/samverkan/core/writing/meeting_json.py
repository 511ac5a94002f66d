"""Meetings, items and clauses as JSON for the working copies, and back: what is written reads back the same.

Fields that hold their default are left out. What cannot be read names its place: "items.2.points.0.act".
"""

from __future__ import annotations

import types
import typing
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from samverkan.core import deciding, facts
from samverkan.core.dates import PartialDate
from samverkan.core.deciding import clause, values
from samverkan.core.findings import ShapeError
from samverkan.core.law import Body
from samverkan.core.law.jav import Tie

Json = Any
T = TypeVar("T")

_NAMES: Final = {
    **vars(facts), **vars(deciding), **vars(values), **vars(clause), "date": date, "PartialDate": PartialDate, "Body": Body,
    "Tie": Tie, "Literal": Literal,
}  # fmt: skip


def to_json(value: Any) -> Json:
    """The value as JSON; a NamedTuple as an object of what is not its default."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        defaults = getattr(value, "_field_defaults", {})
        return {
            name: to_json(held)
            for name, held in zip(value._fields, value, strict=True)
            if name not in defaults or held != defaults[name]
        }
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, date | PartialDate) else value


def from_json(kind: type[T], data: Json, at: str = "") -> T:
    """The value of that kind. ShapeError where the JSON is of another shape."""
    if not isinstance(data, dict):
        raise ShapeError("not_of_the_shape", place=at or ".")
    made: Any = kind
    hints = _hints(made)
    strange = [name for name in data if name not in hints]
    missing = [name for name in made._fields if name not in data and name not in made._field_defaults]
    for name in (*strange, *missing):
        raise ShapeError("not_of_the_shape", place=_under(at, name))
    read: T = made(**{name: _read(hints[name], held, _under(at, name)) for name, held in data.items()})
    return read


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind, _NAMES, _NAMES)


def _under(at: str, name: object) -> str:
    return f"{at}.{name}" if at else str(name)


def _read(wanted: Any, data: Json, at: str) -> Any:
    origin, inside = get_origin(wanted), get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return None if data is None else _read_one(tuple(one for one in inside if one is not types.NoneType), data, at)
    if origin is Literal:
        if data in inside:
            return data
        raise ShapeError("not_of_the_shape", place=at)
    if origin is tuple:
        if not isinstance(data, list):
            raise ShapeError("not_of_the_shape", place=at)
        if inside[-1] is Ellipsis:
            return tuple(_read(inside[0], one, _under(at, n)) for n, one in enumerate(data))
        if len(data) != len(inside):
            raise ShapeError("not_of_the_shape", place=at)
        return tuple(_read(one, held, _under(at, n)) for n, (one, held) in enumerate(zip(inside, data, strict=True)))
    if isinstance(wanted, type) and hasattr(wanted, "_fields"):
        return from_json(wanted, data, at)
    return _plain(wanted, data, at)


def _read_one(kinds: tuple[Any, ...], data: Json, at: str) -> Any:
    for n, kind in enumerate(kinds):
        try:
            return _read(kind, data, at)
        except ShapeError:
            if n == len(kinds) - 1:
                raise
    return None


def _plain(wanted: Any, data: Json, at: str) -> Any:
    try:
        if wanted is date:
            return date.fromisoformat(data)
        if wanted is PartialDate:
            return PartialDate.parse(data)
        if isinstance(wanted, type) and issubclass(wanted, Enum):
            return wanted(data)
    except (TypeError, ValueError, AttributeError):
        raise ShapeError("not_of_the_shape", place=at) from None
    if type(data) is not wanted:
        raise ShapeError("not_of_the_shape", place=at)
    return data
