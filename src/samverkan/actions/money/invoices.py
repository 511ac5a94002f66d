"""Invoices and credit notes are made of a closed settlement: one for each of its payments that the organisation is to be paid.

The papers are written before the transaction that numbers and keeps them; where another took the number meanwhile, they are
written anew. An invoice is never changed, and no payment is invoiced twice.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.actions.acting import Acting, InvalidError, action, refuse_without
from samverkan.actions.logos import logo_of
from samverkan.actions.money.invoice_details import flaw_said
from samverkan.actions.money.rules import party_to
from samverkan.actions.numbering import numbered
from samverkan.actions.roles import Right
from samverkan.actions.setting_papers import refused_in_words
from samverkan.core.funding.invoice_checks import flaws_of
from samverkan.core.funding.invoice_lines import UninvoicedError, invoice_lines
from samverkan.core.funding.invoicing import Invoice as Written
from samverkan.core.funding.invoicing import Preceding, invoices_of, sums
from samverkan.core.funding.stated import invoiced_in
from samverkan.core.writing.invoice import invoice_xml
from samverkan.core.writing.invoice_json import invoice_json
from samverkan.outside.invoicing import invoice_pdf
from samverkan.store import blobs
from samverkan.store.models import Content, Invoice, InvoiceCredited, Settlement
from samverkan.store.money.closed import is_closed
from samverkan.store.money.invoiced import (
    details_of,
    earlier_of,
    last_in_series,
    payments_of,
    set_by_of,
    uncredited,
)
from samverkan.store.money.rules import last_rules
from samverkan.store.taking_turns import take_turns, take_turns_on_invoices
from samverkan.store.view import JOINT, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samverkan.core.funding.invoice_details import Details
    from samverkan.core.funding.invoice_lines import Charged
    from samverkan.core.funding.invoicing import Group
    from samverkan.core.funding.stated import Invoiced
    from samverkan.store.models import Organisation
    from samverkan.store.money.invoiced import Payment

_TRIES: Final = 5


class Creditable(NamedTuple):
    """An invoice that a credit note may be for, and what of it is left to give back, in öre without VAT."""

    number: str
    issued: date
    left: int


class Prepared(NamedTuple):
    """An invoice on its way: what it says, its papers, and what it is for. `year` and `at`: its place in the series.

    `credits`: of a credit note what it gives back, by the invoices' numbers.
    """

    written: Written
    data: dict[str, Any]
    xml: bytes
    pdf: bytes
    payment: Payment
    credits: Mapping[str, int]
    year: int
    at: int


class _Numbers:
    """The organisation's next numbers of a year, one after another."""

    def __init__(self, acting: Acting, details: Details) -> None:
        self.year = acting.today.year
        self.pattern = details.pattern
        self._last = max(
            last_in_series(acting.organisation, self.year), details.last if details.last_year == self.year else 0
        )
        self._used = set(Invoice.objects.filter(organisation=acting.organisation).values_list("number", flat=True))

    def take(self) -> tuple[int, str]:
        """The next one, and what it is as a number of invoices."""
        while True:
            self._last += 1
            said = numbered(self.pattern, self.year, self._last)
            if said not in self._used:
                self._used.add(said)
                return self._last, said


def make_invoices(acting: Acting, *, settlement: Settlement) -> list[Invoice]:
    """Make what is to be made by one's organisation: an invoice for what it gets, a credit note for what it gives back.

    InvalidError, and nothing is made, where the settlement is not closed, nothing is left to make, somebody's details or the
    agreement's VAT are not said, or an invoice would be flawed.
    """
    refuse_without(acting, Right.KEEP_ACCOUNTS)
    for left in range(_TRIES, 0, -1):
        prepared = list(_prepared(acting, settlement))
        try:
            return keep_invoices(acting, settlement=settlement, prepared=prepared)
        except InvalidError as error:
            if error.code != "invoice_number_taken" or left == 1:
                raise
    raise AssertionError  # the last try returns or raises


