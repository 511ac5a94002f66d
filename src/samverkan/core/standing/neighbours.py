"""Instruments of one cooperation set against each other: what was reported later, what is told of one on file.

In: the facts of each instrument and its cooperation. Out: facts moved where they belong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import (
    AssignmentDue,
    AssignmentFulfilled,
    AssignmentGiven,
    AssignmentReported,
    Fact,
    PeriodValue,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def reported_later(facts: list[list[Fact]], cooperations: list[int], n: int) -> Iterator[Fact]:
    """Fulfilments in later agreements of the same cooperation, of assignments that this one's minutes gave."""
    given = {(one.party, one.day, one.section) for one in facts[n] if isinstance(one, AssignmentGiven)}
    for other, these in enumerate(facts):
        if other != n and cooperations[other] == cooperations[n]:
            for one in these:
                if isinstance(one, _FOLLOW) and (one.party, one.day, one.section) in given:
                    yield one


_FOLLOW = (AssignmentFulfilled, AssignmentReported, AssignmentDue)


def without_told_ones_on_file(facts: list[list[Fact]], cooperations: list[int], n: int) -> list[Fact]:
    """The instrument's facts without what is told of an earlier agreement that is itself on file."""
    on_file = {
        _bounds(fact.value)
        for other, these in enumerate(facts)
        if other != n and cooperations[other] == cooperations[n]
        for fact in these
        if isinstance(fact, Term) and fact.role == "current" and isinstance(fact.value, PeriodValue)
    }
    told = [one for one in facts[n] if isinstance(one, Term) and one.role == "previous"]
    covered = any(isinstance(one.value, PeriodValue) and _bounds(one.value) in on_file for one in told)
    return [one for one in facts[n] if one not in told] if covered else facts[n]


def _bounds(period: PeriodValue) -> tuple[date | None, date | None]:
    return (
        None if period.from_ is None else period.from_.first,
        None if period.to is None else period.to.last,
    )
