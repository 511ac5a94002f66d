"""Budget beside actual cost: by month and party, by type of cost, and what the year is forecast to cost and by which method.

In come settlements of the year's cost and of its budget, divided by the same shares; out come rows. Amounts are öre. Budgets are of
whole years, spread evenly over the months by running remainder.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from samverkan.core.funding.rules import Selection
from samverkan.core.funding.selecting import of_days
from samverkan.core.funding.vouchers import CostLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samverkan.core.funding.settlement import SettledLine, Settlement

Method = Literal["closed_year", "budget_left", "run_rate", "none"]
"""How a year is forecast: it has ended; what months that are booked cost and the budget of the others; the booked months' mean; not at all.

A month is booked when it has ended and it, or a later one, has a cost.
"""


class Planned(NamedTuple):
    """A row of a budget: a type of cost, its öre for the year, the accounts that are of it."""

    cost_type: str
    ore: int
    accounts: tuple[str, ...] = ()


class Month(NamedTuple):
    """One month: what was planned and what it cost, in all and for each party; `ended` by the day asked about."""

    first: date
    planned: int
    cost: int
    planned_parts: tuple[int, ...]
    parts: tuple[int, ...]
    ended: bool


class TypeRow(NamedTuple):
    """A type of cost: planned and actual; the last row, of no name, is what is of none of them."""

    cost_type: str
    planned: int
    cost: int


class Followed(NamedTuple):
    """A year. `forecast` is None where `method` is "none"."""

    year: int
    parties: tuple[str, ...]
    months: tuple[Month, ...]
    types: tuple[TypeRow, ...]
    planned: int | None
    cost: int
    forecast: int | None
    method: Method


def plan_lines(year: int, planned: Iterable[Planned]) -> list[CostLine]:
    """A year's budget as cost lines, one a month, for the shares in force to divide."""
    whole = sum(one.ore for one in planned)
    return [CostLine("budget", month, date(year, month, 1), ore) for month, ore in enumerate(monthly(whole), 1)]


def monthly(ore: int) -> list[int]:
    """An amount of a year in twelve, by running remainder: their sum is the amount."""
    return [after - before for before, after in pairwise(of_days(ore, month, 12) for month in range(13))]


def follow(year: int, cost: Settlement, plan: Settlement | None, planned: Sequence[Planned], *, on: date) -> Followed:
    """The year as it stands on a day; `plan` is the settlement of `plan_lines`, None where there is no budget."""
    parties = cost.parties
    costs, plans = _by_month(year, cost), _by_month(year, plan) if plan is not None else {}
    months = []
    for month in range(1, 13):
        ore, parts = costs.get(month, (0, (0,) * len(parties)))
        plan_ore, plan_parts = plans.get(month, (0, (0,) * len(parties)))
        months.append(Month(date(year, month, 1), plan_ore, ore, plan_parts, parts, _ended(year, month, on)))
    whole = None if plan is None else sum(one.ore for one in planned)
    forecast, method = _forecast(months, whole)
    return Followed(
        year,
        parties,
        tuple(months),
        _types(cost.lines, planned),
        whole,
        sum(one.cost for one in months),
        forecast,
        method,
    )


def _ended(year: int, month: int, on: date) -> bool:
    return (year, month) < (on.year, on.month)


def _month(line: CostLine, year: int) -> int:
    """The month of its day; of a line booked in another year, the first or last month of this one that it is for."""
    if line.day.year < year:
        return line.first.month if line.first is not None and line.first.year == year else 1
    if line.day.year > year:
        return line.last.month if line.last is not None and line.last.year == year else 12
    return line.day.month


def _by_month(year: int, settlement: Settlement) -> dict[int, tuple[int, tuple[int, ...]]]:
    """What each month of the year settled came to, also what is not covered, and the parts of it that were divided."""
    found: dict[int, tuple[int, tuple[int, ...]]] = {}
    for one in settlement.lines:
        if one.status == "excluded":
            continue
        month = _month(one.line, year)
        ore, parts = found.get(month, (0, (0,) * len(settlement.parties)))
        more = one.parts or (0,) * len(parts)
        found[month] = ore + one.ore, tuple(a + b for a, b in zip(parts, more, strict=True))
    return found


def _types(lines: Iterable[SettledLine], planned: Sequence[Planned]) -> tuple[TypeRow, ...]:
    """Each type of cost; a line is of the first whose accounts hold it, a line of no account of none."""
    cost: dict[str, int] = {}
    chosen = [(one.cost_type, Selection(one.accounts)) for one in planned if one.accounts]
    for one in lines:
        if one.status == "excluded":
            continue
        name = next((name for name, which in chosen if one.line.account is not None and which.holds(one.line)), "")
        cost[name] = cost.get(name, 0) + one.ore
    rows = [TypeRow(one.cost_type, one.ore, cost.get(one.cost_type, 0)) for one in planned]
    return (*rows, *([TypeRow("", 0, cost[""])] if "" in cost else []))


def _forecast(months: Sequence[Month], planned: int | None) -> tuple[int | None, Method]:
    if months[-1].ended:
        return sum(one.cost for one in months), "closed_year"
    booked = max((at for at, one in enumerate(months, 1) if one.cost), default=0)
    gone = [
        one.ended and at <= booked for at, one in enumerate(months, 1)
    ]  # a month without a cost may wait to be booked
    if planned is not None:
        each = zip(gone, months, strict=True)
        return sum(one.cost if done else max(one.cost, one.planned) for done, one in each), "budget_left"
    if any(gone):
        return sum(one.cost for done, one in zip(gone, months, strict=True) if done) * 12 // sum(gone), "run_rate"
    return None, "none"


def per_family(cost: int, families: Mapping[str, object], year: int) -> int | None:
    """The cost per family taken in that year, in öre; None where nobody has said how many, or fewer than five: those are not shown."""
    count = families.get(str(year))
    return cost // count if isinstance(count, int) and count >= 5 else None
