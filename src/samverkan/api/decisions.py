"""Decisions: what parties' own bodies have decided on agreements. A proposal is never one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samverkan.actions.roles import Right
from samverkan.api import items
from samverkan.api.asking import Day, Known, Request
from samverkan.api.naming import name_of, rows_named
from samverkan.api.paging import Listed, Paging, listed, narrowed, one_of, page_example
from samverkan.api.routing import answered, get
from samverkan.api.shapes import CITE_EXAMPLE, Cite, Condition, Number, PartialDay, cite
from samverkan.core.standing.items import OWN
from samverkan.store.shown import facts_shown

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from samverkan.store.models import Fact

router = Router(tags=["decisions"])
KIND: Final = "decision"
_KINDS: Final = {"Decision": None, "Extension": "extend", "Amendment": "amend", "Termination": "terminate"}
"""The facts that are decisions, and their act where it is not theirs to say."""


class Stated(Schema):
    """That a person of the organisation told of it, not a paper: the day it was recorded, and why, in their words."""

    recorded: Day
    why: str


class DecisionOut(Schema):
    """One decision; `act` says what it does with the agreement, as the docs of the JSON list it, or extend or amend.

    One that a person stated has neither `item` nor `document`, and `stated` says why; otherwise `stated` is null.
    """

    id: UUID
    item: UUID | None
    document: UUID | None
    agreement: UUID | None
    organisation: Number
    kind: Literal["decision", "extension", "amendment", "termination"]
    act: str
    party: str
    body: str | None
    date: PartialDay | None
    section: str | None
    registry_number: str | None
    conditions: list[Condition]
    text: str | None
    stated: Stated | None
    citations: list[Cite]


class Wanted(Paging, Known):
    """Which decisions."""

    agreement: UUID | None = None


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "5fbdd74a-00f1-8dfd-8b01-9e5d94429d9e", "item": "b7a61161-c4f9-8f02-ae3f-84c053a02c34",
    "document": "0b6c2f4e-5d1a-4c3b-9f7e-2a1d8c6b5e40", "agreement": "6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6",
    "organisation": "2321990018", "kind": "decision", "act": "approve", "party": "Region Västana",
    "body": "Hälso- och sjukvårdsnämnden", "date": "2021-10-01", "section": "196",
    "registry_number": "HSNV 2021-00233",
    "conditions": [{"kind": "matching_decision", "on": None, "text": "under förutsättning av likalydande beslut"}],
    "text": "Nämnden godkänner avtalet.", "stated": None, "citations": [CITE_EXAMPLE],
}  # fmt: skip


@get(router, "", may=Right.SEE_JOINT, answer=Listed[DecisionOut], example=page_example("decisions", _EXAMPLE))
def decisions(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The decisions of what is on file and what is joint, the earliest first."""
    day = request.auth.day(wanted)
    rows = narrowed(_rows(request, wanted), wanted, agreement="agreement")
    return listed(request, rows, wanted, lambda one: _shape(one, day))


@get(router, "/{uuid:id}", may=Right.SEE_JOINT, answer=DecisionOut, example=_EXAMPLE)
def decision(request: Request, id: UUID, days: Query[Known]) -> HttpResponse:  # noqa: A002
    """One decision."""
    return answered(_shape(one_of(_rows(request, days), *rows_named(KIND, id)), request.auth.day(days)))


def _rows(request: Request, days: Known) -> QuerySet[Fact]:
    call = request.auth
    facts = facts_shown(call.acting.organisation, call.view(days)).filter(kind__in=_KINDS)
    decided = facts.filter(Q(value__proposed__isnull=True) | Q(value__proposed=False))
    return decided.select_related("entry").order_by("happened", "pk")


def _shape(one: Fact, day: date) -> dict[str, Any]:
    value, entry = one.value, one.entry
    assert value is not None
    citations = value.get("citations", ()) if entry is not None else ()
    cited = [cite(found, entry.document_id) for found in citations] if entry is not None else [_said(one)]
    conditions = [
        {"kind": found["kind"], "on": found.get("on"), "text": found.get("text", "")}
        for found in value.get("conditions", ())
    ]
    return {
        "id": name_of(KIND, one.pk),
        "item": entry and name_of(items.KIND, entry.pk),
        "document": entry and entry.document_id,
        "agreement": one.agreement_id,
        "organisation": one.organisation_id,
        "kind": one.kind.lower(),
        "act": _KINDS[one.kind] or value["act"],
        "party": one.organisation.called(day) if value["party"] == OWN else value["party"],
        "body": value.get("body"),
        "date": one.happened or None,
        "section": value.get("section"),
        "registry_number": value.get("registry_number"),
        "conditions": conditions,
        "text": next((found["words"] for found in citations if found.get("words")), None),
        "stated": None if entry is not None else {"recorded": _recorded(one), "why": one.why},
        "citations": cited,
    }


def _said(one: Fact) -> dict[str, Any]:
    """What a person says, cited as the standing cites it: by a name alone."""
    source = name_of("fact", one.pk).urn
    return {"source": source, "page": None, "section": None, "date": str(_recorded(one)), "span": None}


def _recorded(one: Fact) -> date:
    return timezone.localtime(one.recorded).date()
