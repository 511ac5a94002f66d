"""Invoice details and treatments of VAT that cannot be used are refused where they are typed, by field and row."""

from __future__ import annotations

from typing import Any

import pytest
from tests.actions.money.economists import agreed, economist
from tests.actions.money.invoicing import CARE, TAXED, details, vat
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions.acting import InvalidError
from samverkan.actions.money.invoice_details import set_invoice_details
from samverkan.words import say

pytestmark = pytest.mark.django_db


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
