"""Whether a fact that a person has written makes sense: the fact in, what is wrong with which of its fields out.

First that every field holds what its kind asks for, then what no paper can mean: an end before its start, shares that do not
make a whole, a notice taken down before it was posted.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args, get_origin

from samverkan.core.dates import PartialDate
from samverkan.core.facts import (
    Amendment,
    AssignmentDue,
    AssignmentGiven,
    Dispatch,
    ExtensionValue,
    Justering,
    NoticePosted,
    PeriodValue,
    PointedAt,
    ShareValue,
    Signature,
    Term,
    Termination,
    Told,
)
from samverkan.core.writing.doubts import written_percent
from samverkan.core.writing.ledger_json import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.core.facts import Condition, Fact

_FIRST_YEAR, _LAST_YEAR = 1862, 2199
_WHOLE: Final = 100
_ROUNDED: Final = Fraction(1, 10)
TERMS: Final[dict[str, Any]] = {
    **dict.fromkeys(("object", "title", "purpose", "steering_group", "target_group"), str),
    **dict.fromkeys(("signature_required", "goes_on"), bool),
    "parties": tuple[str, ...],
    "period": PeriodValue,
    "extension": ExtensionValue,
    "shares": tuple[ShareValue, ...],
    "termination": int,
}
"""What each term's value is."""


class Wrong(NamedTuple):
    """What is wrong with a field ("value.to", "value.1.percent"): a code and the values its sentence needs."""

    field: str
    code: str
    values: tuple[tuple[str, object], ...] = ()


def wrongs(fact: Fact) -> list[Wrong]:
    """What is wrong with the fact, field by field; nothing where it can be recorded."""
    hints = types_of(type(fact))  # type: ignore[arg-type]  # a class is hashable
    unfit = [
        Wrong(field.name, "not_understood")
        for field in dataclasses.fields(fact)
        if field.name not in {"id", "party", "known", "citations", "value", "by"}
        and not fits(hints[field.name], getattr(fact, field.name))
    ]
    if isinstance(fact, Term) and not unfit and not fits(TERMS[fact.term], fact.value):
        unfit.append(Wrong("value", "not_understood"))
    return unfit or list(_meant(fact))


def fits(wanted: Any, value: object) -> bool:
    """Whether a value is of the type wanted, all the way in."""
    origin = get_origin(wanted)
    if origin in (typing.Union, types.UnionType):
        return any(fits(one, value) for one in get_args(wanted))
    if origin is typing.Literal:
        return value in get_args(wanted)
    if origin is tuple:
        inner = get_args(wanted)
        if inner[-1] is not Ellipsis:
            return isinstance(value, tuple)
        return type(value) is tuple and all(fits(inner[0], one) for one in value)
    if wanted in (int, bool, str):
        return type(value) is wanted
    if not isinstance(wanted, type) or not isinstance(value, wanted):
        return False
    hints = types_of(wanted) if isinstance(value, tuple) else {}
    return all(fits(hint, getattr(value, name)) for name, hint in hints.items())


def _meant(fact: Fact) -> Iterator[Wrong]:
    for name, day in _days(fact):
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            yield Wrong(name, "no_year", (("year", day.year),))
    for n, condition in enumerate(getattr(fact, "conditions", ())):
        yield from _condition(n, condition)
    if isinstance(fact, Term):
        yield from _term(fact)
    elif isinstance(fact, Amendment):
        if fact.from_ is None and not fact.shares:
            yield Wrong("from_", "nothing_changed")
        yield from _shares("shares", fact.shares)
    elif isinstance(fact, Termination):
        yield from _order("ends", fact.happened, fact.ends, "ends_before_said")
    elif isinstance(fact, NoticePosted):
        yield from _order("removed", fact.happened, fact.removed, "removed_before_posted")
        yield from _order("happened", fact.meeting, fact.happened, "before_the_meeting")
    elif isinstance(fact, Justering):
        yield from _order("happened", fact.meeting, fact.happened, "before_the_meeting")
    elif isinstance(fact, AssignmentDue):
        yield from _order("due", fact.day, fact.due, "due_before_given")
    elif isinstance(fact, Dispatch):
        yield from _said("to", fact.to)
        if fact.email and ("@" not in fact.email or " " in fact.email):
            yield Wrong("email", "no_address")
    elif isinstance(fact, Told | AssignmentGiven):
        yield from _said("text", fact.text)
        yield from _shares("shares", fact.shares if isinstance(fact, AssignmentGiven) else ())
    elif isinstance(fact, PointedAt):
        yield from _said("title", fact.title)
    elif isinstance(fact, Signature):
        yield from _said("party", fact.party)