@action(Right.KEEP_ACCOUNTS)
def keep_invoices(acting: Acting, *, settlement: Settlement, prepared: list[Prepared]) -> list[Invoice]:
    """Keep invoices that were just written. InvalidError `invoices_made` or `invoice_number_taken` where others came between."""
    take_turns([settlement.agreement_id])
    take_turns_on_invoices(acting.organisation.pk)
    open_now = {(one.payer.pk, one.payee.pk): one for one in _to_invoice(acting, settlement)}
    details = _details(acting, acting.organisation)
    numbers = _Numbers(acting, details)
    made = []
    for one in prepared:
        now = open_now.get((one.payment.payer.pk, one.payment.payee.pk))
        if now is None or now.back != one.payment.back:
            raise InvalidError("invoices_made", number=settlement.number)
        if numbers.take() != (one.at, one.written.number):
            raise InvalidError("invoice_number_taken", number=one.written.number)
        by = {"by": acting.person, "recorded": acting.at}
        xml, pdf = (
            Content.objects.get_or_create(sha256=blobs.keep(data), defaults={"size": len(data), "kind": kind, **by})[0]
            for data, kind in ((one.xml, "xml"), (one.pdf, "pdf"))
        )
        invoice = Invoice.objects.create(
            settlement=settlement, organisation=acting.organisation, buyer=one.payment.buyer, number=one.written.number,
            data=one.data, xml=xml, pdf=pdf, **by,
        )  # fmt: skip
        for number, ore in one.credits.items():
            credited = Invoice.objects.get(organisation=acting.organisation, number=number)
            InvoiceCredited.objects.create(credit_note=invoice, invoice=credited, ore=ore)
        acting.note("invoice_made", invoice.pk, number=invoice.number, settlement=settlement.number)
        made.append(invoice)
    return made


def _to_invoice(acting: Acting, settlement: Settlement) -> list[Payment]:
    """The payments that are one's organisation's to invoice. InvalidError where there are none."""
    party_to(acting, settlement.agreement)
    if not is_closed(Settlement.objects.get(pk=settlement.pk)):
        raise InvalidError("invoice_not_closed", number=settlement.number)
    mine = [one for one in payments_of(settlement) if one.seller == acting.organisation]
    if not mine:
        raise InvalidError("invoice_nothing", number=settlement.number)
    left = [one for one in mine if not one.invoices]
    if not left:
        raise InvalidError("invoices_made", number=settlement.number)
    return left


def _prepared(acting: Acting, settlement: Settlement) -> Iterator[Prepared]:
    payments = _to_invoice(acting, settlement)
    rules = last_rules(settlement.agreement, View(JOINT))
    terms = invoiced_in(next((row.data for row in rules if row.organisation_id is None), {}))
    details = _details(acting, acting.organisation)
    if details.payment is None:
        raise InvalidError("invoice_giro_missing")
    numbers = _Numbers(acting, details)
    for payment in payments:
        charged = _charged(acting, settlement, payment, terms)
        invoiced: list[Creditable] = []
        groups = invoices_of(one.line for one in charged)
        for group in sorted(groups, key=lambda one: one.kind == "credit_note"):  # what it may have to name comes first
            outside = group.lines[0].vat.category == "O"
            of = [one.interval for one in charged if (one.line.vat.category == "O") == outside]
            made = _one(acting, settlement, payment, group, of, terms, details, numbers, invoiced)
            if group.kind == "invoice":
                invoiced.append(Creditable(made.written.number, acting.today, sums(made.written).net))
            yield made


