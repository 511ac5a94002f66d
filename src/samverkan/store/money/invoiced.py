"""What is invoiced of a closed settlement, as the ledger has it: who invoices whom, what set each share, what was invoiced before."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from samverkan.core.funding.invoice_cutting import UninvoicedError
from samverkan.core.funding.invoice_details import details_in
from samverkan.core.funding.invoice_lines import Earlier, Known, Lines
from samverkan.core.funding.invoice_papers import charges_vat, papers_of, rate_of
from samverkan.core.funding.invoicing import SetBy
from samverkan.core.funding.stated import invoiced_in
from samverkan.core.funding.tables import StatedError
from samverkan.core.writing.invoice_papers_json import papers_in, treatment_in
from samverkan.store.models import Entry, Invoice, InvoiceDetails, InvoicesLeft, Organisation
from samverkan.store.money.closed import closed_settlements, party_numbers, share_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from samverkan.core.funding.invoice_details import Details
    from samverkan.core.funding.invoice_papers import Paper, Rate
    from samverkan.core.funding.vat import Treatment
    from samverkan.store.models import Settlement

    Plan = tuple[Sequence[Paper], UninvoicedError | None]
    Plans = dict[UUID, Plan]


class Open(NamedTuple):
    """An invoice or a credit note that is not made yet, and its amount in öre without VAT; of a credit note less than nothing.

    `transfer`: the payment that it is of; `paper`: None where nobody can tell its lines yet.
    """

    transfer: Mapping[str, Any]
    seller: Organisation
    buyer: Organisation
    ore: int
    paper: Paper | None


class Payment(NamedTuple):
    """What goes between two parties of a settlement: who pays whom, the invoices made for it, and those that are not made yet.

    `problem`: why nobody can make them as it is.
    """

    transfer: Mapping[str, Any]
    payer: Organisation
    payee: Organisation
    invoices: Sequence[Invoice]
    open: Sequence[Open]
    problem: UninvoicedError | None = None

    @property
    def accrued(self) -> tuple[Organisation, int]:
        """What is not invoiced yet: who is to, and how much; of a credit note less than nothing. Where both are to: the difference."""
        sellers = {one.seller for one in self.open}
        if len(sellers) == 1:
            return sellers.pop(), sum(one.ore for one in self.open)
        ore = sum(one.ore if one.seller == self.payee else -one.ore for one in self.open)
        return (self.payer, -ore) if ore < 0 else (self.payee, ore)


def payments_of(settlement: Settlement, until: datetime | None = None, plans: Plans | None = None) -> list[Payment]:
    """The payments of a closed settlement, as it orders them, then what goes between its other parties, as known.

    Of the first invoices the ledger keeps which ones are left to make by the others: what is said or invoiced later changes nothing.
    `plans`: what is left to make by others that was looked up before.
    """
    plans = {} if plans is None else plans
    organisations = {one.pk: one for one in _organisations(settlement)}
    of = {name: organisations[number] for name, number in party_numbers(settlement.result).items()}
    made = settlement.invoices.order_by("recorded", "number").select_related("organisation", "buyer")
    invoices = list(made if until is None else made.filter(recorded__lt=until))
    by_pair: dict[frozenset[str], list[Invoice]] = defaultdict(list)
    for one in invoices:
        by_pair[frozenset((one.data["transfer"]["from"], one.data["transfer"]["to"]))].append(one)
    transfers = list(settlement.result["transfers"])
    paid = {frozenset((one["from"], one["to"])) for one in transfers}
    transfers += [
        {"from": one, "to": other, "ore": 0}
        for one, other in combinations(of, 2)
        if frozenset((one, other)) not in paid
    ]
    if settlement.pk not in plans:
        plans[settlement.pk] = _left_to_make(settlement, of, invoices, until, plans)
    papers, problem = plans[settlement.pk]
    found = []
    for one in transfers:
        pair = frozenset((one["from"], one["to"]))
        left = [
            Open(one, of[each.seller], of[each.buyer], each.ore, each)
            for each in papers
            if {each.seller, each.buyer} == pair
        ]
        if problem is not None and one["ore"] and not by_pair[pair]:
            left = [Open(one, of[one["to"]], of[one["from"]], one["ore"], None)]
        found.append(Payment(one, of[one["from"]], of[one["to"]], by_pair[pair], left, problem))
    return found


def _left_to_make(
    settlement: Settlement, of: Mapping[str, Organisation], made: Sequence[Invoice], until: datetime | None, plans: Plans
) -> Plan:  # fmt: skip
    """The papers of those who have made none; or why nobody can tell."""
    kept = _kept(settlement, until)
    if kept is not None:
        sold = {one.organisation_id for one in made}
        return [one for one in papers_in(kept.papers) if of[one.seller].pk not in sold], None
    try:
        return planned_papers(settlement, of, until, plans), None
    except UninvoicedError as error:
        return (), error
    except StatedError as error:
        return (), UninvoicedError("rules", key=error.values["key"])


def planned_papers(
    settlement: Settlement, of: Mapping[str, Organisation], until: datetime | None, plans: Plans
) -> tuple[Paper, ...]:  # fmt: skip
    """The papers of a settlement that none is made of, by what is known.

    UninvoicedError as `papers_of`, and `before` with the number of a settlement of the same days whose papers have to be made first,
    and who has them left: all of an earlier one's where VAT is charged, else credit notes, for they have their invoices already.
    """
    result = settlement.result
    rules = settlement.agreement.money_rules.filter(organisation=None).order_by("recorded", "pk")
    last = (rules if until is None else rules.filter(recorded__lt=until)).last()
    earlier = _settled_before(settlement, until)
    before, left = _invoiced_before(settlement, earlier, until)
    known = Known(
        result, {one.pk: name for name, one in of.items()}, invoiced_in({} if last is None else last.data).vat,
        cache(lambda name: set_by_of(result, of[name], result["agreement"])), result["agreement"], before,
        f"avräkning {settlement.number}", settlement.kind == "interim",
    )  # fmt: skip
    lines = Lines(known)
    taxed = charges_vat(lines)
    for one in _sharing_days(settlement, until):
        whole = taxed and one.number < settlement.number
        payments = payments_of(one, until, plans) if whole or _kept(one, until) is not None else []
        waits = [each for payment in payments for each in payment.open if whole or each.ore < 0]
        if waits:
            who = dict.fromkeys(each.seller.called(settlement.last) for each in waits)
            raise UninvoicedError("before", number=one.number, who=list(who))
    return papers_of(lines, left)


class Uncredited(NamedTuple):
    """An invoice, and what of it no credit note has given back, by category and rate of VAT (öre without VAT)."""

    invoice: Invoice
    left: Mapping[Rate, int]


def uncredited(settlement: Settlement, seller: Organisation, buyer: Organisation) -> list[Uncredited]:
    """What the seller has invoiced the buyer by earlier closed settlements that share days with this one, the last first."""
    rows = _invoices_of(_settled_before(settlement)).filter(organisation=seller, buyer=buyer)
    return list(_uncredited(rows.order_by("-recorded", "-number")))


def _uncredited(rows: Iterable[Invoice], until: datetime | None = None) -> Iterator[Uncredited]:
    for one in rows:
        if one.data["kind"] != "invoice":
            continue
        left: dict[Rate, int] = defaultdict(int)
        for line in one.data["lines"]:
            left[rate_of(treatment_in(line["vat"]))] += line["ore"]
        for part in one.credited.all():
            if until is not None and part.credit_note.recorded >= until:
                continue
            for category, rate, ore in part.credit_note.data["credited"][one.number]:
                left[category, rate] -= ore
        yield Uncredited(one, left)


def _sharing_days(settlement: Settlement, until: datetime | None = None) -> list[Settlement]:
    """The other closed settlements of some of its days."""
    return [
        one for one in closed_settlements(settlement.agreement, until)
        if one.pk != settlement.pk and share_days(one, settlement.first, settlement.last)
    ]  # fmt: skip


def _settled_before(settlement: Settlement, until: datetime | None = None) -> list[Settlement]:
    return [one for one in _sharing_days(settlement, until) if one.number < settlement.number]


def _kept(settlement: Settlement, until: datetime | None) -> InvoicesLeft | None:
    """What its first invoices left for the others, where there are such."""
    rows = InvoicesLeft.objects.filter(settlement=settlement)
    return (rows if until is None else rows.filter(recorded__lt=until)).first()


def _invoices_of(settlements: Iterable[Settlement]) -> QuerySet[Invoice]:
    return Invoice.objects.filter(settlement__in=settlements).prefetch_related("credited__credit_note")


def _invoiced_before(
    settlement: Settlement, earlier: Sequence[Settlement], until: datetime | None
) -> tuple[dict[tuple[str, str], list[Earlier]], dict[tuple[str, str, Rate], int]]:
    """What each has invoiced each other by earlier settlements, by treatment; and by rate what no credit note has given back."""
    called = {number: name for name, number in party_numbers(settlement.result).items()}
    rows = _invoices_of(earlier).order_by("recorded", "number")
    known = [
        one for one in (rows if until is None else rows.filter(recorded__lt=until))
        if one.organisation_id in called and one.buyer_id in called
    ]  # fmt: skip
    found: dict[tuple[str, str], dict[Treatment, Earlier]] = defaultdict(dict)
    for one in known:
        of = found[called[one.organisation_id], called[one.buyer_id]]
        sign = -1 if one.data["kind"] == "credit_note" else 1
        for line in one.data["lines"]:
            each = _earlier(line, sign, one.number)
            of[each.vat] = _together(of.get(each.vat), each)
    left: dict[tuple[str, str, Rate], int] = defaultdict(int)
    for of_one in _uncredited(known, until):
        pair = called[of_one.invoice.organisation_id], called[of_one.invoice.buyer_id]
        for rate, ore in of_one.left.items():
            left[*pair, rate] += ore
    return {pair: list(by.values()) for pair, by in found.items()}, left


def _earlier(line: Mapping[str, Any], sign: int, number: str) -> Earlier:
    days = date.fromisoformat(line["from"]), date.fromisoformat(line["to"])
    return Earlier(treatment_in(line["vat"]), *days, sign * line["ore"], (number,))


def _together(known: Earlier | None, one: Earlier) -> Earlier:
    if known is None:
        return one
    days = min(one.first, known.first), max(one.last, known.last)
    return Earlier(one.vat, *days, known.ore + one.ore, tuple(dict.fromkeys((*known.numbers, *one.numbers))))


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
