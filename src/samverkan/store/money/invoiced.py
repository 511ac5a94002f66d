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
from samverkan.store.money.settled import closed_settlements

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
    made = settlement.invoices.select_related("credits").order_by("recorded", "number")
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
            back = sum(each.data["sums"]["net"] for each in _uncredited(settlement, payer, payee)) >= one["ore"]
        found.append(Payment(one, payer, payee, back, invoices))
    return found


def party_numbers(result: Mapping[str, Any]) -> dict[str, str]:
    """The organisation number of each party of a settlement."""
    names = [one["party"] for one in result["totals"]]
    return dict(zip(names, result["organisations"], strict=True))


def preceding(
    settlement: Settlement, seller: Organisation, buyer: Organisation, ore: int, *, outside: bool
) -> Invoice | None:
    """The last invoice between the two about the agreement that is not credited and is of as much; `outside`: the scope of VAT."""
    for one in _uncredited(settlement, seller, buyer):
        same = outside == any(line["vat"]["category"] == "O" for line in one.data["lines"])
        if same and one.data["sums"]["net"] >= ore:
            return one
    return None


def _uncredited(settlement: Settlement, seller: Organisation, buyer: Organisation) -> list[Invoice]:
    rows = Invoice.objects.filter(
        settlement__agreement=settlement.agreement_id, settlement__number__lt=settlement.number, organisation=seller,
        buyer=buyer, credited=None,
    )  # fmt: skip
    return [one for one in rows.order_by("-recorded", "-number") if one.data["kind"] == "invoice"]


def details_of(organisation: Organisation, on: date) -> Details | None:
    """What the organisation's invoices say of it; None where it has not said."""
    row = details_row(organisation)
    return None if row is None else details_in(row.data, name=organisation.called(on), number=organisation.pk)


def details_row(organisation: Organisation) -> InvoiceDetails | None:
    """The row that counts: the last."""
    return InvoiceDetails.objects.filter(organisation=organisation).order_by("-recorded", "-pk").first()


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


def earlier_between(settlement: Settlement, seller: Organisation, buyer: Organisation) -> list[Earlier]:
    """What the seller has invoiced the buyer (less credited) by closed settlements that share days with this one, by treatment."""
    before = [
        one
        for one in closed_settlements(settlement.agreement)
        if one.number < settlement.number and one.first <= settlement.last and settlement.first <= one.last
    ]
    found: dict[Treatment, Earlier] = {}
    rows = Invoice.objects.filter(settlement__in=before, organisation=seller, buyer=buyer)
    for invoice in rows.order_by("recorded", "number"):
        for line in invoice.data["lines"]:
            vat = treatment_of(line["vat"])
            first, last = date.fromisoformat(line["from"]), date.fromisoformat(line["to"])
            ore = line["ore"] if invoice.data["kind"] == "invoice" else -line["ore"]
            known = found.get(vat, Earlier(vat, first, last, 0))
            found[vat] = Earlier(vat, min(first, known.first), max(last, known.last), known.ore + ore)
    return list(found.values())


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
