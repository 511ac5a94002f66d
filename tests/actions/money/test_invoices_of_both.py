"""Invoices where VAT is charged: each side makes its own, of what it supplied; what is credited was invoiced for the same days."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from tests.actions.money.economists import economist, take
from tests.actions.money.invoicing import CARE, TAXED, closed, credited, lines, ready, refused, vat
from tests.invoices import needs_rules, peppol
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.invoices import make_invoices
from samverkan.outside.sie import open_sie
from samverkan.store import blobs
from samverkan.store.models import Invoice, Settlement
from samverkan.store.money import invoiced
from samverkan.store.money.invoiced import details_of, payments_of
from samverkan.store.money.ledger_file import ledger_file

if TYPE_CHECKING:
    from samverkan.store.models import Agreement, Organisation

pytestmark = pytest.mark.django_db

TURN = ({**CARE, "to": "2025-06-30"}, {**TAXED, "from": "2025-07-01"})
TEXTS = {name: name for name in ("claim", "income", "vat_out", "cost", "debt", "vat_in")}


@pytest.fixture
def agreement() -> Agreement:
    return ready()


def told(invoice: Invoice) -> tuple[str, int, int]:
    return invoice.data["kind"], invoice.data["sums"]["net"], invoice.data["sums"]["vat"]


def test_with_vat_each_invoices_the_cost_in_its_own_accounts(agreement: Agreement) -> None:
    vat(agreement, TAXED)
    take(MUNICIPALITY, agreement, "2025-03-01;2000;A 1;Hyra\n")
    take(REGION, agreement, "2025-03-01;1000;B 1;Läkare\n", name="r.csv")
    settlement = closed(agreement)
    (one,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    (two,) = make_invoices(economist(REGION), settlement=settlement)
    assert (told(one), told(two)) == (("invoice", 100000, 25000), ("invoice", 50000, 12500))
    assert lines(two) == [
        ("Andel av kostnaden 3 000,00 kronor, den del som gäller 1 000,00 kronor i vår bokföring", 50000)
    ]
    for number in (MUNICIPALITY, REGION):
        assert "redan gjorda" in refused(number, settlement)
    assert Invoice.objects.count() == 2


def test_a_payment_of_two_treatments_is_invoiced_by_each_side_and_none_is_told_that_the_other_must(
    agreement: Agreement,
) -> None:
    vat(agreement, *TURN)
    take(MUNICIPALITY, agreement, "2025-03-01;2000;A 1;Hyra\n")
    take(REGION, agreement, "2025-09-01;1900;B 1;Läkare\n", name="r.csv")
    settlement = closed(agreement)
    assert settlement.result["transfers"][0]["ore"] == 5000
    assert [told(one) for one in make_invoices(economist(REGION), settlement=settlement)] == [("invoice", 95000, 23750)]
    assert [told(one) for one in make_invoices(economist(MUNICIPALITY), settlement=settlement)] == [
        ("invoice", 100000, 0)
    ]


def test_an_invoice_of_other_days_is_never_credited(agreement: Agreement) -> None:
    vat(agreement, {**CARE, "to": "2025-12-31"}, {**TAXED, "from": "2026-01-01"})
    take(MUNICIPALITY, agreement, "2025-01-15;100000;A 1;Hyra 2025\n")
    make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    take(REGION, agreement, "2026-03-15;60000;B 1;Läkare 2026\n", name="r.csv")
    settlement = closed(agreement, first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert "har inget att fakturera" in refused(MUNICIPALITY, settlement)
    (made,) = make_invoices(economist(REGION), settlement=settlement)
    assert told(made) == ("invoice", 3000000, 750000)


@needs_rules
def test_an_interim_invoice_is_credited_whole_with_its_vat_and_the_rest_is_the_others_invoice(
    agreement: Agreement,
) -> None:
    vat(agreement, TAXED)
    record_budget(
        economist(REGION), agreement=agreement, year=2025, body="Socialnämnden", section="88", decided=date(2024, 11, 12),
        rows=[CostType("Lokal", 1_200_000, ("50*",))],
    )  # fmt: skip
    (interim,) = make_invoices(
        economist(MUNICIPALITY), settlement=closed(agreement, last=date(2025, 6, 30), kind="interim")
    )
    assert told(interim) == ("invoice", 300000, 75000)
    take(REGION, agreement, "2025-01-15;8000;A 1;Hyra\n")
    settlement = closed(agreement)
    assert settlement.result["transfers"][0]["ore"] == 700000
    (own,) = make_invoices(economist(REGION), settlement=settlement)
    (back,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    assert (told(own), told(back)) == (("invoice", 400000, 100000), ("credit_note", 300000, 75000))
    assert credited(back) == [(interim.number, 300000)]
    assert back.data["credited"] == {interim.number: [["S", 25, 300000]]}
    assert [peppol().validate(blobs.fetch(one.xml_id)) for one in (own, back)] == [(), ()]


def test_what_is_left_to_make_is_kept_as_it_was_when_the_first_was_made(agreement: Agreement) -> None:
    vat(agreement, TAXED)
    take(MUNICIPALITY, agreement, "2025-03-01;2000;A 1;Hyra\n")
    take(REGION, agreement, "2025-03-01;1000;B 1;Läkare\n", name="r.csv")
    settlement = closed(agreement)
    make_invoices(economist(MUNICIPALITY), settlement=settlement)
    vat(agreement, CARE)
    (two,) = make_invoices(economist(REGION), settlement=settlement)
    assert told(two) == ("invoice", 50000, 12500)
    assert two.data["lines"][0]["account"] == "4600 1:311"


def test_where_vat_is_charged_earlier_invoices_of_the_days_are_made_first(agreement: Agreement) -> None:
    vat(agreement, TAXED)
    take(MUNICIPALITY, agreement, "2025-03-01;2000;A 1;Hyra\n")
    first = closed(agreement)
    take(MUNICIPALITY, agreement, "2025-04-01;200;A 2;Sen\n", name="sen.csv")
    second = closed(agreement)
    assert refused(MUNICIPALITY, second).startswith(
        "Avräkning 1 gäller samma dagar, och Lindmora kommun har inte gjort sina fakturor"
    )
    make_invoices(economist(MUNICIPALITY), settlement=first)
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=second)
    assert told(made) == ("invoice", 10000, 2500)


def test_a_treatment_corrected_afterwards_is_credited_as_it_was_and_invoiced_as_it_is(agreement: Agreement) -> None:
    vat(agreement, CARE)
    take(MUNICIPALITY, agreement, "2025-03-01;1000;A 1;Hyra\n")
    (one,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    vat(agreement, TAXED)
    take(MUNICIPALITY, agreement, "2025-04-01;200;A 2;Sen\n", name="sen.csv")
    made = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert [told(each) for each in made] == [("invoice", 60000, 15000), ("credit_note", 50000, 0)]
    assert credited(made[1]) == [(one.number, 50000)]


def booked(settlement: Settlement, organisation: Organisation) -> list[tuple[str, dict[str, int]]]:
    """The vouchers of the file for the ledger, each its number and what is on which account."""
    found = details_of(organisation, date.today())
    assert found is not None
    data = ledger_file(settlement, organisation, found, names=TEXTS, version="1", on=date.today())
    return [
        (
            one.name.removeprefix(f"SV {settlement.agreement_id.hex[:6]}-"),
            {each.account: each.ore for each in one.postings},
        )
        for one in open_sie(BytesIO(data), "a.si").vouchers()
    ]


def test_each_side_books_its_own_invoice_and_the_others_and_what_is_not_made_yet(agreement: Agreement) -> None:
    vat(agreement, TAXED)
    take(MUNICIPALITY, agreement, "2025-03-01;2000;A 1;Hyra\n")
    take(REGION, agreement, "2025-03-01;1000;B 1;Läkare\n", name="r.csv")
    settlement = closed(agreement)
    (payment,) = payments_of(settlement)
    mine, theirs = payment.payee, payment.payer
    assert mine.pk == MUNICIPALITY
    assert booked(settlement, mine) == [("1-1-0u", {"1510": 50000, "3010": -50000})]  # the difference
    make_invoices(economist(MUNICIPALITY), settlement=settlement)
    assert booked(settlement, mine) == [
        ("1-1-1", {"1510": 125000, "3010": -100000, "2610": -25000}), ("1-1-1u", {"2440": -50000, "4600": 50000}),
    ]  # fmt: skip
    make_invoices(economist(REGION), settlement=settlement)
    assert booked(settlement, theirs) == [
        ("1-1-1", {"2440": -125000, "4600": 100000, "2640": 25000}), ("1-1-2", {"1510": 62500, "3010": -50000, "2610": -12500}),
    ]  # fmt: skip


def test_a_credit_note_that_is_left_to_make_bars_others_of_the_same_days_from_giving_back_the_same(
    agreement: Agreement,
) -> None:
    vat(agreement, CARE)
    take(MUNICIPALITY, agreement, "2025-03-01;2000;A 1;Hyra\n")
    make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    take(REGION, agreement, "2025-04-01;5000;B 1;Läkare\n", name="r.csv")
    second = closed(agreement)
    make_invoices(economist(REGION), settlement=second)  # beside the municipality's credit note, which is not made yet
    take(REGION, agreement, "2025-05-01;100;B 2;Sen\n", name="r2.csv")
    third = closed(agreement)
    assert refused(MUNICIPALITY, third).startswith("Avräkning 2 gäller samma dagar, och Lindmora kommun har inte gjort")
    (note,) = make_invoices(economist(MUNICIPALITY), settlement=second)
    assert told(note) == ("credit_note", 100000, 0)
    (made,) = make_invoices(economist(REGION), settlement=third)
    assert told(made) == ("invoice", 5000, 0)
    assert [payment.open for one in (second, third) for payment in payments_of(one)] == [[], []]


def test_an_income_is_invoiced_once_however_often_its_days_are_settled(agreement: Agreement) -> None:
    vat(agreement, TAXED)
    take(MUNICIPALITY, agreement, "2025-03-01;-300;A 1;Intäkt\n")
    (one,) = make_invoices(economist(REGION), settlement=closed(agreement))
    assert told(one) == ("invoice", 15000, 3750)
    assert "har inget att fakturera" in refused(REGION, again := closed(agreement))
    assert "har inget att fakturera" in refused(MUNICIPALITY, again)
    take(MUNICIPALITY, agreement, "2025-04-01;-100;A 2;Intäkt\n", name="mer.csv")
    (more,) = make_invoices(economist(REGION), settlement=closed(agreement))
    assert told(more) == ("invoice", 5000, 1250)


def test_settled_often_with_nothing_to_make_the_papers_are_told_as_quickly(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    vat(agreement, TAXED)
    take(MUNICIPALITY, agreement, "2025-03-01;2000;A 1;Hyra\n")
    make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    for _ in range(6):
        last = closed(agreement)
    asked: list[int] = []
    plan = invoiced.planned_papers
    monkeypatch.setattr(invoiced, "planned_papers", lambda one, *more: asked.append(one.number) or plan(one, *more))
    assert [payment.open for payment in payments_of(last)] == [[]]
    assert sorted(asked) == [2, 3, 4, 5, 6, 7]


def test_an_earlier_day_knows_nothing_of_what_was_credited_later(agreement: Agreement) -> None:
    vat(agreement, CARE)
    take(MUNICIPALITY, agreement, "2025-03-01;2000;A 1;Hyra\n")
    make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    take(MUNICIPALITY, agreement, "2025-04-01;-1000;A 2;Kredit\n", name="k.csv")
    settlement = closed(agreement)
    then = timezone.now()

    def known() -> list[tuple[str, int]]:
        return [(each.seller.pk, each.ore) for payment in payments_of(settlement, then) for each in payment.open]

    before = known()
    assert before == [(MUNICIPALITY, -50000)]
    make_invoices(economist(MUNICIPALITY), settlement=settlement)
    assert known() == before
