"""What is invoiced of a closed settlement, as the ledger has it: who invoices whom, what set each share, what was invoiced before."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from samverkan.core.funding.invoice_details import details_in
from samverkan.core.funding.invoice_lines import Earlier
from samverkan.core.funding.invoicing import SetBy
from samverkan.core.funding.vat import Treatment
from samverkan.store.models import Entry, Invoice, InvoiceDetails, Organisation
from samverkan.store.money.closed import closed_settlements, party_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from samverkan.core.funding.invoice_details import Details
    from samverkan.store.models import Settlement


class Payment(NamedTuple):
    """One payment of a settlement: who pays whom, and who invoices whom for it.

    `back`: the payer has invoiced the payee as much before, and gives it back by a credit note: then the payer is the seller.
    """

    transfer: Mapping[str, Any]
    payer: Organisation
    payee: Organisation
    back: bool
    invoices: Sequence[Invoice]

    @property
    def seller(self) -> Organisation:
        """Who makes the invoice or the credit note."""
        return self.payer if self.back else self.payee

    @property
    def buyer(self) -> Organisation:
        """Who gets it."""
        return self.payee if self.back else self.payer

    @property
    def buyer_name(self) -> str:
        """What the buyer is called in the settlement."""
        return str(self.transfer["to" if self.back else "from"])


def payments_of(settlement: Settlement, until: datetime | None = None) -> list[Payment]:
    """The payments of a settlement, as it orders them, with the invoices made for each, as known."""
    organisations = {one.pk: one for one in _organisations(settlement)}
    of = party_numbers(settlement.result)
    made = settlement.invoices.order_by("recorded", "number")
    if until is not None:
        made = made.filter(recorded__lt=until)
    by_transfer: dict[tuple[str, str], list[Invoice]] = defaultdict(list)
    for invoice in made:
        by_transfer[invoice.data["transfer"]["from"], invoice.data["transfer"]["to"]].append(invoice)
    found = []
    for one in settlement.result["transfers"]:
        payer, payee = organisations[of[one["from"]]], organisations[of[one["to"]]]
        invoices = by_transfer[one["from"], one["to"]]
        if invoices:
            back = invoices[0].organisation_id == payer.pk
        else:
            back = sum(each.left for each in uncredited(settlement, payer, payee)) >= one["ore"]
        found.append(Payment(one, payer, payee, back, invoices))
    return found


class Uncredited(NamedTuple):
    """An invoice, whether it is outside the scope of VAT, and what of it no credit note has given back (öre without VAT)."""

    invoice: Invoice
    outside: bool
    left: int


def uncredited(settlement: Settlement, seller: Organisation, buyer: Organisation) -> list[Uncredited]:
    """What the seller has invoiced the buyer by earlier settlements of the agreement and not given back, the last first."""
    rows = Invoice.objects.filter(
        settlement__agreement=settlement.agreement_id, settlement__number__lt=settlement.number, organisation=seller, buyer=buyer
    ).prefetch_related("credited")  # fmt: skip
    found = [
        Uncredited(one, _outside(one.data), one.data["sums"]["net"] - sum(part.ore for part in one.credited.all()))
        for one in rows.order_by("-recorded", "-number")
        if one.data["kind"] == "invoice"
    ]
    return [one for one in found if one.left > 0]


def _outside(data: Mapping[str, Any]) -> bool:
    return any(line["vat"]["category"] == "O" for line in data["lines"])


def details_of(organisation: Organisation, on: date) -> Details | None:
    """What the organisation's invoices say of it; None where it has not said."""
    row = details_row(organisation)
    return None if row is None else details_in(row.data, name=organisation.called(on), number=organisation.pk)


def details_row(organisation: Organisation, until: datetime | None = None) -> InvoiceDetails | None:
    """The row that counts: the last, as known."""
    rows = InvoiceDetails.objects.filter(organisation=organisation).order_by("-recorded", "-pk")
    return (rows if until is None else rows.filter(recorded__lt=until)).first()


