"""Where the decision of a budget is read: budgets in, the addresses of the words that decided them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.store.money.decisions import places_of
from samverkan.web.citing import cites

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from samverkan.store.models import Budget
    from samverkan.web.asked import Asked


def decision_addresses(asked: Asked, budgets: Iterable[Budget]) -> dict[UUID, str]:
    """The address for each budget whose decision is a § that the reader sees; the others are left out."""
    entries = {one.pk: one.entry for one in budgets if one.entry is not None}
    places = places_of(entries.values(), asked.somebody.organisation, asked.view)
    found = {key: cites([places[entry.pk]], {}, asked) for key, entry in entries.items() if entry.pk in places}
    return {key: cite.address for key, (cite,) in found.items()}
