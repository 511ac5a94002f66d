"""An agreement's money settled as the ledger has it, and how it differs from what was closed before."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from samverkan.core.facts import ShareValue
from samverkan.core.findings import Finding
from samverkan.core.funding.differing import Borne, differences
from samverkan.core.funding.evening import Billed
from samverkan.core.funding.following import plan_lines
from samverkan.core.funding.settling import Books, settle
from samverkan.store.models import Settlement
from samverkan.store.money.booked import booked_lines
from samverkan.store.money.followed import budget_of, planned_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from samverkan.core.funding.differing import Difference
    from samverkan.core.funding.settlement import Settlement as Settled
    from samverkan.core.funding.vouchers import CostLine
    from samverkan.store.models import Agreement, Organisation
    from samverkan.store.money.rules import Funded
    from samverkan.store.view import View


def settled(agreement: Agreement, funded: Funded, view: View, *, first: date, last: date) -> Settled:
    """The cost of the days divided, with everything that is known; what closed settlements of the same days have billed is taken off."""
    lines = booked_lines(agreement.pk, view.until, first=first, last=last)
    return _settled(agreement, funded, lines, view, first, last)


def settled_by_budget(agreement: Agreement, funded: Funded, view: View, *, first: date, last: date) -> Settled | int:
    """The same of the budget's months that begin on those days, for an interim bill. Where a year has no budget: that year."""
    lines = []
    for year in range(first.year, last.year + 1):
        planned = planned_of(budget_of(agreement, year, view))
        if planned is None:
            return year
        lines += [one for one in plan_lines(year, planned) if first <= one.day <= last]
    rules = funded.asked.rules._replace(other=(), belongs=())
    asked = funded._replace(asked=funded.asked._replace(rules=rules))
    return _settled(agreement, asked, lines, view, first, last)


def _settled(
    agreement: Agreement, funded: Funded, lines: Sequence[CostLine], view: View, first: date, last: date
) -> Settled:
    of = {one.pk: name for name, one in zip(funded.asked.parties, funded.organisations, strict=True) if one is not None}
    closed = [one for one in closed_settlements(agreement, view.until) if first <= one.last and one.first <= last]
    outside = [one for one in closed if one.first < first or last < one.last]
    found = settle(
        funded.asked, lines, first=first, last=last, books=Books({}, of), billed=list(_billed(closed)),
        charged=_charged(agreement, first, last, view.until),
    )  # fmt: skip
    told = tuple(Finding("closed_across", {"from": one.first, "to": one.last, "number": one.number}) for one in outside)
    return found._replace(findings=(*found.findings, *told))


def _charged(agreement: Agreement, first: date, last: date, until: datetime | None) -> dict[int, dict[str, int]]:
    """What each party bears of other days, by the year, by the last closed final settlement of those days."""
    found: dict[int, dict[str, int]] = {}
    taken = [(first, last)]
    for one in reversed(closed_settlements(agreement, until)):
        if one.kind != "final" or any(one.first <= end and begin <= one.last for begin, end in taken):
            continue
        taken.append((one.first, one.last))
        for interval in one.result["intervals"]:
            year = found.setdefault(int(interval["from"][:4]), {})
            for part in interval["parts"]:
                year[part["party"]] = year.get(part["party"], 0) + part["ore"]
    return found


def differences_since_closed(
    agreement: Agreement, found: Settled, until: datetime | None = None
) -> tuple[Difference, ...]:
    """What a settlement adds to those closed before for the same days: rows for late vouchers, corrected amounts and shares."""
    closed = [
        one for one in closed_settlements(agreement, until)
        if one.kind == "final" and found.first <= one.first and one.last <= found.last
    ]  # fmt: skip
    before: list[Borne] = []
    for one in closed:
        before = [borne for borne in before if not one.first <= borne.day <= one.last]
        before += _borne_in(one.result)
    known = {(one.source, one.voucher, one.day) for one in before}
    after = [
        Borne(
            line.line.source, line.line.voucher or line.line.text, line.line.day, line.ore - line.not_covered,
            dict(zip(found.parties, line.parts, strict=True)), frozenset(found.intervals[line.interval].shares),
        )
        for line in found.lines
        if line.status == "divided"
    ]  # fmt: skip
    of_closed = [
        one for one in after
        if (one.source, one.voucher, one.day) in known or any(each.first <= one.day <= each.last for each in closed)
    ]  # fmt: skip
    return differences(before, of_closed, found.parties)


def _borne_in(result: Mapping[str, Any]) -> list[Borne]:
    shares = [
        frozenset(ShareValue(share["party"], share["measure"], share["percent"], share["value"]) for share in one["shares"])
        for one in result["intervals"]
    ]  # fmt: skip
    return [
        Borne(
            line["source"], line["voucher"] or line["text"] or "", date.fromisoformat(line["date"]), line["ore"] - line["not_covered_ore"],
            {part["party"]: part["ore"] for part in line["parts"]}, shares[line["interval"]],
        )
        for line in result["lines"]
        if line["status"] == "divided"
    ]  # fmt: skip


def closed_settlements(agreement: Agreement, until: datetime | None = None) -> list[Settlement]:
    """Those that every party has approved, in order, as known."""
    rows = agreement.settlements.prefetch_related("approvals").order_by("number")
    return [row for row in rows if is_closed(row, until)]


def is_closed(settlement: Settlement, until: datetime | None = None) -> bool:
    """Whether every party had approved it by then."""
    wanted = set(settlement.result["organisations"])
    given = {one.organisation_id for one in settlement.approvals.all() if until is None or one.recorded < until}
    return wanted <= given


def awaiting_approval(organisation: Organisation) -> list[Settlement]:
    """The settlements that wait for the organisation's economist, the oldest first."""
    mine = organisation.agreements.values("agreement")
    rows = Settlement.objects.filter(agreement__in=mine, withdrawn=None).exclude(approvals__organisation=organisation)
    return [row for row in rows.order_by("recorded") if organisation.pk in row.result["organisations"]]


def _billed(closed: Iterable[Settlement]) -> Iterable[Billed]:
    for one in closed:
        for paid in one.result["transfers"]:
            yield Billed(paid["from"], paid["to"], paid["ore"])


def digest_of(result: Mapping[str, Any]) -> str:
    """SHA-256 of a settlement's result, its keys in order."""
    return sha256(json.dumps(result, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
