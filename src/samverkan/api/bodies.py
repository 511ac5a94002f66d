"""Bodies: who decides for an organisation, from which day to which, and who took over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from samverkan.actions.roles import Right
from samverkan.api.asking import Day, Known, Request
from samverkan.api.naming import name_of, rows_named
from samverkan.api.paging import Listed, Paging, listed, narrowed, one_of, page_example
from samverkan.api.routing import answered, get
from samverkan.api.shapes import Number
from samverkan.store.shown import bodies_shown

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverkan.store.models import Body

router = Router(tags=["bodies"])
KIND: Final = "body"


class BodyOut(Schema):
    """A body that meets and decides; `to` is its last day, null where it goes on."""

    id: UUID
    organisation: Number
    name: str
    from_: Day | None = Field(..., alias="from")
    to: Day | None
    successors: list[UUID]


class Wanted(Paging, Known):
    """Which bodies."""

    organisation: Number | None = None


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "2fc0f496-cf0c-8d82-bb37-d21cbfecbb27", "organisation": "2120990011", "name": "Socialnämnden",
    "from": "2019-01-01", "to": None, "successors": [],
}  # fmt: skip


@get(router, "", may=Right.SEE_JOINT, answer=Listed[BodyOut], example=page_example("bodies", _EXAMPLE))
def bodies(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The bodies of the organisations that one has to do with."""
    return listed(request, narrowed(_rows(request, wanted), wanted, organisation="organisation"), wanted, _shape)


@get(router, "/{uuid:id}", may=Right.SEE_JOINT, answer=BodyOut, example=_EXAMPLE)
def body(request: Request, id: UUID, days: Query[Known]) -> HttpResponse:  # noqa: A002
    """One body."""
    return answered(_shape(one_of(_rows(request, days), *rows_named(KIND, id))))


def _rows(request: Request, days: Known) -> QuerySet[Body]:
    call = request.auth
    return bodies_shown(call.acting.organisation, call.view(days)).order_by("organisation", "pk")


def _shape(one: Body) -> dict[str, Any]:
    successors = [ending.successor_id for ending in one.endings.all() if ending.successor_id is not None]
    return {
        "id": name_of(KIND, one.pk),
        "organisation": one.organisation_id,
        "name": one.name,
        "from": one.from_day,
        "to": one.ended_on(),
        "successors": [name_of(KIND, successor) for successor in successors],
    }
