"""The money of a sample agreement: rules, a budget, invoice details, each party's costs. Loading again adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.actions.acting import Acting
from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.cost_drafts import look_at_costs
from samverkan.actions.money.invoice_details import set_invoice_details
from samverkan.actions.money.rules import set_cost_rules, set_money_rules
from samverkan.actions.money.taking_costs import take_costs
from samverkan.actions.roles import Role
from samverkan.core.money import ore_of
from samverkan.store.models import MoneyRules, Organisation, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samverkan.store.models import Agreement


def load_money(one: Any, folder: Path, agreement: Agreement) -> Iterator[str]:
    """What samples.toml says of an agreement's money, yielding the name of each file of costs taken in."""
    if MoneyRules.objects.filter(agreement=agreement).exists():
        return
    first = _economist(one["rules_by"])
    set_money_rules(first, agreement=agreement, data=one["rules"], ground=one["ground"])
    for budget in one["budget"]:
        rows = [CostType(row["type"], ore_of(row["kronor"]), tuple(row["accounts"])) for row in budget["rows"]]
        said = {key: budget[key] for key in ("year", "body", "section", "decided")}
        record_budget(first, agreement=agreement, rows=rows, **said)
    for said in one.get("invoices", []):
        details = {**said["details"], "agreements": {str(agreement.pk): said["accounts"]}}
        set_invoice_details(_economist(said["organisation"]), data=details)
    for costs in one["costs"]:
        acting, path = _economist(costs["organisation"]), folder / costs["file"]
        if "rules" in costs:
            set_cost_rules(acting, agreement=agreement, data=costs["rules"])
        with path.open("rb") as stream:
            take_costs(acting, draft=look_at_costs(acting, agreement=agreement, name=path.name, stream=stream))
        yield path.name


def _economist(number: str) -> Acting:
    organisation = Organisation.objects.get(number=number)
    person = Person.objects.filter(roles__organisation=number, roles__role=Role.ECONOMIST).first()
    return Acting(person, organisation, frozenset({Role.ECONOMIST}))
