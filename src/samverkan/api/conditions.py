"""Conditions: what the parties' decisions wait for, over all agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from samverkan.actions.roles import Right
from samverkan.api.asking import Days, Request
from samverkan.api.paging import Listed, Paging, listed, page_example, too_many
from samverkan.api.routing import get
from samverkan.api.shapes import CITE_EXAMPLE, PartialDay
from samverkan.api.standing import ConditionOf, with_addresses
from samverkan.core.writing.standing_json import condition_json
from samverkan.core.writing.waiting import waiting
from samverkan.store.conditions import conditionals
from samverkan.words.proofs import say_proof

if TYPE_CHECKING:
    from samverkan.api.asking import Call
    from samverkan.core.writing.waiting import Waiting

router = Router(tags=["conditions"])


class ConditionOut(ConditionOf):
    """A condition of an agreement: whose decision of which day and § waits, and for whom (empty: for no single body)."""

    agreement: UUID
    date: PartialDay | None
    section: str | None
    waits_for: list[str]


class Wanted(Paging, Days):
    """Which conditions."""

    agreement: UUID | None = None
    which: Literal["open", "all"] = "open"


_EXAMPLE: Final[dict[str, Any]] = {
    "agreement": "6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6", "party": "Lindmora kommun", "kind": "matching_decision", "on": "Region Västana",
    "met": None, "text": "under förutsättning att hälso- och sjukvårdsnämnden i Region Västana fattar likalydande beslut",
    "citations": [CITE_EXAMPLE], "because": "Det är inte visat om Region Västana har fattat ett likalydande beslut.",
    "date": "2024-06-12", "section": "71", "waits_for": ["Region Västana"],
}  # fmt: skip


@get(
    router, "", may=Right.SEE_JOINT, answer=Listed[ConditionOut], example=page_example("conditions", _EXAMPLE)
)  # fmt: skip
def conditions(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The conditions that are not met, by the agreement's title; with `which=all` those that are, and of what is over, too."""
    call = request.auth
    found = conditionals(
        call.acting.organisation, call.view(wanted), on=wanted.on or call.today, today=call.today, over=wanted.which == "all",
        agreement=wanted.agreement,
    )  # fmt: skip
    if not found.whole:
        raise too_many(call, "agreement")
    rows = [
        (one.agreement, wait)
        for one in found.agreements
        for wait in waiting(one.answer, one.facts)
        if wanted.which == "all" or wait.condition.met is not True
    ]
    return listed(request, rows, wanted, lambda row: _shape(row[0], row[1], call))


def _shape(agreement: UUID, one: Waiting, call: Call) -> dict[str, Any]:
    said: dict[str, Any] = with_addresses(
        condition_json(one.condition, say=lambda code, values: say_proof(code, values, call.language))
    )
    return {
        "agreement": agreement, **said, "date": None if one.since is None else str(one.since), "section": one.section,
        "waits_for": list(one.whom),
    }  # fmt: skip
