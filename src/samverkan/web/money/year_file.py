"""A year followed up as a file to calculate on: what the page shows of budget and cost in; one list of months and of types of cost out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from samverkan.web.listing import ListFile
from samverkan.words import say
from samverkan.words.amounts import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.funding.following import Followed
    from samverkan.store.models import Budget
    from samverkan.web.asked import Asked
    from samverkan.words import Language

_COLUMNS: Final = {"month": 14, "type": 28, "party": 28, "planned": 14, "cost": 14, "left": 14}
Cell = str | Decimal


def year_file(of: Followed, agreement: str, budget: Budget | None, asked: Asked) -> ListFile:
    """A row for each month and party, then one for each type of cost; above them the agreement's name and what the year goes by."""
    language = asked.language
    columns = [(say("settling", f"column.{code}", {}, language), width) for code, width in _COLUMNS.items()]
    sheets = say("settling", "sheet.about", {}, language), say("settling", "overview", {}, language)
    name = f"{say('settling', 'overview.file', {}, language)}-{of.year}"
    return ListFile(name, sheets, _about(of, agreement, budget, asked), columns, _rows(of, language))


def forecast_said(of: Followed, language: Language) -> str:
    """What the year is forecast to cost, and by which method."""
    said = {"year": of.year, "ore": amount(of.forecast or 0, language)}
    return say("settling", f"forecast.{of.method}", said, language)


def _about(of: Followed, agreement: str, budget: Budget | None, asked: Asked) -> Iterator[tuple[str, str]]:
    """Of which agreement, as known when, by which budget and with which forecast: a name and what it is."""
    language = asked.language
    yield say("settling", "overview.agreement", {}, language), agreement
    yield say("portfolio", "export.known", {}, language), str(asked.known or asked.on)
    if budget is not None:
        said = {"body": budget.body, "section": budget.section, "day": budget.decided}
        name = say("settling", "budget.by", {"year": of.year, "number": budget.number}, language)
        yield name, say("money", "budget.decided", said, language)
    if of.forecast is not None:
        yield say("settling", "forecast", {}, language), forecast_said(of, language)


def _rows(of: Followed, language: Language) -> Iterator[list[Cell]]:
    def word(code: str) -> str:
        return say("settling", code, {}, language)

    planned = of.planned is not None
    for at, month in enumerate(of.months, 1):
        name = word(f"month.{at}")
        for party, plan, cost in zip(of.parties, month.planned_parts, month.parts, strict=True):
            yield [name, "", party, *_amounts(plan if planned else None, cost)]
        plan, cost = month.planned - sum(month.planned_parts), month.cost - sum(month.parts)
        if plan or cost:
            yield [name, "", word("not_covered"), *_amounts(plan if planned else None, cost)]
    if any((*of.above, *of.planned_above)):
        for party, plan, cost in zip(of.parties, of.planned_above, of.above, strict=True):
            yield [word("above"), "", party, *_amounts(plan if planned else None, cost)]
    for row in of.types:
        yield ["", row.cost_type or word("type.other"), word("all_parties"), *_amounts(row.planned, row.cost)]


def _amounts(planned: int | None, cost: int) -> list[Cell]:
    """Budget, cost and what is left, in kronor; without a budget the cost alone."""
    if planned is None:
        return ["", Decimal(cost) / 100, ""]
    return [Decimal(planned) / 100, Decimal(cost) / 100, Decimal(planned - cost) / 100]
