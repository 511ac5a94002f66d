"""Assignments: what bodies were told to do in the agreements' papers, and whether it was reported back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from samverkan.actions.roles import Right
from samverkan.api.asking import Days, Request
from samverkan.api.paging import Listed, Paging, listed, page_example, too_many
from samverkan.api.routing import get
from samverkan.api.shapes import CITE_EXAMPLE
from samverkan.api.standing import AssignmentOf, with_addresses
from samverkan.core.writing.standing_json import assignment_json
from samverkan.store.assignments import assignments_shown

if TYPE_CHECKING:
    from samverkan.store.assignments import Assigned

router = Router(tags=["assignments"])


class AssignmentOut(AssignmentOf):
    """An assignment of an agreement; `orphan`: a report of what is not on file, or one given to a body that is none."""

    agreement: UUID


class Wanted(Paging, Days):
    """Which assignments."""

    agreement: UUID | None = None
    status: Literal["given", "fulfilled", "orphan"] | None = None


_EXAMPLE: Final[dict[str, Any]] = {
    "agreement": "6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6", "date": "2021-09-08", "section": "144",
    "body": "Socialnämnden", "status": "given", "basis": "decided",
    "text": "Förvaltningen får i uppdrag att följa upp verksamheten och återkomma senast den 1 mars 2022.",
    "due": "2022-03-01", "reported": ["2022-02-16"],
    "points": [{
        "text": "Förvaltningen får i uppdrag att följa upp verksamheten och återkomma senast den 1 mars 2022.", "due": "2022-03-01",
        "reported": True,
    }], "citations": [CITE_EXAMPLE],
}  # fmt: skip


@get(
    router, "", may=Right.SEE_JOINT, answer=Listed[AssignmentOut], example=page_example("assignments", _EXAMPLE)
)  # fmt: skip
def assignments(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The assignments as they stand on the day, the earliest first."""
    call = request.auth
    found = assignments_shown(
        call.acting.organisation, call.view(wanted), on=wanted.on or call.today, today=call.today,
        agreement=wanted.agreement, status=wanted.status, start=(wanted.page - 1) * wanted.limit, count=wanted.limit,
    )  # fmt: skip
    if found is None:
        raise too_many(call, "agreement")
    return listed(request, found.rows, wanted, _shape, total=found.total)


def _shape(one: Assigned) -> dict[str, Any]:
    said: dict[str, Any] = with_addresses(assignment_json(one.state))
    return {"agreement": one.agreement, **said}
