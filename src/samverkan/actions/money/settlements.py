"""A settlement is made of what is known, put to the parties, approved by each party's economist, and then closed for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.money.rules import party_to
from samverkan.actions.money.taking_costs import refuse_while_booked
from samverkan.actions.roles import Right
from samverkan.core.writing.settlement_json import settlement_json
from samverkan.store.models import CostDraft, Settlement, SettlementApproved, SettlementWithdrawn
from samverkan.store.money.closed import differences_since_closed, is_closed, share_days
from samverkan.store.money.followed import budget_of
from samverkan.store.money.rules import funded, last_rules
from samverkan.store.money.settled import digest_of, settled, settled_by_budget
from samverkan.store.taking_turns import take_turns
from samverkan.store.view import JOINT, View

if TYPE_CHECKING:
    from samverkan.core.funding.settlement import Settlement as Settled
    from samverkan.store.models import Agreement
    from samverkan.store.money.rules import Funded

Kind = Literal["interim", "final"]


@action(Right.KEEP_ACCOUNTS)
def put_settlement(
    acting: Acting, *, agreement: Agreement, first: date, last: date, kind: Kind = "final"
) -> Settlement:
    """Settle the days by what all parties know now, and put it to them. Nothing of it changes afterwards.

    `final`: the actual cost, less what was billed for the days before. `interim`: the budget of the months, before the cost is known
    (InvalidError `settlement_without_budget` where a year has none).

    InvalidError: `settlement_open` where one that waits for approval overlaps the days, `settlement_open_cap` where it is of the same
    calendar year and the agreement has caps, `settlement_cuts` where a closed one reaches outside the days, `settlement_final_closed`
    where an interim one is of days that are settled for good, `settlement_nothing` where no cost is divided and nothing billed goes
    back, `settlement_without_provider` where nobody has said in whose accounts the cost lies, `settlement_parties` where a party of the
    agreement is no organisation on file, `costs_being_taken` while a file of costs is being booked,
    `settlement_days_to_come` where a final one is of days that have not been, `days_turned`, `settlement_days`
    where they begin before 1990 or end after next year.
    """
    party_to(acting, agreement)
    if last < first:
        raise InvalidError("days_turned", first=first, last=last)
    if first.year < 1990 or last.year > acting.today.year + 1:
        raise InvalidError("settlement_days", first=first, last=last, most=acting.today.year + 1)
    take_turns([agreement.pk])
    refuse_while_booked(CostDraft.objects.filter(agreement=agreement))
    if kind == "final" and last >= acting.today:
        raise InvalidError("settlement_days_to_come", last=last)
    view = View(JOINT)
    asked = funded(agreement, view, on=acting.today, party=acting.organisation)
    if asked is None:
        raise InvalidError("settlement_nothing_joint")
    if None in asked.organisations:
        raise InvalidError("settlement_parties", party=asked.asked.parties[asked.organisations.index(None)])
    _refuse_beside(agreement, first, last, kind, capped=bool(asked.asked.rules.caps))
    found = _found(agreement, asked, view, first, last, kind)
    if not found.intervals and not found.transfers:  # with costs taken back, what was billed goes back
        raise InvalidError("settlement_nothing")
    if not found.balances:
        raise InvalidError("settlement_without_provider")
    result: dict[str, Any] = settlement_json(found, say=lambda finding: finding.code)
    result["organisations"] = [one.pk for one in asked.organisations if one is not None]
    result["differences"] = [
        {
            "cause": one.cause, "source": one.source, "voucher": one.voucher, "date": one.day and str(one.day), "ore": one.ore,
            "parts": [{"party": party, "ore": part} for party, part in zip(found.parties, one.parts, strict=True)],
        }
        for one in (differences_since_closed(agreement, found, asked.names) if kind == "final" else ())
    ]  # fmt: skip
    result["charged"] = {
        str(year): [{"party": party, "ore": part} for party, part in zip(found.parties, parts, strict=True)]
        for year, parts in found.charged
    }
    result["rules"] = [
        {
            "id": row.pk,
            "organisation": row.organisation_id,
            "ground": row.ground,
            "set": str(row.recorded),
            "data": row.data,
        }
        for row in last_rules(agreement, view)
    ]
    if kind == "interim":
        budgets = [budget_of(agreement, year, view) for year in range(first.year, last.year + 1)]
        result["budgets"] = [
            {
                "year": one.year, "number": one.number, "body": one.body, "section": one.section, "decided": str(one.decided),
            }
            for one in budgets if one is not None
        ]  # fmt: skip
    number = Settlement.objects.filter(agreement=agreement).count() + 1
    made = Settlement.objects.create(
        agreement=agreement, organisation=acting.organisation, number=number, kind=kind, first=first, last=last, result=result,
        digest=digest_of(result), by=acting.person, recorded=acting.at,
    )  # fmt: skip
    acting.note("settlement_put", agreement.pk, number=number, digest=made.digest)
    return made


def _refuse_beside(agreement: Agreement, first: date, last: date, kind: Kind, *, capped: bool) -> None:
    """Refuse days that other settlements stand in the way of: what is paid by those could not be told."""
    for other in agreement.settlements.filter(withdrawn=None).order_by("number").prefetch_related("approvals"):
        values = {"number": other.number, "first": other.first, "last": other.last}
        same = share_days(other, first, last)
        if not is_closed(other):
            if same:
                raise InvalidError("settlement_open", number=other.number)
            if capped and share_days(other, date(first.year, 1, 1), date(last.year, 12, 31)):
                raise InvalidError("settlement_open_cap", **values)
        elif same and (other.first < first or last < other.last):
            raise InvalidError("settlement_cuts", **values)
        elif same and kind == "interim" and other.kind == "final":
            raise InvalidError("settlement_final_closed", **values)


def _found(agreement: Agreement, asked: Funded, view: View, first: date, last: date, kind: Kind) -> Settled:
    if kind == "final":
        return settled(agreement, asked, view, first=first, last=last)
    found = settled_by_budget(agreement, asked, view, first=first, last=last)
    if isinstance(found, int):
        raise InvalidError("settlement_without_budget", year=found)
    return found


@action(Right.APPROVE_SETTLEMENT)
def approve_settlement(acting: Acting, *, settlement: Settlement, digest: str) -> SettlementApproved:
    """Approve it for one's organisation, as it was when it was looked at (`digest`); the last party's approval closes it.

    InvalidError where it was taken back, approved already, or is another than was looked at.
    """
    party_to(acting, settlement.agreement)
    take_turns([settlement.agreement_id])
    if SettlementWithdrawn.objects.filter(settlement=settlement).exists():
        raise InvalidError("settlement_withdrawn")
    if digest != settlement.digest or digest_of(settlement.result) != settlement.digest:
        raise InvalidError("settlement_other")
    if settlement.approvals.filter(organisation=acting.organisation).exists():
        raise InvalidError("settlement_approved_already")
    if acting.organisation.pk not in settlement.result["organisations"]:
        raise InvalidError("not_your_agreement")
    made = SettlementApproved.objects.create(
        settlement=settlement, organisation=acting.organisation, digest=digest, by=acting.person, recorded=acting.at
    )
    closed = is_closed(Settlement.objects.get(pk=settlement.pk))
    acting.note("settlement_approved", settlement.agreement_id, number=settlement.number, closed=closed)
    return made


@action(Right.APPROVE_SETTLEMENT)
def withdraw_settlement(acting: Acting, *, settlement: Settlement, why: str) -> SettlementWithdrawn:
    """Take back, or turn down, a settlement that is not closed; a new one can then be made. InvalidError where it is closed."""
    party_to(acting, settlement.agreement)
    if not why.strip():
        raise InvalidError("why_missing")
    refuse_in_words(why)
    take_turns([settlement.agreement_id])
    if is_closed(Settlement.objects.get(pk=settlement.pk)):
        raise InvalidError("settlement_closed")
    if SettlementWithdrawn.objects.filter(settlement=settlement).exists():
        raise InvalidError("settlement_withdrawn")
    made = SettlementWithdrawn.objects.create(
        settlement=settlement,
        organisation=acting.organisation,
        why=why.strip()[:400],
        by=acting.person,
        recorded=acting.at,
    )
    acting.note("settlement_withdrawn", settlement.agreement_id, number=settlement.number)
    return made
