"""The money of an organisation's agreements for its archive: rules, budgets, vouchers, settlements and invoices, as JSON can hold them.

In: the organisation, and by which day; out: every row as the ledger has it, earlier versions too, its own invoices and what they said of
it. What the keys mean is said in the package (`package.money` of the words).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Q
from django.utils import timezone

from samverkan.store.archive import columns, plain
from samverkan.store.models import (
    BookedLine,
    BookedVoucher,
    Budget,
    CostFile,
    Invoice,
    InvoiceDetails,
    MoneyRules,
    Party,
    Settlement,
    SettlementWithdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import Model, QuerySet

    from samverkan.store.models import Organisation

_LEFT_OUT: Final = frozenset({"by", "agreement"})
"""The person is told by name, the agreement above its rows."""


class Money(NamedTuple):
    """`data`: the rows by agreement, and the organisation's own; `invoices`: those that it has sent or got."""

    data: Mapping[str, Any]
    invoices: Sequence[Invoice]


def money_of(organisation: Organisation, until: date | None) -> Money:
    """All that was recorded by the day. What an agreement costs is joint: of its vouchers those of every party."""
    known = Q() if until is None else Q(recorded__lt=_after(until))
    agreements = Party.objects.filter(known, organisation=organisation).order_by("agreement")
    invoices = Invoice.objects.filter(Q(organisation=organisation) | Q(buyer=organisation), known)
    sent = list(
        invoices.select_related("xml", "pdf", "settlement", "organisation")
        .prefetch_related("credits")
        .order_by("recorded", "pk")
    )
    details = InvoiceDetails.objects.filter(known, organisation=organisation).select_related("by")
    of = [_of_agreement(one, known) for one in agreements.values_list("agreement", flat=True)]
    data = {"agreements": [one for one in of if any(isinstance(rows, list) and rows for rows in one.values())]}
    own = {
        "invoices": [_invoice(one) for one in sent],
        "invoice_details": [_row(one, "id") for one in details.order_by("recorded", "pk")],
    }
    return Money({**data, **own}, sent)


def _of_agreement(agreement: UUID, known: Q) -> dict[str, Any]:
    """The rows of one agreement, each kind in the order in which it was recorded."""

    def rows(model: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(known, agreement=agreement).select_related("by")
        return found.order_by("recorded", "pk")

    lines: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for line in BookedLine.objects.filter(voucher__agreement=agreement).order_by("voucher", "row", "pk"):
        lines[line.voucher_id].append(_row(line, "id", "voucher"))
    return {
        "agreement": str(agreement),
        "rules": [_row(one, "id") for one in rows(MoneyRules)],
        "budgets": [
            {**_row(one), "lines": [_row(line, "id", "budget") for line in one.lines.order_by("position")]}
            for one in rows(Budget)
        ],
        "cost_files": [_row(one) for one in rows(CostFile)],
        "vouchers": [{**_row(one), "lines": lines[one.pk]} for one in rows(BookedVoucher)],
        "settlements": [_settlement(one, known) for one in rows(Settlement)],
    }


def _settlement(one: Settlement, known: Q) -> dict[str, Any]:
    approvals = one.approvals.filter(known).select_related("by").order_by("recorded")
    withdrawn = SettlementWithdrawn.objects.filter(known, settlement=one).select_related("by").first()
    return {
        **_row(one),
        "approvals": [_row(each, "id", "settlement") for each in approvals],
        "withdrawn": withdrawn and _row(withdrawn, "id", "settlement"),
    }


def _invoice(one: Invoice) -> dict[str, Any]:
    return {
        "id": str(one.pk), "settlement": str(one.settlement_id), "agreement": str(one.settlement.agreement_id),
        "organisation": one.organisation_id, "buyer": one.buyer_id, "number": one.number, "recorded": one.recorded.isoformat(),
        "data": one.data,
        "xml": one.xml_id, "pdf": one.pdf_id, "credits": [_row(each, "id", "credit_note") for each in one.credits.all()],
    }  # fmt: skip


def _row(one: Model, *left_out: str) -> dict[str, Any]:
    """Every column but those left out; who recorded it by name."""
    found = {
        field.name: plain(getattr(one, field.attname))
        for field in columns(type(one))
        if field.name not in _LEFT_OUT and field.name not in left_out
    }
    by = getattr(one, "by", None)
    return {**found, "by": by.name} if by is not None else found


def _after(day: date) -> datetime:
    """The first moment after the day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
