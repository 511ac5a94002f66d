"""The budget of an agreement, year by year: its versions beside each other, by whom they were decided, and a form for the next."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.money.budgets import CostType, accounts_twice, record_budget
from samverkan.actions.roles import Right
from samverkan.core.money import ore_of
from samverkan.store.models import Body, Budget
from samverkan.store.money.decisions import decisions_of
from samverkan.web.listing import year_asked
from samverkan.web.money.decided import decision_addresses
from samverkan.web.money.place import place_of
from samverkan.web.money.rows import Field, Table, given, kronor_written, shown, values
from samverkan.web.page import page
from samverkan.words import say
from samverkan.words.amounts import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from samverkan.store.models import BudgetLine
    from samverkan.store.money.decisions import Decided
    from samverkan.web.asked import Asked
    from samverkan.web.money.place import Place
    from samverkan.web.money.rows import Written, Wrongs
    from samverkan.words import Language


class Version(NamedTuple):
    """A budget, its sum, and where its decision is read ("": it is only told of, or the reader does not see it)."""

    budget: Budget
    ore: int
    address: str


class TypeRow(NamedTuple):
    """A type of cost: what each version has for it (None: nothing), the accounts now and before, and what it changed by."""

    name: str
    amounts: Sequence[int | None]
    accounts: str
    accounts_before: str
    difference: int


class Year(NamedTuple):
    """A year's versions, the last first, and their rows beside each other."""

    year: int
    versions: Sequence[Version]
    rows: Sequence[TypeRow]
    difference: int


@page("web/money/budgets.html", may=Right.SEE_JOINT)
def budgets(asked: Asked, id: UUID) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """Every year's budget, the last year first."""
    place = place_of(asked, id)
    by_year = _by_year(asked, place)
    addresses = decision_addresses(asked, [one for of in by_year.values() for one in of])
    years = [_year(year, by_year[year], addresses) for year in sorted(by_year, reverse=True)]
    write_read(asked.somebody, place.agreement.urn, page="budgets", on=str(asked.on))
    return {"place": place, "agreement": place.agreement, "years": years, "lead": _lead(asked, years)}