def _days(fact: Fact) -> Iterator[tuple[str, PartialDate]]:
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, PartialDate):
            yield field.name, value
        elif isinstance(value, PeriodValue):
            for name in ("from_", "to"):
                day = getattr(value, name)
                if day is not None:
                    yield f"value.{name}", day


def _order(field: str, first: PartialDate | None, last: PartialDate | None, code: str) -> Iterator[Wrong]:
    if first is not None and last is not None and last.last < first.first:
        yield Wrong(field, code, (("first", first), ("last", last)))


def _said(field: str, value: object) -> Iterator[Wrong]:
    if not str(value or "").strip():
        yield Wrong(field, "empty")


def _condition(n: int, condition: Condition) -> Iterator[Wrong]:
    yield from _said(f"conditions.{n}.text", condition.text)


def _term(fact: Term) -> Iterator[Wrong]:
    value = fact.value
    if isinstance(value, PeriodValue):
        if value.from_ is None and value.to is None and not value.open_ended:
            yield Wrong("value.from_", "no_period")
        if value.open_ended and value.to is not None:
            yield Wrong("value.open_ended", "open_and_ends")
        yield from _order("value.to", value.from_, value.to, "ends_before_start")
    elif isinstance(value, ExtensionValue):
        if value.allowed is (value.mode == "excluded"):
            yield Wrong("value.mode", "not_understood")
        for name in ("months", "times", "notice_months"):
            number = getattr(value, name)
            if number is not None and number < 1:
                yield Wrong(f"value.{name}", "not_positive")
            if number is not None and value.mode == "excluded":
                yield Wrong(f"value.{name}", "excluded_has_none")
    elif fact.term == "shares":
        if not fact.shares:
            yield Wrong("value.0.party", "empty")
        yield from _shares("value", fact.shares)
    elif fact.term == "parties":
        names = value if isinstance(value, tuple) else ()
        if not any(str(one).strip() for one in names):
            yield Wrong("value", "empty")
    elif fact.term == "termination":
        if isinstance(value, int) and value < 1:
            yield Wrong("value", "not_positive")
    elif isinstance(value, str):
        yield from _said("value", value)


def _shares(field: str, shares: Sequence[ShareValue]) -> Iterator[Wrong]:
    percents: list[Fraction] = []
    for n, share in enumerate(shares):
        yield from _said(f"{field}.{n}.party", share.party)
        if share.measure in {"percent", "fraction"}:
            percent = _percent(share.percent)
            if percent is None or not 0 <= percent <= _WHOLE:
                yield Wrong(f"{field}.{n}.percent", "no_percent")
            else:
                percents.append(percent)
        else:
            yield from _said(f"{field}.{n}.value", share.value)
    if len(shares) > 1 and len(percents) == len(shares) and abs(sum(percents, Fraction()) - _WHOLE) > _ROUNDED:
        whole = written_percent(sum(percents, Fraction()))
        yield Wrong(f"{field}.{len(shares) - 1}.percent", "shares_not_whole", (("sum", whole),))


def _percent(written: str | None) -> Fraction | None:
    try:
        return Fraction(written or "")
    except (ValueError, ZeroDivisionError):
        return None
