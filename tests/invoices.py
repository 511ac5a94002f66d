"""Invoices between two bodies that do not exist, as tests and benches want them."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from samverkan.core.funding.invoicing import (
    Address,
    Contact,
    Endpoint,
    Invoice,
    InvoiceParty,
    Line,
    Payment,
    Preceding,
    SetBy,
)
from samverkan.core.funding.vat import Treatment
from samverkan.outside.invoice_rules import Rules

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLDER = Path(os.environ.get("SAMVERKAN_INVOICE_RULES") or Path(__file__).parents[2] / "shared" / "rules" / "peppol")
needs_rules = pytest.mark.skipif(not _FOLDER.is_dir(), reason=f"the rule set of Peppol is not at {_FOLDER}")

CARE = Treatment(
    "E", "Mervärdesskattelagen (2023:200) 10 kap. 6 §", date(2023, 7, 1),
    reason="Undantag från skatteplikt: sjukvård, 10 kap. 6 § mervärdesskattelagen", code="VATEX-EU-132-1B",
)  # fmt: skip
TAXED = {
    rate: Treatment("S", "Mervärdesskattelagen (2023:200) 9 kap.", date(2023, 7, 1), rate=rate) for rate in (6, 12, 25)
}
OUTSIDE = Treatment(
    "O", "Mervärdesskattelagen (2023:200) 3 kap. 1 §", date(2023, 7, 1), reason="Utanför mervärdesskattelagens tillämpningsområde"
)  # fmt: skip
SET_BY = SetBy(
    "Samverkansavtal om hemsjukvård", "196", "Hälso- och sjukvårdsnämnden", date(2021, 9, 8), "Andel 50 procent"
)  # fmt: skip
REGION = InvoiceParty(
    "Region Västana", "2321990018", Address("Regiongatan 1", "451 80", "Uddevalla", "Box 12"),
    Endpoint("0007", "2321990018"), "SE232199001801", Contact("Ada Ek", "0522-12 34 56", "ekonomi@vastana.example"),
)  # fmt: skip
TOWN = InvoiceParty(
    "Lindmora kommun", "2120990011", Address("Torget 2", "441 30", "Lindmora"), Endpoint("0088", "7365560000000"),
    "SE212099001101",
)  # fmt: skip


def line(ore: int = 1_250_050, vat: Treatment = CARE, text: str = "Hemsjukvård, andel av kostnaden") -> Line:
    """A line for the first quarter of 2026."""
    return Line(text, ore, vat, date(2026, 1, 1), date(2026, 3, 31), SET_BY)


def invoice(lines: Sequence[Line] | None = None, *, number: str = "2026-0001") -> Invoice:
    """An invoice of the region to the town."""
    return Invoice(
        number, date(2026, 4, 10), date(2026, 5, 10), REGION, TOWN, tuple(lines if lines is not None else (line(),)),
        Payment("bankgiro", "50501055"), buyer_reference="REF-4711", agreement="HSN 2021-00233",
    )  # fmt: skip


def credit_of(invoice: Invoice, *, number: str, issued: date) -> Invoice:
    """The credit note that gives back all of an invoice."""
    back = Preceding(invoice.number, invoice.issued)
    return invoice._replace(number=number, issued=issued, due=None, kind="credit_note", preceding=(back,))


@cache
def peppol() -> Rules:
    """The rules of Peppol, compiled once; for tests marked `needs_rules`."""
    return Rules.from_folder(_FOLDER)
