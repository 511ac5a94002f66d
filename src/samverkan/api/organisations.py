"""Organisations: one's own, and those one has agreements with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from samverkan.actions.roles import Right
from samverkan.api.asking import Day, Days, Known, Request
from samverkan.api.paging import Listed, Paging, listed, one_of, page_example
from samverkan.api.routing import answered, get
from samverkan.api.shapes import NUMBER, Number
from samverkan.store.shown import organisations_shown

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from samverkan.store.models import Organisation

router = Router(tags=["organisations"])


class Name(Schema):
    """What an organisation is called from a day on."""

    name: str
    from_: Day = Field(..., alias="from")


class OrganisationOut(Schema):
    """A legal person: region, municipality, association of local authorities; `name` is that of the day asked about."""

    number: Number
    kind: str
    name: str
    names: list[Name]


class Wanted(Paging, Days):
    """Which organisations."""


_EXAMPLE: Final[dict[str, Any]] = {
    "number": "2321990018", "kind": "region", "name": "Region Västana",
    "names": [{"name": "Region Västana", "from": "1999-01-01"}],
}  # fmt: skip


@get(router, "", may=Right.SEE_JOINT, answer=Listed[OrganisationOut], example=page_example("organisations", _EXAMPLE))
def organisations(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The organisations, in order of their numbers."""
    day = request.auth.day(wanted)
    return listed(request, _rows(request, wanted), wanted, lambda one: _shape(one, day))


@get(router, "/{number}", may=Right.SEE_JOINT, answer=OrganisationOut, example=_EXAMPLE)
def organisation(request: Request, number: str, days: Query[Days]) -> HttpResponse:
    """One organisation."""
    found = one_of(_rows(request, days), *re.findall(NUMBER, number))
    return answered(_shape(found, request.auth.day(days)))


def _rows(request: Request, days: Known) -> QuerySet[Organisation]:
    call = request.auth
    return organisations_shown(call.acting.organisation, call.view(days)).order_by("pk")


def _shape(one: Organisation, day: date) -> dict[str, Any]:
    names = sorted(one.names.all(), key=lambda name: (name.from_day, name.pk))
    return {
        "number": one.pk,
        "kind": one.kind,
        "name": one.called(day),
        "names": [{"name": name.name, "from": name.from_day} for name in names],
    }
