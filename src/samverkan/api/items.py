"""Items: the entries of documents that concern agreements, as they were confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from samverkan.actions.roles import Right
from samverkan.api.asking import Day, Known, Request
from samverkan.api.naming import name_of, rows_named
from samverkan.api.paging import Listed, Paging, listed, narrowed, one_of, page_example
from samverkan.api.routing import answered, get
from samverkan.api.shapes import CITE_EXAMPLE, Cite, Number, PartialDay, cite
from samverkan.store.shown import entries_shown

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverkan.store.models import Entry

router = Router(tags=["items"])
KIND: Final = "item"


class ItemOut(Schema):
    """One numbered entry of the minutes, or an agreement's own text: what it calls itself and where it stands."""

    id: UUID
    document: UUID
    agreement: UUID | None
    organisation: Number
    section: str | None
    date: PartialDay | None
    body: str | None
    registry_number: str | None
    title: str | None
    object: str | None
    reached: Day
    citation: Cite


class Wanted(Paging, Known):
    """Which items."""

    agreement: UUID | None = None
    document: UUID | None = None


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "b7a61161-c4f9-8f02-ae3f-84c053a02c34", "document": "0b6c2f4e-5d1a-4c3b-9f7e-2a1d8c6b5e40",
    "agreement": "6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6", "organisation": "2321990018", "section": "196",
    "date": "2021-10-01", "body": "Västra hälso- och sjukvårdsnämnden", "registry_number": "HSNV 2021-00233",
    "title": "Samverkansavtal om spädbarnsverksamhet i Alingsås", "object": "spädbarnsverksamhet i Alingsås",
    "reached": "2021-10-12", "citation": CITE_EXAMPLE,
}  # fmt: skip


@get(router, "", may=Right.SEE_JOINT, answer=Listed[ItemOut], example=page_example("items", _EXAMPLE))
def items(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The items of what is on file and what is joint, in the order they were recorded."""
    rows = narrowed(_rows(request, wanted), wanted, agreement="agreement", document="document")
    return listed(request, rows, wanted, _shape)


@get(router, "/{uuid:id}", may=Right.SEE_JOINT, answer=ItemOut, example=_EXAMPLE)
def item(request: Request, id: UUID, days: Query[Known]) -> HttpResponse:  # noqa: A002
    """One item."""
    return answered(_shape(one_of(_rows(request, days), *rows_named(KIND, id))))


def _rows(request: Request, days: Known) -> QuerySet[Entry]:
    call = request.auth
    return entries_shown(call.acting.organisation, call.view(days)).order_by("pk")


def _shape(one: Entry) -> dict[str, Any]:
    head = one.head
    return {
        "id": name_of(KIND, one.pk),
        "document": one.document_id,
        "agreement": one.agreement_id,
        "organisation": one.organisation_id,
        "section": head.get("section"),
        "date": head.get("day"),
        "body": head.get("body"),
        "registry_number": head.get("registry_number"),
        "title": head.get("title"),
        "object": head.get("object"),
        "reached": one.reached,
        "citation": cite(head["citation"], one.document_id),
    }
