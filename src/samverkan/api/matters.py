"""Matters: what the organisation handles under its own registry numbers, and the agreements they concern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from samverkan.actions.roles import Right
from samverkan.api import bodies
from samverkan.api.asking import Day, Known, Request
from samverkan.api.naming import name_of, rows_named
from samverkan.api.paging import Even, Listed, Paging, listed, narrowed, one_of, page_example
from samverkan.api.routing import answered, get
from samverkan.api.shapes import Number
from samverkan.store.shown import matters_shown

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverkan.store.models import Matter

router = Router(tags=["matters"])
KIND: Final = "matter"


class MatterOut(Schema):
    """A matter; `link` leads to the organisation's own diary system."""

    id: UUID
    organisation: Number
    body: UUID | None
    registry_number: str
    title: str | None
    opened: Day | None
    link: str | None
    agreements: list[UUID]


class Wanted(Paging, Known):
    """Which matters."""

    registry_number: Even | None = None


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "47a62e6e-9b23-8154-a134-fb0f71f7db0d", "organisation": "2321990018", "body": None,
    "registry_number": "HSN 2019-0112", "title": "Samverkansavtal om spädbarnsverksamhet", "opened": None,
    "link": None, "agreements": ["6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6"],
}  # fmt: skip


@get(router, "", may=Right.SEE, answer=Listed[MatterOut], example=page_example("matters", _EXAMPLE))
def matters(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The organisation's own matters; one of them by its registry number as printed."""
    rows = narrowed(_rows(request, wanted), wanted, registry_number="registry_number")
    return listed(request, rows, wanted, _shape)


@get(router, "/{uuid:id}", may=Right.SEE, answer=MatterOut, example=_EXAMPLE)
def matter(request: Request, id: UUID, days: Query[Known]) -> HttpResponse:  # noqa: A002
    """One matter."""
    return answered(_shape(one_of(_rows(request, days), *rows_named(KIND, id))))


def _rows(request: Request, days: Known) -> QuerySet[Matter]:
    call = request.auth
    return matters_shown(call.acting.organisation, call.view(days)).order_by("pk")


def _shape(one: Matter) -> dict[str, Any]:
    return {
        "id": name_of(KIND, one.pk),
        "organisation": one.organisation_id,
        "body": None if one.body_id is None else name_of(bodies.KIND, one.body_id),
        "registry_number": one.registry_number,
        "title": one.title or None,
        "opened": one.opened,
        "link": one.link or None,
        "agreements": [said.agreement_id for said in one.agreements.all()],
    }
