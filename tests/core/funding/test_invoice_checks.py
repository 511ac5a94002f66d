"""Flaws of invoices: each bad value is told by its code, its line and its remedy, and nothing else is."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from tests.invoices import CARE, OUTSIDE, REGION, SET_BY, TAXED, TOWN, invoice, line

from samverkan.core.findings import UnwritableError
from samverkan.core.funding.invoice_checks import flaws_of
from samverkan.core.funding.invoicing import Address, Endpoint, Payment, Preceding, SetBy
from samverkan.core.writing.invoice import invoice_xml
from samverkan.words.invoices import say_flaw

if TYPE_CHECKING:
    from samverkan.core.funding.invoicing import Invoice

ROOT = Path(__file__).parents[3]
GOOD = invoice()
LATER = CARE._replace(first=date(2026, 2, 1))
FLAWED = [
    # the head
    ("number_missing", GOOD._replace(number=" ")),
    ("due_before_issue", GOOD._replace(due=date(2026, 4, 9))),
    ("due_missing", GOOD._replace(due=None)),
    ("buyer_reference_missing", GOOD._replace(buyer_reference=" ")),
    ("preceding_missing", GOOD._replace(kind="credit_note")),
    ("preceding_missing", GOOD._replace(kind="credit_note", preceding=(Preceding("1"), Preceding(" ")))),
    ("giro_wrong", GOOD._replace(payment=Payment("bankgiro", "50501056"))),
    ("giro_wrong", GOOD._replace(payment=Payment("bankgiro", "5050-1055"))),
    ("giro_wrong", GOOD._replace(payment=Payment("plusgiro", "1"))),
    ("giro_wrong", GOOD._replace(payment=Payment("bankgiro", "0000000"))),
    ("endpoint_wrong_0088", GOOD._replace(buyer=TOWN._replace(endpoint=Endpoint("0088", "0000000000000")))),
    # the parties
    ("name_missing", GOOD._replace(buyer=TOWN._replace(name=""))),
    ("organisation_number_wrong", GOOD._replace(buyer=TOWN._replace(organisation_number="2120990012", vat_number=""))),
    ("organisation_number_wrong", GOOD._replace(buyer=TOWN._replace(organisation_number="212099-0011", vat_number=""))),
    ("vat_number_wrong", GOOD._replace(seller=REGION._replace(vat_number="SE232199001802"))),
    ("vat_number_missing", GOOD._replace(seller=REGION._replace(vat_number=""))),
    ("address_missing", GOOD._replace(buyer=TOWN._replace(address=Address("Torget 2", "", "Lindmora")))),
    ("country_abroad", GOOD._replace(buyer=TOWN._replace(address=Address("Torvet 2", "0150", "Oslo", country="NO")))),
    ("endpoint_wrong_0007", GOOD._replace(buyer=TOWN._replace(endpoint=Endpoint("0007", "2120990012")))),
    ("endpoint_wrong_0088", GOOD._replace(buyer=TOWN._replace(endpoint=Endpoint("0088", "7365560000001")))),
    ("endpoint_scheme", GOOD._replace(buyer=TOWN._replace(endpoint=Endpoint("0192", "7365560000000")))),  # type: ignore[arg-type]  # what a file may say
    # the lines
    ("lines_missing", invoice([])),
    ("line_text_missing", invoice([line(text="\t")])),
    ("line_zero", invoice([line(), line(0)])),
    ("line_price_negative", invoice([line(-100)._replace(price=Decimal(-1)), line()])),
    ("line_amount_differs", invoice([line(1000)._replace(quantity=Decimal(3), price=Decimal("3.34"))])),
    ("line_amount_differs", invoice([line(1000)._replace(quantity=Decimal(2))])),
    ("line_decimals", invoice([line(33)._replace(quantity=Decimal("0.3333333"), price=Decimal(1))])),
    ("line_period_missing", invoice([line()._replace(last=None)])),
    ("line_period_turned", invoice([line()._replace(last=date(2025, 12, 31))])),
    ("line_agreement_missing", invoice([line()._replace(set_by=None)])),
    ("line_agreement_missing", invoice([line()._replace(set_by=SetBy(" "))])),
    ("line_decision_half", invoice([line()._replace(set_by=SET_BY._replace(section=""))])),
    ("line_decision_half", invoice([line()._replace(set_by=SET_BY._replace(day=None))])),
    # the VAT
    ("vat_rate_wrong", invoice([line(vat=TAXED[25]._replace(rate=20))])),
    ("vat_rate_wrong", invoice([line(vat=TAXED[25]._replace(rate=0))])),
    ("vat_rate_of_untaxed", invoice([line(vat=CARE._replace(rate=25))])),
    ("vat_ground_missing", invoice([line(vat=CARE._replace(ground=" "))])),
    ("vat_not_in_force", invoice([line(vat=LATER)])),
    ("vat_outside_mixed", invoice([line(), line(vat=OUTSIDE)])),
    # the whole
    ("total_negative_invoice", invoice([line(-100)])),
    ("total_negative_credit_note", GOOD._replace(kind="credit_note", preceding=(Preceding("1"),), lines=(line(-1),))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "flawed"), FLAWED)
def test_what_is_wrong_is_told_alone_in_both_languages_and_not_written(code: str, flawed: Invoice) -> None:
    (flaw,) = flaws_of(flawed)
    assert flaw.code == code
    for language in ("sv", "en"):
        said = say_flaw(flaw, language)  # type: ignore[arg-type]
        assert not re.search(r"[{}|]|None", said)
        assert said.endswith(".")
    with pytest.raises(UnwritableError) as refused:
        invoice_xml(flawed)
    assert refused.value.values["codes"] == [code]


def test_a_flaw_of_a_line_names_the_line_and_the_remedy() -> None:
    (flaw,) = flaws_of(invoice([line(), line(0, text="Porto")]))
    assert say_flaw(flaw, "sv") == "Faktura 2026-0001, rad 2 (Porto): raden har beloppet noll. Ta bort den."


def test_a_share_set_by_the_agreement_itself_needs_no_decision() -> None:
    assert flaws_of(invoice([line()._replace(set_by=SetBy("Avtal om hemsjukvård"))])) == ()
    assert flaws_of(invoice([line()._replace(set_by=SetBy("Avtal om hemsjukvård", section="5"))])) == ()


def test_an_invoice_outside_the_scope_of_vat_needs_no_vat_number() -> None:
    assert flaws_of(invoice([line(vat=OUTSIDE)])._replace(seller=REGION._replace(vat_number=""))) == ()


def test_every_flaw_has_its_sentence_its_line_in_the_docs_and_its_case_above() -> None:
    with (ROOT / "src/samverkan/words/sv/LC_MESSAGES/invoice.po").open("rb") as po:
        codes = {
            str(one.id)
            for one in read_po(po)
            if one.id and "." not in str(one.id) and not str(one.id).startswith("place")
        }
    table = (
        (ROOT / "docs" / "invoices.md")
        .read_text(encoding="utf-8")
        .split("| code | what is wrong |")[1]
        .split("\n\n")[0]
    )
    assert set(re.findall(r"`(\w+)`", table)) == codes
    assert {code for code, _ in FLAWED} == codes
