"""The assignments of an organisation's agreements: a view and a day in, each with the agreement it stands in out.

Which there are, and in what order, is read from the index where it can answer: from today on, as all is known. Only those
asked for are then derived.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.standing import standing
from samverkan.store.deriving import key_of
from samverkan.store.load import rows_of, seen
from samverkan.store.models import Agreement
from samverkan.store.portfolio import AT_MOST, is_indexed, spans_on
from samverkan.store.shown import facts_shown
from samverkan.store.standings import facts_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from samverkan.core.standing.values import AssignmentState
    from samverkan.store.models import Fact, Organisation
    from samverkan.store.view import View

_KINDS: Final = ("AssignmentGiven", "AssignmentFulfilled")


class Assigned(NamedTuple):
    """An assignment as it stands in an agreement."""

    agreement: UUID
    state: AssignmentState


class Assignments(NamedTuple):
    """How many there are, and those asked for of them."""

    total: int
    rows: list[Assigned]


class _Key(NamedTuple):
    """What an assignment is sorted and chosen by: its day, its agreement, which of the agreement's it is; and its status."""

    day: str
    agreement: str
    number: int
    status: str
    id: UUID


def assignments_shown(
    organisation: Organisation, view: View, *, on: date, today: date, agreement: UUID | None = None,
    status: str | None = None, start: int = 0, count: int | None = None,
) -> Assignments | None:  # fmt: skip
    """The assignments of the agreements whose papers give or report one, the earliest first; some of them, from `start` on.

    Of one agreement or all. None for an earlier day on which the agreements that have one are too many to derive.
    """
    facts = facts_shown(organisation, view).filter(kind__in=_KINDS, agreement__isnull=False)
    if agreement is not None:
        facts = facts.filter(agreement=agreement)
    keys = _laid_up(organisation, view, on, facts) if is_indexed(view, on, today) else None
    derived: Mapping[UUID, list[AssignmentState]] = {}
    if keys is None:
        mine = set(facts.values_list("agreement", flat=True))
        if len(mine) > AT_MOST and not is_indexed(view, on, today):
            return None
        derived = _derived(mine, view, on, organisation.pk)
        keys = [
            _Key(key_of(one)[0], str(id_), n, one.status, id_)
            for id_, states in derived.items()
            for n, one in enumerate(states)
        ]
    wanted = sorted(key for key in keys if status in (None, key.status))
    page = list(islice(wanted, start, None if count is None else start + count))
    derived = derived or _derived({key.id for key in page}, view, on, organisation.pk)
    rows = [Assigned(key.id, derived[key.id][key.number]) for key in page if key.number < len(derived.get(key.id, ()))]
    return Assignments(len(wanted), rows)


def _laid_up(organisation: Organisation, view: View, on: date, facts: QuerySet[Fact]) -> list[_Key] | None:
    """What the index has of them; None where it was laid up by an earlier version, which had nothing of them."""
    spans = spans_on(organisation, view, on).filter(agreement__in=facts.values("agreement"))
    keys = []
    for one, assigned in spans.values_list("agreement", "assigned"):
        if assigned is None:
            return None
        keys += [_Key(day, str(one), n, status, one) for n, (day, status) in enumerate(assigned)]
    return keys


def _derived(agreements: Iterable[UUID], view: View, on: date, party: str) -> dict[UUID, list[AssignmentState]]:
    """Each agreement's assignments in order; as many questions to the database however many agreements there are."""
    mine = set(agreements)
    members: dict[UUID, list[UUID]] = {}
    cooperations = Agreement.objects.filter(pk__in=mine).values("cooperation")
    for one, cooperation in Agreement.objects.filter(cooperation__in=cooperations).values_list("id", "cooperation_id"):
        members.setdefault(cooperation, []).append(one)
    rows = rows_of(one for these in members.values() for one in these)
    loaded = seen(rows, view, party)
    return {
        one: sorted(standing(known, on=on, known=None).assignments, key=key_of)
        for these in members.values()
        for one, known in facts_in(view, loaded, these, rows.sharing).items()
        if one in mine and known
    }
