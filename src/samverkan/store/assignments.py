"""The assignments of an organisation's agreements: a view and a day in, each with the agreement it stands in out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.standing import standing
from samverkan.store.load import rows_of, seen
from samverkan.store.models import Agreement
from samverkan.store.shown import facts_shown
from samverkan.store.standings import facts_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from samverkan.core.standing.values import AssignmentState
    from samverkan.store.models import Organisation
    from samverkan.store.view import View

_KINDS = ("AssignmentGiven", "AssignmentFulfilled")


class Assigned(NamedTuple):
    """An assignment as it stands in an agreement."""

    agreement: UUID
    state: AssignmentState


def assignments_shown(
    organisation: Organisation, view: View, *, on: date, agreement: UUID | None = None
) -> list[Assigned]:  # fmt: skip
    """The assignments of the agreements whose papers give or report one, the earliest first; of one agreement or all.

    As many questions to the database however many agreements there are.
    """
    facts = facts_shown(organisation, view).filter(kind__in=_KINDS, agreement__isnull=False)
    if agreement is not None:
        facts = facts.filter(agreement=agreement)
    mine = set(facts.values_list("agreement", flat=True))
    members: dict[UUID, list[UUID]] = {}
    cooperations = Agreement.objects.filter(pk__in=mine).values("cooperation")
    for one, cooperation in Agreement.objects.filter(cooperation__in=cooperations).values_list("id", "cooperation_id"):
        members.setdefault(cooperation, []).append(one)
    loaded = seen(rows_of(one for these in members.values() for one in these), view)
    found = [
        Assigned(one, state)
        for these in members.values()
        for one, known in facts_of(loaded, these).items()
        if one in mine and known
        for state in standing(known, on=on, known=None).assignments
    ]
    return sorted(found, key=lambda it: (str(it.state.date or "9"), str(it.agreement), str(it.state)))
