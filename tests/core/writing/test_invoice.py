"""Invoices as UBL: goldens of our own, and nothing empty whatever is left out.

`SAMVERKAN_GOLDEN=1` writes the goldens again; read what changed before it is kept.
"""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.invoices import CARE, OUTSIDE, REGION, SET_BY, TAXED, TOWN, credit_of, invoice, line

from samverkan.core.funding.invoicing import Address, Contact, Invoice, Line, Payment, Preceding, SetBy
from samverkan.core.writing.invoice import invoice_xml, set_by_words

GOLDENS = Path(__file__).parent / "invoices"
MIXED = invoice([line(), line(99_999, TAXED[25], "Lokal")._replace(account="10200-4711"), line(-333, TAXED[12], "Mat")])
CASES = {
    "exempt": invoice(),
    "mixed-rounded": MIXED._replace(to_kronor=True, note="Avstämning", seller=REGION._replace(f_tax=True)),
    "outside": invoice([line(500_000, OUTSIDE)])._replace(payment=Payment("plusgiro", "50501055", "4711")),
    "credit": credit_of(MIXED, number="2026-0002", issued=date(2026, 5, 1))._replace(due=date(2026, 6, 1)),
    "credits-two": credit_of(MIXED, number="2026-0003", issued=date(2026, 5, 1))._replace(
        preceding=(Preceding("2026-0001", date(2026, 4, 10)), Preceding("2025-0099"))
    ),
    "by-inhabitant": invoice([
        Line("Invånare", 38_412 * 1234, CARE, date(2026, 1, 1), date(2026, 3, 31), SetBy("Avtalet", "5"), Decimal(38412),
             Decimal("12.340"))
    ])._replace(agreement=""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_document_is_the_golden_one(name: str) -> None:
    golden, written = GOLDENS / f"{name}.xml", invoice_xml(CASES[name])
    if os.environ.get("SAMVERKAN_GOLDEN"):
        golden.write_bytes(written)
    assert written == golden.read_bytes()


def test_there_is_a_golden_for_each_case_and_no_other() -> None:
    assert {path.stem for path in GOLDENS.glob("*.xml")} == CASES.keys()


def bare() -> Invoice:
    """What an invoice has at the least, with white space where people leave it."""
    town = TOWN._replace(
        address=Address(" ", "441 30", "Lindmora", "\t"), contact=Contact(" ", "", "a@b.example"), vat_number=""
    )
    return invoice([line()._replace(set_by=SetBy("Avtalet"), account=" ")])._replace(
        buyer=town, note="\n ", agreement=" "
    )


@pytest.mark.parametrize("made", [*CASES.values(), bare()])
def test_no_element_is_empty(made: Invoice) -> None:
    root = ElementTree.fromstring(invoice_xml(made))
    assert [one.tag for one in root.iter() if not len(one) and not (one.text or "").strip()] == []


def test_what_xml_cannot_hold_is_shown_to_have_been_there() -> None:
    written = invoice_xml(invoice([line(text="Vård\x00 <b> & \ud800")])).decode()
    assert "<cbc:Name>Vård\ufffd &lt;b&gt; &amp; \ufffd</cbc:Name>" in written


AS_DECIDED = "Avtal: Samverkansavtal om hemsjukvård. Andel 50 procent enligt beslut av Hälso- och sjukvårdsnämnden 2021-09-08 § 196"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (SET_BY, AS_DECIDED),
        (SET_BY._replace(share="", section="§ 196"), AS_DECIDED.replace("Andel 50 procent enligt", "Enligt")),
        (SetBy("Avtalet", "5"), "Avtal: Avtalet. Enligt avtalet § 5"),
        (SetBy("Avtalet", share="Andel 1/3"), "Avtal: Avtalet. Andel 1/3 enligt avtalet"),
        (SetBy("Avtalet"), "Avtal: Avtalet"),
    ],
)  # fmt: skip
def test_what_set_the_share_is_said(told: SetBy, words: str) -> None:
    assert ". ".join(set_by_words(told)) == words
