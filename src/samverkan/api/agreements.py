"""Agreements: which there are, and how each stands on a day, in the list's few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from samverkan.actions.roles import Right
from samverkan.api.asking import Day, Days, Request
from samverkan.api.paging import Listed, Paging, Text, listed, page_example, too_many
from samverkan.api.routing import answered, get
from samverkan.api.shapes import Number
from samverkan.api.standing import agreement_of
from samverkan.store.deriving import derived_rows
from samverkan.store.models import Agreement
from samverkan.store.portfolio import Filter, as_opened, is_many, portfolio
from samverkan.store.shown import parties_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.api.asking import Call
    from samverkan.store.models import StandingSpan

router = Router(tags=["agreements"])

Standing = Literal["proposed", "awaiting", "agreed", "in_force", "ended", "lapsed", "cannot_tell"]


class PartyOut(Schema):
    """An organisation that is party to an agreement."""

    number: Number
    name: str


class AgreementOut(Schema):
    """One instrument and how it stands on the day asked about; `standing` null: no paper that is shown says anything."""

    id: UUID
    urn: str
    cooperation: UUID
    title: str | None
    standing: Standing | None
    begins: Day | None
    ends: Day | None
    parties: list[PartyOut]


class Wanted(Paging, Days):
    """Which agreements."""

    standing: Standing | None = None
    text: Text | None = None


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6", "urn": "urn:uuid:6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6",
    "cooperation": "d0f4a6c1-93b2-4b6e-a7d5-1c8e2f9b3a74", "title": "Samverkansavtal om spädbarnsverksamhet",
    "standing": "in_force", "begins": "2020-01-01", "ends": "2022-12-31",
    "parties": [{"number": "2120990011", "name": "Lindmora kommun"}, {"number": "2321990018", "name": "Region Västana"}],
}  # fmt: skip


@get(router, "", may=Right.SEE_JOINT, answer=Listed[AgreementOut], example=page_example("agreements", _EXAMPLE))
def agreements(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The agreements of which something is shown, by title; filtered by standing and by words.

    Of an earlier day, where they are many: in the order in which they were opened, and not filtered.
    """
    call = request.auth
    organisation, view = call.acting.organisation, call.view(wanted)
    filtered = Filter(wanted.standing or "", wanted.text or "", page=wanted.page, limit=wanted.limit)
    on = wanted.on or call.today
    if is_many(organisation, view, on=on, today=call.today):
        said = [name for name in ("standing", "text") if getattr(wanted, name)]
        if said:
            raise too_many(call, *said)
        found = as_opened(organisation, view, on=on, wanted=filtered)
    else:
        found = portfolio(organisation, view, on=on, today=call.today, wanted=filtered)
    rows = found.rows if wanted.page <= found.pages else []
    ids = [row.agreement_id for row in rows]
    cooperations = dict(Agreement.objects.filter(id__in=ids).values_list("id", "cooperation_id"))
    parties = _parties(ids, call, wanted)
    return listed(
        request, rows, wanted,
        lambda row: _shape(row.agreement_id, cooperations[row.agreement_id], row, parties), total=found.left,
    )  # fmt: skip


@get(router, "/{uuid:id}", may=Right.SEE_JOINT, answer=AgreementOut, example=_EXAMPLE)
def agreement(request: Request, id: UUID, days: Query[Days]) -> HttpResponse:  # noqa: A002
    """One agreement."""
    call = request.auth
    one = agreement_of(call, id, days)
    rows = derived_rows(
        call.acting.organisation, call.view(days), on=days.on or call.today, cooperation=one.cooperation_id
    )
    row = next((found for found in rows if found.agreement_id == one.pk), None)
    return answered(_shape(one.pk, one.cooperation_id, row, _parties([one.pk], call, days)))


def _parties(ids: Iterable[UUID], call: Call, days: Days) -> Mapping[UUID, list[dict[str, str]]]:
    found: dict[UUID, list[dict[str, str]]] = {}
    for one in parties_shown(ids, call.view(days)):
        name = one.organisation.called(call.day(days))
        found.setdefault(one.agreement_id, []).append({"number": one.organisation_id, "name": name})
    return found


def _shape(
    id: UUID, cooperation: UUID, row: StandingSpan | None, parties: Mapping[UUID, list[dict[str, str]]]  # noqa: A002
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": id,
        "urn": id.urn,
        "cooperation": cooperation,
        "title": row and (row.title or None),
        "standing": row and (row.standing or None),
        "begins": row and row.begins,
        "ends": row and row.ends,
        "parties": parties.get(id, []),
    }
