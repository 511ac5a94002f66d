"""A closed settlement as a SIE 4I file for one party's ledger: a voucher for each of its invoices, as sent or received.

A voucher has the same number in every file, and no other has it: the invoices of payment k of settlement n are "a-n-k-1", "a-n-k-2" as
they were made, and what is not invoiced yet is "a-n-k-0u", or "-1u" when one is made; a is the beginning of the agreement's identity.
The payments are those of the settlement, which never change, whoever they concern.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from samverkan.core.funding.booking import Booked, voucher_of
from samverkan.core.funding.invoice_details import ACCOUNTS, account_in
from samverkan.core.funding.vouchers import Books
from samverkan.core.writing.sie import encoded, records
from samverkan.store.money.invoiced import payments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samverkan.core.funding.invoice_details import Details
    from samverkan.store.models import Organisation, Settlement
    from samverkan.store.money.invoiced import Payment

SERIES: Final = "SV"
"""The series of vouchers, so that they can be told from the ledger's own."""


def ledger_file(
    settlement: Settlement, organisation: Organisation, details: Details, *, names: Mapping[str, str], version: str, on: date
) -> bytes:  # fmt: skip
    """The file; `names`: what each account string's field is called. DetailsError where an account string is not said.

    What no invoice is made for yet is booked without VAT on the last day of the settlement.
    """
    accounts = details.of(str(settlement.agreement_id))
    booked = [
        (each, other)
        for at, payment in enumerate(payments_of(settlement), 1)
        if organisation in (payment.payer, payment.payee)
        for other in (payment.payee if organisation == payment.payer else payment.payer,)
        for each in _booked(settlement, at, payment, organisation, details.counterparties.get(other.pk, ""))
    ]
    vouchers = [
        voucher_of(each, accounts, dimension=details.dimension, row=row, series=SERIES)
        for row, (each, _) in enumerate(booked, 1)
    ]
    used = {posting.account for one in vouchers for posting in one.postings}
    said = {account_in(written)[0]: names[name] for name in ACCOUNTS if (written := getattr(accounts, name))}
    objects = {
        (details.dimension, each.counterparty): other.called(on)
        for each, other in booked
        if details.dimension and each.counterparty
    }
    books = Books(
        details.party.name, organisation.pk, None, {}, {key: name for key, name in said.items() if key in used}, {},
        {details.dimension: "Motpart"} if objects else {}, objects,
    )  # fmt: skip
    return b"".join(encoded(records(books, vouchers, version=version, on=on)))


def _booked(
    settlement: Settlement, at: int, payment: Payment, organisation: Organisation, code: str
) -> Iterator[Booked]:
    """Each invoice of a payment, `at` in its settlement, as the organisation books it, and what is not invoiced."""
    name = f"{settlement.agreement_id.hex[:6]}-{settlement.number}-{at}"
    other = payment.payee if organisation == payment.payer else payment.payer
    about = f"avräkning {settlement.number}, {other.called(settlement.last)}"
    if code:
        about += f", motpart {code}"
    for made, invoice in enumerate(payment.invoices, 1):
        data = invoice.data
        sign = -1 if data["kind"] == "credit_note" else 1
        kind = "Kreditfaktura" if sign < 0 else "Faktura"
        net, vat, payable = (sign * data["sums"][name] for name in ("net", "vat", "payable"))
        day, sells = date.fromisoformat(data["issued"]), invoice.organisation_id == organisation.pk
        yield Booked(f"{name}-{made}", day, f"{kind} {invoice.number}, {about}", sells, net, vat, payable, code)
    seller, ore = payment.accrued
    if ore:
        left = f"{name}-{len(payment.invoices)}u"
        yield Booked(left, settlement.last, f"Upplupet enligt {about}", seller == organisation, ore, 0, ore, code)
