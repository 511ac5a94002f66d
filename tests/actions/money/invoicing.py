"""Closed settlements to invoice: the details of both organisations, treatments of VAT, and what an invoice made of them says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.actions.money.economists import PROVIDER, agreed, economist, when_it_has_been
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions.acting import InvalidError
from samverkan.actions.money.invoice_details import set_invoice_details
from samverkan.actions.money.invoices import make_invoices
from samverkan.actions.money.rules import set_money_rules
from samverkan.actions.money.settlements import approve_settlement, put_settlement
from samverkan.store.models import Invoice, Settlement
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.actions.money.settlements import Kind
    from samverkan.store.models import Agreement

YEAR = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
ROWS = "2025-01-15;1000,01;A 1;Hyra\n2025-02-15;500;A 2;Löner\n"
CARE = {"category": "E", "ground": "Mervärdesskattelagen 10 kap. 6 §, sjukvård", "from": "2024-01-01"}
TAXED = {"category": "S", "rate": 25, "ground": "Mervärdesskattelagen 3 kap. 1 §", "from": "2024-01-01"}
OUTSIDE = {"category": "O", "ground": "Utanför momsens område: mervärdesskattelagen 5 kap. 1 §", "from": "2024-01-01"}


def details(number: str, agreement: Agreement, **more: Any) -> dict[str, Any]:
    """What the organisation has filled in; `more`: fields that are otherwise."""
    other = REGION if number == MUNICIPALITY else MUNICIPALITY
    return {
        "street": "Storgatan 1", "post_code": "123 45", "city": "Lindmora", "contact_name": "Ekonomienheten",
        "email": "ekonomi@example.se", "vat_number": f"SE{number}01", "endpoint_scheme": "0007", "endpoint": number,
        "giro": "bankgiro", "giro_number": "5050-1055", "f_tax": True, "reference": "ZZ100", "pattern": "{year}-{number}", "last": 13,
        "last_year": date.today().year, "counterparty_dimension": "20", "counterparties": {other: "871"},
        "agreements": {
            str(agreement.pk): {
                "reference": "REF-7", "claim": "1510", "income": "3010 1:720", "vat_out": "2610", "cost": "4600 1:311",
                "debt": "2440", "vat_in": "2640",
            }
        },
        **more,
    }  # fmt: skip


def ready(*rows: dict[str, Any]) -> Agreement:
    """An agreement whose parties have both filled in their invoice details; `rows`: its treatments of VAT."""
    made = agreed()
    for number in (REGION, MUNICIPALITY):
        set_invoice_details(economist(number), data=details(number, made))
    if rows:
        vat(made, *rows)
    return made


def vat(agreement: Agreement, *rows: dict[str, Any], **more: Any) -> None:
    """Say the treatments of VAT of the agreement's costs; `more`: other rules of money."""
    data = {**PROVIDER, "vat": list(rows), **more}
    set_money_rules(economist(REGION), agreement=agreement, data=data, ground="Avtalet p. 6")


def closed(
    agreement: Agreement, *, first: date = YEAR["first"], last: date = YEAR["last"], kind: Kind = "final"
) -> Settlement:
    """A settlement of those days that both have approved."""
    made = put_settlement(when_it_has_been(REGION, last), agreement=agreement, first=first, last=last, kind=kind)
    for number in (REGION, MUNICIPALITY):
        approve_settlement(economist(number), settlement=made, digest=made.digest)
    return Settlement.objects.get(pk=made.pk)


def refused(number: str, settlement: Settlement) -> str:
    """What is said, in Swedish, where invoices are not made."""
    with pytest.raises(InvalidError) as wrong:
        make_invoices(economist(number), settlement=settlement)
    return say("actions", wrong.value.code, wrong.value.values, "sv")


def lines(invoice: Invoice) -> list[tuple[str, int]]:
    """Each line's text and amount, öre."""
    return [(one["text"].replace("\N{NO-BREAK SPACE}", " "), one["ore"]) for one in invoice.data["lines"]]


def credited(note: Invoice) -> list[tuple[str, int]]:
    """The invoices that a credit note gives back of, and what of each, öre."""
    return [(one.invoice.number, one.ore) for one in note.credits.order_by("invoice__number")]