def _charged(
    acting: Acting, settlement: Settlement, payment: Payment, terms: Invoiced
) -> tuple[Charged, ...]:  # fmt: skip
    result = settlement.result
    buyer = _details(acting, payment.buyer)
    try:
        return invoice_lines(
            result, payment.transfer, buyer=payment.buyer_name, account_source=payment.buyer.pk, vat=terms.vat,
            set_by=set_by_of(result, payment.buyer, result["agreement"]), agreement=result["agreement"],
            earlier=earlier_of(settlement, payment.buyer), account=buyer.of(str(settlement.agreement_id)).cost,
            name=f"avräkning {settlement.number}", planned=settlement.kind == "interim",
        )  # fmt: skip
    except UninvoicedError as error:
        raise InvalidError(f"invoice_{error.code}", **error.values) from None


def _one(
    acting: Acting, settlement: Settlement, payment: Payment, group: Group, intervals: list[int], terms: Invoiced,
    details: Details, numbers: _Numbers, invoiced: Sequence[Creditable],
) -> Prepared:  # fmt: skip
    buyer, agreement = _details(acting, payment.buyer), str(settlement.agreement_id)
    credited: dict[Creditable, int] = {}
    if group.kind == "credit_note":
        outside = group.lines[0].vat.category == "O"
        earlier = [
            (one.outside, Creditable(one.invoice.number, date.fromisoformat(one.invoice.data["issued"]), one.left))
            for one in uncredited(settlement, acting.organisation, payment.buyer)
        ]
        # those of the same scope first; then the invoice that the same payment has beside
        known = [*(one for _, one in sorted(earlier, key=lambda one: one[0] != outside)), *invoiced]
        credited = _credited(known, sum(line.ore for line in group.lines))
        if not credited:
            raise InvalidError("invoice_credits_nothing", buyer=buyer.party.name)
    at, number = numbers.take()
    code = details.counterparties.get(payment.buyer.pk, "")
    assert details.payment is not None
    said = f"Avräkning {settlement.number}, {settlement.first} till {settlement.last}."
    written = Written(
        number, acting.today, acting.today + timedelta(days=terms.payment_days), details.party, buyer.party, group.lines,
        details.payment, buyer.reference_of(agreement), kind=group.kind, note=f"{said} Motpart {code}." if code else said,
        to_kronor=terms.to_kronor,
        preceding=tuple(Preceding(one.number, one.issued) for one in credited),
    )  # fmt: skip
    flaw = next(iter(flaws_of(written)), None)
    if flaw is not None:
        raise InvalidError("invoice_flawed", buyer=buyer.party.name, why=flaw_said(flaw))
    data = invoice_json(written)
    for line, interval in zip(data["lines"], intervals, strict=True):
        line["interval"] = None if interval < 0 else interval
    own, theirs = details.of(agreement), buyer.of(agreement)
    data |= {
        "series": {"year": numbers.year, "number": at},
        "transfer": dict(payment.transfer),
        "settlement_digest": settlement.digest,
        "basis": {
            "counterparty": code, "claim": own.claim, "income": own.income, "cost": theirs.cost,
            "counterparty_of_seller": buyer.counterparties.get(acting.organisation.pk, ""),
        },
    }  # fmt: skip
    with refused_in_words():
        pdf = invoice_pdf(written, made=acting.at, logo=logo_of(acting.organisation))
    back = {one.number: ore for one, ore in credited.items()}
    return Prepared(written, data, invoice_xml(written), pdf, payment, back, numbers.year, at)


def _credited(known: Iterable[Creditable], ore: int) -> dict[Creditable, int]:
    """What is given back of each invoice, as many of them as it takes; of the first nothing where only its VAT is given back."""
    found: dict[Creditable, int] = {}
    for one in known:
        if found and ore <= 0:
            break
        found[one] = max(min(one.left, ore), 0)
        ore -= one.left
    return found


def _details(acting: Acting, organisation: Organisation) -> Details:
    """What the organisation has said. InvalidError where it has not."""
    found = details_of(organisation, acting.today)
    if found is not None:
        return found
    if organisation == acting.organisation:
        raise InvalidError("invoice_details_missing")
    raise InvalidError("invoice_details_missing_buyer", buyer=organisation.called(acting.today))
