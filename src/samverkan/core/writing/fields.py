"""A fact as the fields of a form, and back: its JSON in, what a person can fill in out; what they filled in in, JSON out.

Only what is plain is a field: days, texts, numbers, yes or no, one of a closed list. Conditions and citations stay as
they are.
"""

from __future__ import annotations

import types
import typing
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args, get_origin

from samverkan.core.dates import PartialDate
from samverkan.core.findings import SamverkanError
from samverkan.core.writing.ledger_json import KINDS, types_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = Any
FieldKind = Literal["day", "text", "number", "flag", "choice", "list"]

_APART: Final = frozenset(
    {"id", "known", "citations", "conditions", "words", "receiver_exists", "basis", "role", "proposed"}
)
_SHAPES: Final[Mapping[str, Mapping[str, FieldKind]]] = {
    "period": {"from_": "day", "to": "day", "open_ended": "flag"},
    "extension": {
        "allowed": "flag", "mode": "choice", "months": "number", "times": "number", "notice_months": "number",
    },
    "shares": {"party": "text", "percent": "text", "value": "text"},
}  # fmt: skip
_MODES: Final = ("excluded", "option", "automatic")


class FieldError(SamverkanError):
    """A field that cannot be used: code `field_not_understood` with the field's name, or `not_a_day` with what stood there."""


class Field(NamedTuple):
    """One field: the way to it in the JSON ("value.from_"), its name, what it takes, and what stands in it now."""

    path: str
    name: str
    kind: FieldKind
    value: str
    choices: tuple[str, ...] = ()


def fields_of(kind: str, value: Json) -> list[Field]:
    """The fields of a fact of the kind, in the order in which the fact has them."""
    return list(_fields(kind, value))


def filled(kind: str, value: Json, given: Mapping[str, str]) -> Json:
    """The fact's JSON with what a person filled in; FieldError where that is no day or no number.

    Fields that are not `given` stay as they are; an empty one takes the value away.
    """
    made = _copy(value)
    for field in _fields(kind, value):
        if field.path in given:
            _put(made, field.path.split("."), _read(field, given[field.path].strip()))
    return {name: held for name, held in made.items() if held is not None}


def _copy(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _copy(held) for name, held in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value


def _put(into: Json, path: list[str], value: Json) -> None:
    for step in path[:-1]:
        into = into[int(step)] if isinstance(into, list) else into[step]
    into[path[-1]] = value


def _fields(kind: str, value: Json) -> Iterator[Field]:
    held_by: Any = KINDS[kind]
    for name, wanted in types_of(held_by).items():
        if name in _APART:
            continue
        held = value.get(name)
        if name == "value":
            yield from _term(value["term"], held)
        elif name == "shares":
            yield from _shares(name, held or [])
        elif name != "term":
            found = _kind(wanted)
            if found is not None:
                yield Field(name, name, found[0], _shown(held), found[1])


def _term(term: str, held: Json) -> Iterator[Field]:
    if isinstance(held, dict):
        for name, takes in _SHAPES["extension" if "allowed" in held else "period"].items():
            choices = _MODES if takes == "choice" else ()
            yield Field(f"value.{name}", name, takes, _shown(held.get(name)), choices)
    elif isinstance(held, list) and held and isinstance(held[0], dict):
        yield from _shares("value", held)
    elif isinstance(held, list):
        yield Field("value", term, "list", _shown(held))
    else:
        kind: FieldKind = "flag" if isinstance(held, bool) else "number" if isinstance(held, int) else "text"
        yield Field("value", term, kind, _shown(held))


def _shares(path: str, held: list[Json]) -> Iterator[Field]:
    for n, share in enumerate(held):
        for name, kind in _SHAPES["shares"].items():
            if name != "value" or share.get("percent") is None:
                yield Field(f"{path}.{n}.{name}", name, kind, _shown(share.get(name)))


def _kind(wanted: Any) -> tuple[FieldKind, tuple[str, ...]] | None:
    """What a field of the type takes; None where it is no plain value."""
    if get_origin(wanted) in (typing.Union, types.UnionType):
        inner = [one for one in get_args(wanted) if one is not types.NoneType]
        return _kind(inner[0]) if len(inner) == 1 else None
    if get_origin(wanted) is Literal:
        return "choice", tuple(get_args(wanted))
    if wanted == tuple[str, ...]:
        return "list", ()
    plain: dict[Any, FieldKind] = {PartialDate: "day", date: "day", str: "text", bool: "flag", int: "number"}
    return (plain[wanted], ()) if wanted in plain else None


def _shown(held: Json) -> str:
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, list):
        return ", ".join(str(one) for one in held)
    return "" if held is None else str(held)


def _read(field: Field, written: str) -> Json:
    """What was filled in as the JSON has it."""
    if field.kind == "flag":
        return written == "yes"
    if not written:
        return None
    if field.kind == "list":
        return [one.strip() for one in written.split(",") if one.strip()]
    try:
        if field.kind == "number":
            return int(written)
        return str(PartialDate.parse(written)) if field.kind == "day" else written
    except ValueError:
        code = "not_a_day" if field.kind == "day" else "field_not_understood"
        raise FieldError(code, field=field.name, written=written[:40]) from None
