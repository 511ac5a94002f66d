"""Invoices as pages show them: a row of a list, the lines with what set each share, the sums, the vouchers behind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.funding.invoice_words import with_names
from samverkan.core.writing.invoice_papers_json import rows_in
from samverkan.web.money.settlement_rows import interval_rows, line_rows
from samverkan.words import say
from samverkan.words.amounts import amount, column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from samverkan.store.models import Invoice
    from samverkan.store.money.invoiced import Payment
    from samverkan.web.asked import Asked
    from samverkan.web.citing import Cite
    from samverkan.web.money.settlement_rows import LineRow

_MOST: int = 100
"""Vouchers shown under a line; the settlement's page has all."""


class InvoiceRow(NamedTuple):
    """An invoice in a list. `kind`: invoice or credit_note; `sent`: by the reader's organisation."""

    id: UUID
    number: str
    kind: str
    seller: str
    buyer: str
    amount: str
    ore: int
    issued: str
    due: str
    sent: bool
    settlement: UUID


class LineShown(NamedTuple):
    """A line of an invoice: what it is for, what set the share with the places as links, its VAT.

    `agreement`: empty where all lines rest on the same.
    """

    text: str
    agreement: str
    first: str
    last: str
    share: str
    cites: Sequence[Cite]
    vat: str
    amount: str
    account: str
    vouchers: Sequence[LineRow]
    more: int


def invoice_row(invoice: Invoice, asked: Asked) -> InvoiceRow:
    """The invoice as a list has it; what a credit note gives back is negative."""
    data = invoice.data
    ore = data["sums"]["payable"] * (-1 if data["kind"] == "credit_note" else 1)
    return InvoiceRow(
        invoice.pk, invoice.number, data["kind"], data["seller"]["name"], data["buyer"]["name"], column(ore, asked.language), ore,
        data["issued"], data["due"] or "", invoice.organisation_id == asked.somebody.organisation.pk, invoice.settlement_id,
    )  # fmt: skip


def lead_of(invoice: Invoice, asked: Asked) -> str:
    """What the page is about, in a sentence."""
    data = invoice.data
    values = {
        "number": invoice.number, "buyer": data["buyer"]["name"], "due": data["due"],
        "ore": amount(data["sums"]["payable"], asked.language), "before": [one.invoice.number for one in invoice.credits.all()],
    }  # fmt: skip
    return say("invoicing", f"lead.{data['kind']}", values, asked.language)


def lines_shown(invoice: Invoice, called: Mapping[str, str], asked: Asked) -> list[LineShown]:
    """The lines with their places and their vouchers."""
    result = invoice.settlement.result
    intervals = interval_rows(result, asked)
    several = len(agreements_of(invoice)) > 1
    seller, buyer = (invoice.data[one]["name"] for one in ("seller", "buyer"))
    found = []
    for line in invoice.data["lines"]:
        at, told = line["interval"], line["set_by"]
        booked = booked_behind(line, result)
        found.append(
            LineShown(
                with_names(line["text"], seller, buyer), told["agreement"] if several else "",
                line["from"], line["to"], _set_by(told, at, asked),
                [] if at is None else intervals[at].cites,
                vat_said(line["vat"], asked), column(line["ore"], asked.language), line["account"],
                line_rows(booked[:_MOST], called, asked, invoice.settlement.agreement_id), max(0, len(booked) - _MOST),
            )
        )  # fmt: skip
    return found


def booked_behind(line: Mapping[str, Any], result: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The lines of the settlement behind a line of an invoice; of one made before they were kept, those of its interval."""
    if "rows" in line:
        return [result["lines"][row] for row in rows_in(line["rows"])]
    of = [] if line["interval"] is None else [one for one in result["lines"] if one["interval"] == line["interval"]]
    return [one for one in of if one["status"] == "divided"]


def agreements_of(invoice: Invoice) -> list[str]:
    """The agreements that the lines rest on; a line names its own where they are several."""
    return list(dict.fromkeys(line["set_by"]["agreement"] for line in invoice.data["lines"]))


def vat_said(vat: Mapping[str, Any], asked: Asked) -> str:
    """The category in words: "25 % moms", "undantaget"."""
    return say("invoicing", f"vat.{vat['category']}", {"rate": vat["rate"]}, asked.language)


def sums_shown(invoice: Invoice, asked: Asked) -> dict[str, Any]:
    """The sums by treatment, and the whole."""
    sums, language = invoice.data["sums"], asked.language
    return {
        "by_vat": [
            (vat_said(one, asked), column(one["ore"], language), column(one["vat"], language), one["exemption"])
            for one in sums["by_vat"]
        ],
        **{name: column(sums[name], language) for name in ("net", "vat", "gross", "payable")},
        "rounding": column(sums["rounding"], language) if sums["rounding"] else "",
    }


def of_settlement(payments: Sequence[Payment], asked: Asked) -> dict[str, Any]:
    """The section of a settlement: the invoices that are the reader's organisation's, and whether some are left to make."""
    mine = asked.somebody.organisation
    return {
        "invoices": [
            invoice_row(one, asked) for payment in payments if mine in (payment.payer, payment.payee) for one in payment.invoices
        ],
        "to_make": any(one.seller == mine for payment in payments for one in payment.open),
        "to_get": list(dict.fromkeys(asked.called(one.seller) for payment in payments for one in payment.open if one.buyer == mine)),
        "concerned": any(mine in (one.payer, one.payee) and (one.invoices or one.open) for one in payments),
    }  # fmt: skip


def _set_by(told: Mapping[str, Any], interval: int | None, asked: Asked) -> str:
    if interval is None or not told["share"]:
        return ""
    day = told["date"] and date.fromisoformat(told["date"])
    values = {**told, "date": day}
    code = "set_by.decision" if told["body"] else "set_by.section" if told["section"] else "set_by.agreement"
    return say("invoicing", code, values, asked.language)
