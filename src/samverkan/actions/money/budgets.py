"""A year's budget of an agreement is recorded as it was decided; later versions stand beside the earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.money.rules import party_to
from samverkan.actions.roles import Right
from samverkan.core.funding.account_patterns import overlaps
from samverkan.store.models import Budget, BudgetLine
from samverkan.store.money.decisions import decisions_of
from samverkan.store.taking_turns import take_turns
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from samverkan.store.models import Agreement


class CostType(NamedTuple):
    """A row of a budget: what kind of cost, how much, and which accounts are of it ("5010", "50*", "5000-5099")."""

    name: str
    ore: int
    accounts: tuple[str, ...] = ()


_MOST: Final = {"body": 200, "section": 20, "note": 400, "cost_type": 120}
"""How many characters each word may have."""


@action(Right.KEEP_ACCOUNTS)
def record_budget(
    acting: Acting, *, agreement: Agreement, year: int, body: str, section: str, decided: date, rows: Sequence[CostType], note: str = "",
    entry: int | None = None,
) -> Budget:  # fmt: skip
    """Record the budget of a year, decided by a body in a §. `entry`: that §, where the organisation holds it (`decisions_of`).

    InvalidError where it says no decision or one later than today, has no rows, one twice or an account of two of them, or a word
    that is too long; where the § is none that the organisation holds, or another than is said.
    """
    party_to(acting, agreement)
    if not 1990 <= year <= 2200:
        raise InvalidError("budget_year", year=year)
    if not body.strip() or not _bare(section):
        raise InvalidError("budget_without_decision")
    if not decided.year >= 1990 or decided > acting.today:
        raise InvalidError("budget_decided", day=decided)
    said = {"body": [body], "section": [section], "note": [note], "cost_type": [row.name for row in rows]}
    for field, texts in said.items():
        if any(len(text.strip()) > _MOST[field] for text in texts):
            raise InvalidError("budget_word_long", field=Said("money", f"field.{field}"), most=_MOST[field])
    if entry is not None:
        _refuse_other(acting, agreement, entry, (body.strip(), _bare(section), decided))
    if not rows:
        raise InvalidError("budget_empty")
    names = [row.name.strip().casefold() for row in rows]
    if "" in names:
        raise InvalidError("budget_row_without_name", number=names.index("") + 1)
    double = next((row.name for at, row in enumerate(rows) if names[at] in names[:at]), None)
    if double is not None:
        raise InvalidError("budget_row_twice", name=double)
    for refusal in accounts_twice(rows).values():
        raise refusal
    for words in (text for texts in said.values() for text in texts):
        refuse_in_words(words)
    take_turns([agreement.pk])
    last = Budget.objects.filter(agreement=agreement, year=year).order_by("-number").first()
    if last is not None and _same(last, body, section, decided, rows, entry):
        raise InvalidError("budget_same", year=year, number=last.number)
    number = Budget.objects.filter(agreement=agreement, year=year).count() + 1
    made = Budget.objects.create(
        agreement=agreement, organisation=acting.organisation, year=year, number=number, body=body.strip(),
        section=_bare(section), decided=decided, entry_id=entry, note=note.strip(),
        by=acting.person, recorded=acting.at,
    )  # fmt: skip
    BudgetLine.objects.bulk_create(
        BudgetLine(budget=made, position=at, cost_type=row.name.strip(), ore=row.ore, accounts=list(row.accounts))
        for at, row in enumerate(rows)
    )
    acting.note("budget_recorded", agreement.pk, year=year, number=number)
    return made


def accounts_twice(rows: Sequence[CostType]) -> dict[int, InvalidError]:
    """By row, from 0: the refusal of one whose accounts are also of an earlier row's; a cost is of one type alone."""
    found = {}
    for one in overlaps([row.accounts for row in rows]):
        code = "budget_accounts_twice" if one.pattern == one.other_pattern else "budget_accounts_overlap"
        found[one.row] = InvalidError(code, accounts=one.pattern, other=one.other_pattern, name=rows[one.other].name)
    return found


def _refuse_other(acting: Acting, agreement: Agreement, entry: int, said: tuple[str, str, date]) -> None:
    held = decisions_of(agreement, acting.organisation, acting.view())
    found = next((one for one in held if one.entry == entry), None)
    if found is None:
        raise InvalidError("budget_decision_unknown")
    if (found.body, found.section, found.day) != said:
        raise InvalidError("budget_decision_other", body=found.body, section=found.section, day=found.day)


def _bare(section: str) -> str:
    return section.strip().lstrip("§ \u00a0")


def _same(
    last: Budget, body: str, section: str, decided: date, rows: Sequence[CostType], entry: int | None
) -> bool:  # fmt: skip
    """Whether it is the last version once more: a second click."""
    kept = [(row.cost_type, row.ore, list(row.accounts)) for row in last.lines.order_by("position")]
    said = (last.body, last.section, last.decided, last.entry_id) == (body.strip(), _bare(section), decided, entry)
    return said and kept == [(row.name.strip(), row.ore, list(row.accounts)) for row in rows]
