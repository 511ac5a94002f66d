"""An invoice in, its values as the ledger keeps them out: what it says, line by line, and its sums in öre."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.core.funding.invoicing import sums

if TYPE_CHECKING:
    from samverkan.core.funding.invoicing import Invoice, InvoiceParty, Line
    from samverkan.core.funding.vat import Treatment


def invoice_json(invoice: Invoice) -> dict[str, Any]:
    """The values; days as ISO 8601, what is not said as an empty text or null."""
    found = sums(invoice)
    return {
        "kind": invoice.kind,
        "number": invoice.number,
        "issued": str(invoice.issued),
        "due": None if invoice.due is None else str(invoice.due),
        "seller": _party(invoice.seller),
        "buyer": _party(invoice.buyer),
        "buyer_reference": invoice.buyer_reference,
        "agreement": invoice.agreement,
        "note": invoice.note,
        "payment": {"giro": invoice.payment.giro, "number": invoice.payment.number},
        "preceding": [{"number": one.number, "issued": one.issued and str(one.issued)} for one in invoice.preceding],
        "lines": [line_json(line) for line in invoice.lines],
        "to_kronor": invoice.to_kronor,
        "sums": {
            "net": found.net,
            "vat": found.vat,
            "gross": found.gross,
            "rounding": found.rounding,
            "payable": found.payable,
            "by_vat": [
                {"category": one.category, "rate": one.rate, "ore": one.ore, "vat": one.vat, "exemption": one.exemption}
                for one in found.by_vat
            ],
        },
    }


def line_json(line: Line) -> dict[str, Any]:
    """A line of an invoice; quantity and price are not kept: what is made here has one of each."""
    told = line.set_by
    return {
        "text": line.text,
        "ore": line.ore,
        "from": line.first and str(line.first),
        "to": line.last and str(line.last),
        "account": line.account,
        "vat": _treatment(line.vat),
        "set_by": told
        and {
            "agreement": told.agreement,
            "body": told.body,
            "date": told.day and str(told.day),
            "section": told.section,
            "share": told.share,
        },
    }


def _party(party: InvoiceParty) -> dict[str, Any]:
    return {
        "name": party.name,
        "organisation_number": party.organisation_number,
        "address": party.address._asdict(),
        "endpoint": party.endpoint._asdict(),
        "vat_number": party.vat_number,
        "contact": party.contact._asdict(),
        "f_tax": party.f_tax,
    }


def _treatment(vat: Treatment) -> dict[str, Any]:
    return {
        "category": vat.category,
        "rate": vat.rate,
        "ground": vat.ground,
        "reason": vat.reason,
        "code": vat.code,
        "from": str(vat.first),
        "to": vat.last and str(vat.last),
    }
