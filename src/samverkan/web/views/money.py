"""What the agreement has cost and who owes whom; a year beside its budget; settlements put to the parties."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.money.settlements import put_settlement
from samverkan.actions.roles import Right
from samverkan.core.funding.following import per_family
from samverkan.store.money.closed import closed_settlements, is_closed
from samverkan.store.money.followed import budget_of, followed
from samverkan.store.money.listed import cost_years
from samverkan.store.money.rules import funded
from samverkan.store.money.settled import settled
from samverkan.store.view import JOINT, View
from samverkan.web.asked import day_written
from samverkan.web.listing import as_file, year_asked
from samverkan.web.money.days_to_settle import days_to_settle
from samverkan.web.money.decided import decision_addresses
from samverkan.web.money.picture import keys, picture
from samverkan.web.money.year_file import forecast_said, year_file
from samverkan.web.page import page
from samverkan.web.views.agreement import agreement_of
from samverkan.words import say
from samverkan.words.amounts import amount, column
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from django.http.response import HttpResponseBase

    from samverkan.actions.money.settlements import Kind
    from samverkan.core.funding.following import Followed
    from samverkan.core.funding.settlement import Settlement as Settled
    from samverkan.store.models import Agreement, Budget, Settlement
    from samverkan.store.money.rules import Funded
    from samverkan.web.asked import Asked


class SettlementRow(NamedTuple):
    """A settlement in a list: its number and days, how far it has come (a code), what is to be paid by it."""

    id: UUID
    number: int
    first: date
    last: date
    kind: str
    state: str
    paid: Sequence[str]


@page("web/money/overview.html", may=Right.SEE_JOINT, methods=("GET", "POST"))
def money(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """A year of the agreement's money; the form puts a settlement to the parties."""
    one = agreement_of(asked, id)
    given, problem, beside = asked.request.POST, "", None
    if asked.request.method == "POST":
        try:
            return _put(asked, one)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            number = error.values.get("number")
            beside = one.settlements.filter(number=number).first() if isinstance(number, int) else None
    base = {
        "agreement": one,
        "problem": problem,
        "beside": beside,
        "given": given,
        "settlements": settlement_rows(one, asked),
    }
    found = _year(asked, one)
    if found is None:
        return {**base, "followed": None}
    write_read(asked.somebody, one.urn, page="money", on=str(asked.on))
    budget, year = found.budget, found.followed.year
    closed = closed_settlements(one, asked.view.until)
    how = "owes.beside" if any(each.first.year <= year <= each.last.year for each in closed) else "owes"
    ends = [each.last for each in closed if each.kind == "final"]
    return {
        **base,
        **_shown(asked, found.funded, found.cost, found.followed, how),
        "year": year,
        "title": found.cost.agreement,
        "years": sorted({*found.years, year}),
        "budget": budget,
        "decided_at": decision_addresses(asked, [budget]).get(budget.pk, "") if budget is not None else "",
        "may_export": asked.may(Right.EXPORT),
        "days": days_to_settle(year, found.funded.asked.rows, ends, min(asked.on, asked.somebody.today)),
    }


@page("", may=Right.EXPORT)
def money_file(asked: Asked, id: UUID, form: str) -> HttpResponseBase:  # noqa: A002
    """The year's budget and cost by month and party, and by type of cost, as CSV or XLSX."""
    one = agreement_of(asked, id)
    found = _year(asked, one)
    if found is None or form not in ("csv", "xlsx"):
        raise Http404
    write_read(asked.somebody, one.urn, page="money_export", form=form, on=str(asked.on))
    return as_file(year_file(found.followed, found.cost.agreement, found.budget, asked), form)


class _Year(NamedTuple):
    """A year of the agreement's money, as known; `years` are those that cost falls on or is planned for."""

    funded: Funded
    years: Sequence[int]
    cost: Settled
    followed: Followed
    budget: Budget | None


def _year(asked: Asked, one: Agreement) -> _Year | None:
    """The year that the address asks for, else the last with something in it; None where nothing can be settled."""
    view = View(JOINT, asked.known, asked.papers)
    found = funded(one, view, on=asked.on, party=asked.somebody.organisation)
    if found is None:
        return None
    years = _years(one, asked)
    year = year_asked(asked) or (asked.on.year if asked.on.year in years or not years else years[-1])
    cost = settled(one, found, view, first=date(year, 1, 1), last=date(year, 12, 31))
    return _Year(found, years, cost, followed(one, found, cost, year, view, on=asked.on), budget_of(one, year, view))


def _put(asked: Asked, one: Agreement) -> HttpResponse:
    given = asked.request.POST
    first, last = day_written(given.get("first", "")), day_written(given.get("last", ""))
    if first is None or last is None:
        raise InvalidError("settlement_day_missing")
    kind = "interim" if given.get("kind") == "interim" else "final"
    made = put_settlement(asked.somebody, agreement=one, first=first, last=last, kind=cast("Kind", kind))
    messages.success(asked.request, say("settling", "put.done", {"number": made.number}, asked.language))
    return HttpResponseRedirect(reverse("settlement", kwargs={"id": made.pk}))


