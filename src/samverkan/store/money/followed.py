"""An agreement's year as the ledger has it: the latest budget, the cost and the forecast, as known by then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from samverkan.core.funding.following import Planned, follow, plan_lines
from samverkan.core.funding.settling import settle

if TYPE_CHECKING:
    from samverkan.core.funding.following import Followed
    from samverkan.core.funding.settlement import Settlement
    from samverkan.store.models import Agreement, Budget
    from samverkan.store.money.rules import Funded
    from samverkan.store.view import View


def budget_of(agreement: Agreement, year: int, view: View) -> Budget | None:
    """The year's last budget, as known."""
    rows = agreement.budgets.filter(year=year).order_by("-number").prefetch_related("lines")
    return (rows if view.until is None else rows.filter(recorded__lt=view.until)).first()


def planned_of(budget: Budget | None) -> list[Planned] | None:
    """The rows of a budget, in order; None where there is none."""
    if budget is None:
        return None
    rows = sorted(budget.lines.all(), key=lambda one: one.position)
    return [Planned(line.cost_type, line.ore, tuple(line.accounts)) for line in rows]


def followed(agreement: Agreement, funded: Funded, cost: Settlement, year: int, view: View, *, on: date) -> Followed:
    """Budget beside actual for the year that `cost` settles."""
    planned = planned_of(budget_of(agreement, year, view))
    rules = funded.asked.rules._replace(other=(), belongs=())
    plan = None
    if planned is not None:
        asked = funded.asked._replace(rules=rules)
        plan = settle(asked, plan_lines(year, planned), first=date(year, 1, 1), last=date(year, 12, 31))
    return follow(year, cost, plan, planned or [], on=on)
