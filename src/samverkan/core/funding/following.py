"""Budget beside actual cost: by month and party, by type of cost, and what the year is forecast to cost and by which method.

In come settlements of the year's cost and of its budget, divided by the same shares; out come rows. Amounts are öre. Budgets are of
whole years, spread evenly over the months by running remainder; a cost for several days is spread over them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from samverkan.core.funding.rules import Selection
from samverkan.core.funding.running import running
from samverkan.core.funding.selecting import of_days
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.money import Divider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samverkan.core.funding.settlement import SettledLine, Settlement

Method = Literal["closed_year", "budget_left", "run_rate", "none"]
"""How a year is forecast: it has ended; what months that are booked cost and the budget of the others; the booked months' mean; not at all.

A month is booked when it has ended and a line is booked in it, or in a later one.
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
    """A year. `forecast` is None where `method` is "none".

    `above`, `planned_above`: what each party bears beside the months, where fixed amounts are more than the cost.
    """

    year: int
    parties: tuple[str, ...]
    months: tuple[Month, ...]
    above: tuple[int, ...]
    planned_above: tuple[int, ...]
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
    costs, plans = _by_month(cost), _by_month(plan) if plan is not None else {}
    months = []
    for month in range(1, 13):
        ore, parts = costs.get(month, (0, (0,) * len(parties)))
        plan_ore, plan_parts = plans.get(month, (0, (0,) * len(parties)))
        months.append(Month(date(year, month, 1), plan_ore, ore, plan_parts, parts, _ended(year, month, on)))
    whole = None if plan is None else sum(one.ore for one in planned)
    forecast, method = _forecast(months, whole, _booked(year, cost))
    planned_totals = (0,) * len(parties) if plan is None else plan.totals
    return Followed(
        year, parties, tuple(months), _above(cost.totals, (one.parts for one in months)),
        _above(planned_totals, (one.planned_parts for one in months)), _types(cost.lines, planned), whole,
        sum(one.cost for one in months), forecast, method,
    )  # fmt: skip


def _above(totals: Iterable[int], months: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """What each party bears beside what falls on the months."""
    return tuple(total - sum(of_party) for total, *of_party in zip(totals, *months, strict=True))


def _ended(year: int, month: int, on: date) -> bool:
    return (year, month) < (on.year, on.month)


def _booked(year: int, settlement: Settlement) -> int:
    """The last month of the year that a line is booked in, 0 where none is; that a cost is for later months says nothing of them."""
    days = [one.line.day for one in settlement.lines if one.status != "excluded" and one.ore]
    return max((0 if day.year < year else 12 if day.year > year else day.month for day in days), default=0)


def _by_month(settlement: Settlement) -> dict[int, tuple[int, tuple[int, ...]]]:
    """What each month of the year settled came to, also what is not covered, and the parts of it that were divided."""
    found: dict[int, tuple[int, tuple[int, ...]]] = {}
    nothing = (0,) * len(settlement.parties)
    counted = (one for one in settlement.lines if one.status != "excluded")
    for line, pieces in groupby(counted, key=lambda one: one.line):
        for month, ore, parts in _spread(line, list(pieces), settlement):
            before, parts_before = found.get(month, (0, nothing))
            found[month] = before + ore, tuple(a + b for a, b in zip(parts_before, parts or nothing, strict=True))
    return found


def _spread(
    line: CostLine, pieces: Sequence[SettledLine], settlement: Settlement
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """The pieces of a line by month: öre, and the parts (none where nothing is divided); one for several days by its days."""
    if line.first is None or line.last is None:
        for one in pieces:
            yield line.day.month, one.ore, one.parts
        return
    first, last = max(line.first, settlement.first or line.first), min(line.last, settlement.last or line.last)
    left = _days(first, last)
    for number, of_interval in groupby(sorted(pieces, key=lambda one: one.interval), key=lambda one: one.interval):
        if number < 0:
            continue
        interval = settlement.intervals[number]
        days = _days(max(first, interval.first), min(last, interval.last))
        left -= days
        for one in of_interval:
            yield from _parted(one.ore, one.parts, days)
    bare = sum(one.ore for one in pieces if one.interval < 0)
    if bare:  # on the days that no interval has
        yield from _parted(bare, (), left)


def _parted(ore: int, parts: tuple[int, ...], days: Mapping[int, int]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """An amount and its parts by the days of each month, both by running remainder: they sum to what was given."""
    whole = sum(days.values())
    gone = accumulate(days.values(), initial=0)
    amounts = [after - before for before, after in pairwise(of_days(ore, one, whole) for one in gone)]
    if not ore or not parts:
        each = [parts, *[()] * (len(amounts) - 1)] if parts else [()] * len(amounts)
    else:
        divider = Divider([Fraction(part, ore) for part in (*parts, ore - sum(parts))])
        each = [found[:-1] for found in running(amounts, divider)]
    yield from zip(days, amounts, each, strict=True)


def _days(first: date, last: date) -> Counter[int]:
    """How many of the days, of one year, each month has."""
    return Counter((first + timedelta(days=at)).month for at in range((last - first).days + 1))


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


def _forecast(months: Sequence[Month], planned: int | None, booked: int) -> tuple[int | None, Method]:
    if months[-1].ended:
        return sum(one.cost for one in months), "closed_year"
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
