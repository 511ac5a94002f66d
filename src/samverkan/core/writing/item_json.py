"""An item as `read --json` writes it, read back: JSON values in, `core.reading.values.Item` out; the error names the place.

The shapes are those of `core/reading/values.py` themselves: a field there is a key here.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from samverkan.core.dates import PartialDate
from samverkan.core.findings import ShapeError
from samverkan.core.reading import values
from samverkan.core.reading.values import Item, Reference, Share
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Made = Callable[[Any, str], Any]

_NAMES: Final = {**vars(values), "PartialDate": PartialDate, "Cited": Cited, "Span": Span}
_KEYS: Final = {"from_": "from"}


def item_from_json(data: object, place: str = "item") -> Item:
    """The item; ShapeError where it has another shape. Whether the spans lie in a text is not asked here."""
    item: Item = _made(Item, data, place)
    return item


def spans_in(value: object, place: str = "item") -> Iterator[tuple[str, Span, object]]:
    """Every span in an item with its place and what it is said to hold: a value, or None where it is a span alone."""
    if isinstance(value, Cited):
        yield place, value.span, value.value
    elif isinstance(value, Span):
        yield place, value, None
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans_in(getattr(value, field.name), f"{place}.{_KEYS.get(field.name, field.name)}")
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from spans_in(one, f"{place}[{at}]")


def text_at(data: object, place: str) -> str:
    """The text that stands there; ShapeError where it is none, or holds half a letter."""
    if not isinstance(data, str):
        raise ShapeError("not_text", place=place)
    try:
        data.encode()
    except UnicodeEncodeError:
        raise ShapeError("not_text", place=place) from None
    return data


def object_at(data: object, place: str) -> dict[str, Any]:
    """The object that stands there."""
    if not isinstance(data, dict):
        raise ShapeError("not_an_object", place=place)
    return data


def list_at(data: object, place: str) -> list[Any]:
    """The list that stands there."""
    if not isinstance(data, list):
        raise ShapeError("not_a_list", place=place)
    return data


def key_of(data: dict[str, Any], key: str, place: str) -> Any:
    """What the object has under the key, which it must have."""
    if key not in data:
        raise ShapeError("missing", place=f"{place}.{key}" if place else key)
    return data[key]


def date_at(data: object, place: str) -> PartialDate:
    """The date that stands there."""
    try:
        return PartialDate.parse(text_at(data, place))
    except ValueError:
        raise ShapeError("not_a_date", place=place) from None


_LEFT_OUT: Final = frozenset({(Reference, "body"), (Share, "from_")})
"""What may be lacking: `fulfils` has no body, and a share no day in what was written before it had one."""


def _made(kind: type, data: object, place: str) -> Any:
    held = object_at(data, place)
    made: dict[str, Any] = {}
    for name, read in _readers(kind).items():
        key = _KEYS.get(name, name)
        if (kind, name) in _LEFT_OUT and key not in held:
            made[name] = None
            continue
        made[name] = read(key_of(held, key, place), f"{place}.{key}")
    return kind(**made)


@cache
def _readers(kind: type) -> dict[str, _Made]:
    hints = typing.get_type_hints(kind, _NAMES, _NAMES)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}


def _reader(wanted: Any) -> _Made:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        kinds = [one for one in arguments if one is not types.NoneType]
        inner = _reader(kinds[0])
        return lambda data, place: None if data is None else inner(data, place)
    if origin is tuple:
        each = _reader(arguments[0])
        return lambda data, place: tuple(each(one, f"{place}[{at}]") for at, one in enumerate(list_at(data, place)))
    if origin is Literal:
        return lambda data, place: _one_of(arguments, data, place)
    if origin is Cited:
        inside = _reader(arguments[0])
        return lambda data, place: _cited(inside, data, place)
    if wanted in _PLAIN:
        return _PLAIN[wanted]
    kind: type = wanted
    return lambda data, place: _made(kind, data, place)


def _one_of(allowed: tuple[Any, ...], data: object, place: str) -> Any:
    if data not in allowed:
        raise ShapeError("not_a_code", place=place)
    return data


def _cited(inside: _Made, data: object, place: str) -> Cited[Any]:
    held = object_at(data, place)
    value = inside(key_of(held, "value", place), f"{place}.value")
    return Cited(value, _span(key_of(held, "span", place), f"{place}.span"))


def _span(data: object, place: str) -> Span:
    ends = list_at(data, place)
    if len(ends) != 2 or any(type(end) is not int for end in ends) or not 0 <= ends[0] <= ends[1]:
        raise ShapeError("not_a_span", place=place)
    return Span(*ends)


def _number(data: object, place: str) -> int:
    if type(data) is not int:
        raise ShapeError("not_a_number", place=place)
    return data


def _truth(data: object, place: str) -> bool:
    if type(data) is not bool:
        raise ShapeError("not_true_or_false", place=place)
    return data


_PLAIN: Final[dict[Any, _Made]] = {str: text_at, int: _number, bool: _truth, PartialDate: date_at, Span: _span}
