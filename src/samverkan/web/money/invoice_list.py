"""The invoices sent and received as a file to sum: their rows in; the list with its columns out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from samverkan.web.listing import ListFile
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.web.asked import Asked
    from samverkan.web.money.invoice_rows import InvoiceRow

_COLUMNS: Final = {"number": 16, "kind": 14, "seller": 28, "buyer": 28, "amount": 14, "issued": 12, "due": 12}


def invoice_list(rows: Iterable[InvoiceRow], asked: Asked) -> ListFile:
    """The list to be taken out, which says first whose it is: amounts in kronor, a credit note's negative, and days as such."""
    language = asked.language

    def word(code: str) -> str:
        return say("invoicing", code, {}, language)

    about = [
        (word("file.organisation"), asked.called(asked.somebody.organisation)),
        (say("portfolio", "export.known", {}, language), str(asked.known or asked.on)),
    ]
    columns = [(word(f"column.{code}"), width) for code, width in _COLUMNS.items()]
    sheets = say("portfolio", "export.sheet_about", {}, language), word("invoices")
    cells = (_cells(one, word(f"kind.{one.kind}")) for one in rows)
    return ListFile(f"{word('file')}-{asked.on}", sheets, about, columns, cells)


def _cells(one: InvoiceRow, kind: str) -> list[str | Decimal | date]:
    due = date.fromisoformat(one.due) if one.due else ""
    return [one.number, kind, one.seller, one.buyer, Decimal(one.ore) / 100, date.fromisoformat(one.issued), due]
