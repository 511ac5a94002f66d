"""What an invoice costs: 1,000 of them written and validated by the rules of Peppol, where those lie beside the repository."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

from samverkan.core.funding.invoicing import (
    Address,
    Endpoint,
    Invoice,
    InvoiceParty,
    Line,
    Payment,
    Preceding,
    SetBy,
)
from samverkan.core.funding.vat import Treatment
from samverkan.core.writing.invoice import invoice_xml
from samverkan.outside.invoice_rules import SETTING, Rules

_INVOICES = 1000
_RULES = Path(os.environ.get(SETTING) or Path(__file__).parents[2] / "shared" / "rules" / "peppol")
_SINCE = date(2023, 7, 1)
_VAT = (
    Treatment("E", "Mervärdesskattelagen 10 kap. 6 §", _SINCE),
    Treatment("S", "Mervärdesskattelagen 9 kap.", _SINCE, rate=25),
)
_SET_BY = SetBy(
    "Samverkansavtal om hemsjukvård", "196", "Hälso- och sjukvårdsnämnden", date(2021, 9, 8), "Andel 50 procent"
)
_REGION = InvoiceParty(
    "Region Västana", "2321990018", Address("Regiongatan 1", "451 80", "Uddevalla"), Endpoint("0007", "2321990018"),
    "SE232199001801",
)  # fmt: skip
_TOWN = InvoiceParty(
    "Lindmora kommun", "2120990011", Address("Torget 2", "441 30", "Lindmora"), Endpoint("0007", "2120990011")
)


def run() -> list[tuple[str, str]]:
    """Seconds: every tenth a credit note, two to eight lines each."""
    made = [_invoice(at) for at in range(_INVOICES)]
    began, worked = time.perf_counter(), time.process_time()
    documents = [invoice_xml(one) for one in made]
    wrote = time.perf_counter() - began
    figures = [(f"{_INVOICES:,} invoices written", f"{wrote:.1f} s")]
    if not _RULES.is_dir():
        return [*figures, (f"no rules at {_RULES} to validate them by", "–")]
    began = time.perf_counter()
    rules = Rules.from_folder(_RULES)
    broken = sum(bool(rules.validate(one)) for one in documents)
    asked = time.perf_counter() - began
    if broken:
        raise RuntimeError(f"{broken} of the invoices break the rules")
    by = "; ".join(rules.versions)
    return [
        *figures,
        (f"{_INVOICES:,} invoices written and validated ({by})", f"{wrote + asked:.1f} s"),
        ("the same, of the processor's time", f"{time.process_time() - worked:.1f} s"),
    ]


def _invoice(at: int) -> Invoice:
    lines = tuple(
        Line(
            f"Hemsjukvård, del {n}",
            100_000 + 7919 * at + 13 * n,
            _VAT[n % 2],
            date(2026, 1, 1),
            date(2026, 3, 31),
            _SET_BY,
        )
        for n in range(2 + at % 7)
    )
    made = Invoice(
        f"2026-{at:04}",
        date(2026, 4, 10),
        date(2026, 5, 10),
        _REGION,
        _TOWN,
        lines,
        Payment("bankgiro", "50501055"),
        "REF-4711",
    )
    if at % 10 != 9:
        return made
    back = Preceding(made.number, made.issued)
    return made._replace(number=f"K{at:04}", issued=date(2026, 5, 1), due=None, kind="credit_note", preceding=(back,))