def settlement_rows(one: Agreement, asked: Asked) -> list[SettlementRow]:
    """The agreement's settlements as known, the last first."""
    rows = one.settlements.order_by("-number").prefetch_related("approvals").select_related("withdrawn")
    until = asked.view.until
    if until is not None:
        rows = rows.filter(recorded__lt=until)
    return [
        SettlementRow(
            row.pk,
            row.number,
            row.first,
            row.last,
            row.kind,
            state_of(row, asked),
            paid_words(row.result["transfers"], asked, "pays"),
        )
        for row in rows
    ]


def state_of(row: Settlement, asked: Asked) -> str:
    """closed, withdrawn, mine (waits for the reader), economist (for another of the organisation) or waiting (for another party)."""
    until = asked.view.until
    if is_closed(row, until):
        return "closed"
    gone = getattr(row, "withdrawn", None)
    if gone is not None and (until is None or gone.recorded < until):
        return "withdrawn"
    given = {each.organisation_id for each in row.approvals.all() if until is None or each.recorded < until}
    if asked.somebody.organisation.pk in given:
        return "waiting"
    return "mine" if asked.may(Right.APPROVE_SETTLEMENT) else "economist"


def paid_words(transfers: Sequence[dict[str, Any]], asked: Asked, how: str = "owes") -> list[str]:
    """Who owes whom, a sentence each; `how`: of a settlement in a list, or beside those that are closed, in other words."""
    language = asked.language
    return [
        say("funding", how, {"payer": one["from"], "payee": one["to"], "ore": amount(one["ore"], language)}, language)
        for one in transfers
    ]


def _years(one: Agreement, asked: Asked) -> list[int]:
    """The years that cost falls on or is planned for."""
    budgets = one.budgets.all() if asked.view.until is None else one.budgets.filter(recorded__lt=asked.view.until)
    return sorted(cost_years(one, asked.view.until) | set(budgets.values_list("year", flat=True)))


def _shown(asked: Asked, found: Funded, cost: Settled, beside: Followed, how: str) -> dict[str, Any]:
    """What the template needs of the year, in words."""
    language = asked.language
    year = beside.year
    owes = [{"from": one.payer, "to": one.payee, "ore": one.ore} for one in cost.transfers]
    told = "lead.ended" if year < asked.on.year else "lead"
    lead = say(
        "settling",
        "lead.none" if not beside.cost else told if beside.planned is None else f"{told}.planned",
        {"year": year, "ore": amount(beside.cost, language), "planned": amount(beside.planned or 0, language)},
        language,
    )
    names = [say("settling", f"month.{month}", {}, language) for month in range(1, 13)]
    families = found.joint.get("families", {})
    planned = [
        sum(one.planned_parts[at] for one in beside.months) + beside.planned_above[at] for at in range(len(beside.parties))
    ]  # fmt: skip
    above = any((*beside.above, *beside.planned_above))
    whole = beside.planned or 0

    def pairs(planned: int, cost: int, planned_of: Iterable[int], cost_of: Iterable[int]) -> list[tuple[str, str]]:
        every = zip((planned, *planned_of), (cost, *cost_of), strict=True)
        return [(column(a, language), column(b, language)) for a, b in every]

    each = per_family(beside.cost, families, year)
    return {
        "followed": beside,
        "parties": beside.parties,
        "lead": " ".join([lead, *paid_words(owes, asked, how)]),
        "findings": [say_finding(one, language) for one in cost.findings if one.code != "zero_line"],
        "months": [
            {"name": names[at], "pairs": pairs(one.planned, one.cost, one.planned_parts, one.parts)}
            for at, one in enumerate(beside.months)
        ],
        "above": {"pairs": [("–", "–"), *pairs(0, 0, beside.planned_above, beside.above)[1:]]} if above else None,
        "types": [
            {
                "name": row.cost_type or say("settling", "type.other", {}, language), "planned": column(row.planned, language),
                "cost": column(row.cost, language), "left": column(row.planned - row.cost, language),
            }
            for row in beside.types
        ],
        "whole": {
            "pairs": pairs(whole, beside.cost, planned, cost.totals),
            "types": [column(ore, language) for ore in (whole, beside.cost, whole - beside.cost)],
        },
        "forecast": None if beside.forecast is None else forecast_said(beside, language),
        "each": None if each is None else say(
            "settling", "per_family", {"ore": amount(each, language), "families": families[str(year)]}, language
        ),
        "picture": picture(beside.months, names, lambda ore: column(ore, language)[:-3]),
        "keys": keys(beside.parties),
    }  # fmt: skip
