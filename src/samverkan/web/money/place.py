"""Which agreement a page of money is about: its key in; itself, what it is called and its parties out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.store import registers
from samverkan.store.models import Party
from samverkan.store.standings import standings
from samverkan.web.views.agreement import agreement_of
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from samverkan.store.models import Agreement
    from samverkan.web.asked import Asked


class Place(NamedTuple):
    """An agreement, its title, and its parties by number and name in the order in which they became so."""

    agreement: Agreement
    title: str
    parties: Sequence[tuple[str, str]]

    @property
    def names(self) -> dict[str, str]:
        """What each party is called, by its number."""
        return dict(self.parties)


def place_of(asked: Asked, id: UUID) -> Place:  # noqa: A002 - the address names it so
    """The agreement's place; Http404 where the organisation is no party to it."""
    agreement = agreement_of(asked, id)
    rows = Party.objects.filter(agreement=agreement).select_related("organisation").order_by("pk")
    parties = tuple((one.organisation_id, asked.called(one.organisation)) for one in rows)
    return Place(agreement, _title(asked, agreement) or say("portfolio", "untitled", {}, asked.language), parties)


def _title(asked: Asked, agreement: Agreement) -> str:
    """As it is laid up; of an earlier day, as the standing says it."""
    for _, title, _ in registers.titles([agreement.pk], asked.view, asked.on):
        if title:
            return title
    order, found = standings(agreement.cooperation_id, asked.view, on=asked.on, party=asked.somebody.organisation)
    if agreement.pk not in order:
        return ""
    one = found.agreements[order.index(agreement.pk)]
    return one.title or one.object or ""
