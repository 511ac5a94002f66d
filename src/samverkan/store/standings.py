"""How agreements stand, from the ledger: agreements, a view and a day in, the core's answer with its proof out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.standing import standing
from samverkan.core.standing.settled import settled
from samverkan.core.standing.values import Standings
from samverkan.store.load import Loaded, rows_of, seen
from samverkan.store.models import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.store.view import View


def standings(cooperation: UUID, view: View, *, on: date) -> tuple[list[UUID], Standings]:
    """Every agreement of the cooperation that the view shows, in order of its first paper, and how it stands."""
    ids = Agreement.objects.filter(cooperation=cooperation).values_list("id", flat=True)
    loaded = seen(rows_of(ids), view)
    facts = facts_of(loaded, ids)
    answers = {one: standing(these, on=on, known=None) for one, these in facts.items() if these}
    order = sorted(answers, key=lambda one: min((str(item.day or "9"), item.id) for item in loaded.items[one]))
    return order, Standings(on, view.known, tuple(answers[one] for one in order), loaded.quotes)


def facts_of(loaded: Loaded, agreements: Iterable[UUID]) -> Mapping[UUID, tuple[Fact, ...]]:
    """The facts of each agreement of one cooperation with its parties named."""
    items = {str(one): loaded.items.get(one, []) for one in agreements}
    found = settled({key: these for key, these in items.items() if these})
    return {one: found[str(one)].facts if str(one) in found else () for one in agreements}
