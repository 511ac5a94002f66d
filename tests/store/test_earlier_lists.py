"""The lists as they were known an earlier day: neither the parties who came later nor what was moved since changes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.store.test_who_sees import DAY, JOINED, OURS, THEN, theirs_joined, without_the_municipality

from samverkan.actions.moving import move
from samverkan.actions.register import open_agreement
from samverkan.actions.reviewing import Place
from samverkan.store import portfolio as module
from samverkan.store.models import Entry, Organisation, OrganisationName
from samverkan.store.needed import needed_page
from samverkan.store.portfolio import Filter, every_row, others, portfolio
from samverkan.store.view import View

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.store.models import Agreement

TODAY = date(2026, 2, 1)
BEFORE = View(REGION, known=date(2026, 1, 19))
AFTER = View(REGION, known=date(2026, 1, 20))


def listed(view: View, **wanted: str) -> list[UUID]:
    region = Organisation.objects.get(pk=REGION)
    found = portfolio(region, view, on=TODAY, today=TODAY, wanted=Filter(**wanted), soon=True)  # type: ignore[arg-type]
    assert found.left == len(found.rows)
    return [row.agreement_id for row in found.rows]


@pytest.mark.parametrize("at_most", [400, -1])
def test_a_party_that_came_later_is_neither_offered_nor_found(monkeypatch: pytest.MonkeyPatch, at_most: int) -> None:
    monkeypatch.setattr(module, "AT_MOST", at_most)
    office(MUNICIPALITY)
    _, agreement = confirm(
        office(REGION, at=THEN), OURS, arrived=DAY, justered=DAY, agreement=without_the_municipality()
    )
    theirs_joined(agreement, office(REGION, at=JOINED))
    region = Organisation.objects.get(pk=REGION)
    for view, told in ((BEFORE, []), (AFTER, [agreement.pk])):
        assert listed(view, party=MUNICIPALITY) == told
        found = every_row(region, view, on=TODAY, today=TODAY, wanted=Filter(party=MUNICIPALITY))
        assert [row.agreement_id for row in found] == told
        assert listed(view) == [agreement.pk]


def test_a_party_or_a_name_that_was_recorded_later_is_not_offered() -> None:
    region = office(REGION).organisation
    confirm(office(MUNICIPALITY), OURS, arrived=DAY)
    before = others(region, TODAY)
    later = datetime(2030, 1, 1, tzinfo=UTC)
    OrganisationName.objects.create(organisation_id=MUNICIPALITY, name="Nya Lindmora", from_day=DAY, recorded=later)
    assert [one.name for one in others(region, TODAY)] == ["Nya Lindmora"]
    assert [one.number for one in others(region, TODAY, later)] == [MUNICIPALITY]
    assert others(region, TODAY, later) == before
    assert others(region, TODAY, THEN) == ()


def _moved() -> tuple[Agreement, Agreement]:
    """What an agreement had, put with another since: the first, and where it is."""
    office(MUNICIPALITY)
    region = office(REGION, at=THEN)
    lindmora = Organisation.objects.get(pk=MUNICIPALITY)
    wrong, right = (open_agreement(region, cooperation=None, parties=[lindmora]) for _ in range(2))
    confirm(region, OURS, arrived=DAY, justered=DAY, agreement=wrong)
    move(
        office(REGION, at=JOINED),
        entry=Entry.objects.get(),
        place=Place(right),
        why="fel avtal",
        shown_to=[MUNICIPALITY],
    )
    return wrong, right


@pytest.mark.parametrize("at_most", [400, -1])
def test_what_has_been_moved_since_is_listed_where_it_was(monkeypatch: pytest.MonkeyPatch, at_most: int) -> None:
    monkeypatch.setattr(module, "AT_MOST", at_most)
    wrong, right = _moved()
    region = Organisation.objects.get(pk=REGION)
    for view, one in ((BEFORE, wrong), (AFTER, right)):
        found = portfolio(region, view, on=TODAY, today=TODAY, wanted=Filter(), soon=True)
        assert [row.agreement_id for row in found.rows] == [one.pk]
        title = found.rows[0].title.split()[0]
        assert listed(view, text=title) == [one.pk]
        assert listed(view, text="finnsinte") == []
        assert {due.agreement_id for due in needed_page(region, view, on=TODAY, today=TODAY, page=1).things} == {one.pk}
