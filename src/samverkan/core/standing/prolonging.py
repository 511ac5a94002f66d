"""Instruments of one cooperation set against each other: what extends one on file, what is told of one on file.

In: the facts of each instrument, its cooperation, whether its papers only extend. Out: facts moved where they belong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import (
    AssignmentFulfilled,
    AssignmentGiven,
    Decision,
    Extension,
    Fact,
    PeriodValue,
    Term,
)
from samverkan.core.standing.case import APPROVING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from samverkan.core.dates import PartialDate


def attach_extensions(facts: list[list[Fact]], cooperations: list[int], extends: list[bool]) -> dict[int, int]:
    """Move decisions to extend to the agreement they extend; returns, for each instrument, the one it is part of."""
    of: dict[int, int] = {}
    for n, these in enumerate(facts):
        base = _extended(facts, cooperations, extends, n) if extends[n] else None
        to = _until(these)
        if base is None or to is None:
            of[n] = n
            continue
        of[n] = base
        for fact in these:
            if isinstance(fact, Decision) and fact.act in APPROVING and _waits_for_others_only(fact):
                facts[base].append(
                    Extension(
                        id=fact.id,
                        party=fact.party,
                        body=fact.body,
                        happened=fact.happened,
                        known=fact.known,
                        citations=fact.citations,
                        to=to,
                        section=fact.section,
                    )
                )
            elif not isinstance(fact, Term | Decision):
                facts[base].append(fact)
    return of


def _waits_for_others_only(decision: Decision) -> bool:
    """Whether nothing but the others' matching decisions, which an extension needs anyhow, is a condition of it."""
    return all(one.kind == "matching_decision" for one in decision.conditions)


def _extended(facts: list[list[Fact]], cooperations: list[int], extends: list[bool], n: int) -> int | None:
    """The agreement of the same cooperation whose own period ends before the extension does; the latest such."""
    to = _until(facts[n])
    ends = [
        (end.last, other)
        for other, these in enumerate(facts)
        if other != n and cooperations[other] == cooperations[n] and not extends[other]
        and (end := _until(these)) is not None and to is not None and end.last < to.last
    ]  # fmt: skip
    return max(ends)[1] if ends else None


def _until(facts: list[Fact]) -> PartialDate | None:
    """The last day of the period that the papers state as the agreement's own."""
    ends = [
        fact.value.to
        for fact in facts
        if isinstance(fact, Term) and fact.role == "current" and isinstance(fact.value, PeriodValue) and fact.value.to
    ]
    return max(ends, key=lambda end: end.last, default=None)


def reported_later(facts: list[list[Fact]], cooperations: list[int], n: int) -> Iterator[Fact]:
    """Fulfilments in later agreements of the same cooperation, of assignments that this one's minutes gave."""
    given = {(one.party, one.day, one.section) for one in facts[n] if isinstance(one, AssignmentGiven)}
    for other, these in enumerate(facts):
        if other != n and cooperations[other] == cooperations[n]:
            for one in these:
                if isinstance(one, AssignmentFulfilled) and (one.party, one.day, one.section) in given:
                    yield one


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
