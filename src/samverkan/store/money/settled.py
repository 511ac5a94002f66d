"""An agreement's money settled as the ledger has it, with what closed settlements have billed taken off."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from samverkan.core.findings import Finding
from samverkan.core.funding.following import plan_lines
from samverkan.core.funding.settling import Books, settle
from samverkan.store.money.booked import booked_lines
from samverkan.store.money.closed import billed_by, charged_by, closed_settlements, share_days
from samverkan.store.money.followed import budget_of, planned_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from samverkan.core.funding.settlement import Settlement as Settled
    from samverkan.core.funding.vouchers import CostLine
    from samverkan.store.models import Agreement
    from samverkan.store.money.rules import Funded
    from samverkan.store.view import View


def settled(agreement: Agreement, funded: Funded, view: View, *, first: date, last: date) -> Settled:
    """The cost of the days divided, with everything that is known; what closed settlements of the same days have billed is taken off.

    Where a closed one reaches outside the days nobody can say who owes whom: then no balances, and the finding `closed_across`.
    """
    lines = booked_lines(agreement.pk, view.until, first=first, last=last)
    return _settled(agreement, funded, lines, view, first, last, interim=False)


def settled_by_budget(agreement: Agreement, funded: Funded, view: View, *, first: date, last: date) -> Settled | int:
    """The same of the budget's months that begin on those days, for an interim bill. Where a year has no budget: that year."""
    lines = []
    for year in range(first.year, last.year + 1):
        planned = planned_of(budget_of(agreement, year, view))
        if planned is None:
            return year
        lines += [one for one in plan_lines(year, planned) if first <= one.day <= last]
    rules = funded.asked.rules._replace(other=(), belongs=())
    asked = funded._replace(asked=funded.asked._replace(rules=rules))
    return _settled(agreement, asked, lines, view, first, last, interim=True)


def _settled(
    agreement: Agreement, funded: Funded, lines: Sequence[CostLine], view: View, first: date, last: date, *, interim: bool
) -> Settled:  # fmt: skip
    names = funded.names
    known = closed_settlements(agreement, view.until)
    closed = [one for one in known if share_days(one, first, last)]
    found = settle(
        funded.asked, lines, first=first, last=last, books=Books({}, names), billed=list(billed_by(closed, names)),
        charged=charged_by(known, first, last, names, interim=interim),
    )  # fmt: skip
    across = [one for one in closed if one.first < first or last < one.last]
    if not across:
        return found
    told = tuple(Finding("closed_across", {"from": one.first, "to": one.last, "number": one.number}) for one in across)
    return found._replace(balances=(), transfers=(), findings=(*found.findings, *told))


def digest_of(result: Mapping[str, Any]) -> str:
    """SHA-256 of a settlement's result, its keys in order."""
    return sha256(json.dumps(result, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
