"""Shares that the agreement itself lets change on a day within its time: the walk in, rows split there out.

What the agreement's text says is the parties' own; without a text each party must have decided the same from the same day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import THE_TEXT
from samverkan.core.standing.amending import divide
from samverkan.core.standing.case import cite, proved
from samverkan.core.standing.matching import same_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from samverkan.core.facts import Term
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.run import Run


def step(run: Run) -> None:
    """The later shares, each from its day on; where some party has not decided them, nothing is changed on a guess."""
    if not run.rows:
        return
    by_day: dict[date, list[Term]] = {}
    for one in later_shares(run.case):
        if one.from_ is not None:
            by_day.setdefault(one.from_.first, []).append(one)
    for day in sorted(by_day):
        _step(run, day, by_day[day])


def _step(run: Run, day: date, stated: Sequence[Term]) -> None:
    first = next((one for one in stated if one.party == THE_TEXT), stated[0])
    same = [one for one in stated if same_step(first, one)]
    said = {one.party for one in same}
    missing = () if THE_TEXT in said else tuple([name for name in run.case.parties if name not in said])
    run.reasons.append(
        proved("shares_change", None if missing else True, facts=same, from_=first.from_, missing=missing)
    )
    if not missing:
        divide(run, day, first.shares, first.basis, cite(*same))


def later_shares(case: Case) -> Sequence[Term]:
    """What is stated, not only told or proposed, of shares from a later day: the text first, then decisions."""
    return [
        one
        for one in case.terms("shares")
        if one.role == "planned" and one.from_ is not None and one.basis != "told" and not one.proposed
    ]


def same_step(one: Term, other: Term) -> bool:
    """Whether two say the same of a later day's shares."""
    if one.from_ is None or other.from_ is None or one.from_.first != other.from_.first:
        return False
    return same_value("shares", one.value, other.value) is True