def set_by_of(result: Mapping[str, Any], buyer: Organisation, title: str) -> list[SetBy]:
    """What set the shares of each interval: the buyer's own decision where one is cited, else another's, else the agreement itself."""
    return [_set_by(one["citations"], buyer, title) for one in result["intervals"]]


def _set_by(citations: Sequence[Mapping[str, Any]], buyer: Organisation, title: str) -> SetBy:
    cited = [one for one in citations if one["section"] and one["date"] and _is_key(one["source"])]
    entries = Entry.objects.filter(document__in={one["source"] for one in cited}, replaced_by=None)
    decided: list[tuple[bool, SetBy]] = []
    for entry in entries.order_by("recorded", "pk"):
        head = entry.head
        if not any(one["source"] == str(entry.document_id) and one["section"] == head.get("section") for one in cited):
            continue
        if head.get("body") and head.get("section") and len(str(head.get("day") or "")) == len("2024-01-31"):
            whose = f" i {head['organisation']}" if head.get("organisation") else ""
            told = SetBy(title, head["section"], f"{head['body']}{whose}", date.fromisoformat(head["day"]))
            decided.append((entry.organisation_id != buyer.pk, told))
    if decided:
        return min(decided, key=lambda one: one[0])[1]
    section = next((one["section"] for one in citations if one["section"]), "")
    return SetBy(title, section or "")


def earlier_of(settlement: Settlement, buyer: Organisation) -> dict[str, list[Earlier]]:
    """What others have invoiced the buyer (less credited), and it them (negative), by what they are called in the settlement.

    By treatment, of closed settlements that share days with this one.
    """
    before = [
        one
        for one in closed_settlements(settlement.agreement)
        if one.number < settlement.number and one.first <= settlement.last and settlement.first <= one.last
    ]
    called = {number: name for name, number in party_numbers(settlement.result).items()}
    found: dict[str, dict[Treatment, Earlier]] = defaultdict(dict)
    rows = Invoice.objects.filter(settlement__in=before) & (
        Invoice.objects.filter(organisation=buyer) | Invoice.objects.filter(buyer=buyer)
    )
    for invoice in rows.order_by("recorded", "number"):
        sold = invoice.organisation_id == buyer.pk
        other = called.get(invoice.buyer_id if sold else invoice.organisation_id)
        if other is not None:
            sign = 1 if sold == (invoice.data["kind"] == "credit_note") else -1
            for line in invoice.data["lines"]:
                one = _earlier(line, sign, invoice.number)
                found[other][one.vat] = _together(found[other].get(one.vat), one)
    return {other: list(of.values()) for other, of in found.items()}


def _earlier(line: Mapping[str, Any], sign: int, number: str) -> Earlier:
    days = date.fromisoformat(line["from"]), date.fromisoformat(line["to"])
    return Earlier(treatment_of(line["vat"]), *days, sign * line["ore"], (number,))


def _together(known: Earlier | None, one: Earlier) -> Earlier:
    if known is None:
        return one
    days = min(one.first, known.first), max(one.last, known.last)
    return Earlier(one.vat, *days, known.ore + one.ore, tuple(dict.fromkeys((*known.numbers, *one.numbers))))


def treatment_of(said: Mapping[str, Any]) -> Treatment:
    """A treatment of VAT as an invoice has it."""
    first, last = date.fromisoformat(said["from"]), said["to"] and date.fromisoformat(said["to"])
    return Treatment(said["category"], said["ground"], first, last or None, said["rate"], said["reason"], said["code"])


def last_in_series(organisation: Organisation, year: int) -> int:
    """The number last used in the year by an invoice made here; 0: none."""
    rows = Invoice.objects.filter(organisation=organisation, data__series__year=year)
    return max(rows.values_list("data__series__number", flat=True), default=0)


def _organisations(settlement: Settlement) -> Iterable[Organisation]:
    return Organisation.objects.filter(pk__in=settlement.result["organisations"]).prefetch_related("names")


def _is_key(written: str) -> bool:
    try:
        UUID(written)
    except ValueError:
        return False
    return True
