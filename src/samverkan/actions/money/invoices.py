"""Invoices and credit notes are made of a closed settlement: those that the organisation is to make, all at once.

Which they are is told by `core.funding.invoice_papers`. They are written before the transaction that numbers and keeps them; where
another took the number meanwhile, they are written anew. An invoice is never changed, and nothing is invoiced twice.
"""

from __future__ import annotations

from collections import defaultdict
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
from samverkan.core.funding.invoice_papers import rate_of
from samverkan.core.funding.invoicing import Invoice as Written
from samverkan.core.funding.invoicing import Preceding
from samverkan.core.funding.stated import invoiced_in
from samverkan.core.writing.invoice import invoice_xml
from samverkan.core.writing.invoice_json import invoice_json
from samverkan.core.writing.invoice_papers_json import papers_json, place_json
from samverkan.outside.invoicing import invoice_pdf
from samverkan.store import blobs
from samverkan.store.models import AgreementMatter, Content, Invoice, InvoiceCredited, InvoicesLeft, Settlement
from samverkan.store.money.closed import is_closed
from samverkan.store.money.invoiced import (
    details_of,
    last_in_series,
    payments_of,
    uncredited,
)
from samverkan.store.money.rules import last_rules
from samverkan.store.taking_turns import take_turns, take_turns_on_invoices
from samverkan.store.view import JOINT, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samverkan.core.funding.invoice_details import Details
    from samverkan.core.funding.invoice_papers import Paper, Rate
    from samverkan.core.funding.stated import Invoiced
    from samverkan.store.models import Organisation
    from samverkan.store.money.invoiced import Open

_TRIES: Final = 5


class Prepared(NamedTuple):
    """An invoice on its way: what it says, its papers, and what it is of. `year` and `at`: its place in the series.

    `credits`: of a credit note what it gives back of each invoice, by category and rate of VAT.
    """

    written: Written
    data: dict[str, Any]
    xml: bytes
    pdf: bytes
    buyer: Organisation
    paper: Paper
    credits: Mapping[Invoice, Mapping[Rate, int]]
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
    """Make what is to be made by one's organisation: invoices for what it claims, credit notes for what it gives back.

    InvalidError, and nothing is made, where the settlement is not closed, nothing is left to make, somebody's details or the
    agreement's VAT are not said, or an invoice would be flawed.
    """
    refuse_without(acting, Right.KEEP_ACCOUNTS)
    for left in range(_TRIES, 0, -1):
        prepared = list(_prepared(acting, settlement))
        try:
            return keep_invoices(acting, settlement=settlement, prepared=prepared)
        except InvalidError as error:
            if error.code not in ("invoice_number_taken", "invoices_other") or left == 1:
                raise
    raise AssertionError  # the last try returns or raises


@action(Right.KEEP_ACCOUNTS)
def keep_invoices(acting: Acting, *, settlement: Settlement, prepared: list[Prepared]) -> list[Invoice]:
    """Keep invoices that were just written, with what is left for the others to make.

    InvalidError `invoices_made`, `invoices_other` or `invoice_number_taken` where others came between.
    """
    take_turns([settlement.agreement_id])
    take_turns_on_invoices(acting.organisation.pk)
    if [one.paper for one in _to_make(acting, settlement)] != [one.paper for one in prepared]:
        raise InvalidError("invoices_other", number=settlement.number)
    others = [
        one.paper for payment in payments_of(settlement) for one in payment.open
        if one.seller != acting.organisation and one.paper is not None
    ]  # fmt: skip
    if not settlement.invoices.exists():
        InvoicesLeft.objects.create(
            settlement=settlement, papers=papers_json(others), by=acting.person, recorded=acting.at
        )
    details = _details(acting, acting.organisation)
    numbers = _Numbers(acting, details)
    made = []
    for one in prepared:
        if numbers.take() != (one.at, one.written.number):
            raise InvalidError("invoice_number_taken", number=one.written.number)
        by = {"by": acting.person, "recorded": acting.at}
        xml, pdf = (
            Content.objects.get_or_create(sha256=blobs.keep(data), defaults={"size": len(data), "kind": kind, **by})[0]
            for data, kind in ((one.xml, "xml"), (one.pdf, "pdf"))
        )
        invoice = Invoice.objects.create(
            settlement=settlement, organisation=acting.organisation, buyer=one.buyer, number=one.written.number,
            data=one.data, xml=xml, pdf=pdf, **by,
        )  # fmt: skip
        for credited, by_rate in one.credits.items():
            InvoiceCredited.objects.create(credit_note=invoice, invoice=credited, ore=sum(by_rate.values()))
        acting.note("invoice_made", invoice.pk, number=invoice.number, settlement=settlement.number)
        made.append(invoice)
    return made