@page("web/money/budget_new.html", may=Right.KEEP_ACCOUNTS, methods=("GET", "POST"))
def new_budget(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """Record a budget; the form begins from the last version of the year, or of the last year that has one."""
    place = place_of(asked, id)
    by_year = _by_year(asked, place)
    held = {str(one.entry): one for one in decisions_of(place.agreement, asked.somebody.organisation, asked.view)}
    tables = _tables(asked.language, held.values())
    problem = ""
    wrongs: Wrongs = {}
    data = asked.request.POST
    more = data.get("more", "")
    if asked.request.method == "POST":
        rows = [given(one, data) for one in tables]
        chosen = held.get(rows[0][0]["entry"])
        if chosen is not None:
            rows[0][0] |= {"body": chosen.body, "section": chosen.section, "decided": str(chosen.day)}
        found = [values(one, row, asked.language) for one, row in zip(tables, rows, strict=True)]
        wrongs = {} if more else found[0][1] | found[1][1] or _accounts_twice(asked, found[1][0])
        if wrongs:
            problem = say("money", "wrong.some", {"count": len(wrongs)}, asked.language)
        elif not more:
            try:
                return HttpResponseRedirect(_recorded(asked, place, by_year, found[0][0][0], found[1][0]))
            except InvalidError as error:
                problem = say("actions", error.code, error.values, asked.language)
    else:
        rows = _begun(asked, by_year)
    return {
        "place": place, "agreement": place.agreement, "problem": problem,
        "tables": [
            shown(one, row, wrongs, 6 if more == one.name else 2) for one, row in zip(tables, rows, strict=True)
        ],
        "bodies": Body.objects.filter(organisation=asked.somebody.organisation, endings=None).order_by("name"),
    }  # fmt: skip


def _recorded(
    asked: Asked, place: Place, by_year: dict[int, list[Budget]], decision: dict[str, Any], rows: Sequence[dict[str, Any]]
) -> str:  # fmt: skip
    """Record it, unless the last version says the same (a second click): the address that it leads to."""
    types = _types(rows)
    before = next(iter(by_year.get(decision["year"], ())), None)
    told = "budget.same" if before is not None and _same(before, decision, types) else "budget.recorded"
    if told == "budget.recorded":
        record_budget(
            asked.somebody, agreement=place.agreement, year=decision["year"], body=decision["body"], section=decision["section"],
            decided=date.fromisoformat(decision["decided"]), rows=types, note=decision.get("note", ""),
            entry=int(decision["entry"]) if "entry" in decision else None,
        )  # fmt: skip
    messages.success(asked.request, say("money", told, {"year": decision["year"]}, asked.language))
    return reverse("budgets", kwargs={"id": place.agreement.pk})


def _types(rows: Sequence[dict[str, Any]]) -> list[CostType]:
    return [CostType(row["cost_type"], ore_of(row["kronor"]), tuple(row.get("accounts", ()))) for row in rows]


def _accounts_twice(asked: Asked, rows: Sequence[dict[str, Any]]) -> Wrongs:
    refused = accounts_twice(_types(rows))
    return {
        ("budget", at, "accounts"): say("actions", one.code, one.values, asked.language) for at, one in refused.items()
    }


def _same(before: Budget, decision: dict[str, Any], types: Sequence[CostType]) -> bool:
    said = before.body, before.section, str(before.decided), before.note, str(before.entry_id or "")
    section = decision["section"].lstrip("§ \u00a0").strip()
    lines = [CostType(one.cost_type, one.ore, tuple(one.accounts)) for one in _lines(before)]
    now = decision["body"], section, decision["decided"], decision.get("note", ""), decision.get("entry", "")
    return said == now and lines == list(types)


def _by_year(asked: Asked, place: Place) -> dict[int, list[Budget]]:
    """The versions of each year, the last first, as known."""
    rows = place.agreement.budgets.select_related("by", "entry").prefetch_related("lines").order_by("-number")
    found: dict[int, list[Budget]] = defaultdict(list)
    for one in rows if asked.view.until is None else rows.filter(recorded__lt=asked.view.until):
        found[one.year].append(one)
    return found


def _lines(budget: Budget) -> list[BudgetLine]:
    return sorted(budget.lines.all(), key=lambda one: one.position)


def _year(year: int, versions: Sequence[Budget], addresses: Mapping[UUID, str]) -> Year:
    """The versions' rows by type, in the order of the last version; then those that it no longer has."""
    lines = [{one.cost_type: one for one in _lines(budget)} for budget in versions]
    names = dict.fromkeys(name for of in lines for name in of)
    rows = []
    for name in names:
        amounts = [of[name].ore if name in of else None for of in lines]
        said = [", ".join(of[name].accounts) if name in of else "" for of in lines]
        before = said[1] if len(said) > 1 and name in lines[0] and name in lines[1] and said[1] != said[0] else ""
        difference = (amounts[0] or 0) - (amounts[1] or 0) if len(amounts) > 1 else 0
        rows.append(TypeRow(name, amounts, said[0], before, difference))
    sums = [
        Version(budget, sum(one.ore for one in of.values()), addresses.get(budget.pk, ""))
        for budget, of in zip(versions, lines, strict=True)
    ]
    return Year(year, sums, rows, sums[0].ore - sums[1].ore if len(sums) > 1 else 0)


def _lead(asked: Asked, years: Sequence[Year]) -> str:
    if not years:
        return say(
            "money", "budgets.none.then" if asked.known else "budgets.none", {"known": asked.known}, asked.language
        )
    now = next((one for one in years if one.year == asked.on.year), None)
    if now is None:
        return say(
            "money",
            "budgets.not_this_year",
            {"year": asked.on.year, "years": sorted(one.year for one in years)},
            asked.language,
        )
    last = now.versions[0]
    return say(
        "money", "budgets.lead",
        {
            "year": now.year, "amount": amount(last.ore, asked.language), "body": last.budget.body, "section": last.budget.section,
            "day": last.budget.decided,
        },
        asked.language,
    )  # fmt: skip


def _begun(asked: Asked, by_year: dict[int, list[Budget]]) -> list[list[Written]]:
    """What the form begins with."""
    wanted = year_asked(asked)
    year = wanted or asked.on.year
    of = year if year in by_year else max(by_year, default=None)
    if of is None:
        return [[{"year": str(year)}], []]
    last = by_year[of][0]
    decision = {"year": str(year if wanted or of != year else of), "body": last.body}
    rows = [
        {"cost_type": one.cost_type, "kronor": kronor_written(one.ore), "accounts": ", ".join(one.accounts)}
        for one in _lines(last)
    ]  # fmt: skip
    return [[decision], rows]


def _tables(language: Language, held: Iterable[Decided]) -> tuple[Table, Table]:
    def word(code: str) -> str:
        return say("money", f"field.{code}", {}, language)

    decisions = [(str(one.entry), say("money", "budget.choose", {**one._asdict()}, language)) for one in held]
    choose = (Field("entry", "choice", word("entry"), choices=decisions),)

    return (
        Table(
            "decision",
            (
                *choose, Field("year", "year", word("year"), needed=True), Field("body", "text", word("body"), needed=True),
                Field("section", "text", word("section"), needed=True), Field("decided", "day", word("decided"), needed=True),
                Field("note", "text", word("note")),
            ),
            single=True,
        ),
        Table(
            "budget",
            (
                Field("cost_type", "text", word("cost_type"), needed=True), Field("kronor", "kronor", word("kronor"), needed=True),
                Field("accounts", "accounts", word("accounts")),
            ),
        ),
    )  # fmt: skip
