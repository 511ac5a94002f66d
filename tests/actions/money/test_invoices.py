"""Invoices of closed settlements: their lines sum to the payment, they are numbered once and never made twice."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.actions.money.economists import agreed, economist, take
from tests.actions.money.invoicing import CARE, OUTSIDE, ROWS, TAXED, YEAR, closed, details, lines, ready, refused, vat
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.acting import RefusedError
from samverkan.actions.money import invoices
from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.invoice_details import set_invoice_details
from samverkan.actions.money.invoices import make_invoices
from samverkan.actions.money.settlements import approve_settlement, put_settlement
from samverkan.store import blobs
from samverkan.store.models import AgreementMatter, Invoice, Matter, Settlement

if TYPE_CHECKING:
    from collections.abc import Callable

    from samverkan.actions.acting import Acting
    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    return ready(CARE)


def test_the_invoice_sums_to_the_payment_and_says_what_set_the_share(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    take(REGION, agreement, "2025-03-01;100;B 1;Läkare\n")
    settlement = closed(agreement)
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    assert lines(made) == [
        ("Andel av kostnaden 1 600,01 kronor", 80001),
        ("Kostnad i er egen bokföring", -10000),
    ]
    assert made.data["sums"]["payable"] == 70001 == settlement.result["transfers"][0]["ore"]
    (share, _) = made.data["lines"]
    assert share["set_by"]["share"] == "Andel 50 procent"
    assert share["set_by"]["agreement"].startswith("SAMVERKANSAVTAL")
    assert (share["from"], share["to"], share["interval"]) == ("2025-01-01", "2025-12-31", 0)
    assert share["account"] == "4600 1:311"
    assert made.number == f"{date.today().year}-14"
    assert made.data["basis"]["counterparty"] == "871"
    assert (date.fromisoformat(made.data["due"]) - date.fromisoformat(made.data["issued"])).days == 30
    assert made.data["buyer_reference"] == "REF-7"
    assert b"<cbc:ID>" in blobs.fetch(made.xml_id)
    assert blobs.fetch(made.pdf_id).startswith(b"%PDF")
    assert made.buyer_id == REGION


def test_the_agreement_is_named_by_the_sellers_own_registry_number(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    numbers = {}
    for number in (REGION, MUNICIPALITY):
        by = economist(number)
        known = AgreementMatter.objects.filter(agreement=agreement, matter__organisation=by.organisation).order_by("pk")
        if not known:
            of = {
                "organisation": by.organisation,
                "registry_number": f"{number[:2]} 2024-00233",
                "by": by.person,
                "recorded": by.at,
            }
            AgreementMatter.objects.create(
                agreement=agreement, matter=Matter.objects.create(**of), by=by.person, recorded=by.at
            )
        numbers[number] = known.all()[0].matter.registry_number
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert made.data["agreement"] == numbers[MUNICIPALITY] != numbers[REGION]
    said = f"<cac:ContractDocumentReference><cbc:ID>{numbers[MUNICIPALITY]}</cbc:ID>"
    assert said in re.sub(r">\s+<", "><", blobs.fetch(made.xml_id).decode())


def test_no_payment_is_invoiced_twice_and_the_series_goes_on(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    first = closed(agreement)
    (one,) = make_invoices(economist(MUNICIPALITY), settlement=first)
    assert "redan gjorda" in refused(MUNICIPALITY, first)
    assert "har inget att fakturera" in refused(REGION, first)
    take(MUNICIPALITY, agreement, "2025-03-01;200;A 3;Sen faktura\n", name="sent.csv")
    (two,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert (one.number[5:], two.number[5:]) == ("14", "15")
    assert lines(two) == [
        ("Andel av kostnaden 1 700,01 kronor", 85001),
        (f"Fakturerat tidigare: {one.number}", -75001),
    ]
    assert Invoice.objects.count() == 2


def test_an_interim_bill_is_of_the_budget_and_taken_off_when_the_year_is_invoiced(agreement: Agreement) -> None:
    rows = [CostType("Lokal", 1_200_000, ("50*",))]
    record_budget(
        economist(REGION), agreement=agreement, year=2025, body="Socialnämnden", section="88", decided=date(2024, 11, 12), rows=rows
    )  # fmt: skip
    half = closed(agreement, last=date(2025, 6, 30), kind="interim")
    (interim,) = make_invoices(economist(MUNICIPALITY), settlement=half)
    assert lines(interim) == [("Andel av budgeten 6 000,00 kronor", 300_000)]
    take(MUNICIPALITY, agreement, "2025-01-15;7000;A 1;Hyra\n")
    (final,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert lines(final) == [
        ("Andel av kostnaden 7 000,00 kronor", 350_000),
        (f"Fakturerat tidigare: {interim.number}", -300_000),
    ]


def meanwhile(monkeypatch: pytest.MonkeyPatch, others: Callable[[], object], *, times: int = 1) -> None:
    """What others do after one's invoices are written and before they are kept, the first times they are to be."""
    keep, left = invoices.keep_invoices, iter(range(times))

    def kept(acting: Acting, **what: Any) -> list[Invoice]:
        if next(left, None) is not None:
            others()
        return keep(acting, **what)

    monkeypatch.setattr(invoices, "keep_invoices", kept)


