"""Credit notes of closed settlements: what goes back names each invoice it was of, in the scope of VAT that it had, valid by Peppol."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.actions.money.economists import economist, take
from tests.actions.money.invoicing import CARE, OUTSIDE, ROWS, TAXED, closed, credited, lines, ready, refused, vat
from tests.invoices import needs_rules, peppol
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions.money.invoices import make_invoices
from samverkan.store import blobs

if TYPE_CHECKING:
    from samverkan.store.models import Agreement, Invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    return ready(CARE)


def test_what_goes_back_is_a_credit_note_that_names_its_invoice(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    (one,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    take(MUNICIPALITY, agreement, "2025-02-15;400;A 2;Löner\n", name="rättad.csv")
    second = closed(agreement)
    assert second.result["transfers"] == [{"from": "Lindmora kommun", "to": "Region Västana", "ore": 5000}]
    assert "har inget att fakturera" in refused(REGION, second)
    (back,) = make_invoices(economist(MUNICIPALITY), settlement=second)
    assert (back.data["kind"], credited(back)) == ("credit_note", [(one.number, 5000)])
    assert (back.data["sums"]["payable"], back.buyer_id) == (5000, REGION)
    assert lines(back) == [
        ("Andel av kostnaden 1 400,01 kronor", -70001),
        (f"Fakturerat tidigare: {one.number}", 75001),
    ]
    assert "redan gjorda" in refused(MUNICIPALITY, second)


def months(agreement: Agreement, *kronor: int) -> list[Invoice]:
    """The invoices of settlements of January, February, ..., each with one cost."""
    made = []
    for month, cost in enumerate(kronor, 1):
        take(MUNICIPALITY, agreement, f"2025-{month:02}-15;{cost};A {month};Hyra\n", name=f"{month}.csv")
        settlement = closed(agreement, first=date(2025, month, 1), last=date(2025, month, 28))
        made += make_invoices(economist(MUNICIPALITY), settlement=settlement)
    return made


def test_a_credit_note_names_every_invoice_that_it_takes_to_give_the_money_back(agreement: Agreement) -> None:
    one, two, three = months(agreement, 1000, 400, 200)
    take(MUNICIPALITY, agreement, "2025-02-15;100;A 2;Hyra\n2025-03-15;0,02;A 3;Hyra\n", name="rättad.csv")
    (back,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert back.data["sums"]["net"] == 24999
    assert credited(back) == [(two.number, 14999), (three.number, 10000)]
    assert back.data["preceding"] == [{"number": each.number, "issued": each.data["issued"]} for each in (three, two)]
    assert blobs.fetch(back.xml_id).count(b"<cac:BillingReference>") == 2
    take(MUNICIPALITY, agreement, "2025-01-15;0,02;A 1;Hyra\n", name="rättad igen.csv")
    (again,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert credited(again) == [(one.number, 44998), (two.number, 5001)]  # what was left of the second comes first


def test_what_goes_back_in_another_scope_of_vat_is_no_credit_of_the_invoice_beside_it_but_the_others_own(
    agreement: Agreement,
) -> None:
    take(MUNICIPALITY, agreement, "2025-03-01;1000;A 1;Hyra\n2025-09-01;-300;A 2;Återbetalt\n")
    vat(agreement, {**CARE, "to": "2025-06-30"}, {**OUTSIDE, "from": "2025-07-01"})
    settlement = closed(agreement)
    (exempt,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    (outside,) = make_invoices(economist(REGION), settlement=settlement)
    assert [(one.data["kind"], one.data["sums"]["net"]) for one in (exempt, outside)] == [
        ("invoice", 50000),
        ("invoice", 15000),
    ]
    assert {one["vat"]["category"] for one in exempt.data["lines"]} == {"E"}
    assert {one["vat"]["category"] for one in outside.data["lines"]} == {"O"}
    assert lines(outside)[1] == ("Kostnad i er egen bokföring, den del som gäller dessa dagar", 30000)


@needs_rules
def test_invoices_and_credit_notes_keep_the_rules_of_peppol(agreement: Agreement) -> None:
    rules = peppol()
    take(MUNICIPALITY, agreement, ROWS)
    vat(agreement, {**OUTSIDE, "to": "2025-01-31"}, {**TAXED, "from": "2025-02-01"})
    made = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    take(MUNICIPALITY, agreement, "2025-02-15;400;A 2;Löner\n", name="rättad.csv")
    made += make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert [one.data["kind"] for one in made] == ["invoice", "invoice", "credit_note"]
    assert [(one.number, rules.validate(blobs.fetch(one.xml_id))) for one in made] == [(one.number, ()) for one in made]
