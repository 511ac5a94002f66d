"""Recorded items and facts as JSON for the ledger, and back: what is written reads back the same.

Fields that hold their default are left out. A citation is written without its source, which is the row's document, and
with its words: {"page", "section", "date", "span": [s, e], "words"}. Facts about links are derived, never written.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from samverkan.core import facts
from samverkan.core.dates import PartialDate
from samverkan.core.facts import Condition, ExtensionValue, Fact, PeriodValue, ShareValue
from samverkan.core.sources import Citation, Span
from samverkan.core.standing.items import RecordedItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    _Reader = Callable[[Any, str, dict[Citation, str]], Any]

Json = Any
_NONE: Final = object()
_APART: Final = {"facts", "quotes", "id", "citation"}
_NAMES: Final = {
    **vars(facts), "date": date, "PartialDate": PartialDate, "Citation": Citation, "Span": Span, "Fact": Fact,
    "Mapping": typing.Mapping, "TermValue": facts.TermValue, "Literal": typing.Literal,
}  # fmt: skip
KINDS: Final[dict[str, type[Fact]]] = {kind.__name__: kind for kind in facts.ORDER if kind is not facts.Linked}
"""Every kind of fact that can be written, by its name."""


def fact_to_json(fact: Fact, quotes: Mapping[Citation, str]) -> Json:
    """The fact without its kind and identity, which the row holds."""
    return {name: _out(value, quotes) for name, value in _set(fact) if name != "id"}


def fact_from_json(kind: str, data: Json, *, id: str, source: str, quotes: dict[Citation, str]) -> Fact:  # noqa: A002
    """The fact of that kind; the words of its citations are put into `quotes`. KeyError for a kind that is none."""
    made: Fact = _made(KINDS[kind], {**data, "id": id}, source, quotes)
    return made


def item_to_json(item: RecordedItem) -> Json:
    """The item without its facts, which are rows of their own."""
    head = {name: _out(value, item.quotes) for name, value in _set(item) if name not in _APART}
    return {**head, "citation": _cited(item.citation, item.quotes)}


def item_from_json(
    data: Json, *, id: str, source: str, facts: Iterable[Fact], quotes: dict[Citation, str]  # noqa: A002
) -> RecordedItem:  # fmt: skip
    """The item with these facts."""
    item: RecordedItem = _made(RecordedItem, {**data, "id": id, "facts": [], "quotes": {}}, source, quotes)
    return item._replace(facts=tuple(facts), quotes=quotes)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a kind of value, each with its default or what equals nothing."""
    if issubclass(kind, tuple):
        return tuple((name, kind._field_defaults.get(name, _NONE)) for name in kind._fields)
    fields = dataclasses.fields(kind)
    return tuple((one.name, _NONE if one.default is dataclasses.MISSING else one.default) for one in fields)


def _set(value: Any) -> Iterable[tuple[str, Any]]:
    """The fields of a value that do not hold their default."""
    kind: Any = type(value)
    for name, default in _defaults(kind):
        held = getattr(value, name)
        if held is not default and held != default:
            yield name, held


def _out(value: Any, quotes: Mapping[Citation, str]) -> Json:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, PartialDate | date):
        return str(value)
    if isinstance(value, Citation):
        return _cited(value, quotes)
    if isinstance(value, Fact):
        return {"kind": type(value).__name__, **{name: _out(held, quotes) for name, held in _set(value)}}
    if isinstance(value, PeriodValue | ExtensionValue | ShareValue | Condition):
        return {name: _out(held, quotes) for name, held in zip(value._fields, value, strict=True)}
    if isinstance(value, tuple | list):
        return [_out(one, quotes) for one in value]
    return value


def _cited(citation: Citation, quotes: Mapping[Citation, str]) -> Json:
    written = {"page": citation.page, "section": citation.section, "date": citation.date, "span": citation.span}
    return {**{name: held for name, held in written.items() if held is not None}, "words": quotes.get(citation, "")}


@cache
def types_of(kind: type) -> dict[str, Any]:
    """The type of each field of a kind of fact, an item or a small value of theirs."""
    return typing.get_type_hints(kind, _NAMES, _NAMES)


def _made(kind: type, data: Json, source: str, quotes: dict[Citation, str]) -> Any:
    readers = _readers(kind)
    held = {}
    for name, value in data.items():
        if name in readers:
            read = readers[name]
            held[name] = value if value is None or read is None else read(value, source, quotes)
    return kind(**held)


@cache
def _readers(kind: type) -> dict[str, _Reader | None]:
    """How each field of a kind of value is read; None: as it stands."""
    return {name: _reader(wanted) for name, wanted in types_of(kind).items()}


def _reader(wanted: Any) -> _Reader | None:
    """How a value of the type is read."""
    origin = get_origin(wanted)
    if origin in (typing.Union, types.UnionType):
        kinds = [one for one in get_args(wanted) if one is not types.NoneType]
        return _reader(kinds[0]) if len(kinds) == 1 else _term_value
    if origin is tuple:
        return _tuple_of(_reader(get_args(wanted)[0]) if get_args(wanted)[-1] is Ellipsis else None)
    if wanted in _READERS:
        return _READERS[wanted]
    if isinstance(wanted, type) and issubclass(wanted, tuple):
        return partial(_shaped, wanted)
    return None


def _tuple_of(inner: _Reader | None) -> _Reader:
    if inner is None:
        return lambda value, source, quotes: tuple(value)  # noqa: ARG005 - as every reader is called
    return lambda value, source, quotes: tuple([inner(one, source, quotes) for one in value])


def _shaped(wanted: type, value: Json, source: str, quotes: dict[Citation, str]) -> Any:
    return _made(wanted, value, source, quotes) if isinstance(value, dict) else value


def _citation(value: Json, source: str, quotes: dict[Citation, str]) -> Citation:
    span = Span(*value["span"]) if "span" in value else None
    citation = Citation(source, value.get("page"), value.get("section"), value.get("date"), span)
    quotes[citation] = value["words"]
    return citation


_day: Final = lru_cache(1 << 15)(PartialDate.parse)
"""Few days are named many times."""

_READERS: Final[dict[Any, _Reader]] = {
    PartialDate: lambda value, source, quotes: _day(value),  # noqa: ARG005
    date: lambda value, source, quotes: date.fromisoformat(value),  # noqa: ARG005
    Citation: _citation,
    Fact: lambda value, source, quotes: _made(KINDS[value["kind"]], value, source, quotes),
}


def _term_value(value: Json, source: str, quotes: dict[Citation, str]) -> Any:
    """A term's value, told by its shape."""
    if isinstance(value, dict):
        return _made(ExtensionValue if "allowed" in value else PeriodValue, value, source, quotes)
    if isinstance(value, list):
        return tuple(_made(ShareValue, one, source, quotes) if isinstance(one, dict) else one for one in value)
    return value
