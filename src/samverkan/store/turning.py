"""The days on which a standing may change: one agreement's facts in, every day that one of them names out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from samverkan.core.dates import PartialDate
from samverkan.core.facts import Amendment, Condition, Extension, NoticePosted, PeriodValue, Term, Termination

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samverkan.core.facts import Fact

_ONE_DAY = timedelta(days=1)


def turning_days(facts: Iterable[Fact]) -> list[date]:
    """The days in order: the first of each date that a fact names, and the day after its last."""
    days: set[date] = set()
    for fact in facts:
        for one in _dates(fact):
            days.add(one.first)
            days.add(one.last + _ONE_DAY)
    return sorted(days)


def _dates(fact: Fact) -> Iterator[PartialDate]:
    if fact.happened is not None:
        yield fact.happened
    if isinstance(fact, Term) and isinstance(fact.value, PeriodValue):
        yield from (one for one in (fact.value.from_, fact.value.to) if one is not None)
    elif isinstance(fact, Extension):
        yield fact.to
    elif isinstance(fact, Amendment) and fact.from_ is not None:
        yield fact.from_
    elif isinstance(fact, Termination) and fact.ends is not None:
        yield fact.ends
    elif isinstance(fact, NoticePosted) and fact.removed is not None:
        yield fact.removed
    for condition in getattr(fact, "conditions", ()):
        if isinstance(condition, Condition) and condition.day is not None:
            yield PartialDate.of(condition.day)
