"""Conditions: who waits for whom, and for what, over all agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.actions.roles import Right
from samverkan.store.conditions import conditionals
from samverkan.store.portfolio import AT_MOST
from samverkan.web.listing import as_csv, wants_csv
from samverkan.web.page import page
from samverkan.web.waiting import picture, rows
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from samverkan.web.asked import Asked
    from samverkan.web.waiting import Drawn, Row


class Group(NamedTuple):
    """The conditions of one agreement, and the picture of them."""

    agreement: UUID
    title: str
    drawn: Drawn | None
    rows: Sequence[Row]


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
            groups.append(Group(one.agreement, title, picture(one.answer, one.facts, asked, f"w{n}"), listed))
    waiting = sum(row.state != "met" for group in groups for row in group.rows)
    if wants_csv(asked):
        columns = [say("following", f"wait.column.{code}", {}, asked.language) for code in _COLUMNS]
        return as_csv(asked, "conditions", columns, [
            (group.title, row.whose, row.since, row.kind, row.words, row.whom, row.word, row.why)
            for group in groups for row in group.rows
        ])  # fmt: skip
    among = sum(any(row.state != "met" for row in group.rows) for group in groups)
    code = "wait.lead" if waiting else "wait.lead.none" if found.total else "wait.lead.nothing"
    return {
        "groups": groups, "met": met, "lead": say("following", code, {"count": waiting, "agreements": among}, asked.language),
        "some": "" if found.whole else say("following", "wait.some", {"most": AT_MOST, "total": found.total}, asked.language),
    }  # fmt: skip


_COLUMNS = ("agreement", "whose", "since", "kind", "words", "whom", "state", "why")
