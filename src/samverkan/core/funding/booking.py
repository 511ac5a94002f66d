"""What is invoiced by a settlement as vouchers of one party's ledger: amounts and account strings in, balanced vouchers out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.funding.invoice_details import DetailsError, account_in
from samverkan.core.funding.vouchers import Posting, Voucher

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.funding.invoice_details import AgreementDetails


class Booked(NamedTuple):
    """One invoice, or a payment that none is made for yet, as one of its two sides books it.

    `sells`: that side is who invoices. Of a credit note the amounts are negative. `payable` holds what rounding adds or takes:
    it goes with the cost or the income. `counterparty`: what the other side is called in its accounts.
    """

    number: str
    day: date
    text: str
    sells: bool
    net: int
    vat: int
    payable: int
    counterparty: str = ""


def voucher_of(booked: Booked, accounts: AgreementDetails, *, dimension: str, row: int, series: str) -> Voucher:
    """The voucher, in balance. DetailsError `account_missing` with the field of the account string that is not said."""
    sign = 1 if booked.sells else -1
    names = ("claim", "income", "vat_out") if booked.sells else ("debt", "cost", "vat_in")
    amounts = (sign * booked.payable, -sign * (booked.payable - booked.vat), -sign * booked.vat)
    of = ((dimension, booked.counterparty),) if dimension and booked.counterparty else ()
    postings: list[Posting] = []
    for name, ore in zip(names, amounts, strict=True):
        if not ore:
            continue
        written = str(getattr(accounts, name))
        if not written:
            raise DetailsError("account_missing", field=name)
        account, objects = account_in(written)
        objects = tuple(one for one in objects if not of or one[0] != dimension)
        postings.append(
            Posting(row + 1 + len(postings), account, ore, (*objects, *of) if name[:3] != "vat" else objects)
        )
    return Voucher(row, series, booked.number, booked.day, booked.text, tuple(postings))
