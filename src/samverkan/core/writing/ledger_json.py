"""Recorded items and facts as JSON for the ledger, and back: what is written reads back the same.

Fields that hold their default are left out. A citation is written without its source, which is the row's document, and
with its words: {"page", "section", "date", "span": [s, e], "words"}. Facts about links are derived, never written.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from samverkan.core import facts
from samverkan.core.dates import PartialDate
from samverkan.core.facts import Condition, ExtensionValue, Fact, PeriodValue, ShareValue
from samverkan.core.sources import Citation, Span
from samverkan.core.standing.items import RecordedItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json = Any
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
    return _made(KINDS[kind], {**data, "id": id}, source, quotes)  # type: ignore[no-any-return]


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


def _set(value: Any) -> Iterable[tuple[str, Any]]:
    """The fields of a value that do not hold their default."""
    if isinstance(value, tuple):
        defaults: Mapping[str, Any] = value._field_defaults  # type: ignore[attr-defined]
        names: Iterable[str] = value._fields  # type: ignore[attr-defined]
    else:
        fields = dataclasses.fields(value)
        defaults = {field.name: field.default for field in fields if field.default is not dataclasses.MISSING}
        names = [field.name for field in fields]
    for name in names:
        held = getattr(value, name)
        if name not in defaults or held != defaults[name]:
            yield name, held


def _out(value: Any, quotes: Mapping[Citation, str]) -> Json:
    if isinstance(value, Citation):
        return _cited(value, quotes)
    if isinstance(value, PartialDate | date):
        return str(value)
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
    held = types_of(kind)
    return kind(**{name: _in(held[name], value, source, quotes) for name, value in data.items() if name in held})


def _in(wanted: Any, value: Json, source: str, quotes: dict[Citation, str]) -> Any:
    """The value of the type wanted."""
    if value is None:
        return None
    origin = get_origin(wanted)
    if origin in (typing.Union, types.UnionType):
        kinds = [one for one in get_args(wanted) if one is not types.NoneType]
        return _in(kinds[0], value, source, quotes) if len(kinds) == 1 else _term_value(value, source, quotes)
    if origin is tuple:
        inner = get_args(wanted)[0]
        if get_args(wanted)[-1] is Ellipsis:
            return tuple(_in(inner, one, source, quotes) for one in value)
        return tuple(value)
    if wanted is PartialDate:
        return PartialDate.parse(value)
    if wanted is date:
        return date.fromisoformat(value)
    if wanted is Citation:
        span = Span(*value["span"]) if "span" in value else None
        citation = Citation(source, value.get("page"), value.get("section"), value.get("date"), span)
        quotes[citation] = value["words"]
        return citation
    if wanted is Fact:
        return _made(KINDS[value["kind"]], value, source, quotes)
    if isinstance(wanted, type) and isinstance(value, dict) and issubclass(wanted, tuple):
        return _made(wanted, value, source, quotes)
    return value


def _term_value(value: Json, source: str, quotes: dict[Citation, str]) -> Any:
    """A term's value, told by its shape."""
    if isinstance(value, dict):
        return _made(ExtensionValue if "allowed" in value else PeriodValue, value, source, quotes)
    if isinstance(value, list):
        return tuple(_made(ShareValue, one, source, quotes) if isinstance(one, dict) else one for one in value)
    return value
