"""How one agreement stands on a day, as seen by the organisation: exactly the agreement that `standing --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router, Schema

from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.api.asking import Days, Request
from samverkan.api.naming import name_of
from samverkan.api.paging import one_of
from samverkan.api.routing import answered, get
from samverkan.api.shapes import CITE_EXAMPLE, Cite, PartialDay, address_of
from samverkan.core.writing.standing_json import standings_json
from samverkan.store.shown import agreements_shown
from samverkan.store.standings import standings
from samverkan.words.proofs import say_proof

if TYPE_CHECKING:
    from samverkan.api.asking import Call
    from samverkan.store.models import Agreement

router = Router(tags=["agreements"])


class PartyOf(Schema):
    """A party and how far it has come."""

    name: str
    body: str | None
    registry_numbers: list[str]
    status: str
    left: PartialDay | None
    citations: list[Cite]


class Share(Schema):
    """A party's part of the cost."""

    party: str
    measure: str
    percent: str | None
    value: str | None


class Terms(Schema):
    """The terms between two days."""

    from_: PartialDay | None = Field(..., alias="from")
    to: PartialDay | None
    open_ended: bool
    extension: bool | None
    basis: str
    bases: dict[str, str]
    shares: list[Share]
    confirmed: bool
    citations: list[Cite]


class Previous(Schema):
    """An earlier agreement that the papers only tell of."""

    title: str | None
    terms: list[Terms]
    citations: list[Cite]


class Side(Schema):
    """What one party's papers say of a term."""

    party: str
    value: Any
    words: str | None
    citations: list[Cite]


class Match(Schema):
    """One term compared."""

    term: Literal["object", "parties", "period", "extension", "shares"]
    verdict: Literal["identical", "equivalent", "differs", "cannot_tell"]
    values: list[Side]


class ConditionOf(Schema):
    """One condition of a party's decision."""

    party: str
    kind: str
    on: str | None
    met: bool | None
    text: str | None
    citations: list[Cite]
    because: str


class Open(Schema):
    """What is missing or unsure."""

    code: str
    party: str | None
    message: str
    values: dict[str, Any]
    citations: list[Cite]


class AssignmentPointOf(Schema):
    """One of the assignments that a § gives."""

    text: str | None
    due: PartialDay | None
    reported: bool


class AssignmentOf(Schema):
    """An assignment and what became of it."""

    date: PartialDay | None
    section: str | None
    body: str | None
    status: Literal["given", "fulfilled", "orphan"]
    basis: str
    text: str | None
    due: PartialDay | None
    reported: list[PartialDay | None]
    points: list[AssignmentPointOf]
    citations: list[Cite]


class Told(Schema):
    """What a paper only tells of."""

    act: str
    by: str | None
    date: PartialDay | None
    section: str | None
    planned: bool
    text: str | None
    citations: list[Cite]


class Proof(Schema):
    """A rule applied, and its own reasons."""

    rule: str
    holds: bool | None
    says: str
    values: dict[str, Any]
    citations: list[Cite]
    because: list[Proof]


class StandingOut(Schema):
    """An agreement's standing, the agreement object of the contract's `standing --json`."""

    cooperation: str
    object: str | None
    title: str | None
    parties: list[PartyOf]
    standing: Literal["proposed", "awaiting", "agreed", "in_force", "ended", "lapsed", "cannot_tell"]
    terms: list[Terms]
    previous: list[Previous]
    matching: list[Match]
    conditions: list[ConditionOf]
    open: list[Open]
    assignments: list[AssignmentOf]
    told: list[Told]
    proof: Proof


_EXAMPLE: Final[dict[str, Any]] = {
    "cooperation": "spädbarnsverksamhet i Lindmora", "object": "spädbarnsverksamhet i Lindmora",
    "title": "Samverkansavtal om spädbarnsverksamhet",
    "parties": [{
        "name": "Region Västana", "body": "Hälso- och sjukvårdsnämnden", "registry_numbers": ["HSN 2019-0112"],
        "status": "decided", "left": None, "citations": [CITE_EXAMPLE],
    }],
    "standing": "awaiting",
    "terms": [{
        "from": "2020-01-01", "to": "2022-12-31", "open_ended": False, "extension": True, "basis": "decided",
        "bases": {"period": "decided", "shares": "told"},
        "shares": [{"party": "Region Västana", "measure": "percent", "percent": "50", "value": None}],
        "confirmed": False, "citations": [CITE_EXAMPLE],
    }],
    "previous": [], "conditions": [], "assignments": [], "told": [],
    "matching": [{
        "term": "period", "verdict": "cannot_tell",
        "values": [{"party": "Lindmora kommun", "value": None, "words": None, "citations": []}],
    }],
    "open": [{
        "code": "missing_decision", "party": "Lindmora kommun", "values": {"party": "Lindmora kommun"},
        "message": "Be Lindmora kommun om dess beslut: inget finns bland handlingarna.", "citations": [],
    }],
    "proof": {
        "rule": "awaiting", "holds": True, "says": "Någon part har beslutat, men inte alla.", "values": {},
        "citations": [CITE_EXAMPLE], "because": [],
    },
}  # fmt: skip


@get(router, "/{uuid:id}/standing", may=Right.SEE_JOINT, answer=StandingOut, example=_EXAMPLE)
def standing(request: Request, id: UUID, days: Query[Days]) -> HttpResponse:  # noqa: A002
    """The standing, its terms and its proof."""
    call = request.auth
    one = agreement_of(call, id, days)
    on = days.on or call.today
    order, found = standings(one.cooperation_id, call.view(days), on=on, party=call.acting.organisation)
    if one.pk not in order:
        raise Http404
    write_read(call.acting, one.urn, page="standing", on=str(on))
    mine = found._replace(agreements=(found.agreements[order.index(one.pk)],))
    said = standings_json(mine, say=lambda code, values: say_proof(code, values, call.language))
    return answered(with_addresses(said["agreements"][0]))


def agreement_of(call: Call, id: UUID, days: Days) -> Agreement:  # noqa: A002
    """The agreement, where the organisation was party to it by then."""
    return one_of(agreements_shown(call.acting.organisation, call.view(days)), id)


def with_addresses(said: Any) -> Any:
    """The same JSON, each citation's source as the address of its document."""
    if isinstance(said, list):
        return [with_addresses(one) for one in said]
    if not isinstance(said, dict):
        return said
    return {
        name: _source(value) if name == "source" and "span" in said else with_addresses(value)
        for name, value in said.items()
    }


def _source(source: str) -> str:
    """A document's address; what a person says has a name alone."""
    kind, colon, row = source.partition(":")
    return name_of(kind, int(row)).urn if colon else address_of(source)
