"""Invoices of closed settlements: their lines sum to the payment, they are numbered once, valid by Peppol, and never made twice."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.actions.money.economists import PROVIDER, agreed, economist, take
from tests.invoices import needs_rules, peppol
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.money import invoices
from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.invoice_details import set_invoice_details
from samverkan.actions.money.invoices import make_invoices
from samverkan.actions.money.rules import set_money_rules
from samverkan.actions.money.settlements import approve_settlement, put_settlement
from samverkan.store import blobs
from samverkan.store.models import AgreementMatter, Invoice, Matter, Settlement
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from samverkan.actions.acting import Acting
    from samverkan.actions.money.settlements import Kind
    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

YEAR = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
ROWS = "2025-01-15;1000,01;A 1;Hyra\n2025-02-15;500;A 2;Löner\n"
CARE = {"category": "E", "ground": "Mervärdesskattelagen 10 kap. 6 §, sjukvård", "from": "2024-01-01"}
TAXED = {"category": "S", "rate": 25, "ground": "Mervärdesskattelagen 3 kap. 1 §", "from": "2024-01-01"}
OUTSIDE = {"category": "O", "ground": "Utanför momsens område: mervärdesskattelagen 5 kap. 1 §", "from": "2024-01-01"}


def details(number: str, agreement: Agreement, **more: Any) -> dict[str, Any]:
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


def vat(agreement: Agreement, *rows: dict[str, Any], **more: Any) -> None:
    data = {**PROVIDER, "vat": list(rows), **more}
    set_money_rules(economist(REGION), agreement=agreement, data=data, ground="Avtalet p. 6")


def closed(agreement: Agreement, *, last: date = YEAR["last"], kind: Kind = "final") -> Settlement:
    made = put_settlement(economist(REGION), agreement=agreement, first=YEAR["first"], last=last, kind=kind)
    for number in (REGION, MUNICIPALITY):
        approve_settlement(economist(number), settlement=made, digest=made.digest)
    return Settlement.objects.get(pk=made.pk)


def refused(number: str, settlement: Settlement) -> str:
    """What is said, in Swedish, where invoices are not made."""
    with pytest.raises(InvalidError) as wrong:
        make_invoices(economist(number), settlement=settlement)
    return say("actions", wrong.value.code, wrong.value.values, "sv")


@pytest.fixture
def agreement() -> Agreement:
    made = agreed()
    for number in (REGION, MUNICIPALITY):
        set_invoice_details(economist(number), data=details(number, made))
    vat(made, CARE)
    return made


def lines(invoice: Invoice) -> list[tuple[str, int]]:
    return [(one["text"].replace("\N{NO-BREAK SPACE}", " "), one["ore"]) for one in invoice.data["lines"]]


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


def test_what_goes_back_is_a_credit_note_that_names_its_invoice(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    (one,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    take(MUNICIPALITY, agreement, "2025-02-15;400;A 2;Löner\n", name="rättad.csv")
    second = closed(agreement)
    assert second.result["transfers"] == [{"from": "Lindmora kommun", "to": "Region Västana", "ore": 5000}]
    assert "har inget att fakturera" in refused(REGION, second)
    (back,) = make_invoices(economist(MUNICIPALITY), settlement=second)
    (credited,) = back.credits.all()
    assert (back.data["kind"], credited.invoice.number, credited.ore) == ("credit_note", one.number, 5000)
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
        settlement = put_settlement(
            economist(REGION), agreement=agreement, first=date(2025, month, 1), last=date(2025, month, 28), kind="final"
        )
        for number in (REGION, MUNICIPALITY):
            approve_settlement(economist(number), settlement=settlement, digest=settlement.digest)
        made += make_invoices(economist(MUNICIPALITY), settlement=settlement)
    return made


def credited(note: Invoice) -> list[tuple[str, int]]:
    return [(one.invoice.number, one.ore) for one in note.credits.order_by("invoice__number")]


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
        days = {"first": date(2025, month, 1), "last": date(2025, month, 28)}
        found.append(put_settlement(economist(REGION), agreement=agreement, kind="final", **days))
        for number in (REGION, MUNICIPALITY):
            approve_settlement(economist(number), settlement=found[-1], digest=found[-1].digest)
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


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("giro_number", "5050-1056", "Gironummer: 50501056 är inget giltigt bankgironummer"),
        ("vat_number", "SE123", "Momsregistreringsnummer: momsregistreringsnumret SE123 för säljaren stämmer inte"),
        ("endpoint", "123", "Elektronisk adress (Peppol): den elektroniska adressen 123 till säljaren är inget organisationsnummer"),
        ("post_code", "", "Postnummer: fältet är tomt."),
        ("post_code", "S-123 45", "Postnummer: skriv fem siffror, som 123 45."),
        ("street", "Stor\u200bgatan 1", "Gatuadress: texten innehåller tecken som inte syns."),
        ("street", "Stor\x07gatan 1", "Gatuadress: texten innehåller tecken som inte syns."),
        ("city", ["Lindmora"], "Ort: fältet finns inte."),
        ("giro", "", "Betalas till: välj bankgiro eller plusgiro."),
        ("counterparty_dimension", "٣", "Dimension för motpart i bokföringen: skriv dimensionens nummer"),
        ("agreements", {"x": {"cost": "4600 1:720 1:721"}}, "Kostnad: 4600 1:720 1:721 är ingen kontosträng."),
        ("pattern", "{year}-{year}-{number}", "Mönster för fakturanummer: skriv {year} och {number} en gång var"),
        ("pattern", "{year}", "Mönster för fakturanummer: skriv {year} och {number} en gång var"),
        ("agreements", {"x": {"cost": "konto: 4600"}}, "Kostnad: konto: 4600 är ingen kontosträng."),
        ("strange", "1", "fältet finns inte"),
        ("contact_name", "Tolvan 19121212-1212", "Kontakt: ett personnummer får inte stå här."),
        ("telephone", "121212-1212", "Telefon: ett personnummer får inte stå här."),
        ("counterparties", {MUNICIPALITY: "121212-1212"}, "Motpartskod: ett personnummer får inte stå här."),
        ("agreements", {"x": {"cost": "4600 1:1212121212"}}, "Kostnad: ett personnummer får inte stå här."),
        (
            "agreements", {"x": {"reference": "19121212-1212 Tolvan"}},
            "Referens för det här avtalet: ett personnummer får inte stå här.",
        ),
    ],
)  # fmt: skip
def test_details_that_cannot_be_used_are_refused_by_field(field: str, given: object, said: str) -> None:
    agreement = agreed()
    with pytest.raises(InvalidError) as wrong:
        set_invoice_details(economist(REGION), data=details(REGION, agreement, **{field: given}))
    assert said in say("actions", wrong.value.code, wrong.value.values, "sv")


@pytest.mark.parametrize("given", ["0701230005", "070-123 00 05", "+46701230005"])
def test_a_telephone_number_is_not_taken_for_a_personal_identity_number(given: str) -> None:
    agreement = agreed()
    made = set_invoice_details(economist(REGION), data=details(REGION, agreement, telephone=given))
    assert made.data["telephone"] == given


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"category": "Z"}, "vat[0].category: Z är ingen momskategori."),
        ({"category": "S", "rate": 24}, "vat[0].rate: momssatsen 24 procent finns inte."),
        ({"rate": 25}, "vat[0].rate: det som är utan moms har ingen momssats."),
        ({"ground": " "}, "vat[0].ground saknas"),
        ({"from": ""}, "vat[0].from"),
        ({"to": "2023-01-01"}, "vat[0].to"),
        ({"code": "VATEX-EU-O"}, "vat[0].code: koden VATEX-EU-O hör inte till momskategorin E."),
        ({"code": "VATEX-EU-132-1Z"}, "vat[0].code: koden VATEX-EU-132-1Z"),
        ({"category": "S", "rate": 25, "code": "VATEX-EU-132"}, "vat[0].code"),
        ({"ground": "Vård\x01 10 kap."}, "vat[0].ground: texten innehåller tecken som inte syns."),
        ({"reason": "vård\u202e"}, "vat[0].reason: texten innehåller tecken som inte syns."),
        ({"ground": "x" * 201}, "vat[0].ground: texten är för lång för en faktura. Skriv högst 200 tecken."),
    ],
)
def test_a_treatment_of_vat_that_is_none_is_refused_with_its_place(row: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidError) as wrong:
        vat(agreed(), {**CARE, **row})
    assert said in say("actions", wrong.value.code, wrong.value.values, "sv")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"to": "2025-12-31"}, {"from": "2025-07-01"}),
        ({"from": "2025-07-01"}, {"to": "2025-12-31"}),
        ({"to": "2025-07-01"}, {"from": "2025-07-01", "to": "2026-06-30"}),
    ],
)
def test_of_two_treatments_that_cross_the_second_row_is_refused(one: dict[str, Any], other: dict[str, Any]) -> None:
    with pytest.raises(InvalidError) as wrong:
        vat(agreed(), {**CARE, **one}, {**TAXED, **other})
    said = say("actions", wrong.value.code, wrong.value.values, "sv")
    assert "vat[1].from: från " in said
    assert " gäller också vat[0], och inget säger vilken av dem som går före." in said


@pytest.mark.parametrize("days", [{"from": "2025-07-01"}, {"from": "2025-07-01", "to": "2025-08-31"}])
def test_a_treatment_that_begins_within_one_that_says_no_end_takes_over(days: dict[str, Any]) -> None:
    agreement = agreed()
    vat(agreement, CARE, {**TAXED, **days})
    assert agreement.money_rules.count() == 2