def _to_make(acting: Acting, settlement: Settlement) -> list[Open]:
    """What is one's organisation's to make. InvalidError where there is nothing, or nobody can tell."""
    party_to(acting, settlement.agreement)
    if not is_closed(Settlement.objects.get(pk=settlement.pk)):
        raise InvalidError("invoice_not_closed", number=settlement.number)
    payments = payments_of(settlement)
    mine = [one for payment in payments for one in payment.open if one.seller == acting.organisation]
    problem = next((one.problem for one in payments if one.problem is not None), None)
    if problem is not None:
        for one in mine:  # what is not said of whom one invoices is told first
            _refuse_unsaid(acting, one)
        raise InvalidError(f"invoice_{problem.code}", **{"number": settlement.number, **problem.values})
    if not mine:
        invoiced = any(
            one.organisation_id == acting.organisation.pk for payment in payments for one in payment.invoices
        )
        raise InvalidError("invoices_made" if invoiced else "invoice_nothing", number=settlement.number)
    return mine


def _refuse_unsaid(acting: Acting, one: Open) -> Details:
    """One's own details. InvalidError where somebody's are not said, or there is no giro to be paid by."""
    details = _details(acting, acting.organisation)
    if details.payment is None:
        raise InvalidError("invoice_giro_missing")
    _details(acting, one.buyer)
    return details


def _prepared(acting: Acting, settlement: Settlement) -> Iterator[Prepared]:
    papers = _to_make(acting, settlement)
    rules = last_rules(settlement.agreement, View(JOINT))
    terms = invoiced_in(next((row.data for row in rules if row.organisation_id is None), {}))
    details = _refuse_unsaid(acting, papers[0])
    numbers = _Numbers(acting, details)
    for one in papers:
        yield _one(acting, settlement, one, terms, details, numbers)


def _one(
    acting: Acting, settlement: Settlement, one: Open, terms: Invoiced, details: Details, numbers: _Numbers
) -> Prepared:  # fmt: skip
    buyer, agreement, paper = _details(acting, one.buyer), str(settlement.agreement_id), one.paper
    assert paper is not None
    credited = _credited(settlement, one, paper) if paper.kind == "credit_note" else {}
    own, theirs = details.of(agreement), buyer.of(agreement)
    at, number = numbers.take()
    code = details.counterparties.get(one.buyer.pk, "")
    assert details.payment is not None
    said = f"Avräkning {settlement.number}, {settlement.first} till {settlement.last}."
    written = Written(
        number, acting.today, acting.today + timedelta(days=terms.payment_days), details.party, buyer.party,
        tuple(each.line._replace(account=theirs.cost) for each in paper.lines), details.payment, buyer.reference_of(agreement),
        kind=paper.kind, note=f"{said} Motpart {code}." if code else said, to_kronor=terms.to_kronor,
        preceding=tuple(Preceding(each.number, date.fromisoformat(each.data["issued"])) for each in credited),
        agreement=_registry_number(settlement, acting.organisation),
    )  # fmt: skip
    flaw = next(iter(flaws_of(written)), None)
    if flaw is not None:
        raise InvalidError("invoice_flawed", buyer=buyer.party.name, why=flaw_said(flaw))
    data = invoice_json(written)
    data["lines"] = [{**line, **place_json(each)} for line, each in zip(data["lines"], paper.lines, strict=True)]
    data |= {
        "series": {"year": numbers.year, "number": at},
        "transfer": dict(one.transfer),
        "settlement_digest": settlement.digest,
        "basis": {
            "counterparty": code, "claim": own.claim, "income": own.income, "cost": theirs.cost,
            "counterparty_of_seller": buyer.counterparties.get(acting.organisation.pk, ""),
        },
        "credited": {each.number: [[*rate, ore] for rate, ore in of.items()] for each, of in credited.items()},
    }  # fmt: skip
    with refused_in_words():
        pdf = invoice_pdf(written, made=acting.at, logo=logo_of(acting.organisation))
    return Prepared(written, data, invoice_xml(written), pdf, one.buyer, paper, credited, numbers.year, at)


def _credited(settlement: Settlement, one: Open, paper: Paper) -> dict[Invoice, dict[Rate, int]]:
    """What is given back of each invoice, by category and rate: of the last ones, as many as it takes."""
    back: dict[Rate, int] = defaultdict(int)
    for each in paper.lines:
        back[rate_of(each.line.vat)] += each.line.ore
    found: dict[Invoice, dict[Rate, int]] = {}
    for known in uncredited(settlement, one.seller, one.buyer):
        for rate, left in known.left.items():
            ore = min(left, back[rate])
            if ore > 0:
                found.setdefault(known.invoice, {})[rate] = ore
                back[rate] -= ore
    if any(back.values()):
        raise InvalidError("invoice_credits_nothing", buyer=one.buyer.called(settlement.last))
    return found


def _registry_number(settlement: Settlement, organisation: Organisation) -> str:
    """The organisation's own of the agreement, the first it was handled under; empty where there is none."""
    rows = AgreementMatter.objects.filter(agreement=settlement.agreement_id, matter__organisation=organisation)
    return rows.order_by("pk").values_list("matter__registry_number", flat=True).first() or ""


def _details(acting: Acting, organisation: Organisation) -> Details:
    """What the organisation has said. InvalidError where it has not."""
    found = details_of(organisation, acting.today)
    if found is not None:
        return found
    if organisation == acting.organisation:
        raise InvalidError("invoice_details_missing")
    raise InvalidError("invoice_details_missing_buyer", buyer=organisation.called(acting.today))