def two_settlements(agreement: Agreement) -> list[Settlement]:
    found = []
    for month in (1, 2):
        take(MUNICIPALITY, agreement, f"2025-{month:02}-15;{month}000;A {month};Hyra\n", name=f"{month}.csv")
        found.append(closed(agreement, first=date(2025, month, 1), last=date(2025, month, 28)))
    return found


def test_a_number_that_another_took_meanwhile_is_not_used_again(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = two_settlements(agreement)
    meanwhile(monkeypatch, lambda: make_invoices(economist(MUNICIPALITY), settlement=two))
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=one)
    (other,) = two.invoices.all()
    assert (other.number[5:], made.number[5:]) == ("14", "15")
    for invoice in (made, other):  # the papers were written anew
        assert f"<cbc:ID>{invoice.number}</cbc:ID>".encode() in blobs.fetch(invoice.xml_id)
    assert made.data["series"]["number"] == 15


def test_where_every_number_is_taken_meanwhile_it_is_told_and_nothing_is_made(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two_settlements(agreement)
    taken = iter(range(100, 200))

    def use_another() -> None:
        set_invoice_details(economist(MUNICIPALITY), data=details(MUNICIPALITY, agreement, last=next(taken)))

    meanwhile(monkeypatch, use_another, times=9)
    assert refused(MUNICIPALITY, one).startswith("Fakturanummer ")
    assert not Invoice.objects.exists()


def test_of_two_who_press_at_once_one_makes_the_invoice_and_the_other_is_told(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two_settlements(agreement)
    meanwhile(monkeypatch, lambda: make_invoices(economist(MUNICIPALITY), settlement=one))
    assert refused(MUNICIPALITY, one) == "Fakturorna för avräkning 1 är redan gjorda."
    assert Invoice.objects.count() == 1


def test_nothing_is_made_before_all_is_said_and_each_refusal_says_what_to_do() -> None:
    agreement = agreed()
    take(MUNICIPALITY, agreement, ROWS)
    put = put_settlement(economist(REGION), agreement=agreement, **YEAR)
    assert refused(MUNICIPALITY, put).startswith("Avräkning 1 är inte stängd.")
    for number in (REGION, MUNICIPALITY):
        approve_settlement(economist(number), settlement=put, digest=put.digest)
    assert "Fyll i Fakturauppgifter först" in refused(MUNICIPALITY, put)
    set_invoice_details(economist(MUNICIPALITY), data=details(MUNICIPALITY, agreement, giro="", giro_number=""))
    assert "varken bankgiro eller plusgiro" in refused(MUNICIPALITY, put)
    set_invoice_details(economist(MUNICIPALITY), data=details(MUNICIPALITY, agreement))
    assert refused(MUNICIPALITY, put).startswith("Region Västana har inte sagt vart fakturor ska skickas.")
    set_invoice_details(economist(REGION), data=details(REGION, agreement))
    said = refused(MUNICIPALITY, put)
    assert said.startswith("Avtalet säger inget om momsen för 1 januari 2025–31 december 2025.")
    vat(agreement, {**CARE, "from": "2025-07-01"})
    assert "1 januari 2025–30 juni 2025" in refused(MUNICIPALITY, put)
    vat(agreement, TAXED)
    set_invoice_details(economist(MUNICIPALITY), data=details(MUNICIPALITY, agreement, vat_number=""))
    assert "säljarens momsregistreringsnummer saknas" in refused(MUNICIPALITY, put)
    assert not Invoice.objects.exists()
    with pytest.raises(RefusedError):
        make_invoices(office(MUNICIPALITY), settlement=put)


def test_what_is_outside_the_scope_of_vat_is_an_invoice_of_its_own(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    vat(agreement, {**OUTSIDE, "to": "2025-01-31"}, {**TAXED, "from": "2025-02-01"})
    taxed, outside = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert [one["vat"]["category"] for one in (*taxed.data["lines"], *outside.data["lines"])] == ["S", "O"]
    assert (taxed.data["sums"]["net"], taxed.data["sums"]["vat"]) == (25000, 6250)
    assert (outside.data["sums"]["net"], outside.data["sums"]["vat"]) == (50001, 0)
    assert (taxed.number[5:], outside.number[5:]) == ("14", "15")
    line = outside.data["lines"][0]
    assert (line["from"], line["to"]) == ("2025-01-01", "2025-01-31")


def test_the_amount_is_rounded_to_kronor_and_due_when_that_is_agreed(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    vat(agreement, CARE, round_to_kronor=True, payment_days=10)
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert (made.data["sums"]["payable"], made.data["sums"]["rounding"]) == (75000, -1)
    assert (date.fromisoformat(made.data["due"]) - date.fromisoformat(made.data["issued"])).days == 10
