"""Conditions: who waits for whom, and for what, over all agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.actions.roles import Right
from samverkan.store.conditions import OVER, conditionals
from samverkan.store.portfolio import AT_MOST
from samverkan.web.listing import as_csv, wants_csv
from samverkan.web.page import page
from samverkan.web.waiting import picture, rows
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from samverkan.store.conditions import Conditionals
    from samverkan.web.asked import Asked
    from samverkan.web.waiting import Drawn, Row


class Group(NamedTuple):
    """The conditions of one agreement, and the picture of them. `waiting`: how many wait; none where it is over."""

    agreement: UUID
    title: str
    drawn: Drawn | None
    rows: Sequence[Row]
    waiting: int


@page("web/conditions.html", may=Right.SEE_JOINT)
def conditions(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The conditions that are not met, agreement by agreement; those that are, too, where they are asked for."""
    which = asked.request.GET.get("which", "")
    met = which == "all"
    found = conditionals(asked.somebody.organisation, asked.view, on=asked.on, today=asked.today, over=met)
    asked.hidden_of({place.source for place in found.quotes})
    groups = []
    for n, one in enumerate(found.agreements):
        listed = rows(one.answer, one.facts, found.quotes, one.agreement, asked, met=met)
        if listed:
            title = one.answer.title or one.answer.object or say("registers", "an_agreement", {}, asked.language)
            drawn = picture(one.answer, one.facts, asked, f"w{n}", met=met)
            over = one.answer.standing in OVER
            groups.append(
                Group(one.agreement, title, drawn, listed, 0 if over else sum(it.state != "met" for it in listed))
            )
    if wants_csv(asked):
        columns = [say("following", f"wait.column.{code}", {}, asked.language) for code in _COLUMNS]
        told = [
            (group.title, row.whose, row.since, row.kind, row.words, row.whom, row.word, row.why)
            for group in groups for row in group.rows
        ]  # fmt: skip
        part = () if found.whole else ((_said("some.file", asked, most=AT_MOST, total=found.total),),)
        return as_csv(asked, "conditions", columns, [*told, *part])
    return {
        "groups": groups,
        "met": met,
        "lead": _lead(groups, found, asked),
        "some": "" if found.whole else _said("some", asked),
    }


def _lead(groups: Sequence[Group], found: Conditionals, asked: Asked) -> str:
    """How many wait, in agreements that are not over; among how many, where not all are looked at."""
    counts = [group.waiting for group in groups if group.waiting]
    if not found.whole:
        code = "lead.some" if counts else "lead.some.none"
    else:
        code = "lead" if counts else "lead.none" if found.total else "lead.nothing"
    return _said(code, asked, count=sum(counts), agreements=len(counts), most=AT_MOST, total=found.total)


def _said(code: str, asked: Asked, **values: int) -> str:
    return say("following", f"wait.{code}", values, asked.language)


_COLUMNS = ("agreement", "whose", "since", "kind", "words", "whom", "state", "why")
